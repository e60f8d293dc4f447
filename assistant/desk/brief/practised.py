"""Which practices of the catalogue a brief shows: those of its places that are on its topic. Knows the catalogue, nothing of how it is drafted."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer.extract import Chosen
from assistant.answer.planted import without_planted
from assistant.answer.types import Evidence
from assistant.desk.brief.citing import cite
from assistant.desk.brief.quotable import quotable
from assistant.desk.brief.relevance import Relevance
from assistant.desk.brief.types import Practice, Territory
from assistant.desk.practices.catalogue import Entry, Practices
from assistant.desk.practices.types import STRENGTHS, Quote
from assistant.desk.practices.validation import STATUSES
from index.reader import Reader

_ON_TOPIC = 0.8  # as for figures: of the topic, in the words or the headings of what the practice is
_MOST, _OF_PLACE = 4, 2
_TOLD_BY = ("title", "summary")  # the fields that say what a practice is; the others tell of its surroundings


def practices(reader: Reader, relevance: Relevance, territories: Sequence[Territory], catalogue: Practices) -> tuple[Practice, ...]:
    """Up to four, at most two of a place: the strongest evidence first, then what people published or checked, then the surest."""
    places = {d.name: t for t in territories for d in t.documents}
    found: list[tuple[tuple[float, ...], Practice]] = []
    for entry in catalogue.search():
        told_in = next((d for d in entry.practice.documents if d in places), "")
        if not told_in:
            continue
        told = [c for name in _TOLD_BY for q in entry.practice.field(name).quotes if (c := _chosen(reader, q, places[told_in]))]
        said = float(max(relevance.topic(told, nearby=False), default=0.0))
        if said >= _ON_TOPIC:
            worth = (-STRENGTHS.index(entry.practice.strength), -STATUSES.index(entry.status), -said)
            found.append((worth, _practice(reader, entry, places[told_in].name, told)))
    shown: list[Practice] = []
    for _, one in sorted(found, key=lambda pair: pair[0]):
        if len(shown) < _MOST and sum(other.place == one.place for other in shown) < _OF_PLACE:
            shown.append(one)
    return tuple(shown)


def _chosen(reader: Reader, quote: Quote, territory: Territory) -> Chosen | None:
    """A quotation as evidence; None for one that was planted to steer the program, or that stands in a document of another place."""
    record = next((d.record for d in territory.documents if d.name == quote.document), None)
    passage = reader.passage(quote.passage)
    if record is None or quote.text not in without_planted(passage.text):
        return None
    evidence = Evidence(passage, record, 0.0)
    whole = next(
        (c for c in quotable([evidence]) if c.start <= quote.start < c.end), None
    )  # the form's fields cut what has no room in them
    return whole if whole and "|" not in whole.text else Chosen(evidence, quote.start, quote.end, quote.text, 0.0)


def _practice(reader: Reader, entry: Entry, place: str, told: Sequence[Chosen]) -> Practice:
    """Its title, and its summary where that says more."""
    cited = [cite(reader, c.evidence.passage, c.evidence.record, c.start, c.end) for c in told]
    once = {(c.document, c.start): c for c in sorted(cited, key=lambda c: c.end)}  # a title may be the beginning of the summary
    return Practice(place, entry.practice.id, entry.practice.strength, entry.status, tuple(sorted(once.values(), key=cited.index)))
