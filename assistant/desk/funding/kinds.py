"""What an amount of money is: an investment, funding, a loan, a gain; a sum of others or a part. Knows words beside it, nothing of views.

An amount whose words do not say is of no kind ("") and is never added to others.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from index.languages import LANGUAGES
from index.quantities.numbers import digits
from index.types import Quantity, Table
from ingest.tag.quantities.rows import cells, is_row
from ingest.tag.quantities.table import figured

KINDS = ("investment", "running", "funding", "loan", "gain")
_OWN = 6  # characters before its digits in which an amount's own currency stands
_FORM = 3  # cells; a row of more stands under the names of columns
_money = re.compile(r"[€£$]|(?<![^\W_])[mMkT]?(?:EUR|PLN|CZK|HUF|USD|GBP|Ft|Kč|zł)(?![^\W_])")
_conversion = re.compile(r"(?P<first>\d[\d.,\s]*\w{0,8}\s?)?(?:/|\((?:\w+\.?\s?){0,2})\s*\W*(?:[A-Z]{3}|€)?\s?")


@dataclass(frozen=True, slots=True)
class Kind:
    """What one amount is."""

    name: str  # one of KINDS, "" where it is not said
    total: bool = False  # the sum of other amounts
    part: bool = False  # a part of another amount: "of which"
    column: str = ""  # the name of the table's column in which it stands


def kind_of(quantity: Quantity, text: str, tables: Sequence[Table], language: str) -> Kind:
    """The kind of an amount of a document with this text and these tables."""
    quote = text[quantity.start : quantity.end]
    at = place_of(quantity, quote, language)
    if is_row(quote) and len(parts := cells(text, quantity.start, quantity.end)) > _FORM:
        where = next((i for i, cell in enumerate(parts) if cell.start <= quantity.start + at < cell.end), 0)
        column = _column(quantity, tables, where, len(parts))
        label = next((cell.text for cell in parts if cell.text), "")
        both = _says("investment", column, language) and _says("running", column, language)  # "CAPEX + OPEX"
        return Kind(
            "" if both and "+" in column else _nearest(column, len(column), language), _says("total", label, language), column=column
        )
    before = _back(quote, at)
    if _conversion.fullmatch(before.lstrip()):  # "PLN 45 million (approx. EUR 10 million)": what the first is, the second is
        before = _back(quote, at - len(before)) + before
    name = _nearest(before, len(before), language) or _nearest(_on(quote, at + len(quantity.value)), 0, language)
    name = name or _nearest(quantity.indicator, len(quantity.indicator), language)
    of_another = len(before) < at and _says("part", before, language)  # an amount stands before it
    return Kind(name, _says("whole", quantity.indicator, language), of_another)


def place_of(quantity: Quantity, quote: str, language: str) -> int:
    """Where in its sentence or row an amount's digits stand: not inside longer digits, beside the currency where the same digits stand twice."""
    there = [m.start() for m in re.finditer(rf"(?<![\d.,]){re.escape(quantity.value)}(?!\d|[.,]\d)", quote)]
    money = [n for n in digits(quote, language) if n.unit and n.unit.dimension == quantity.currency]
    beside = (at for at in there if any(n.start <= at + len(quantity.value) and at <= n.end for n in money))
    return next(beside, there[0] if there else max(quote.find(quantity.value), 0))


def said_of(phrase: str, language: str) -> str:
    """A phrase without the words that say what kind of amount it is: of "total cost of the tram line" the tram line."""
    for kind in _data():
        phrase = _form(kind, language).sub(" ", phrase)
    return phrase


def names_money(phrase: str) -> bool:
    """Whether a phrase holds an amount of money itself, so that it cannot say what one is for."""
    return any(c.isdigit() for c in phrase) and _money.search(phrase) is not None


def _column(quantity: Quantity, tables: Sequence[Table], where: int, cells_: int) -> str:
    table = next((t for t in tables if t.start <= quantity.start < t.end), None)
    header = table.header.split("|") if table else []
    if len(header) == cells_ + 1:  # led by the table's title
        header = header[1:]
    column = " ".join(header[where].split()) if where < len(header) else ""
    return "" if figured(column) else column  # a row of figures that was taken for a header


def _back(quote: str, at: int) -> str:
    """The words before an amount, back to the amount of money before it."""
    return quote[max((m.end() for m in _money.finditer(quote, 0, max(0, at - _OWN))), default=0) : at]


def _on(quote: str, end: int) -> str:
    """The words after an amount, up to the next."""
    following = _money.search(quote, min(len(quote), end + 12))
    return quote[end : following.start() if following else len(quote)]


def _nearest(text: str, at: int, language: str) -> str:
    """The kind whose word stands nearest to a position; "" where none does."""
    found = [
        (min(abs(at - m.end()), abs(at - m.start())), i, kind)
        for i, kind in enumerate(_order())
        for m in _form(kind, language).finditer(text)
    ]
    return min(found)[2] if found else ""


def _says(kind: str, text: str, language: str) -> bool:
    return _form(kind, language).search(text) is not None


@cache
def _data() -> dict[str, dict[str, str]]:
    return tomllib.loads(files(__package__).joinpath("kinds.toml").read_text(encoding="utf-8"))


def _order() -> list[str]:
    return [kind for kind in _data() if kind in KINDS]


@cache
def _form(kind: str, language: str) -> re.Pattern[str]:
    forms = _data()[kind]
    return re.compile(rf"(?<![^\W_])(?:{forms[language if language in LANGUAGES else 'en']})(?![^\W_])", re.IGNORECASE)
