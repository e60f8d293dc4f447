"""The places that are known, with their names in five languages. Knows the data files, nothing of texts and of inflection.

gazetteer.tsv is made from GeoNames (CC BY 4.0) by make.py; names.tsv, by hand, gives the names in Polish, Czech, Slovak,
Hungarian and English where they differ from the place's own, its irregular forms, and its districts; words.tsv lists forms
of these names that are also words of one of the languages.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index.analysis import fold

FOLDER = Path(__file__).parent
LANGUAGE_COLUMNS = ("pl", "cs", "sk", "hu", "en")


@dataclass(frozen=True, slots=True)
class Place:
    """One place under its canonical key: `name` and `country` together."""

    name: str  # in its own language: "Kraków", "Pécs"; for countries and the Union in English
    country: str  # ISO 3166 alpha-2, "EU" for the Union
    kind: str  # city | country | union
    population: int  # inhabitants; 0 where it is not known


@dataclass(frozen=True, slots=True)
class Entry:
    """A place with everything it is called."""

    place: Place
    known: bool = False  # has a row in names.tsv: somebody thought about its names
    names: tuple[str, ...] = ()  # in the five languages, without the place's own
    others: tuple[str, ...] = ()  # in other languages, former names
    adjectives: tuple[str, ...] = ()  # irregular adjectives, folded, without ending: "bydgosk"
    forms: tuple[str, ...] = ()  # irregular forms, taken as they stand: "Niemczech"
    parts: tuple[str, ...] = ()  # districts, which stand for their city: "Praga-Południe"


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a data file beside this module, keyed by its header; lines that begin with # are left out."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return [{k: v or "" for k, v in row.items() if k} for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in (p.strip() for p in cell.split(",")) if part)


def _entry(place: Place, row: dict[str, str]) -> Entry:
    names = dict.fromkeys(n for column in LANGUAGE_COLUMNS for n in _split(row[column]) if n != place.name)
    others, adjectives, forms, parts = (_split(row[column]) for column in ("others", "adjectives", "forms", "parts"))
    return Entry(place, True, tuple(names), others, tuple(map(fold, adjectives)), forms, parts)


@cache
def entries() -> tuple[Entry, ...]:
    """All known places, the ones with hand-written names first, the larger before the smaller."""
    population = {(r["name"], r["country"]): int(r["population"]) for r in rows("gazetteer.tsv")}
    named = [_entry(Place(r["name"], r["country"], r["kind"], population.pop((r["name"], r["country"]), 0)), r) for r in rows("names.tsv")]
    rest = [Entry(Place(name, country, "city", count)) for (name, country), count in population.items()]
    return tuple(sorted(named, key=lambda e: -e.place.population) + sorted(rest, key=lambda e: -e.place.population))


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    written = frozenset(r["word"] for r in rows("words.tsv"))
    return written, frozenset(map(fold, written))


def is_word(text: str) -> bool:
    """Whether a form of a place name is also an ordinary word ("most", "hranice", "piła"), as it is written or, where it is
    written without diacritics, as it may be meant.
    """
    written, folded = _words()
    lower = text.lower()
    return lower in written or (lower.isascii() and lower in folded)
