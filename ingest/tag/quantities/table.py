"""A table as its rows are read: its header, a title over it, how it goes on past a page's end. Knows cells, nothing of what a row means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.tag.quantities.rows import Cell, cells

FORM = 3  # cells; a table of so few is a form: label and value, not columns under a header
_FIGURE_LETTERS = 6  # letters that may stand with a figure: its currency, its unit, a multiplier
_figure = re.compile(r"(?<![\w.,])(?!(?:19|20)\d\d(?!\d|[.,]\d))\d")


@dataclass(frozen=True, slots=True)
class Table:
    """The table in which a row stands: its header's cells, none where it has no header."""

    header: tuple[str, ...]
    opens: bool = True  # while no row of figures has been read under the header
    whole: bool = True  # False where the header was put together of two rows, whose words stand apart in the text
    title: str = ""  # a first row over the whole table, which may name the unit of it all

    def joined(self, parts: Sequence[Cell]) -> Table | None:
        """This header with a second row of it under it; None where the row is none: it has figures, or the header is whole."""
        filled = sum(bool(cell) for cell in self.header)
        if not filled or len(parts) <= FORM or (filled > len(parts) - 2 and parts[0].text) or any(figured(p.text) for p in parts):
            return None
        width = max(len(self.header), len(parts))
        below = [p.text for p in parts] + [""] * (width - len(parts))
        above = [*self.header, *[""] * (width - len(self.header))]
        title = self.title
        if filled == 1:  # a title over the whole table, no name of its first column
            title, above = next(cell for cell in self.header if cell), [""] * width
        return Table(tuple(f"{a} {b}".strip() for a, b in zip(above, below, strict=True)), whole=False, title=title)

    def column(self, i: int) -> str:
        """The header above cell `i`."""
        return self.header[i] if i < len(self.header) else ""


def figured(text: str) -> bool:
    """Whether a cell holds a figure, with its unit at most; a year is a name and no figure."""
    return _figure.search(text) is not None and sum(c.isalpha() for c in text) <= _FIGURE_LETTERS


def goes_on(parts: Sequence[Cell], table: Table) -> bool:
    """Whether a row that looks like a header is one more row of `table`: as wide, and with figures in it."""
    return len(parts) > FORM and len(parts) == len(table.header) and sum(figured(p.text) for p in parts) > 1


def continues(header: str, before: str) -> bool:
    """Whether what stands as a table's header is one more row of the table before it, cut at a page's end: as wide, and with figures."""
    own = header.split(" | ")
    return len(own) > FORM and len(own) == len(before.split(" | ")) and sum(map(figured, own)) > 1


def heads(parts: Sequence[Cell], following: str) -> bool:
    """Whether a table's first row is its header though no rule is drawn under it: no figures but years, above a row of figures as wide."""
    below = cells(following, 0, len(following))
    figures = sum(figured(p.text) for p in below)
    return len(parts) > 1 and len(parts) == len(below) and figures > 0 and not any(figured(p.text) for p in parts)
