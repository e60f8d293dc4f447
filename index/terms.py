"""What a passage is found by: the lemmas of its sentences and the places that it names. Made once, when a passage is stored.

The form is one text: a line of lemmas for each sentence, in order, and a last line of the places. One blank stands between two lemmas and no
other white space anywhere, so that phrases can be looked up in it, sentences weighed one by one, and whoever counts words just splits it.
"""

from __future__ import annotations

from dataclasses import dataclass

from index.analysis import fold, lemmas
from index.places.mentions import Place, mentions
from index.sentences import sentences
from index.types import Passage

# Marks a term that is a place, in whatever form and language it was written: no word begins so.
PLACE = "@"


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one passage, and where its sentences stand in it."""

    lines: str  # a line of lemmas for each sentence, then one of the places
    sentences: tuple[tuple[int, int], ...]  # start and end of each sentence, offsets into the passage


def terms(passage: Passage, place: str = "", country: str = "") -> Terms:
    """The terms of a passage; `place` and `country` are those of its document, known whatever the passage says."""
    spans = sentences(passage.text)
    lines = [" ".join(" ".join(lemmas(passage.text[start:end], passage.language)).split()) for start, end in spans]
    own = (Place(place, country, "city", 0),) if place else ()
    named = {place_term(m.place.name) for text in (passage.text, passage.context) for m in mentions(text, extra=own)}
    if place:
        named.add(place_term(place))
    return Terms("\n".join([*lines, " ".join(sorted(named))]), tuple(spans))


def place_term(name: str) -> str:
    """The term of a place by its own name: "@banska_bystrica"."""
    return PLACE + "_".join(fold(name).split())
