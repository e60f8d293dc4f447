"""The matrix of a brief as CSV, a line each cell. Knows columns, no layout."""

from __future__ import annotations

from assistant.desk.brief.frame import say
from assistant.desk.brief.types import Brief
from assistant.desk.exports import written

COLUMNS = (
    "row",
    "key",
    "place",
    "level",
    "level in words",
    "quote",
    "document",
    "title",
    "page",
    "section",
    "start",
    "end",
    "language",
    "taken out",
)


def as_csv(brief: Brief) -> str:
    """A line a cell after a header (RFC 4180); no cell can run as a formula where a spreadsheet opens the file."""
    lines = []
    for c in brief.cells:
        start = [c.row.names[brief.language], c.row.key, c.place, c.level, say(c.level.replace(" ", "_"), brief.language)]
        q = c.citation
        shown = [q.quote, q.document, q.title, q.page, q.section, q.start, q.end, q.language] if q else [None] * 8
        lines.append([*start, *shown, c.dropped or None])
    return written(COLUMNS, lines)
