"""The years that a question speaks of: one that it insists on, a horizon, a range. Knows five languages' ways to write years, nothing of documents."""

from __future__ import annotations

import re

from assistant.answer.types import Period

_YEAR = r"(?:19[5-9]\d|20\d\d|2100)"
# What may stand after a year in the four inflecting languages: "2030 r.", "2030. évi", "2030-ig", "roku".
_AFTER = r"(?:\.|\s?(?:r|roku|rok|rokom|roka|rokem)\b\.?)?"

_RANGES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b({_YEAR})\s?(?:[-–—/‑]|do|to|az|until|through)\s?({_YEAR}|\d\d)\b",
        rf"\b(?:from|between|od|mezi|medzi|miedzy|pomiedzy)\s(?:\w+\s)?({_YEAR}){_AFTER}\s"
        rf"(?:to|and|until|till|through|do|az|az do|a|i)\s(?:\w+\s)?({_YEAR})\b",
        rf"\b({_YEAR})(?:-?tol|-?tol kezdve)?\s(?:es)\s({_YEAR})\s(?:kozott|kozt|kozti)\b",
        rf"\b({_YEAR})-?(?:tol|tel)\s({_YEAR})-?ig\b",
    )
)

# A horizon is a year by which something is to be reached. Before the year, or after it.
_BEFORE_HORIZON = re.compile(
    r"\b(?:by(?: the year| the end of| end of)?|until|till|before|horizon|target\w*(?: for| of| year)?|vision"
    r"|do(?: konca| konce)?(?: roku| r\.?)?|przed(?: rokiem)?|pred rokom|pred rokem|na(?: rok)?|pro(?: rok)?|pre(?: rok)?|ku? roku"
    r"|perspektyw\w+(?: do)?(?: roku)?|cel\w*(?: na)?|cil\w*(?: pro)?|ciel\w*(?: na)?"
    r"|strateg\w*|plan\w*|program\w*|koncepc\w*|wizj\w*|viz\w*)\s$"
)
_AFTER_HORIZON = re.compile(
    r"^(?:-?ig\b|-?ra\b|-?re\b| vegeig|-?[aeo]?s (?:\w+ ?)?(?:cel|klimacel|strateg|terv)\w*| target| goal| objective| horizon| strateg| plan)"
)

# A number of four digits that is no year: an amount, a quantity, or part of a name.
_NAMES = re.compile(r"\b(?:agenda|agende|agendy|agendu|agendou|natura|horizon|horizont|iso|euro|smart city expo)\s$")
_UNIT = re.compile(
    r"^(?:[.,]\d|\s?(?:%|€|eur\b|euro|pln\b|zl\b|kc\b|czk\b|ft\b|huf\b|mw|kw|gw|tj\b|gj\b|km\b|m2|ha\b|ton|tun|kg\b|db\b|darab|"
    r"people|inhabitants|osob|mieszkan|obyvatel|drzew|stromu|stromov|trees|buses|fa\b|fat\b|ember|lakos))"
)
_AGENDA_AFTER = re.compile(r"^\s(?:agenda|agend[yu]|agende)\b")
_year = re.compile(rf"(?<![\d.,/]){_YEAR}(?!\d)")
# A round year that far ahead is what strategies aim at, whatever stands before it: "heat plan 2030".
_ROUND, _FAR = 5, 2030


def period(flat_text: str) -> Period | None:
    """The period that a text without diacritics speaks of; None where it names no year.

    A range wins over single years, several insisted-on years make a range, an insisted-on year wins over a horizon.
    """
    for pattern in _RANGES:
        if match := pattern.search(flat_text):
            first, last = int(match.group(1)), _last(match.group(1), match.group(2))
            if first <= last:
                return Period(first, last, "year" if first == last else "range")
    insisted: list[int] = []
    horizons: list[int] = []
    for match in _year.finditer(flat_text):
        before, after = flat_text[: match.start()], flat_text[match.end() :]
        if not (_NAMES.search(before) or _UNIT.match(after) or _AGENDA_AFTER.match(after)):
            (horizons if _is_horizon(int(match.group()), before, after) else insisted).append(int(match.group()))
    if insisted:
        return Period(min(insisted), max(insisted), "year" if len(set(insisted)) == 1 else "range")
    return Period(None, max(horizons), "horizon") if horizons else None


def _last(first: str, last: str) -> int:
    """2021/27 means 2021 to 2027."""
    return int(last if len(last) == 4 else first[:2] + last)


def _is_horizon(year: int, before: str, after: str) -> bool:
    if _BEFORE_HORIZON.search(before) or _AFTER_HORIZON.match(after):
        return True
    return year >= _FAR and year % _ROUND == 0
