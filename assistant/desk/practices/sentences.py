"""The sentences of a passage that can be quoted: of its prose and of the cells of its tables. Knows marks, nothing of what a sentence means."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.sentences import sentences
from index.types import Passage
from ingest.tag.quantities.rows import cells, is_row, is_rule, lines

Span = tuple[int, int]
_lead = re.compile(r"[\s\-–•·▪*#>;:]+")
_LEAST = 4  # words


def quotable(passage: Passage) -> Iterator[Span]:
    """Spans in the document's text, in order, without the marks around a sentence; headings, crumbs and rules left out."""
    for start, end in _blocks(passage.text):
        for a, b in sentences(passage.text[start:end]):
            inner = passage.text[start + a : start + b]
            lead = _lead.match(inner)
            first = start + a + (lead.end() if lead else 0)
            last = start + a + len(inner.rstrip(" \t\n|*"))
            if len(passage.text[first:last].split()) >= _LEAST and not (lead and "#" in lead.group()):
                yield passage.start + first, passage.start + last


def _blocks(text: str) -> Iterator[Span]:
    """Stretches of prose, and cells."""
    begin = -1
    for start, end in lines(text):
        if not is_row(text[start:end]):
            begin = start if begin < 0 else begin
            continue
        if begin >= 0:
            yield begin, start
            begin = -1
        if not is_rule(text[start:end]):
            yield from ((c.start, c.end) for c in cells(text, start, end) if c.text)
    if begin >= 0:
        yield begin, len(text)
