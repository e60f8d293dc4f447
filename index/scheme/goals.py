"""The 17 goals of the United Nations with their names in five languages. Knows its data file, nothing of texts and inflection.

goals.tsv, written by hand, has one goal a row: number, official colour, a cell per language with its names (the official one first, then a
short one for narrow columns, then what else it is called), and a cell per language with its subjects: words that mean the goal only where
a text speaks of the UN goals anyway ("the UN goal on water"). Names and subjects are separated by "; ".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TypeVar

from index.errors import ProductError
from index.languages import LANGUAGES

COUNT = 17
SEPARATOR = "; "
_FILE = "goals.tsv"
_HEADER = ("goal", "colour", *LANGUAGES, *(f"{language} subjects" for language in LANGUAGES))
_COLOUR = re.compile(r"#[0-9A-F]{6}")

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal. The mappings are by language and hold at least an entry for each of LANGUAGES."""

    number: int  # 1 to 17
    colour: str  # "#FD9D24", the one that the UN prints it in
    names: Mapping[str, str]  # official: "Sustainable cities and communities"
    short: Mapping[str, str]  # one word or two: "Cities"
    aliases: Mapping[str, tuple[str, ...]]  # what else it is called; the official name and the short one not among them
    subjects: Mapping[str, tuple[str, ...]]  # words that mean it where UN goals are spoken of


@cache
def load() -> tuple[Goal, ...]:
    """All goals, 1 to 17. Raises ProductError naming the line that is malformed."""
    return parse(files(__package__).joinpath(_FILE).read_text(encoding="utf-8").splitlines())


def parse(lines: Iterable[str]) -> tuple[Goal, ...]:
    """The goals of a header line and 17 rows. Raises ProductError naming the line and what is wrong with it."""
    header, *rows = list(lines) or [""]
    if tuple(header.split("\t")) != _HEADER:
        raise ProductError(f"{_FILE}, line 1: the header is {header!r}; write the columns {', '.join(_HEADER)} with tabs between them.")
    goals = tuple(_goal(number, row) for number, row in enumerate(rows, start=2))
    if len(goals) != COUNT:
        raise ProductError(f"{_FILE} has {len(goals)} goals; write all {COUNT}, a row each.")
    return goals


def _goal(line: int, row: str) -> Goal:
    cells = row.split("\t")
    if len(cells) != len(_HEADER):
        raise ProductError(f"{_FILE}, line {line}: {len(cells)} cells instead of {len(_HEADER)}; separate the cells with single tabs.")
    number, colour, *others = cells
    if number != str(line - 1):
        raise ProductError(f"{_FILE}, line {line}: the goal is {number!r}; write the goals in their order, {line - 1} here.")
    if not _COLOUR.fullmatch(colour):
        raise ProductError(f"{_FILE}, line {line}: the colour is {colour!r}; write # and six hexadecimal digits in capitals.")
    split = [_terms(line, column, cell) for column, cell in zip(_HEADER[2:], others, strict=True)]
    names, subjects = split[: len(LANGUAGES)], split[len(LANGUAGES) :]
    for language, cell in zip(LANGUAGES, names, strict=True):
        if len(cell) < 3:
            raise ProductError(f"{_FILE}, line {line}: the {language} cell is {cell!r}; write the official name, a short one and an alias.")
    return Goal(
        line - 1,
        colour,
        _by_language(cell[0] for cell in names),
        _by_language(cell[1] for cell in names),
        _by_language(cell[2:] for cell in names),
        _by_language(subjects),
    )


def _terms(line: int, column: str, cell: str) -> tuple[str, ...]:
    terms = tuple(cell.split(SEPARATOR))
    if any(not term or term != term.strip(" ;") for term in terms) or len({term.lower() for term in terms}) < len(terms):
        raise ProductError(
            f"{_FILE}, line {line}: the {column} cell is {cell!r}; write each term once, at least one, with {SEPARATOR!r} between them."
        )
    return terms


def _by_language(values: Iterable[_Value]) -> Mapping[str, _Value]:
    return MappingProxyType(dict(zip(LANGUAGES, values, strict=True)))
