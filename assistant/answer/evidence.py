"""A Query to evidence, or a reasoned refusal. The gate is code: what passes it may be quoted, what does not is refused whatever a model would say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, zip_longest

from assistant.answer.carried import carried, said_words, unsaid_words
from assistant.answer.gate import Features, confidence, features, unlikely
from assistant.answer.premise import contradiction
from assistant.answer.types import Contradiction, Evidence, Gathered, Query
from index.alignment import Alignment
from index.analysis import fold, is_known, lemma, words
from index.places.mentions import Place, mentions, same
from index.reader import Reader
from index.search import Found
from index.sentences import sentences
from index.threads import one_thread
from index.types import Filters, Hit, Record

HITS = 20  # passages that a search brings
EVIDENCE = 10  # passages that an answer may quote; of 14 no more gold was cited
EVIDENCE_A_PLACE = 14  # the same for each of several places that a question names

# How deep to look for passages that name a place of which there is no document.
_DEEP = 100

# Letters of a name that its inflected forms share at least, and letters that an ending adds at most.
_STEM = 4
_ENDING = 3
_SHORT = 6

# From here a word is said in another language, of the alignment's 0 to 1; "Populi" is like another word to 0.49.
_SAID = 0.5

# A question is refused for its years where so much less of it is said beside them than elsewhere.
_APART = 0.2

_year = re.compile(r"\b(?:19|20)\d\d\b")
_word = re.compile(r"[^\W\d_]+")


def gather(query: Query, reader: Reader) -> Gathered:
    """The evidence for a query. One search for each place that the question names, taken in turn, so that no place crowds out another."""
    records = {d.name: d.record for d in reader.documents()}
    covered = [p for p in query.places if p not in query.uncovered]
    if query.places and not covered:
        return _elsewhere(query, reader, records)
    found = [reader.search(sought(query), HITS, filters, query.language) for filters in _filters(query, covered, records.values())]
    hits = _in_turn([f.hits for f in found])[:HITS]
    quoted = _in_turn([f.hits[:EVIDENCE_A_PLACE] for f in found]) if len(found) > 1 else hits[:EVIDENCE]
    return _gathered(found, hits, quoted, records, _judged(query, hits, reader))


def sought(query: Query) -> str:
    """What is searched: the topic, and what the goals and areas are called that it means and does not name."""
    return f"{query.topic} {query.scheme}".strip()


def _elsewhere(query: Query, reader: Reader, records: Mapping[str, Record]) -> Gathered:
    """Evidence on places of which there is no document: passages of other documents count if they name the place."""
    found = reader.search(query.text, _DEEP, query.filters, query.language)
    hits = tuple(h for h in found.hits if any(_names(h.passage.text, place) for place in query.uncovered))[:HITS]
    judged = _judged(query, hits, reader)
    return _gathered([found], hits, hits[:EVIDENCE], records, replace(judged, refusal="uncovered") if judged.refusal else judged)


# ---- the gate


@dataclass(frozen=True, slots=True)
class _Judged:
    refusal: str
    likely: float  # log-odds
    contradiction: Contradiction | None = None
    unsaid: tuple[str, ...] = ()


def _judged(query: Query, hits: Sequence[Hit], reader: Reader) -> _Judged:
    """Whether these hits may answer, and why not."""
    alignment = reader.alignment(query.topic, query.language)
    with one_thread():
        noticed = features(query, hits, len(alignment.words), carried(hits, alignment)) if hits else None
        likely = confidence(noticed)
        against = contradiction(query, hits, alignment)
        refusal = _by_rule(query, hits, alignment, against)
        if not refusal and unlikely(query, likely):
            refusal = "premise" if against else "period" if noticed and noticed.years_apart >= _APART else "weak"
        unsaid = unsaid_words(query, hits, alignment) if refusal == "weak" else []
    return _Judged(refusal, likely, against if refusal == "premise" else None, tuple(unsaid))


def _by_rule(query: Query, hits: Sequence[Hit], alignment: Alignment, against: Contradiction | None) -> str:
    """Why these hits cannot answer, whatever they score, as a key of the frame; "" where they may."""
    if not hits:
        return "nothing"
    if missing_years(query, hits):
        return "period"
    if missing_names(query, hits, alignment):
        return "weak"
    return "premise" if against and against.plain else ""


def seen(query: Query, hits: Sequence[Hit], reader: Reader) -> Features | None:
    """What the gate sees of a query and these hits."""
    alignment = reader.alignment(query.topic, query.language)
    with one_thread():
        return features(query, hits, len(alignment.words), carried(hits, alignment))


def ruled_out(query: Query, hits: Sequence[Hit], reader: Reader) -> str:
    """Why a query is refused with these hits whatever they score, as a key of the frame; "" where it is not."""
    alignment = reader.alignment(query.topic, query.language)
    with one_thread():
        return _by_rule(query, hits, alignment, contradiction(query, hits, alignment))


# ---- hits


def _gathered(
    found: Sequence[Found], hits: tuple[Hit, ...], quoted: Sequence[Hit], records: Mapping[str, Record], judged: _Judged
) -> Gathered:
    evidence = tuple(Evidence(h.passage, records[h.passage.document], h.score) for h in quoted)
    documents = sum(f.documents for f in found)
    return Gathered(evidence, hits, tuple(found[0].terms), documents, judged.refusal, judged.contradiction, judged.unsaid, judged.likely)


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
    return [year for year in years(query) if year not in text]


def years(query: Query) -> list[str]:
    """The years that the question names."""
    return list(dict.fromkeys(_year.findall(query.topic)))


def missing_names(query: Query, hits: Sequence[Hit], alignment: Alignment) -> list[str]:
    """The names of the question, words that no dictionary holds, that no hit holds either: the Bubi bicycles where a city has none.

    What a hit says in another language is no missing name: the Modernizační fond is a fund.
    """
    names = _proper_names(query.topic, query.language)
    folded = {fold(word) for word in words(_text(hits))} if names else set()
    missing = [name for name in names if not any(_inflected(fold(name), word) for word in folded)]
    said = said_words(hits, alignment) if missing else {}
    return [name for name in missing if said.get(lemma(name.lower(), query.language), 0.0) < _SAID]


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
