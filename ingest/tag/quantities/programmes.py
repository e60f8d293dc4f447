"""Programmes and sources of money, named in a text. Knows programmes.tsv, nothing of amounts."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    lines = files(__package__).joinpath("programmes.tsv").read_text(encoding="utf-8").splitlines()
    _, *rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple((name, re.compile(rf"(?<![^\W_])(?:{forms})(?![^\W_])")) for name, forms in rows)


def programmes(text: str) -> list[tuple[str, int, int]]:
    """(name, start, end) of each programme in `text`, in order; where two names overlap, the longer."""
    found = [(name, m.start(), m.end()) for name, pattern in _patterns() for m in pattern.finditer(text)]
    return sorted(
        (one for one in found if not any(o[1] <= one[1] and one[2] <= o[2] and (o[1], o[2]) != (one[1], one[2]) for o in found)),
        key=lambda one: one[1:],
    )


def without(text: str) -> str:
    """`text` with a blank for each programme."""
    for _, start, end in reversed(programmes(text)):
        text = text[:start] + " " + text[end:]
    return text


def nearest(text: str, start: int, end: int) -> str:
    """The programme named closest to text[start:end]; "" where none is."""
    found = programmes(text)
    found = [one for one in found if one[0] != "loan"] or found  # "EIB loan": who lends says more
    return min(found, key=lambda one: max(one[1] - end, start - one[2], 0))[0] if found else ""
