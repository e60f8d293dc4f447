"""The nineteen themes of ISO 37120, the standard of indicators for city services, and what alignment is measured by: two scales with names.

Knows its data files. themes.tsv: code, the goals and targets whose terms and tags speak for the theme (ours, the standard has none), a name
per language. scales.tsv: strengths 0 to 3, levels of commitment from the weakest to the strongest, and the flags, a name per language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from index.errors import ProductError
from index.languages import LANGUAGES

THEMES, SCALES = "themes.tsv", "scales.tsv"
SEPARATOR = "; "


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme."""

    code: str  # "transport"
    aims: tuple[str, ...]  # goals ("7") and targets ("7.2"), at least one
    names: Mapping[str, str]  # language → name


@dataclass(frozen=True, slots=True)
class Level:
    """One value of a scale."""

    scale: str  # strength | commitment | flag
    value: str  # "2", "measure", "funding"
    names: Mapping[str, str]  # language → name


@cache
def load() -> tuple[Theme, ...]:
    """The themes in the standard's order. Raises ProductError naming the line that is malformed."""
    return tuple(Theme(code, tuple(aims.split(SEPARATOR)), names) for code, aims, names in _rows(THEMES, "theme\taims"))


@cache
def scales() -> tuple[Level, ...]:
    """The values of the scales, each scale's from the weakest to the strongest. Raises ProductError as `load`."""
    return tuple(Level(scale, value, names) for scale, value, names in _rows(SCALES, "scale\tvalue"))


def _rows(file: str, columns: str) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    header, *lines = files(__package__).joinpath(file).read_text(encoding="utf-8").splitlines()
    wanted = "\t".join((columns, *LANGUAGES))
    if header != wanted:
        raise ProductError(f"{file}, line 1: the header is {header!r}; write {wanted!r}, with tabs between the columns.")
    for number, line in enumerate(lines, start=2):
        cells = line.split("\t")
        if len(cells) != 2 + len(LANGUAGES) or not all(cells):
            raise ProductError(f"{file}, line {number}: fill {2 + len(LANGUAGES)} cells, separated by single tabs.")
        yield cells[0], cells[1], MappingProxyType(dict(zip(LANGUAGES, cells[2:], strict=True)))
