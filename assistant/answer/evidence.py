"""A Query to evidence, or a reasoned refusal. The gate is code: what passes it may be quoted, what does not is refused whatever a model would say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from assistant.answer.types import Evidence, Gathered, Query
from index.places.mentions import same
from index.reader import Reader
from index.search import Found
from index.types import Filters, Hit, Record

HITS = 20  # passages that a search brings
EVIDENCE = 8  # passages that an answer may quote


def gather(query: Query, reader: Reader) -> Gathered:
    """The evidence for a query. One search for each place that the question names, taken in turn, so that no place crowds out another."""
    records = {d.name: d.record for d in reader.documents()}
    covered = [p for p in query.places if p not in query.uncovered]
    if query.places and not covered:
        return Gathered((), (), (), len(records), "uncovered")
    found = [reader.search(query.topic, HITS, filters, query.language) for filters in _filters(query, [p.name for p in covered], records)]
    hits = _in_turn([f.hits for f in found])[:HITS]
    evidence = tuple(Evidence(h.passage, records[h.passage.document], h.score) for h in hits[:EVIDENCE])
    return Gathered(evidence, hits, found[0].terms, sum(f.documents for f in found), _refusal(hits, found))


def _filters(query: Query, places: Sequence[str], records: Mapping[str, Record]) -> list[Filters]:
    """One set of filters for each named place; the asker's own where the question names none, or the asker chose places."""
    if not places or query.filters.places:
        return [query.filters]
    return [replace(query.filters, places=tuple({r.place for r in records.values() if same(r.place, name)})) for name in places]


def _in_turn(rankings: Sequence[Sequence[Hit]]) -> tuple[Hit, ...]:
    """The first of each ranking, then the second of each …; a passage once."""
    seen: dict[int, Hit] = {}
    for hit in chain.from_iterable(zip_longest(*rankings)):
        if hit is not None:
            seen.setdefault(hit.passage.id, hit)
    return tuple(seen.values())


def _refusal(hits: Sequence[Hit], found: Sequence[Found]) -> str:
    if not hits:
        return "nothing"
    return ""
