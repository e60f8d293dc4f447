"""The places that a question names, and what it asks about them. Knows names and their forms, and which places have documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.places.mentions import Mention, Place, mentions, same
from index.types import Record


@dataclass(frozen=True, slots=True)
class Named:
    """The places of a question, and its topic: the text without the names of those of which there are documents."""

    topic: str
    places: tuple[Place, ...]
    uncovered: tuple[Place, ...]


def covered(records: Iterable[Record]) -> dict[str, Place]:
    """The places of which there are documents, by their written names."""
    return {r.place: Place(r.place, r.country, "city", 0) for r in records if r.place}


def named_places(text: str, known: dict[str, Place], corrected: Sequence[str] | None = None) -> Named:
    """The cities that `text` names; `corrected` names beat those that are found, and an empty one says that the text names none."""
    found = [m for m in mentions(text, extra=tuple(known.values())) if m.place.kind == "city"]
    if corrected is None:
        places = tuple({m.place.name: m.place for m in found}.values())
    else:
        places = tuple({p.name: p for p in (_place(name, known) for name in corrected)}.values())
    uncovered = tuple(p for p in places if not any(same(p.name, name) for name in known))
    # A name that the asker says is none belongs to the topic; one that the asker replaced does not.
    cut = [m for m in found if m.place not in uncovered] if places else []
    return Named(_without(text, cut), places, uncovered)


def _place(name: str, known: dict[str, Place]) -> Place:
    for written, place in known.items():
        if same(name, written):
            return place
    found = [m.place for m in mentions(name) if m.place.kind == "city"]
    return found[0] if found else Place(name, "", "city", 0)


def _without(text: str, found: Sequence[Mention]) -> str:
    """`text` with these mentions cut out; the whole text where nothing else is left."""
    for mention in reversed(found):
        text = text[: mention.start] + text[mention.end :]
    return " ".join(text.split()) if any(c.isalnum() for c in text) else " ".join(m.place.name for m in found)
