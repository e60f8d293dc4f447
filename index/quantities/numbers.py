"""The numbers of a text with their units, in the forms of five languages. Knows digits, multipliers and units; months are in `dates`.

1 234,5 · 1,234.5 · 1.234,5 are one number; 28,769 million PLN · 28 769 mln zł one quantity; 80 % · 80 percent · 80 százalék another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.quantities.numerals import numerals
from index.quantities.units import CURRENCY, Unit, unit_at

_BLANK = r"[ \u00a0\u202f\u2009]"
_number = re.compile(rf"(?<![^\W_])(?<![^\W_][.,])(?:\d{{1,3}}(?:{_BLANK}\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*)")
_thousands = r"thousand|tys\.?|tysi[ąę]c\w*|tis\.?|tis[íi]c\w*|ezer\w{0,4}"
_millions = r"millions?|mln\.?|mio\.?|mil\.?|milion\w*|milión\w*|millió\w*"
_billions = r"billions?|bn|mld\.?|mrd\.?|miliard\w*|miliárd\w*|milliárd\w*"
# Money may go before: "EUR 5", "MEUR 5", "bn HUF 5".
_before = re.compile(
    rf"(?<![^\W_])(?:(?P<thousand>k|{_thousands}){_BLANK}?|(?P<million>m|M|{_millions}){_BLANK}?|(?P<billion>bn|{_billions}){_BLANK}?)?"
    rf"(?P<currency>{CURRENCY}){_BLANK}?$"
)
_LOOK_BACK = 12  # characters: "millions EUR" is the longest that counts
_gap = re.compile(rf"(?:{_BLANK}{{1,3}}|\n|[-‑])?")
_multiplier = re.compile(
    rf"(?:(?P<thousand>{_thousands})|(?P<million>{_millions})|(?P<billion>{_billions}))(?![^\W_])",
    re.IGNORECASE,
)
_attached = re.compile(r"(?P<thousand>k)(?![^\W_])|(?P<million>[mM])(?![^\W_])|(?P<billion>bn)(?![^\W_])")
_TIMES = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
# "4,8 milióna českých korún": whose money it is may stand before the money.
_whose = re.compile(r"(?:česk|czesk|polsk|pol'sk|poľsk|węgiersk|maďarsk|cseh|lengyel|magyar|polish|czech|hungarian)\w*\s", re.IGNORECASE)
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a text at text[start:end]. `values` are its readings (3.400 may be three thousand), before the unit's factor."""

    values: tuple[float, ...]
    unit: Unit | None
    start: int
    end: int
    sure: bool = True  # False for a word that may be no number
    written: tuple[int, int] = (0, 0)  # where its digits stand, without multiplier and unit; (0, 0) for a word
    times: float = 1.0  # the multiplier, already in `values`

    @property
    def year(self) -> bool:
        """Whether it may be a year."""
        return self.unit is None and any(map(is_year, self.values))


def is_year(value: float) -> bool:
    """Whether a plain number may be a year."""
    return _FIRST_YEAR <= value <= _LAST_YEAR and value % 1 == 0


def numbers(text: str, language: str) -> list[Number]:
    """The numbers of `text` in order, digits and words; `text` has plain digits for raised and lowered ones."""
    figures = digits(text, language)
    taken = [(q.start, q.end) for q in figures]
    words = []
    for n in numerals(text, language):
        if not any(start < n.end and n.start < end for start, end in taken):
            unit, end = _unit(text, n.end, year=False)
            words.append(Number((float(n.value),), unit, n.start, end, n.sure))
    return sorted((*figures, *words), key=lambda q: q.start)


def digits(text: str, language: str) -> list[Number]:
    """The numbers of `text` that are written in digits, in order."""
    return [_number_at(text, match, language) for match in _number.finditer(text)]


def _number_at(text: str, match: re.Match[str], language: str) -> Number:
    values = readings(match.group(), language)
    money = _before.search(text[max(0, match.start() - _LOOK_BACK) : match.start()])
    end = match.end()
    at = _skip(text, end)
    attached = _attached.match(text, end) if money else None
    times = _multiplier.match(text, at) or attached
    scale = _TIMES[str(times.lastgroup)] if times else 1.0
    if times:
        end = times.end()
    unit, end = _unit(text, end, year=not times and any(map(is_year, values)))
    start = match.start()
    if money and (before := unit_at(money["currency"], 0)):
        unit = before[0]
        start -= money.end() - money.start()
        if not times:
            scale = next((_TIMES[name] for name in _TIMES if money[name]), 1.0)
    return Number(tuple(round(v * scale, 6) for v in values), unit, start, end, written=match.span(), times=scale)


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


def readings(written: str, language: str) -> tuple[float, ...]:
    """What digits may mean. In English a comma groups and a point divides; elsewhere the other way round, but English habits spread."""
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
