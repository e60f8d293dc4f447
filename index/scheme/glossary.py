"""The terms of climate, energy, mobility, waste and funding in five languages. Knows its data file, nothing of texts and inflection.

glossary.tsv, written by hand, has one concept a row: its identifier, then a cell per language with the terms, the usual official
one first, as lemmas, separated by "; ". A term may stand in two concepts; within one cell it stands once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from index.errors import ProductError
from index.languages import LANGUAGES

SEPARATOR = "; "
_FILE = "glossary.tsv"
_HEADER = ("concept", *LANGUAGES)
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that strategies speak of, by whatever language."""

    id: str  # kebab-case, of the English name: "district-heating"
    terms: Mapping[str, tuple[str, ...]]  # language → its terms, at least one in each of LANGUAGES, the official one first


@cache
def load() -> tuple[Concept, ...]:
    """All concepts in the file's order. Raises ProductError naming the line that is malformed."""
    return parse(files(__package__).joinpath(_FILE).read_text(encoding="utf-8").splitlines())


def parse(lines: Iterable[str]) -> tuple[Concept, ...]:
    """The concepts of a header line and rows. Raises ProductError naming the line and what is wrong with it."""
    numbered = enumerate(lines, start=1)
    _, header = next(numbered, (1, ""))
    if tuple(header.split("\t")) != _HEADER:
        raise ProductError(f"{_FILE}, line 1: the header is {header!r}; write the columns {', '.join(_HEADER)} with tabs between them.")
    return tuple(_concepts(numbered))


def _concepts(numbered: Iterable[tuple[int, str]]) -> Iterator[Concept]:
    first_line: dict[str, int] = {}
    for number, line in numbered:
        concept = _concept(number, line)
        if concept.id in first_line:
            raise ProductError(
                f"{_FILE}, line {number}: the concept {concept.id} stands on line {first_line[concept.id]} too; join the two."
            )
        first_line[concept.id] = number
        yield concept


def _concept(number: int, line: str) -> Concept:
    cells = line.split("\t")
    if len(cells) != len(_HEADER):
        raise ProductError(f"{_FILE}, line {number}: {len(cells)} cells instead of {len(_HEADER)}; separate the cells with single tabs.")
    identifier, *others = cells
    if not _ID.fullmatch(identifier):
        raise ProductError(f"{_FILE}, line {number}: {identifier!r} is no identifier; write lower-case words joined by hyphens.")
    return Concept(identifier, MappingProxyType({code: _terms(number, code, cell) for code, cell in zip(LANGUAGES, others, strict=True)}))


def _terms(number: int, language: str, cell: str) -> tuple[str, ...]:
    terms = tuple(cell.split(SEPARATOR))
    if any(not term or term != term.strip(" ;") for term in terms) or len({term.lower() for term in terms}) < len(terms):
        raise ProductError(
            f"{_FILE}, line {number}: the {language} cell is {cell!r}; write each term once, at least one, with {SEPARATOR!r} between them."
        )
    return terms
