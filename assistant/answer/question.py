"""A question as typed to a Query: its language and the places it names. Knows words and places, nothing of what is found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.answer.types import Query
from index.errors import UsageError
from index.languages import detect
from index.places.mentions import Mention, Place, mentions, same
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
    named = [m for m in mentions(text, extra=tuple(covered.values())) if m.place.kind == "city"]
    places = tuple({m.place.name: m.place for m in named}.values())
    uncovered = tuple(p for p in places if not any(same(p.name, name) for name in covered))
    topic = _without(text, [m for m in named if m.place not in uncovered])
    return Query(text, detect(text), topic, places, uncovered, filters)


def _without(text: str, found: Sequence[Mention]) -> str:
    """`text` with these mentions cut out; the whole text where nothing else is left."""
    for mention in reversed(found):
        text = text[: mention.start] + text[mention.end :]
    return " ".join(text.split()) if any(c.isalnum() for c in text) else " ".join(m.place.name for m in found)
