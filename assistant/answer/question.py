"""A question as typed to a Query: its language and the places it names. Knows words and places, nothing of what is found."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.answer.types import Query
from index.errors import UsageError
from index.languages import detect
from index.places import Place, mentions, same
from index.types import Filters, Record

# A question is a question, not a document: the longest of the development questions has 220 characters.
LONGEST = 2_000


def understand(question: str, records: Iterable[Record], filters: Filters = Filters()) -> Query:  # noqa: B008 - frozen
    """What the question asks about, given the records of the indexed documents.

    Raises UsageError for an empty question and for one over LONGEST characters.
    """
    text = " ".join(question.split())
    if not text:
        raise UsageError("The question is empty: type what you want to know.")
    if len(text) > LONGEST:
        raise UsageError(f"The question has {len(text):,} characters; at most {LONGEST:,} can be asked at once: shorten it.")
    covered = {r.place: Place(r.place, r.country, "city", 0) for r in records if r.place}
    named: dict[str, Place] = {}
    for mention in mentions(text, extra=tuple(covered.values())):
        if mention.place.kind == "city":
            named.setdefault(mention.place.name, mention.place)
    places = tuple(named.values())
    uncovered = tuple(p for p in places if not any(same(p.name, name) for name in covered))
    return Query(text, detect(text), places, uncovered, filters)
