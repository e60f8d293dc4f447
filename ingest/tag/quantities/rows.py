"""The rows of tables: cells with their places, what a header says of its column. Knows marks of tables, nothing of what a row means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from index.quantities.numbers import digits
from index.quantities.units import Unit, unit_at
from ingest.tag.quantities.amounts import CURRENCIES

_rule = re.compile(r"[|\s:+-]*-{2,}[|\s:+-]*")
_start_of_word = re.compile(r"(?<![^\W_])[^\W\d_]+|[%€$£°µμ]")
_bracket = re.compile(r"[(\[]([^)\]]*)[)\]]")
_price = re.compile(
    r"(?:EUR|€|PLN|zł|HUF|Ft|CZK|Kč)\s?(?:/|per )\s?(?!year|rok|év|a\b)[^\W\d_]|per kton|per ton|per capita|per inhabitant|unit cost",
    re.IGNORECASE,
)
_trailing = re.compile(
    r"\s(?:in )?(?:(?P<thousand>1[. ]?000|['’]000|thousands?|tys\.?|tis\.?|ezer)|(?P<million>millions?|mln|mil\.?|m)"
    r"|(?P<billion>billions?|bn|mld|mrd))(?![^\W_])",
    re.IGNORECASE,
)
_TRAILING = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
_after_comma = re.compile(r", | in ")  # "Length, km", "area in ha"
_LONGEST_UNIT_HEADER = 90  # characters; a longer cell is text that happens to name a unit


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a cell without the blanks around it, at [start:end] of the text that holds the row."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Scaled:
    """The unit that a header gives its column, and the multiplier: "mln PLN" is 1e6 of PLN."""

    unit: Unit
    times: float

    @property
    def currency(self) -> str:
        """ISO 4217, "" for units of measure."""
        return self.unit.name if self.unit.dimension in CURRENCIES else ""


def is_row(line: str) -> bool:
    """Whether a line of text is a row of a table."""
    return line.lstrip().startswith("|") or " | " in line


def is_rule(line: str) -> bool:
    """Whether a line is the rule that Markdown draws under a header."""
    return _rule.fullmatch(line) is not None


def lines(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the lines of `text`, line ends left out."""
    position = 0
    for line in text.split("\n"):
        yield position, position + len(line)
        position += len(line) + 1


def cells(text: str, start: int, end: int) -> list[Cell]:
    """The cells of the row at text[start:end], those at bare edges left out."""
    found, position = [], start
    for part in text[start:end].split("|"):
        inner = part.strip()
        at = position + len(part) - len(part.lstrip()) if inner else position
        found.append(Cell(at, at + len(inner), inner))
        position += len(part) + 1
    if found and not found[0].text and text[start:end].lstrip().startswith("|"):
        found = found[1:]
    if found and not found[-1].text and text[start:end].rstrip().endswith("|"):
        found = found[:-1]
    return found


@lru_cache(maxsize=4096)  # every cell of a table asks for its header
def scaled(header: str) -> Scaled | None:
    """The unit that a header names: alone, in brackets, or as a currency or long unit among its words; None where it names none."""
    if len(header) > _LONGEST_UNIT_HEADER:
        return None
    if price(header):
        return None
    header = header.replace(" of ", " ")
    alone = [*(m.group(1) for m in _bracket.finditer(header)), header, _after_comma.split(header)[-1]]
    for text in alone:
        if (found := _whole(text)) is not None:
            return found
    for match in _start_of_word.finditer(header):
        found = _read(header[match.start() :])
        if found is not None and (found.currency or (len(found.unit.name) > 2 and found.unit.dimension not in ("days", "clock", "months"))):
            return found
    return None


def unit_of(text: str) -> Scaled | None:
    """The unit with which a cell of units begins: "% share of heat", "mil. Kč"; None for a price or where there is none."""
    return None if price(text) else _read(text.strip(" []()"))


def _whole(text: str) -> Scaled | None:
    text = re.split(r",| - ", text)[0].strip()
    found = _read(text)
    if found is None or found.unit.dimension in ("days", "clock", "months"):
        return None
    return found if len(text) <= 12 or found.currency else None


def _read(text: str) -> Scaled | None:
    """The unit with which `text` begins, a multiplier before it included."""
    number = next(iter(digits("1 " + text, "en")), None)
    if number is None or number.written != (0, 1) or number.unit is None:
        return None
    trailing = _trailing.match(text, number.end - 2)  # "EUR thousand"
    return Scaled(number.unit, number.times * (_TRAILING[str(trailing.lastgroup)] if trailing and number.times == 1.0 else 1.0))


def price(text: str) -> bool:
    """Whether a header or a cell of units names a price: EUR/m2, PLN/tCO2, € per kWh."""
    return _price.search(text) is not None


def is_unit(text: str) -> bool:
    """Whether a cell holds a unit and nothing else."""
    found = unit_at(text, 0)
    return found is not None and (found[1] == len(text) or text[found[1] : found[1] + 1] == "/")
