"""The amounts of a text: a number as written, what it comes to, its unit or currency. Knows forms, not what an amount is of.

Years, dates, references ("Article 5", "ISO 50001"), codes and unit prices are no amounts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.quantities import dates
from index.quantities.numbers import Number, digits, is_year, readings
from index.quantities.units import CURRENCY, unit_at
from ingest.tag.quantities.cues import cue

CURRENCIES = frozenset(["EUR", "PLN", "CZK", "HUF", "USD", "GBP"])

_comma = re.compile(r"(?<![\d.,])(?:[1-9]\d*|0),(?:\d{1,2}|\d{4,})(?![\d,])|(?<![\d.,])0,\d+|\d\.\d{3},\d|\d \d{3},\d")
_point = re.compile(r"(?<![\d.,])(?:[1-9]\d*|0)\.(?:\d{1,2}|\d{4,})(?![\d.])|(?<![\d.,])0\.\d+|\d,\d{3}\.\d|\d,\d{3},\d{3}")
_date = re.compile(
    r"(?<!\d)(?:\d{1,2}\. ?\d{1,2}\. ?(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d|(?:19|20)\d\d\. ?\d{1,2}\. ?\d{1,2}\.|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})(?!\d)"
)
_day_before = re.compile(r"(?<!\d)\d{1,2}\.?[ \u00a0]?$")
_day_after = re.compile(r"[ \u00a0](\d{1,2})(?!\d|[.,]\d)")
_clock = re.compile(r"(?<!\d)\d{1,2}:\d\d(?!\d)")
_phone = re.compile(r"\+\d[\d ()/-]{6,}\d")
_joined = re.compile(r"[^\W\d_]\.?$|[^\W_][-/‑]$|[:/#№@=^_]$|[([]$")
_dash = re.compile(r"\s?[–—−‑-]\s?")
_price = re.compile(r"\s?(?:/|per |za |na )\s?")
_yearly = r"per year|a year|per annum|annually|yearly|each year|rocznie|na rok|każdego roku|ročně|za rok|každý rok|ročne|každoročne|évente"
_annual = re.compile(rf"\s?/\s?(?:years?|yr|annum|a|rok|r|év|p\.a)(?![^\W_])\.?|\s(?:{_yearly})(?![^\W_])")
_head = re.compile(
    r"\s?/\s?(?:capita|person|inhabitant|osob\w*|mieszkańca|obyvatele?a?|fő)|\s(?:per capita|na mieszkańca|na obyvatele|na obyvateľa)(?![^\W_])"
)
_outflow = re.compile(rf"(?P<currency>{CURRENCY})\s?(?P<brackets>\((?P<digits>\d[\d.,]*)\))")
_sign = re.compile(r"(?:^|(?<=[\s(|:≈~]))[−-]$")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount at text[start:end], unit and currency included; its digits, sign and the words of a range at text[first:last]."""

    start: int
    end: int
    first: int
    last: int
    number: float | None  # None for a range
    unit: str
    dimension: str  # of its unit (index.quantities.units); "" for a plain number
    currency: str
    times: float = 1.0  # the multiplier that was written with it, already in `number`


def amounts(text: str, language: str, comma: bool) -> list[Amount]:
    """The amounts of `text` (see `plain`) in order; years are among them only with a unit.

    `comma` tells whether a comma divides ("28,5") where the text itself does not tell.
    """
    taken = _excluded(text)
    comma = decimal_comma(text, comma)
    found = [n for n in digits(text, language) if not any(s < n.written[1] and n.written[0] < e for s, e in taken)]
    single = [a for n in found if (a := _amount(text, n, language, comma))]
    return _ranges(text, sorted((*single, *_outflows(text, language, comma)), key=lambda a: a.start), language)


def _outflows(text: str, language: str, comma: bool) -> Iterator[Amount]:
    """Money in brackets as accountants write what goes out: "€ (201)" is minus 201."""
    for match in _outflow.finditer(text):
        if (found := unit_at(match["currency"], 0)) is not None:
            number = -value(match["digits"], language, comma)
            yield Amount(match.start(), match.end(), match.start("brackets"), match.end(), number, "", found[0].name, found[0].name)


def decimal_comma(text: str, custom: bool) -> bool:
    """Whether a comma divides ("28,5") in this text: by what can be read one way only, else by `custom`."""
    if "," not in text and "." not in text:
        return custom
    commas, points = len(_comma.findall(text)), len(_point.findall(text))
    return commas > points if commas != points else custom


def value(written: str, language: str, comma: bool) -> float:
    """What digits come to, where 1,234 and 1.234 may be read two ways."""
    read = readings(written, language)
    marks = re.findall(r"[.,]", written)
    if len(marks) != 1 or not re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", written):
        return read[0]
    if marks[0] == ",":
        return float(written.replace(",", "." if comma else ""))
    # In English a point divides even where commas do too; elsewhere 3.400 is three thousand, unless points divide in this text.
    return float(written.replace(".", "" if language != "en" and comma else "."))


def _excluded(text: str) -> list[tuple[int, int]]:
    spans = [m.span() for pattern in (_date, _clock, _phone) for m in pattern.finditer(text)]
    for _, start, end in dates.named(text):
        if before := _day_before.search(text[max(0, start - 5) : start]):
            spans.append((start - (before.end() - before.start()), end))
        if after := _day_after.match(text, end):
            spans.append((start, after.end(1)))
    return spans


def _amount(text: str, number: Number, language: str, comma: bool) -> Amount | None:
    start, end = number.written
    name, dimension = (number.unit.name, number.unit.dimension) if number.unit else ("", "")
    amount = value(text[start:end], language, comma) * number.times
    if dimension == "months" and number.unit:  # "10 years" is a span of time, no quantity of anything
        return None
    if not dimension and number.times == 1.0 and _no_amount(text, start, end, amount, language):
        return None
    if dimension and _joined_to_a_word(text, start):
        return None
    first = start
    if _sign.search(text[max(0, start - 2) : start]):
        first, amount = start - 1, -amount
    currency = name if dimension in CURRENCIES else ""
    if currency and number.unit:
        amount, name = amount * number.unit.factor, ""
        if text.startswith(" EN,", number.end):  # "EUR 29412 EN": the number of a report
            return None
        if _unit_price(text, number.end) or cue("unit price", language).search(text[max(0, number.start - 60) : number.start]):
            return None
    else:
        name, stop = _suffix(text, number.end, name, dimension)
        number = replace(number, end=stop)
    times = number.times * (number.unit.factor if currency and number.unit else 1.0)
    return Amount(min(number.start, first), number.end, first, end, round(amount, 6), name, dimension, currency, times)


def _joined_to_a_word(text: str, start: int) -> bool:
    return re.search(r"[^\W\d_]-$", text[max(0, start - 2) : start]) is not None and text[max(0, start - 3) : start].strip().isupper()


def _no_amount(text: str, start: int, end: int, amount: float, language: str) -> bool:
    """Whether a plain number counts nothing: a year, a reference, a code, an ordinal."""
    if is_year(amount) and end - start == 4:
        return True
    before = text[max(0, start - 40) : start]
    if _joined.search(before) or cue("reference", language).search(before):
        return True
    following = text[end : end + 2]
    if following[:1] in ("/", ":", "_", ")", "]", "-", "‑") or (following[:1] == "." and (following[1:].isspace() or not following[1:])):
        return following[:1] not in ")-"  # "(12)" and a range may count
    opens = not text[:start].strip(" |\n#*")  # "2. Goals", "# 2 Goals": the number of a list's item or a heading
    return opens and (following.startswith(".") or text[:start].lstrip().startswith("#"))


def _unit_price(text: str, end: int) -> bool:
    """Whether an amount of money is a price: PLN 150/m², 38 EUR/tCO2. So much a year is an amount."""
    if _annual.match(text, end) or not (per := _price.match(text, end)):
        return False
    return (text[per.start() : per.end()].strip() == "/" and text[per.end() : per.end() + 1].isalpha()) or unit_after(text, per.end())


def unit_after(text: str, position: int) -> bool:
    """Whether a unit of measure, no money, stands at `position`."""
    found = unit_at(text, position)
    return found is not None and found[0].dimension not in (*CURRENCIES, "months", "days")


def _suffix(text: str, end: int, name: str, dimension: str) -> tuple[str, int]:
    if not name or dimension in ("share", "points"):
        return name, end
    if head := _head.match(text, end):
        name, end = f"{name}/capita", head.end()
    if annual := _annual.match(text, end):
        return f"{name}/year", annual.end()
    if text[end : end + 1] == "/" and (found := unit_at(text, end + 1)):
        return f"{name}/{found[0].name}", found[1]
    return name, end


# ---- ranges


def _ranges(text: str, found: Sequence[Amount], language: str) -> list[Amount]:
    """Two amounts that a dash, "od … do", "between … and" join are one without a number; "from … to" of a change are two."""
    joined: list[Amount] = []
    for amount in found:
        if joined and (whole := _range(text, joined[-1], amount, language)):
            joined[-1] = whole
        else:
            joined.append(amount)
    return joined


def _range(text: str, low: Amount, high: Amount, language: str) -> Amount | None:
    if low.number is None or high.number is None or (low.currency and high.currency and low.currency != high.currency):
        return None
    between = text[low.end : high.start]
    first = low.first
    if not high.number > low.number and high.unit == low.unit:
        return None
    if not _dash.fullmatch(between):
        opening = cue("range", language).search(text[max(0, low.start - 14) : low.start])
        if not cue("range to", language).fullmatch(between) or (not opening and not _bare_range(text, low, between, language)):
            return None
        if opening and opening[1].lower() == "from" and cue("change", language).search(text[max(0, low.start - 120) : low.start]):
            return None
        first = max(0, low.start - 14) + opening.start(1) if opening else low.first
    if low.dimension and high.dimension and low.dimension != high.dimension:
        return None
    unit, dimension, currency = (high.unit, high.dimension, high.currency) if high.dimension else (low.unit, low.dimension, low.currency)
    return Amount(min(low.start, first), high.end, first, high.last, None, unit, dimension, currency, high.times)


def _bare_range(text: str, low: Amount, between: str, language: str) -> bool:
    """ "1,9 až 2,3 mld. Kč", "5 to 7 million": a range that nothing opens; "z 5 do 7" and "from" are changes, "2 and 3" are two."""
    if low.dimension or not cue("range bare", language).fullmatch(between):
        return False
    return not cue("change from", language).search(text[max(0, low.start - 14) : low.start])
