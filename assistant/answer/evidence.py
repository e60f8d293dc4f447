"""A Query to evidence, or a reasoned refusal. The gate is code: what passes it may be quoted, what does not is refused whatever a model would say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from assistant.answer.types import Evidence, Gathered, Query
from index.analysis import fold, lemma, words
from index.places.mentions import Place, mentions, same
from index.reader import Reader
from index.search import Found
from index.sentences import sentences
from index.types import Filters, Hit, Record

HITS = 20  # passages that a search brings
EVIDENCE = 8  # passages that an answer may quote

# How deep to look for passages that name a place of which there is no document.
_DEEP = 100

# Letters of a name that its inflected forms share at least, and letters that an ending adds at most.
_STEM = 4
_ENDING = 3

_year = re.compile(r"\b(?:19|20)\d\d\b")
_word = re.compile(r"[^\W\d_]+")


def gather(query: Query, reader: Reader) -> Gathered:
    """The evidence for a query. One search for each place that the question names, taken in turn, so that no place crowds out another."""
    records = {d.name: d.record for d in reader.documents()}
    covered = [p for p in query.places if p not in query.uncovered]
    if query.places and not covered:
        return _elsewhere(query, reader, records)
    found = [reader.search(query.topic, HITS, filters, query.language) for filters in _filters(query, covered, records.values())]
    hits = _in_turn([f.hits for f in found])[:HITS]
    refusal = "nothing" if not hits else "weak" if lacking(query, found, hits) else ""
    return _gathered(found, hits, records, refusal)


def _elsewhere(query: Query, reader: Reader, records: Mapping[str, Record]) -> Gathered:
    """Evidence on places of which there is no document: passages of other documents count if they name the place."""
    found = reader.search(query.text, _DEEP, query.filters, query.language)
    hits = tuple(h for h in found.hits if any(_names(h.passage.text, place) for place in query.uncovered))[:HITS]
    return _gathered([found], hits, records, "" if hits and not lacking(query, [found], hits) else "uncovered")


def _gathered(found: Sequence[Found], hits: tuple[Hit, ...], records: Mapping[str, Record], refusal: str) -> Gathered:
    evidence = tuple(Evidence(h.passage, records[h.passage.document], h.score) for h in hits[:EVIDENCE])
    return Gathered(evidence, hits, tuple(found[0].terms), sum(f.documents for f in found), refusal)


def _names(text: str, place: Place) -> bool:
    return any(same(m.place.name, place.name) for m in mentions(text))


def _filters(query: Query, places: Sequence[Place], records: Iterable[Record]) -> list[Filters]:
    """One set of filters for each named place; the asker's own where the question names none, or the asker chose places."""
    if not places or query.filters.places:
        return [query.filters]
    written = sorted({r.place for r in records if r.place})
    return [replace(query.filters, places=tuple(name for name in written if same(name, place.name))) for place in places]


def _in_turn(rankings: Sequence[Sequence[Hit]]) -> tuple[Hit, ...]:
    """The first of each ranking, then the second of each …; a passage once."""
    seen: dict[int, Hit] = {}
    for hit in chain.from_iterable(zip_longest(*rankings)):
        if hit is not None:
            seen.setdefault(hit.passage.id, hit)
    return tuple(seen.values())


def lacking(query: Query, found: Sequence[Found], hits: Sequence[Hit]) -> list[str]:
    """What the question insists on and no hit holds: years, and names that were found neither as written nor in translation.

    A question on 2007 is not answered by passages without that year, nor one on the Bubi bicycles by a city that has none.
    """
    text = " ".join(f"{h.passage.context} {h.passage.text}" for h in hits)
    years = [year for year in _year.findall(query.topic) if year not in text]
    folded = {fold(word) for word in words(text)}
    matched = {word for h in hits for word in h.words}
    searched_as = {term: set(alternatives) for f in found for term, alternatives in f.terms.items()}
    names = [
        name
        for name in _proper_names(query.topic)
        if not any(_inflected(fold(name), word) for word in folded)
        and not searched_as.get(lemma(name.lower(), query.language), set()) & matched
    ]
    return years + names


def _inflected(name: str, word: str) -> bool:
    """Whether a folded word may be a form of a folded name: it shares all but the name's last letters, and adds no more than an ending."""
    return word.startswith(name[: max(_STEM, len(name) - 2)]) and len(word) <= len(name) + _ENDING


def _proper_names(text: str) -> list[str]:
    """The words of a question with a capital and small letters, past the first of each sentence and outside the names of places."""
    places = [(m.start, m.end) for m in mentions(text)]
    found = []
    for start, end in sentences(text):
        for word in list(_word.finditer(text, start, end))[1:]:
            name = word.group()
            named_place = any(a <= word.start() < b for a, b in places)
            if name[0].isupper() and name[1:].islower() and len(name) >= _STEM and not named_place:
                found.append(name)
    return found
