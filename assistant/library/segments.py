"""The text of a leaf in pieces: headings, plain text, and the words to mark. Knows offsets, nothing of markup."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from assistant.library.leaves import Leaf
from index.types import Document


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that looks one way."""

    text: str
    heading: bool
    marked: bool


def segments(document: Document, leaf: Leaf, start: int = 0, end: int = 0) -> list[Segment]:
    """The text of a leaf, whole and in order; what of text[start:end] lies on it is marked."""
    headings = [(max(h.start, leaf.start), min(h.end, leaf.end)) for h in document.headings if h.start < leaf.end and h.end > leaf.start]
    mark = (max(start, leaf.start), min(end, leaf.end))
    cuts = sorted(
        {leaf.start, leaf.end, *(p for span in (*headings, mark) for p in span if span[0] < span[1] and leaf.start <= p <= leaf.end)}
    )
    found = []
    for a, b in pairwise(cuts):
        if a < b:
            found.append(Segment(document.text[a:b], any(x <= a < y for x, y in headings), mark[0] <= a < mark[1]))
    return found
