"""PDF files, read with pdfium and, where that fails, with pypdf. Knows both libraries; what lines mean stands in `lines`.

The stored text is the cleaned texts of the pages, a blank line between two pages, or a line end where a sentence runs over.
"""

from __future__ import annotations

import ctypes
import io
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from index.errors import UnreadableFile
from index.types import Document, Heading, Page, Record, Table
from ingest.clean import Traced, characters, inserted, pack
from ingest.read.limits import Limits
from ingest.read.lines import Body, Line, PageText, assemble, body_of, marks_in_place, without_furniture
from ingest.read.ocr import OFF, Recogniser, Sheet, TooLong
from ingest.read.titles import is_title
from ingest.scan import Scan
from ingest.scan import pack as pack_scan

# A gap between two words parts two cells when it is wider than this many line heights. Measured on the sample and test PDFs: blanks are
# 0.15 to 0.31 wide, gaps between cells 0.8 and more; only blanks of a badly justified line come near, and these grow together.
_CELL_GAP = 0.6
_WIDEST_BLANK = 1.0
_ALIKE = 2.5

_line_end = re.compile("\r?\n|\r|[\x02\ufffe]")
_bold_name = re.compile(r"bold|black|heavy|semibd|demi", re.IGNORECASE)
_not_letters = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Outline:
    title: str
    level: int  # 0 is the highest
    page: int  # from 0, −1 where it leads nowhere


@dataclass(frozen=True, slots=True)
class _Reading:
    """What either library gives."""

    pages: list[PageText]
    outline: list[_Outline]
    title: str
    largest: str  # the largest lines of page one
    sheets: Mapping[int, Sheet] = field(default_factory=dict)  # the pages that were read by OCR, from 0
    too_long: Sequence[int] = ()  # the pages that OCR was given up on, from 0


def read_pdf(data: bytes, name: str, sha256: str, most_pages: int = Limits().pages, recogniser: Recogniser | None = None) -> Document:
    """The PDF's document; pages without a text layer are read by the `recogniser`, where there is one.

    Raises UnreadableFile where it is encrypted, damaged beyond both libraries, of too many pages, or nothing but pages that give no text.
    """
    recogniser = recogniser or Recogniser(OFF)
    try:
        reading = _by_pdfium(data, name, most_pages, recogniser)
    except pdfium.PdfiumError as error:
        reading = _by_pypdf(data, name, str(error), most_pages)
    else:
        if not any(page.text.text for page in reading.pages):
            reading = _second_try(data, name, reading)
    empty = [number for number, page in enumerate(reading.pages, 1) if not page.text.text.strip()]
    if len(empty) == len(reading.pages):
        raise _no_text(data, name, reading, recogniser)
    return _document(reading, name, sha256, _remarks(reading, empty, recogniser))


def _count(pages: int) -> str:
    return f"{pages} page" if pages == 1 else f"{pages} pages"


# ---- the two libraries


def _check_count(pages: int, most: int, name: str) -> None:
    if pages > most:
        raise UnreadableFile(f"{name} has {pages:,} pages, more than {most:,}; split it, or raise INGEST_PAGES")


def _by_pdfium(data: bytes, name: str, most_pages: int, recogniser: Recogniser) -> _Reading:
    try:
        opened = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableFile(f"{name} is encrypted; save a copy without a password and ingest that") from error
        raise
    with closing(opened) as pdf:
        if not len(pdf):
            raise pdfium.PdfiumError("no pages")
        _check_count(len(pdf), most_pages, name)
        pages, heights = [], []
        for number in range(len(pdf)):
            lines, height = _page_lines(pdf, number)
            pages.append(lines)
            heights.append(height)
        outline = list(_outline(pdf))
        title = _metadata_title(pdf)
        sheets, too_long = _scanned(pdf, [number for number, lines in enumerate(pages) if not lines], recogniser)
    for number, sheet in sheets.items():
        pages[number], heights[number] = sheet.lines, sheet.height
    kept = [marks_in_place(lines) for lines in without_furniture(pages, heights)]
    body = body_of(kept)
    return _Reading([assemble(lines, body) for lines in kept], outline, title, _largest(kept[0], body), sheets, too_long)


def _scanned(pdf: pdfium.PdfDocument, numbers: Sequence[int], recogniser: Recogniser) -> tuple[dict[int, Sheet], list[int]]:
    """Those of these pages that OCR finds text on, by number, and those that it took too long for."""
    sheets, too_long = {}, []
    for number in numbers if recogniser.available else ():
        try:
            with closing(pdf[number]) as page:
                if _has_objects(page) and (sheet := recogniser.read(page)):
                    sheets[number] = sheet
        except pdfium.PdfiumError:  # a page that cannot be loaded or drawn is one without text
            continue
        except TooLong:
            too_long.append(number)
    return sheets, too_long


def _has_objects(page: pdfium.PdfPage) -> bool:
    """Whether anything is drawn on a page."""
    return bool(pdfium_c.FPDFPage_CountObjects(page) > 0)


def _page_lines(pdf: pdfium.PdfDocument, number: int) -> tuple[list[Line], float]:
    """The lines of one page in reading order, and its height. A page that cannot be loaded is a page without text."""
    try:
        page = pdf[number]
    except pdfium.PdfiumError:
        return [], 1.0
    with closing(page):
        height = page.get_height()
        try:
            textpage = page.get_textpage()
        except pdfium.PdfiumError:
            return [], height
        with closing(textpage):
            return _lines(textpage), height


def raw_text(textpage: pdfium.PdfTextPage) -> tuple[str, NDArray[np.int32]]:
    """The page's raw characters and the index of each on the text page.

    pdfium gives them all in one call, but leaves some out of that call's answer on odd pages; then they are fetched one by one.
    """
    count = textpage.count_chars()
    if count <= 0:
        return "", np.empty(0, np.int32)
    text = textpage.get_text_range()
    if len(text) == count:
        return text, np.arange(count, dtype=np.int32)
    return raw_text_one_by_one(textpage)


def raw_text_one_by_one(textpage: pdfium.PdfTextPage) -> tuple[str, NDArray[np.int32]]:
    """As `raw_text`, by one call a character."""
    letters, index, high = [], [], 0
    for position in range(textpage.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(textpage, position)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            if not high:
                continue
            code, high = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00), 0
        if 0 < code < 0x110000:
            letters.append(chr(code))
            index.append(position)
    return "".join(letters), np.array(index, dtype=np.int32)


def _lines(textpage: pdfium.PdfTextPage) -> list[Line]:
    text, index = raw_text(textpage)
    lines: list[Line] = []
    start = 0
    ends = [*((match.start(), match.end(), match.group()) for match in _line_end.finditer(text)), (len(text), len(text), "")]
    for row, (end, after, mark) in enumerate(ends):
        for a, b in _cells(textpage, text, index, start, end):
            line = _line(textpage, Traced(text[a:b], index[a:b]), row)
            if line:
                lines.append(line)
        if mark in ("\x02", "\ufffe") and lines and mark:
            last = lines[-1]
            hyphen = Traced(last.text.text + "-", np.append(last.text.source, index[end]).astype(np.int32))
            lines[-1] = Line(hyphen, last.left, last.right, last.bottom, last.top, last.bold, last.row)
        start = after
    return lines


def _line(textpage: pdfium.PdfTextPage, raw: Traced, row: int) -> Line | None:
    stripped = raw.text.strip()
    if not stripped:
        return None
    lead = len(raw.text) - len(raw.text.lstrip())
    source = raw.source[lead : lead + len(stripped)]
    text = characters(Traced(stripped, source))
    if not text.text.strip():
        return None
    left, bottom, right, top = _box(textpage, int(source[0]))
    last = _box(textpage, int(source[-1]))
    bold = _is_bold(textpage, int(source[0])) and _is_bold(textpage, int(source[-1]))
    return Line(text, left, max(right, last[2]), bottom, top, bold, row)


def _box(textpage: pdfium.PdfTextPage, index: int) -> tuple[float, float, float, float]:
    rect = pdfium_c.FS_RECTF()
    if not pdfium_c.FPDFText_GetLooseCharBox(textpage, index, rect):
        return 0.0, 0.0, 0.0, 0.0
    return rect.left, rect.bottom, rect.right, rect.top


def _is_bold(textpage: pdfium.PdfTextPage, index: int) -> bool:
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    length = pdfium_c.FPDFText_GetFontInfo(textpage, index, name, 128, flags)
    if 0 < length <= 128 and _bold_name.search(name.value.decode("utf-8", "replace")):
        return True
    return bool(pdfium_c.FPDFText_GetFontWeight(textpage, index) >= 600)


def _cells(textpage: pdfium.PdfTextPage, text: str, index: NDArray[np.int32], start: int, end: int) -> Iterator[tuple[int, int]]:
    """The raw line in parts, cut at gaps too wide for a blank.

    Boxes of single characters are asked for only where the line has such a gap.
    """
    if end <= start:
        return
    if not _has_wide_gap(textpage, int(index[start]), int(index[end - 1]) - int(index[start]) + 1):
        yield start, end
        return
    gaps: list[tuple[int, int, float]] = []  # start, end, width in line heights
    for match in re.finditer(r"\s+", text[start:end]):
        a, b = start + match.start(), start + match.end()
        if a > start and b < end:
            before, following = _box(textpage, int(index[a - 1])), _box(textpage, int(index[b]))
            gaps.append((a, b, (following[0] - before[2]) / max(before[3] - before[1], 1.0)))
    widths = [width for _, _, width in gaps] or [0.0]
    justified = max(widths) < min(_WIDEST_BLANK, _ALIKE * min(widths)) and len(widths) > 1
    least = _WIDEST_BLANK if justified else _CELL_GAP
    part = start
    for a, b, width in gaps:
        if width > least:
            yield part, a
            part = b
    yield part, end


def _has_wide_gap(textpage: pdfium.PdfTextPage, first: int, count: int) -> bool:
    rects = pdfium_c.FPDFText_CountRects(textpage, first, count)
    if rects < 2:
        return False
    left, top, right, bottom = (ctypes.c_double() for _ in range(4))
    previous: float | None = None
    for number in range(rects):
        pdfium_c.FPDFText_GetRect(textpage, number, left, top, right, bottom)
        if previous is not None and left.value - previous > 0.8 * _CELL_GAP * max(top.value - bottom.value, 1.0):
            return True
        previous = right.value
    return False


def _outline(pdf: pdfium.PdfDocument) -> Iterator[_Outline]:
    try:
        for bookmark in pdf.get_toc(max_depth=6):
            dest = bookmark.get_dest()
            page = dest.get_index() if dest is not None else None
            title = " ".join(bookmark.get_title().split())
            if title:
                yield _Outline(title, bookmark.level, -1 if page is None else page)
    except (pdfium.PdfiumError, UnicodeDecodeError, ValueError):
        return  # a broken outline is as good as none: headings are then found by their type


def _metadata_title(pdf: pdfium.PdfDocument) -> str:
    try:
        return " ".join(str(pdf.get_metadata_value("Title")).split())
    except (pdfium.PdfiumError, UnicodeDecodeError):
        return ""


def _second_try(data: bytes, name: str, reading: _Reading) -> _Reading:
    try:
        return replace(_by_pypdf(data, name, "", len(reading.pages)), too_long=reading.too_long)
    except UnreadableFile:
        return reading


def _by_pypdf(data: bytes, name: str, reason: str, most_pages: int) -> _Reading:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    for logger in ("pypdf", "fontTools"):
        logging.getLogger(logger).setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableFile(f"{name} is encrypted; save a copy without a password and ingest that")
        _check_count(len(reader.pages), most_pages, name)
        pages = [_plain_page(page.extract_text()) for page in reader.pages]
        title = str((reader.metadata and reader.metadata.title) or "")
    except UnreadableFile:
        raise
    except (PyPdfError, Exception) as error:
        why = _in_words(reason) or " ".join(str(error).split())[:150] or type(error).__name__
        raise UnreadableFile(f"{name} is damaged ({why}); open it in a PDF viewer, save it again and ingest that") from error
    if not pages:
        raise UnreadableFile(f"{name} has no pages; check that it is the right file")
    return _Reading(pages, [], title, "")


def _in_words(reason: str) -> str:
    if "format error" in reason.lower():
        return "not a PDF, or one with a broken structure"
    return reason.rstrip(".")


def _plain_page(text: str) -> PageText:
    lines = [characters(inserted(line)).text.strip() for line in text.splitlines()]
    return PageText(inserted("\n".join(line for line in lines if line)))


# ---- the document


def _document(reading: _Reading, name: str, sha256: str, remarks: tuple[str, ...]) -> Document:
    texts: list[str] = []
    pages: list[Page] = []
    starts: list[int] = []
    length = 0
    for number, page in enumerate(reading.pages, 1):
        between = _between(texts, page.text.text)
        texts += [between, page.text.text]
        start = length + len(between)
        length = start + len(page.text.text)
        starts.append(start)
        sheet = reading.sheets.get(number - 1)
        source = pack_scan(Scan(sheet.confidence, sheet.boxes, page.text.source)) if sheet else pack(page.text.source)
        pages.append(Page(number, start, length, source))
    text = "".join(texts)
    headings = _from_outline(reading, starts) or _from_type(reading.pages, starts)
    tables = _tables(reading.pages, starts)
    title = reading.title if is_title(reading.title) else reading.largest
    return Document(name, sha256, "pdf", text, Record(title=title), tuple(pages), headings, tables, remarks)


def _tables(pages: Sequence[PageText], starts: list[int]) -> tuple[Table, ...]:
    """All tables; one that opens a page where the page before closed with one as wide has the same header."""
    tables: list[Table] = []
    open_header = ""
    for start, page in zip(starts, pages, strict=True):
        for a, b, header in page.tables:
            continued = a == 0 and open_header.count(" | ") == header.count(" | ") > 0
            tables.append(Table(start + a, start + b, open_header if continued else header))
        at_end = bool(page.tables) and page.tables[-1][1] == len(page.text.text)
        open_header = tables[-1].header if at_end else ""
    return tuple(tables)


def _between(texts: list[str], following: str) -> str:
    before = next((text for text in reversed(texts) if text.strip()), "")
    if not before:
        return ""
    if not following:
        return "\n\n" if texts[-1] else ""
    return "\n" if following[0].islower() and before.rstrip()[-1] not in ".!?:;|" else "\n\n"


def _no_text(data: bytes, name: str, reading: _Reading, recogniser: Recogniser) -> UnreadableFile:
    pages = len(reading.pages)
    if reading.too_long:
        return UnreadableFile(
            f"{name} has no text layer, and OCR took longer than {recogniser.seconds:g} s a page; raise INGEST_OCR_SECONDS"
        )
    if not _has_images(data):
        hint = "" if recogniser.available else ", or run OCR on it"
        return UnreadableFile(f"{name} holds no text ({_count(pages)}, blank or drawn); check that it is the right file{hint}")
    if recogniser.available:
        return UnreadableFile(f"{name} has no text layer, and OCR finds no text on it ({_count(pages)} of images); scan it again, sharper")
    return UnreadableFile(f"{name} has no text layer ({_count(pages)} of images); {recogniser.remedy} and ingest it again")


def _has_images(data: bytes) -> bool:
    try:
        with closing(pdfium.PdfDocument(data)) as pdf:
            return any(
                next(pdf[number].get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3), None) is not None
                for number in range(min(len(pdf), 20))
            )
    except pdfium.PdfiumError:
        return False


def _remarks(reading: _Reading, empty: Sequence[int], recogniser: Recogniser) -> tuple[str, ...]:
    """One sentence for each thing that a reader should know of the pages."""
    remarks = []
    if sheets := {number + 1: sheet.confidence for number, sheet in reading.sheets.items()}:
        worst = min(sheets, key=lambda number: (sheets[number], number))
        mean = sum(sheets.values()) / len(sheets)
        least = f", least on page {worst} ({sheets[worst]:.0%})" if len(sheets) > 1 else ""
        remarks.append(f"{_pages(list(sheets))} {'was' if len(sheets) == 1 else 'were'} read by OCR with a confidence of {mean:.0%}{least}")
    given_up = [number + 1 for number in reading.too_long]
    if given_up:
        remarks.append(f"{_pages(given_up)} took OCR longer than {recogniser.seconds:g} s; raise INGEST_OCR_SECONDS")
    if rest := [number for number in empty if number not in given_up]:
        hint = "" if recogniser.available else f"; {recogniser.remedy}, take the document out and ingest it again"
        remarks.append(f"{_pages(rest)} {'has' if len(rest) == 1 else 'have'} no text layer{hint}")
    return tuple(remarks)


def _pages(numbers: Sequence[int]) -> str:
    named = ", ".join(map(str, numbers[:20])) + (f" and {len(numbers) - 20} more" if len(numbers) > 20 else "")
    return f"page {named}" if len(numbers) == 1 else f"pages {named}"


def _from_outline(reading: _Reading, starts: list[int]) -> tuple[Heading, ...]:
    """Headings at the lines that the outline names; nothing where fewer than three, or than half, are found."""
    found: dict[int, Heading] = {}
    for entry in reading.outline:
        if not 0 <= entry.page < len(reading.pages):
            continue
        span = _find_title(reading.pages[entry.page].text.text, entry.title)
        if span:
            start = starts[entry.page] + span[0]
            found.setdefault(start, Heading(entry.title, min(entry.level + 1, 6), start, starts[entry.page] + span[1]))
    if len(found) < 3 or len(found) * 2 < len(reading.outline):
        return ()
    return _apart(found[start] for start in sorted(found))


def _find_title(text: str, title: str) -> tuple[int, int] | None:
    wanted = _not_letters.sub("", title).casefold()
    if not wanted:
        return None
    lines = [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text)]
    for first in range(len(lines)):
        for last in range(first, min(first + 3, len(lines))):
            start, end = lines[first][0], lines[last][1]
            if _not_letters.sub("", text[start:end]).casefold() == wanted:
                return start, end
    return None


def _apart(headings: Iterator[Heading]) -> tuple[Heading, ...]:
    kept: list[Heading] = []
    for heading in headings:
        if not kept or heading.start >= kept[-1].end:
            kept.append(heading)
    return tuple(kept)


def _from_type(pages: Sequence[PageText], starts: list[int]) -> tuple[Heading, ...]:
    """Headings by their type: the larger, the higher; bold ones of the body's size are the lowest."""
    sizes = sorted({round(size) for page in pages for _, _, size, _ in page.headings}, reverse=True)
    ranks = {size: min(rank, 6) for rank, size in enumerate(sizes, 1)}
    return tuple(
        Heading(" ".join(page.text.text[a:b].split()), ranks[round(size)], start + a, start + b)
        for start, page in zip(starts, pages, strict=True)
        for a, b, size, _ in page.headings
    )


def _largest(lines: Sequence[Line], body: Body) -> str:
    """The largest lines of the first page, in their order: the title of a cover often runs over several."""
    candidates = [line for line in lines if sum(map(str.isalpha, line.text.text)) >= 3]
    if not candidates:
        return ""
    size = max(line.size for line in candidates)
    if size < body.size * 1.12:
        return ""
    first = next(index for index, line in enumerate(candidates) if line.size >= size * 0.97)
    title: list[str] = []
    for line in candidates[first:]:
        if line.size < size * 0.97 or len(" ".join(title)) > 150:
            break
        title.append(line.text.text)
    after = lines.index(candidates[first]) + len(title)
    if after < len(lines) and re.fullmatch(r"(?:19|20)\d\d", lines[after].text.text):  # the year of a report
        title.append(lines[after].text.text)
    return " ".join(title)[:200]
