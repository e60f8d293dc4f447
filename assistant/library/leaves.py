"""What a document is turned over by: its pages, or parts of about a screen's length where its format has none. Knows offsets, no page's look."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from index.types import Document, Heading

# Characters of a part: it ends at the first heading after _ENOUGH, and at a line's end before _MOST where no heading comes.
_ENOUGH, _MOST = 3_500, 7_000


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page, or a part of a text without pages."""

    number: int  # from 1
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading in the table of contents."""

    heading: Heading
    leaf: int


def leaves(document: Document) -> list[Leaf]:
    """The pages of a document, or the parts that its text falls into; they follow each other and between them stands nothing but white space."""
    if document.pages:
        return [Leaf(page.number, page.start, page.end) for page in document.pages]
    return _parts(document.text, [h.start for h in document.headings])


def leaf_of(turned: Sequence[Leaf], position: int) -> Leaf:
    """The leaf on which a position of the text lies; of the white space between two, the one before."""
    return turned[max(bisect_right(turned, position, key=lambda leaf: leaf.start) - 1, 0)]


def contents(document: Document, turned: Sequence[Leaf]) -> list[Entry]:
    """The headings of a document, each with the leaf that it stands on."""
    return [Entry(heading, leaf_of(turned, heading.start).number) for heading in document.headings]


def _parts(text: str, headings: Sequence[int]) -> list[Leaf]:
    ends: list[int] = []
    begin = 0
    while len(text) - begin > _MOST:
        heading = next((h for h in headings if begin + _ENOUGH <= h <= begin + _MOST), None)
        if heading is None:
            line = text.rfind("\n", begin + 1, begin + _MOST)
            heading = line + 1 if line > begin + _ENOUGH else _after_word(text, begin + _MOST)
        ends.append(heading)
        begin = heading
    ends.append(len(text))
    return [Leaf(n, start, end) for n, (start, end) in enumerate(zip([0, *ends[:-1]], ends, strict=True), 1)]


def _after_word(text: str, position: int) -> int:
    """After the last blank before a position, or the position itself in the midst of a very long word."""
    blank = text.rfind(" ", position - _ENOUGH, position)
    return blank + 1 if blank >= 0 else position
