"""Text built block by block for formats without pages: paragraphs, headings, list items, tables, each with its span. Knows no format."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.types import Heading, Table

_blanks = re.compile(r"[^\S\n]+")
_invisible = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u00ad\u200b\u2060\ufeff]")


def one_line(text: str) -> str:
    """`text` with every run of white space as one blank and nothing invisible."""
    return " ".join(_invisible.sub("", text).split())


class Flow:
    """A document's text as it grows. Blocks stand apart by a blank line; list items and rows follow each other on lines of their own."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._last = ""
        self.headings: list[Heading] = []
        self.tables: list[Table] = []

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def paragraph(self, text: str) -> None:
        lines = (_blanks.sub(" ", line).strip() for line in _invisible.sub("", text).split("\n"))
        self._put("paragraph", "\n".join(line for line in lines if line))

    def item(self, text: str, mark: str = "•") -> None:
        text = one_line(text)
        self._put("item", f"{mark} {text}" if text else "")

    def heading(self, text: str, rank: int) -> None:
        title = one_line(text)
        span = self._put("heading", title)
        if span:
            self.headings.append(Heading(title, max(1, min(rank, 6)), *span))

    def table(self, rows: Sequence[Sequence[str]], header: bool = True) -> None:
        """Rows as lines of cells with " | " between them; the first is the header, if the table has one."""
        lines = [" | ".join(one_line(cell) for cell in row) for row in rows if any(one_line(cell) for cell in row)]
        span = self._put("table", "\n".join(line.strip() for line in lines))
        if span:
            first = next(row for row in rows if any(one_line(cell) for cell in row))
            names = " | ".join(dict.fromkeys(one_line(cell) for cell in first if one_line(cell)))
            self.tables.append(Table(*span, names if header and len(lines) > 1 else ""))

    def _put(self, kind: str, text: str) -> tuple[int, int] | None:
        if not text:
            return None
        between = "" if not self._parts else "\n" if kind == self._last == "item" else "\n\n"
        self._parts += [between, text]
        start = self._length + len(between)
        self._length = start + len(text)
        self._last = kind
        return start, self._length
