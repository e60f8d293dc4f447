"""The ten areas of the European Green Deal as this product codes them. Knows its data file and the glossary's concepts, nothing of texts.

There is no official table from areas to goals and targets: green_deal.tsv is ours, made from the elements of COM(2019) 640, and carries a
version in its first line. One area a row: code, goals (the first is served directly), targets to anchor on, a cell per language with its
names (the official-sounding one first), and the glossary's concepts that belong to it. Cells are separated by tabs, their values by "; ".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from index.errors import ProductError
from index.languages import LANGUAGES
from index.scheme import glossary

SEPARATOR = "; "
_FILE = "green_deal.tsv"
_HEADER = ("code", "goals", "targets", *LANGUAGES, "concepts")
_VERSION = re.compile(r"# version (\S+)")
_CODE = re.compile(r"[a-z]+")
_GOAL = re.compile(r"[1-9]|1[0-7]")
_TARGET = re.compile(r"(?:[1-9]|1[0-7])\.(?:[1-9]\d?|[a-d])")


@dataclass(frozen=True, slots=True)
class Area:
    """One area of the Green Deal."""

    code: str  # "mobility"
    goals: tuple[int, ...]  # the first is served directly
    targets: tuple[str, ...]  # "11.2"
    names: Mapping[str, str]  # language → name
    aliases: Mapping[str, tuple[str, ...]]  # language → what else it is called, down to the words that stand for it
    concepts: tuple[str, ...]  # identifiers of the glossary's concepts that belong to it


@dataclass(frozen=True, slots=True)
class Scheme:
    """All areas under one version."""

    version: str
    areas: tuple[Area, ...]


@cache
def load() -> Scheme:
    """The areas in the file's order. Raises ProductError naming the line that is malformed."""
    return parse(files(__package__).joinpath(_FILE).read_text(encoding="utf-8").splitlines())


def parse(lines: Iterable[str]) -> Scheme:
    """The areas of a version line, a header line and rows. Raises ProductError naming the line and what is wrong with it."""
    rows = list(lines)
    first, header = (*rows, "", "")[:2]
    version = _VERSION.fullmatch(first)
    if not version:
        raise ProductError(f"{_FILE}, line 1: {first!r} is no version; write “# version” and a word.")
    if tuple(header.split("\t")) != _HEADER:
        raise ProductError(f"{_FILE}, line 2: the header is {header!r}; write the columns {', '.join(_HEADER)} with tabs between them.")
    known = frozenset(concept.id for concept in glossary.load())
    found: dict[str, Area] = {}
    for line, row in enumerate(rows[2:], start=3):
        area = _area(line, row, known)
        if area.code in found:
            raise ProductError(f"{_FILE}, line {line}: the area {area.code} stands there twice; join the two.")
        found[area.code] = area
    return Scheme(version.group(1), tuple(found.values()))


def _area(line: int, row: str, known: frozenset[str]) -> Area:
    cells = row.split("\t")
    if len(cells) != len(_HEADER):
        raise ProductError(f"{_FILE}, line {line}: {len(cells)} cells instead of {len(_HEADER)}; separate the cells with single tabs.")
    code, *others = cells
    if not _CODE.fullmatch(code):
        raise ProductError(f"{_FILE}, line {line}: {code!r} is no code; write one lower-case word.")
    goals, targets, *names, concepts = (_values(line, column, cell) for column, cell in zip(_HEADER[1:], others, strict=True))
    for value, form, what in [(g, _GOAL, "goal") for g in goals] + [(t, _TARGET, "target") for t in targets]:
        if not form.fullmatch(value):
            raise ProductError(f"{_FILE}, line {line}: {value!r} is no {what}; write it as the UN numbers it (11, 11.2, 11.b).")
    if unknown := [c for c in concepts if c not in known]:
        raise ProductError(f"{_FILE}, line {line}: the glossary has no concept {unknown[0]}; add it there or take it out here.")
    named = dict(zip(LANGUAGES, names, strict=True))
    return Area(
        code,
        tuple(map(int, goals)),
        targets,
        MappingProxyType({language: cell[0] for language, cell in named.items()}),
        MappingProxyType({language: cell[1:] for language, cell in named.items()}),
        concepts,
    )


def _values(line: int, column: str, cell: str) -> tuple[str, ...]:
    values = tuple(cell.split(SEPARATOR))
    if any(not value or value != value.strip(" ;") for value in values) or len({value.lower() for value in values}) < len(values):
        raise ProductError(
            f"{_FILE}, line {line}: the {column} cell is {cell!r}; write each value once, at least one, with {SEPARATOR!r} between them."
        )
    return values
