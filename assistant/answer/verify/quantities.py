"""The numbers of a text with their units, in the forms of five languages. Knows digits, multipliers and units; months are in `dates`.

1 234,5 · 1,234.5 · 1.234,5 are one number; 28,769 million PLN · 28 769 mln zł one quantity; 80 % · 80 percent · 80 százalék another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer.verify.numerals import numerals
from assistant.answer.verify.units import Unit, unit_at

_BLANK = r"[ \u00a0\u202f\u2009]"
_number = re.compile(rf"(?<![^\W_])(?:\d{{1,3}}(?:{_BLANK}\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*)")
_before = re.compile(rf"(EUR|€|PLN|HUF|CZK|USD|GBP|\$|£){_BLANK}?$")
_gap = re.compile(rf"(?:{_BLANK}|\n|[-‑])?")
_multiplier = re.compile(
    r"(?:(?P<thousand>thousand|tys\.?|tysi[ąę]c\w*|tis\.?|tis[íi]c\w*|ezer\w{0,4})"
    r"|(?P<million>millions?|mln\.?|mio\.?|mil\.?|milion\w*|milión\w*|millió\w*)"
    r"|(?P<billion>billions?|bn|mld\.?|mrd\.?|miliard\w*|miliárd\w*|milliárd\w*))(?![^\W_])",
    re.IGNORECASE,
)
_attached = re.compile(r"(?P<thousand>k)(?![^\W_])|(?P<million>m)(?![^\W_])|(?P<billion>bn)(?![^\W_])")
_TIMES = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
# "4,8 milióna českých korún": whose money it is may stand before the money.
_whose = re.compile(r"(?:česk|czesk|polsk|pol'sk|poľsk|węgiersk|maďarsk|cseh|lengyel|magyar|polish|czech|hungarian)\w*\s", re.IGNORECASE)
_YEARS = range(1900, 2101)
# Values that one decimal of rounding in floating point keeps apart by less are the same.
_SAME = 1e-9


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number of a text at text[start:end]. `values` are its readings (3.400 may be three thousand), before the unit's factor."""

    values: tuple[float, ...]
    unit: Unit | None
    start: int
    end: int
    sure: bool = True  # False for a word that may be no number

    @property
    def year(self) -> bool:
        """Whether it may be a year."""
        return self.unit is None and any(v in _YEARS for v in self.values)


def quantities(text: str, language: str) -> list[Quantity]:
    """The numbers of `text` in order, digits and words; `text` has plain digits for raised and lowered ones."""
    digits = [_quantity(text, match, language) for match in _number.finditer(text)]
    taken = [(q.start, q.end) for q in digits]
    words = []
    for n in numerals(text, language):
        if not any(start < n.end and n.start < end for start, end in taken):
            unit, end = _unit(text, n.end, year=False)
            words.append(Quantity((float(n.value),), unit, n.start, end, n.sure))
    return sorted((*digits, *words), key=lambda q: q.start)


def _quantity(text: str, match: re.Match[str], language: str) -> Quantity:
    values = _values(match.group(), language)
    money = _before.search(text, max(0, match.start() - 5), match.start())
    end = match.end()
    at = _skip(text, end)
    times = _multiplier.match(text, at) or (_attached.match(text, end) if money else None)
    if times:
        values = tuple(round(v * _TIMES[str(times.lastgroup)], 6) for v in values)
        end = times.end()
    unit, end = _unit(text, end, year=not times and any(v in _YEARS for v in values))
    if money and (before := unit_at(money.group(1), 0)):
        unit = before[0]
    return Quantity(values, unit, money.start() if money else match.start(), end)


def _unit(text: str, end: int, *, year: bool) -> tuple[Unit | None, int]:
    at = _skip(text, end)
    if whose := _whose.match(text, at):
        at = whose.end()
    found = unit_at(text, at)
    if found is None or (year and found[0].dimension == "months"):  # "w 2030 roku" is no span of 2030 years
        return None, end
    return found


def _skip(text: str, position: int) -> int:
    match = _gap.match(text, position)
    return match.end() if match else position


def _values(written: str, language: str) -> tuple[float, ...]:
    """What the digits may mean. In English a comma groups and a point divides; elsewhere the other way round, but English habits spread."""
    plain = re.sub(_BLANK, "", written)
    marks = re.findall(r"[.,]", plain)
    if not marks:
        return (float(plain),)
    whole, last = plain[: plain.rindex(marks[-1])], plain[plain.rindex(marks[-1]) + 1 :]
    grouped, divided = float(re.sub(r"[.,]", "", plain)), float(re.sub(r"[.,]", "", whole) + "." + last)
    if len(set(marks)) > 1:
        return (divided,)
    if len(marks) > 1:
        return (grouped,)
    if len(last) != 3 or len(whole) > 3 or whole == "0" or plain != written:
        return (divided,)
    if language == "en":
        return (grouped,) if marks[0] == "," else (divided, grouped)
    return (divided, grouped)


def carries(claim: Quantity, source: Quantity, dimensions: frozenset[str]) -> bool:
    """Whether a source's number says what the claim's does. `dimensions` are those whose units the source writes anywhere.

    A number without a unit may take one from elsewhere: "from 14 to 9 %", or a table whose header names it.
    """
    if claim.unit and source.unit:
        if claim.unit.dimension != source.unit.dimension:
            return False
        return _meet([v * claim.unit.factor for v in claim.values], [v * source.unit.factor for v in source.values])
    if claim.unit and claim.unit.dimension not in dimensions:
        return False
    return _meet(claim.values, source.values)


def _meet(one: Sequence[float], other: Sequence[float]) -> bool:
    return any(abs(a - b) <= _SAME * max(1.0, abs(a)) for a in one for b in other)
