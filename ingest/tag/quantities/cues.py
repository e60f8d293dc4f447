"""The words that tell what a number is: an aim, a fact, a deadline, a baseline, a price. Knows cues.tsv and how each kind is to be framed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_NUMBERED = frozenset(["deadline", "in", "baseline"])  # kinds whose forms name a year


@cache
def _forms() -> Mapping[tuple[str, str], str]:
    lines = files(__package__).joinpath("cues.tsv").read_text(encoding="utf-8").splitlines()
    _, *rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {(kind, language): forms for kind, language, forms in rows}


@cache
def cue(kind: str, language: str) -> re.Pattern[str]:
    """The pattern of a kind in a language (English for any that is not among the five).

    aim, fact, effect, forecast, wish: what a sentence says of its numbers. deadline, in, baseline: a year (Y) and its role, a month or season
    (M) before it, see `years`.
    range, change from, definite, than, rises to, reference, unit price: what stands before a number, at the end of the text searched; range to,
    range bare: what stands between two. further, abstract: counts. part, cost, cost word, purpose, payer, payer ends, gives, body,
    and, namely: money.
    agent, by, change, change to, clause, edge: where phrases begin and end. column …, action name: headers of tables and labels of forms.
    """
    forms = _forms()
    found = forms.get((kind, language)) or forms[kind, "en"]
    if kind in _NUMBERED:
        months = forms.get(("month", language)) or forms["month", "en"]
        return re.compile(rf"(?<![^\W_])(?:{_numbered(found, months)})", re.IGNORECASE)
    if kind == "reference":
        return re.compile(rf"(?:(?<![^\W_])(?:{found})|§)[\s\u00a0.:]*(?:\d[\d.,]*\s*(?:and|or|a|i|és|to|–|-|,)\s*)*$", re.IGNORECASE)
    if kind in ("range", "change from", "definite", "than", "rises to"):
        return re.compile(rf"(?<![^\W_])(?:{found})\s*$", re.IGNORECASE)
    if kind == "change to" and language == "hu":  # the ending of the number before it
        return re.compile(found)
    if kind == "unit price":  # up to the amount of money that is a price
        return re.compile(rf"(?<![^\W_])(?:{found})$", re.IGNORECASE)
    if kind in ("range to", "range bare"):
        return re.compile(rf"\s+(?:{found})\s+", re.IGNORECASE)
    return re.compile(rf"(?<![^\W_])(?:{found})(?![^\W_])", re.IGNORECASE)


def _numbered(form: str, months: str) -> str:
    return form.replace("M ", f"(?:(?:{months}) )?").replace("Y", "((?:19|20)\\d\\d)(?!\\d|[.,]\\d)")


def years(kind: str, language: str, text: str) -> list[tuple[int, int, int]]:
    """(year, start, end) of each form of a deadline, "in" or baseline."""
    return [(int(next(g for g in m.groups() if g)), m.start(), m.end()) for m in cue(kind, language).finditer(text)]
