"""The stored text around a slice, for documents that have no pages to show. Knows headings and offsets, not where it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.types import Heading

MAX_SIDE = 6_000  # characters of a long section kept before and after the slice: some three screens each way


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the stored text with the slice inside it: `text[start:end]` is the slice."""

    path: tuple[str, ...]  # headings above it, highest first
    text: str
    start: int  # offsets into this text, not the document's
    end: int
    heading: int  # how many characters at the beginning are the section's own heading; 0 where it is not shown
    cut_before: bool  # whether the section goes on before the first character, and after the last
    cut_after: bool


def around(text: str, headings: Sequence[Heading], start: int, end: int) -> Section:
    """The section that holds `text[start:end]`: from the heading above it to the next heading below it, of whatever rank."""
    own = max((h for h in headings if h.start <= start), key=lambda h: h.start, default=None)
    begin = own.start if own else 0
    stop = min((h.start for h in headings if h.start >= end), default=len(text))
    first = max(begin, _line_after(text, start - MAX_SIDE)) if start - begin > MAX_SIDE else begin
    last = min(stop, _line_before(text, end + MAX_SIDE)) if stop - end > MAX_SIDE else stop
    first, last = min(first, start), max(last, end)
    heading = own.end - first if own and first == own.start and own.end <= start else 0
    return Section(_path(headings, start), text[first:last], start - first, end - first, heading, first > begin, last < stop)


def _path(headings: Sequence[Heading], position: int) -> tuple[str, ...]:
    """The headings above a position, highest first: each rank's last one, until a higher rank begins anew."""
    above: list[Heading] = []
    for heading in headings:
        if heading.start > position:
            break
        above = [h for h in above if h.rank < heading.rank] + [heading]
    return tuple(h.title for h in above)


def _line_after(text: str, position: int) -> int:
    """The beginning of the first line that starts at or after `position`."""
    found = text.find("\n", position)
    return found + 1 if found >= 0 else len(text)


def _line_before(text: str, position: int) -> int:
    """The end of the last line that ends at or before `position`."""
    found = text.rfind("\n", 0, position)
    return found if found >= 0 else position
