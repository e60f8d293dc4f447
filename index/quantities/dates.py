"""Months that a text names, in five languages or in digits. Days and years are numbers like others: see `quantities`."""

from __future__ import annotations

import re
from functools import cache

# Stems with the endings that they take; names that are other words too (English may and march, Czech and Polish květ and maj) are told apart below.
_MONTHS: tuple[str, ...] = (
    r"january|jan\.|stycz(?:eń|nia|niu|niem)|leden|ledna|lednu|lednem|január\w*",
    r"february|feb\.|lut(?:y|ego|ym)|únor\w*|február\w*",
    r"march(?= \d)|(?<=\d )march|mar(?:zec|ca|cu|cem)|březen|březn\w+|marec|marci|marcom|márci\w*",
    r"april|apr\.|kwie(?:cień|tnia|tniu|tniem)|duben|dubn\w+|apríl\w*|április\w*",
    r"(?<=\d )may|may(?= \d)|in may|maj(?:a|u|em)?|květ(?:en|na|nu|nem)|máj(?:a|i|om)?(?= |$)|május\w*",
    r"june|czerw(?:iec|ca|cu|cem)|červ(?:en|na|nu|nem)|jún(?:a|i|om)?|június\w*",
    r"july|lip(?:iec|ca|cu|cem)|červen(?:ec|ce|ci|cem)|júl(?:a|i|om)?|július\w*",
    r"august|aug\.|sierp(?:ień|nia|niu|niem)|srp(?:en|na|nu|nem)|august\w*|augusztus\w*",
    r"september|sept?\.|wrze(?:sień|śnia|śniu|śniem)|září\w*|september|septembr\w+|szeptember\w*",
    r"october|oct\.|październik\w*|říj(?:en|na|nu|nem)|október|októbr\w+|október\w*",
    r"november|nov\.|listopad\w*|november|novembr\w+|november\w*",
    r"december|dec\.|grud(?:zień|nia|niu|niem)|prosin(?:ec|ce|ci|cem)|december|decembr\w+|december\w*",
)
_day_month_year = re.compile(r"(?<!\d)(\d{1,2})\. ?(\d{1,2})\. ?((?:19|20)\d\d)(?!\d)")
_year_month_day = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:-(\d\d)-(\d\d)|\. ?(\d{1,2})\. ?(\d{1,2})\.)(?!\d)")


@cache
def _names() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"(?<![^\W_])(?:{names})(?![^\W_])", re.IGNORECASE) for names in _MONTHS)


@cache
def _any_name() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(_MONTHS)})(?![^\W_])", re.IGNORECASE)


_maybe = re.compile(r"(?<![^\W\d_])(?:(March)|(May))(?![^\W\d_])")


def months(text: str, *, sure: bool = True) -> frozenset[int]:
    """The months named in `text`, 1 to 12; with those that may be no months ("march", "may") unless it must be `sure`."""
    found = {number for number, _, _ in named(text)} | {month for month, *_ in digits(text)}
    if not sure:
        found |= {3 if m[1] else 5 for m in _maybe.finditer(text)}
    return frozenset(found)


def named(text: str) -> list[tuple[int, int, int]]:
    """(month, start, end) for each name of a month."""
    if not _any_name().search(text):
        return []
    return [(number, m.start(), m.end()) for number, pattern in enumerate(_names(), 1) for m in pattern.finditer(text)]


def digits(text: str) -> list[tuple[int, int, int]]:
    """(month, start, end) of the month in each date in digits: 1. 7. 2024 · 2024-07-01 · 2024. 07. 01."""
    found = [(int(m[2]), m.start(2), m.end(2)) for m in _day_month_year.finditer(text)]
    for m in _year_month_day.finditer(text):
        group = 2 if m[2] else 4
        found.append((int(m[group]), m.start(group), m.end(group)))
    return [one for one in found if 1 <= one[0] <= 12]
