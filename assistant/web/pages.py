"""A PDF's page as a person sees it: its picture, and where on it a slice of the stored text stands.

Knows pdfium and the map from stored characters to the page's raw ones. Never searches for words: a box comes from an offset or not at all.
"""

from __future__ import annotations

import io
import math
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from ctypes import byref, c_int
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium_c

from index.errors import NotFound, ProductError
from index.types import Page
from ingest.clean import unpack
from ingest.scan import Scan
from ingest.scan import unpack as unpack_scan

DPI = 110  # a page of A4 is then 910 dots wide: what a column beside the answer shows at its own size
THUMBNAIL = 240  # dots of a small picture's width: twice the width at which it is shown, for fine screens
MAX_DOTS = 9_000_000  # a poster is drawn coarser rather than with more dots than this; A4 at twice DPI has 4.7 million

_AGREEING = 0.8  # share of letters that pdfium must find where the stored text has them; a page read by another route has none there
_GRID = 1_000_000  # pdfium answers in whole device dots: a grid this fine makes them exact to a millionth of the page
_pdfium = threading.Lock()  # the C library keeps global state and bears one caller at a time, whoever opened the file


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page as shown (cropped and turned): fractions of its width and height, from the top left."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Marks:
    """What to mark on one page. No boxes where the place of the words on the page is not known."""

    page: int
    width: float  # points
    height: float
    boxes: tuple[Box, ...]


def picture(path: Path, number: int, ratio: float = 1.0) -> bytes:
    """Page `number` (from 1) as a PNG at DPI × `ratio` (dots of the screen per CSS pixel). NotFound where there is no such page."""
    with _page(path, number) as page:
        width, height = page.get_size()
        scale = DPI / 72 * ratio
        scale = min(scale, math.sqrt(MAX_DOTS / (width * height)))
        image = page.render(scale=scale).to_pil()
    buffer = io.BytesIO()
    image.convert("RGB").save(buffer, "PNG", compress_level=4)  # a third of the time of the default level for a tenth more bytes
    return buffer.getvalue()


@lru_cache(maxsize=1_024)
def thumbnail(path: Path, number: int) -> bytes:
    """Page `number` small, as WebP of some 5 kB. The path of a stored copy holds its hash, so that what is kept stays true. NotFound as `picture`."""
    with _page(path, number) as page:
        width, height = page.get_size()
        image = page.render(scale=min(THUMBNAIL / width, 1.5 * THUMBNAIL / height)).to_pil()
    buffer = io.BytesIO()
    image.convert("RGB").save(buffer, "WEBP", quality=60, method=3)
    return buffer.getvalue()


def marks(path: Path, text: str, pages: Iterable[Page], start: int, end: int) -> list[Marks]:
    """The boxes over `text[start:end]`, page by page; one box a line and column. Pages that the slice does not touch are left out."""
    touched = [page for page in pages if page.start < end and start < page.end]
    return [_marks_of(path, text, page, max(start, page.start), min(end, page.end)) for page in touched]


def _marks_of(path: Path, text: str, stored: Page, start: int, end: int) -> Marks:
    if scan := unpack_scan(stored.source):
        return _marks_on(scan, path, stored, start, end)
    source = unpack(stored.source)
    raw = source[start - stored.start : end - stored.start].tolist() if len(source) == stored.end - stored.start else []
    characters = [(i, c) for i, c in zip(raw, text[start:end], strict=False) if i >= 0 and not c.isspace()]
    with _page(path, stored.number) as page:
        width, height = page.get_size()
        textpage = page.get_textpage()
        try:
            known = _agree(textpage, characters)
            boxes = _lines(_box(page, textpage, i, width, height) for i in dict.fromkeys(i for i, _ in characters)) if known else []
        finally:
            textpage.close()
    return Marks(stored.number, width, height, tuple(Box(b.x0 / width, b.y0 / height, b.x1 / width, b.y1 / height) for b in boxes))


def _marks_on(scan: Scan, path: Path, stored: Page, start: int, end: int) -> Marks:
    """The same for a page that was read by OCR, whose words have their boxes with them."""
    words = dict.fromkeys(word for word in scan.words[start - stored.start : end - stored.start].tolist() if word >= 0)
    with _page(path, stored.number) as page:
        width, height = page.get_size()
    sides = np.array([width, height, width, height])  # boxes are joined by their heights, so in points
    joined = _lines(Box(*(scan.boxes[word] * sides).tolist()) for word in words)
    return Marks(stored.number, width, height, tuple(Box(b.x0 / width, b.y0 / height, b.x1 / width, b.y1 / height) for b in joined))


def _agree(textpage: pypdfium2.PdfTextPage, characters: list[tuple[int, str]]) -> bool:
    """Whether the raw characters are those of the stored text: not so after a change of pdfium that counts characters otherwise."""
    total = textpage.count_chars()
    letters = [(i, c) for i, c in characters if c.isalnum() and c.isascii()]  # what cleaning never replaces
    if any(i >= total for i, _ in characters):
        return False
    same = sum(pdfium_c.FPDFText_GetUnicode(textpage, i) == ord(c) for i, c in letters)
    return bool(characters) and same >= _AGREEING * len(letters)


def _box(page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage, index: int, width: float, height: float) -> Box:
    """Where a raw character stands on the page as shown, in points; PageToDevice knows the crop box and the page's turn."""
    left, bottom, right, top = textpage.get_charbox(index, loose=True)
    (xa, ya), (xb, yb) = _shown(page, left, top), _shown(page, right, bottom)
    return Box(min(xa, xb) * width, min(ya, yb) * height, max(xa, xb) * width, max(ya, yb) * height)


def _shown(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    """A point of the page's own space as fractions of the page as shown, from the top left."""
    across, down = c_int(), c_int()
    pdfium_c.FPDF_PageToDevice(page, 0, 0, _GRID, _GRID, 0, x, y, byref(across), byref(down))
    return min(max(across.value / _GRID, 0.0), 1.0), min(max(down.value / _GRID, 0.0), 1.0)


def _lines(boxes: Iterable[Box]) -> list[Box]:
    """Boxes of characters in reading order joined to one box a line. A gap of more than two line heights is another column or cell."""
    joined: list[Box] = []
    for box in boxes:
        if box.x1 <= box.x0 or box.y1 <= box.y0:
            continue
        if joined and _same_line(joined[-1], box):
            last = joined[-1]
            joined[-1] = Box(min(last.x0, box.x0), min(last.y0, box.y0), max(last.x1, box.x1), max(last.y1, box.y1))
        else:
            joined.append(box)
    return joined


def _same_line(line: Box, box: Box) -> bool:
    overlap = min(line.y1, box.y1) - max(line.y0, box.y0)
    lower = min(line.y1 - line.y0, box.y1 - box.y0)
    gap = box.x0 - line.x1
    return overlap >= lower / 2 and -lower <= gap <= 2 * lower


@contextmanager
def _page(path: Path, number: int) -> Iterator[pypdfium2.PdfPage]:
    """A page open for reading, and pdfium with it for this thread alone."""
    with _pdfium:
        try:
            document = pypdfium2.PdfDocument(path)
        except (pypdfium2.PdfiumError, OSError) as problem:
            raise ProductError(
                f"The stored copy {path.name} cannot be opened as a PDF ({problem}): ingest the document again."
            ) from problem
        try:
            if not 1 <= number <= len(document):
                sentence = f"There is no page {number}: the document has pages 1 to {len(document)}."
                raise NotFound(sentence, "page_missing", page=number, pages=len(document))
            document.init_forms()
            page = document[number - 1]
            try:
                yield page
            finally:
                page.close()
        finally:
            document.close()
