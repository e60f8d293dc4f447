"""A Query to evidence, or a reasoned refusal. The gate is code: what passes it may be quoted, what does not is refused whatever a model would say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from assistant.answer.gate import Features, confidence, features, unlikely
from assistant.answer.types import Evidence, Gathered, Query
from index.analysis import fold, is_known, words
from index.places.mentions import Place, mentions, same
from index.reader import Reader
from index.search import Found
from index.sentences import sentences
from index.types import Filters, Hit, Record

HITS = 20  # passages that a search brings
EVIDENCE = 10  # passages that an answer may quote
EVIDENCE_A_PLACE = 14  # the same for each of several places that a question names: what compares them often stands behind what names them

# How deep to look for passages that name a place of which there is no document.
_DEEP = 100

# Letters of a name that its inflected forms share at least, and letters that an ending adds at most.
_STEM = 4
_ENDING = 3
_SHORT = 6

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
    likely = confidence(seen(query, hits, reader))
    refusal = _refusal(query, hits) or ("weak" if unlikely(query, likely) else "")
    quoted = _in_turn([f.hits[:EVIDENCE_A_PLACE] for f in found]) if len(found) > 1 else hits[:EVIDENCE]
    return _gathered(found, hits, quoted, records, refusal, likely)


def _elsewhere(query: Query, reader: Reader, records: Mapping[str, Record]) -> Gathered:
    """Evidence on places of which there is no document: passages of other documents count if they name the place."""
    found = reader.search(query.text, _DEEP, query.filters, query.language)
    hits = tuple(h for h in found.hits if any(_names(h.passage.text, place) for place in query.uncovered))[:HITS]
    likely = confidence(seen(query, hits, reader))
    refused = _refusal(query, hits) or unlikely(query, likely)
    return _gathered([found], hits, hits[:EVIDENCE], records, "uncovered" if refused else "", likely)


def seen(query: Query, hits: Sequence[Hit], reader: Reader) -> Features | None:
    """What the gate sees of a query and these hits."""
    return features(query, hits, len(reader.alignment(query.topic, query.language).words))


def _refusal(query: Query, hits: Sequence[Hit]) -> str:
    """Why these hits cannot answer, whatever they score, as a key of the frame; "" where they may."""
    if not hits:
        return "nothing"
    if missing_years(query, hits):
        return "period"
    return "weak" if missing_names(query, hits) else ""


def _gathered(
    found: Sequence[Found],
    hits: tuple[Hit, ...],
    quoted: Sequence[Hit],
    records: Mapping[str, Record],
    refusal: str,
    likely: float,
) -> Gathered:
    evidence = tuple(Evidence(h.passage, records[h.passage.document], h.score) for h in quoted)
    return Gathered(evidence, hits, tuple(found[0].terms), sum(f.documents for f in found), refusal, likely)


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


def missing_years(query: Query, hits: Sequence[Hit]) -> list[str]:
    """The years that the question names and no hit holds: one on 2007 is not answered by passages without that year."""
    text = _text(hits)
    return [year for year in _year.findall(query.topic) if year not in text]


def missing_names(query: Query, hits: Sequence[Hit]) -> list[str]:
    """The names of the question, words that no dictionary holds, that no hit holds either: the Bubi bicycles where a city has none."""
    folded = {fold(word) for word in words(_text(hits))}
    names = _proper_names(query.topic, query.language)
    return [name for name in names if not any(_inflected(fold(name), word) for word in folded)]


def _text(hits: Sequence[Hit]) -> str:
    return " ".join(f"{h.passage.context} {h.passage.text}" for h in hits)


def _inflected(name: str, word: str) -> bool:
    """Whether a folded word may be a form of a folded name: it shares all but the name's last letters, and adds no more than an ending."""
    changed = 1 if len(name) <= _SHORT else 2
    return word.startswith(name[: max(_STEM, len(name) - changed)]) and len(word) <= len(name) + _ENDING


def _proper_names(text: str, language: str) -> list[str]:
    """The words of a question with a capital and small letters that no dictionary of its language or English holds, outside names of places."""
    places = [(m.start, m.end) for m in mentions(text)]
    found = []
    for start, end in sentences(text):
        for word in list(_word.finditer(text, start, end))[1:]:
            name = word.group()
            named_place = any(a <= word.start() < b for a, b in places)
            if name[0].isupper() and name[1:].islower() and len(name) >= _STEM and not named_place and not _in_dictionary(name, language):
                found.append(name)
    return found


def _in_dictionary(word: str, language: str) -> bool:
    """Whether a word is one of the language, or English: a fund, a pact or an alliance is no name, whatever its capital."""
    return any(is_known(form, spoken) for spoken in (language, "en") for form in (word, word.lower()))
