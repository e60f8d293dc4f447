"""The lines of PDF pages: headings, cells and running headers among them, and how they join into paragraphs.

Knows places and sizes; knows no library.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.clean import Traced, furniture, inserted, joined, joint, margin_key

# The outer share of a page's height in which running headers and footers stand: 2.5 cm of A4.
_MARGIN = 0.085
# A heading is at least this much larger than the body, or bold where the body is not.
_LARGER = 1.12
_LONGEST_HEADING = 160

_contents_line = re.compile(r"… ?\d+$")
_bullet = re.compile(r"[•▪●○◦‣■□✓➢]\s")
_list_mark = re.compile(r"[-•▪●○◦‣–—■□✓➢]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)]")
_mark = re.compile(r"[^\w\s]|\(?(?:\d{1,2}|[a-z]|[ivxIVX]{1,5})[.)]?|\d(?:\.\d{1,2}){1,3}\.?")
_list_item = re.compile(r"(?:[-•▪●○◦‣–—■□✓➢*]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)])\s")


@dataclass(frozen=True, slots=True)
class Line:
    """What stands on one line of a page, or in one cell of it. Points from the page's lower left corner."""

    text: Traced
    left: float
    right: float
    bottom: float
    top: float
    bold: bool
    row: int  # lines that the page's own text has as one share this number

    @property
    def size(self) -> float:
        return self.top - self.bottom


@dataclass(slots=True)
class PageText:
    """The text of one page with the spans found in it; spans are indices into `text.text`."""

    text: Traced
    headings: list[tuple[int, int, float, bool]] = field(default_factory=list)  # start, end, size, bold
    tables: list[tuple[int, int, str]] = field(default_factory=list)  # start, end, header


# ---- running headers


def without_furniture(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[list[Line]]:
    """The pages without running headers, footers and page numbers."""
    margins = [[line.text.text for line in lines if _in_margin(line, height)] for lines, height in zip(pages, heights, strict=True)]
    keys = furniture(margins)
    return [
        [line for line in lines if not (_in_margin(line, height) and margin_key(line.text.text) in keys)]
        for lines, height in zip(pages, heights, strict=True)
    ]


def _in_margin(line: Line, height: float) -> bool:
    middle = (line.top + line.bottom) / 2
    return middle < height * _MARGIN or middle > height * (1 - _MARGIN)


def marks_in_place(lines: list[Line]) -> list[Line]:
    """The lines with every list mark at the head of its item: some programs draw a page's text first and the marks after it."""
    items = list(lines)
    for mark in [line for line in lines if _list_mark.fullmatch(line.text.text)]:
        beside = [line for line in items if line is not mark and abs(line.bottom - mark.bottom) < 0.3 * mark.size]
        item = next((line for line in beside if 0 <= line.left - mark.right < 2.5 * mark.size), None)
        if item is None or any(line.left < mark.left for line in beside):
            continue
        items.remove(mark)
        whole = joined([mark.text, inserted(" "), item.text])
        items[items.index(item)] = Line(whole, mark.left, item.right, item.bottom, item.top, item.bold, item.row)
    return items


# ---- type


@dataclass(frozen=True, slots=True)
class Body:
    """The type that most of a document's text is set in."""

    size: float
    bold: bool

    def is_heading(self, line: Line) -> bool:
        text = line.text.text
        if len(text) > _LONGEST_HEADING or text[-1] in ".,;:-" or sum(map(str.isalpha, text)) < 3 or _bullet.match(text):
            return False
        if line.size >= self.size * _LARGER:
            return True
        return line.bold and not self.bold and line.size >= self.size * 0.97 and not text[0].islower() and not _list_item.match(text)


def body_of(pages: Sequence[Sequence[Line]]) -> Body:
    """The commonest size (in half points) and weight of the document's characters."""
    sizes: Counter[tuple[float, bool]] = Counter()
    for lines in pages:
        for line in lines:
            sizes[round(line.size * 2) / 2, line.bold] += len(line.text.text)
    if not sizes:
        return Body(10.0, False)
    size, bold = max(sizes, key=lambda key: sizes[key])
    return Body(size, bold)


# ---- from lines to text


def assemble(lines: Sequence[Line], body: Body) -> PageText:
    """The page's text: lines of a paragraph joined, paragraphs apart by a blank line, list items and rows on lines of their own."""
    page = PageText(inserted(""))
    parts: list[Traced] = []
    length = 0

    def put(part: Traced) -> None:
        nonlocal length
        parts.append(part)
        length += len(part.text)

    for group in _groups(lines, body):
        if length:
            put(inserted("\n\n"))
        start = length
        if isinstance(group, _Grid):
            listed = group.is_list()
            for index, row in enumerate(group.rows):
                put(inserted("\n" if index else ""))
                put(_row(row, " " if listed else " | "))
            if not listed:
                page.tables.append((start, length, group.header()))
            continue
        put(_paragraphs(group.lines, whole=group.heading))
        if group.heading:
            page.headings.append((start, length, max(line.size for line in group.lines), any(line.bold for line in group.lines)))
    page.text = joined(parts)
    return page


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines under each other in one type: a paragraph or several, or one heading."""

    lines: list[Line]
    heading: bool = False


@dataclass(frozen=True, slots=True)
class _Grid:
    """Rows of cells; a cell is the lines in it."""

    rows: list[list[list[Line]]]

    def is_list(self) -> bool:
        """Whether the first column holds nothing but bullets and item numbers."""
        marks = sum(_mark.fullmatch(row[0][0].text.text) is not None for row in self.rows)
        return max(len(row) for row in self.rows) == 2 and marks * 4 >= len(self.rows) * 3

    def header(self) -> str:
        return " | ".join(_paragraphs(cell, whole=True).text for cell in self.rows[0])


def _groups(lines: Sequence[Line], body: Body) -> list[_Block | _Grid]:
    groups: list[_Block | _Grid] = []
    position = 0
    while position < len(lines):
        grid, after = _grid_at(lines, position)
        if grid:
            groups.append(grid)
        else:
            after = _block_end(lines, position, body)
            block = list(lines[position:after])
            heading = len(block) <= 4 and all(body.is_heading(line) for line in block)
            groups.append(_Block(block, heading))
        position = after
    return groups


def _block_end(lines: Sequence[Line], position: int, body: Body) -> int:
    end = position + 1
    while end < len(lines) and _continues(lines[end - 1], lines[end], body) and not _opens_grid(lines, end):
        end += 1
    return end


def _continues(above: Line, below: Line, body: Body) -> bool:
    """Whether `below` is the next line of the same block; a line that goes on in mid-sentence at the top of a new column is."""
    if above.row == below.row:
        return True
    if abs(above.size - below.size) > 0.12 * max(above.size, below.size):
        return False
    if _runs_on(above, below):  # emphasis may begin and end anywhere in a sentence
        return _under(above, below) or below.bottom > above.top
    return above.bold == below.bold and body.is_heading(above) == body.is_heading(below) and _under(above, below)


def _under(above: Line, below: Line) -> bool:
    drop = above.bottom - below.bottom
    return 0.3 * above.size < drop < 1.75 * max(above.size, below.size) and below.left < above.right and above.left < below.right


def _runs_on(above: Line, below: Line) -> bool:
    last = above.text.text[-1]
    return last in ",-" or (below.text.text[0].islower() and last not in ".!?:;")


def _paragraphs(lines: Sequence[Line], whole: bool) -> Traced:
    """The lines joined; a line that ends before the next line's first word had to wrap ends a paragraph, unless they are one `whole`."""
    right = max(line.right for line in lines)
    parts = [lines[0].text]
    for above, below in pairwise(lines):
        drop, between = joint(parts[-1].text, below.text.text)
        if drop:
            parts[-1] = Traced(parts[-1].text[:-drop], parts[-1].source[:-drop])
        elif between == " " and not whole and _ends_line(above, below, right):
            between = "\n"
        text = below.text
        if drop and text.text[0] in "-\u00ad\u2010":
            between = ""
        parts += [inserted(between), text]
    return joined(parts)


def _ends_line(above: Line, below: Line, right: float) -> bool:
    if above.row == below.row:
        return False
    if _list_item.match(below.text.text) or _contents_line.search(above.text.text):
        return True
    if _runs_on(above, below):
        return False
    word = below.text.text.split(" ", 1)[0]
    per_character = (below.right - below.left) / max(len(below.text.text), 1)
    return above.right + (len(word) + 1) * per_character < right - 0.02 * (right - above.left)


# ---- tables


def _opens_grid(lines: Sequence[Line], position: int) -> bool:
    return position + 1 < len(lines) and _beside(lines[position], lines[position + 1]) and _grid_at(lines, position)[0] is not None


def _beside(a: Line, b: Line) -> bool:
    """Whether `b` is the next cell: to the right of `a` with a gap, and first lines at the same height."""
    return abs(a.top - b.top) < 0.5 * max(a.size, b.size) and b.left > a.right + 0.3 * a.size


def _grid_at(lines: Sequence[Line], position: int) -> tuple[_Grid | None, int]:
    """The table that begins at `position`: two rows or more of two cells or more that stand in the same columns; and where it ends."""
    rows: list[list[list[Line]]] = []
    while position < len(lines):
        cells, after = _cells_at(lines, position)
        if len(cells) < 2 or (rows and not _same_columns(rows, cells)):
            break
        rows.append(cells)
        position = after
    if len(rows) < 2 or max(len(row) for row in rows) < 2 or (len(rows) == 2 and len(rows[0]) == 2 and len(rows[1]) == 2):
        return None, position
    return _Grid(rows), position


def _cells_at(lines: Sequence[Line], position: int) -> tuple[list[list[Line]], int]:
    """The cells of the row at `position`: each some lines under each other, the next beginning beside the first line of the one before."""
    cells: list[list[Line]] = [[lines[position]]]
    top = lines[position]
    position += 1
    while position < len(lines):
        line, last = lines[position], cells[-1][-1]
        if _same_row(top, line) and line.left > max(part.right for part in cells[-1]) + 0.3 * line.size:
            cells.append([line])
        elif (
            _under(last, line)
            and abs(last.size - line.size) < 0.12 * last.size
            and abs(line.left - cells[-1][0].left) < 2 * line.size
            and last.bottom - line.bottom < 1.35 * last.size
            and (len(cells) > 1 or _cell_goes_on(lines, position, top))
        ):
            cells[-1].append(line)
        else:
            break
        position += 1
    return cells, position


def _same_row(first: Line, line: Line) -> bool:
    """Whether `line` begins a cell in the row that `first` begins: at its height, or a line higher where cells stand on their last line."""
    return abs(line.top - first.top) < 0.5 * first.size or 0 <= line.bottom - first.bottom < 1.3 * first.size


def _cell_goes_on(lines: Sequence[Line], position: int, top: Line) -> bool:
    """Whether, after some more lines under the first cell, another cell begins at the row's height."""
    for line in lines[position + 1 : position + 8]:
        if abs(line.top - top.top) < 0.5 * top.size and line.left > top.left + top.size:
            return True
        if line.top > top.top + top.size:
            return False
    return False


def _same_columns(rows: list[list[list[Line]]], cells: list[list[Line]]) -> bool:
    """Whether the new row stands under the last one and most of its cells begin or end where cells of the table do."""
    lowest = min(line.bottom for cell in rows[-1] for line in cell)
    top = cells[0][0]
    if top.bottom > lowest + 0.5 * top.size or lowest - top.top > 3 * top.size:
        return False
    known = [cell[0] for row in rows for cell in row]
    aligned = sum(
        any(
            abs(cell[0].left - k.left) < 6 or abs(cell[0].right - k.right) < 6 or abs(cell[0].left + cell[0].right - k.left - k.right) < 12
            for k in known
        )
        for cell in cells
    )
    return aligned * 3 >= len(cells) * 2


def _row(cells: list[list[Line]], border: str) -> Traced:
    parts: list[Traced] = []
    for index, cell in enumerate(cells):
        if index:
            parts.append(inserted(border))
        parts.append(_paragraphs(cell, whole=True))
    return joined(parts)
