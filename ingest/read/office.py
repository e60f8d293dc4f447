"""DOCX files: paragraphs, lists and tables in their order; headers, footers and deleted text left out. Knows WordprocessingML."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from docx import Document as open_docx
from docx.document import Document as DocxDocument
from docx.oxml.ns import qn

from index.errors import UnreadableFile
from index.types import Document, Record
from ingest.read.flow import Flow, one_line

# Bytes that a file may hold unpacked. The largest strategy seen, 400 pages, unpacks to 60 MB with its pictures.
LARGEST_UNPACKED = 1_000_000_000
# Bytes of XML in one part: lxml keeps about ten times as much in memory.
LARGEST_PART = 150_000_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_heading_style = re.compile(r"heading ?([1-9])\Z", re.IGNORECASE)
_SKIPPED = frozenset(qn(name) for name in ("w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:instrText"))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read_docx(data: bytes, name: str, sha256: str) -> Document:
    """The DOCX's document; it has no pages, for these exist only where Word lays it out.

    Raises UnreadableFile for encrypted and damaged files.
    """
    _check(data, name)
    try:
        docx = open_docx(io.BytesIO(data))
    except (KeyError, ValueError, zipfile.BadZipFile) as error:
        raise UnreadableFile(
            f"{name} is not a Word document or a damaged one; open it in Word or LibreOffice and save it as DOCX"
        ) from error
    flow = Flow()
    styles = _Styles(docx)
    for block in _blocks(docx.element.body):
        if block.tag == qn("w:tbl"):
            flow.table(_rows(block))
        else:
            _paragraph(flow, styles, block)
    if not flow.text:
        raise UnreadableFile(f"{name} holds no text; check that it is the right file")
    title = one_line(docx.core_properties.title or "")
    return Document(
        name=name,
        sha256=sha256,
        format="docx",
        text=flow.text,
        record=Record(title=styles.title or title),
        headings=tuple(flow.headings),
        tables=tuple(flow.tables),
    )


def _check(data: bytes, name: str) -> None:
    if data.startswith(_OLE):
        raise UnreadableFile(f"{name} is encrypted or in the old DOC format; save it as DOCX without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sizes = [entry.file_size for entry in archive.infolist()]
            parts = [entry.file_size for entry in archive.infolist() if entry.filename.endswith((".xml", ".rels"))]
    except zipfile.BadZipFile as error:
        raise UnreadableFile(
            f"{name} is not a Word document or a damaged one; open it in Word or LibreOffice and save it as DOCX"
        ) from error
    if sum(sizes) > LARGEST_UNPACKED or max(parts, default=0) > LARGEST_PART:
        megabytes = sum(sizes) // 1_000_000
        raise UnreadableFile(f"{name} unpacks to {megabytes:,} MB, more than a document needs; save a copy without large objects")


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, those inside content controls and tracked insertions too."""
    stack = list(reversed(list(parent)))
    while stack:
        element = stack.pop()
        if element.tag in (qn("w:p"), qn("w:tbl")):
            yield element
        elif element.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml"), qn("w:smartTag")):
            stack.extend(reversed(list(element)))


class _Styles:
    """What a paragraph's style makes of it. Word keeps "heading 1" as a style's name whatever the language of its menus."""

    def __init__(self, docx: DocxDocument) -> None:
        self._styles = {style.style_id: style for style in docx.styles}
        self.title = ""

    def rank(self, paragraph: Any) -> int:
        """1 to 9 for a heading, 0 for anything else."""
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        if own is not None:
            return _outline_rank(own)
        for style in self._chain(paragraph):
            named = _heading_style.match(style.name or "") or _heading_style.match(style.style_id or "")
            if named:
                return int(named.group(1))
            level = style.element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
            if level is not None:
                return _outline_rank(level)
        return 0

    def is_title(self, paragraph: Any) -> bool:
        return any((style.name or "").lower() == "title" or style.style_id == "Title" for style in self._chain(paragraph))

    def is_listed(self, paragraph: Any) -> bool:
        number = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        if number is not None:
            return bool(number.get(qn("w:val")) != "0")
        return any(
            style.element.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None or (style.name or "").lower().startswith("list ")
            for style in self._chain(paragraph)
        )

    def _chain(self, paragraph: Any) -> Iterator[Any]:
        """The paragraph's style and those it is based on, nearest first."""
        mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        style = self._styles.get(mark.get(qn("w:val"))) if mark is not None else None
        seen: set[str] = set()
        while style is not None and style.style_id not in seen:
            seen.add(style.style_id)
            yield style
            style = getattr(style, "base_style", None)


def _outline_rank(level: Any) -> int:
    value = level.get(qn("w:val")) or "9"
    return int(value) + 1 if value.isdigit() and int(value) < 9 else 0


def _paragraph(flow: Flow, styles: _Styles, paragraph: Any) -> None:
    text = _text(paragraph)
    rank = styles.rank(paragraph)
    if styles.is_title(paragraph) and not rank:
        styles.title = styles.title or one_line(text)
        flow.heading(text, 1)
    elif rank:
        flow.heading(text, rank)
    elif styles.is_listed(paragraph):
        flow.item(text)
    else:
        flow.paragraph(text)


def _text(element: Any) -> str:
    """The words of a paragraph or cell as they stand on paper: links and insertions in, deletions and field codes out."""
    parts: list[str] = []
    stack = [element]
    while stack:
        node = stack.pop()
        if node.tag in _SKIPPED or node.tag == _FALLBACK:
            continue
        if node.tag == qn("w:t"):
            parts.append(node.text or "")
        elif node.tag in (qn("w:tab"), qn("w:ptab")):
            parts.append(" ")
        elif node.tag in (qn("w:br"), qn("w:cr")):
            parts.append("\n")
        elif node.tag == qn("w:noBreakHyphen"):
            parts.append("-")
        else:
            if node.tag == qn("w:p") and parts:
                parts.append(" ")
            stack.extend(reversed(list(node)))
    return "".join(parts)


def _rows(table: Any) -> list[list[str]]:
    """The cells of each row; a cell merged across columns stands once, one merged across rows is empty below its first."""
    rows = []
    for row in _within(table, qn("w:tr")):
        rows.append([_cell(cell) for cell in _within(row, qn("w:tc"))])
    return rows


def _within(parent: Any, tag: str) -> Iterator[Any]:
    stack = list(reversed(list(parent)))
    while stack:
        element = stack.pop()
        if element.tag == tag:
            yield element
        elif element.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
            stack.extend(reversed(list(element)))


def _cell(cell: Any) -> str:
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    if merge is not None and merge.get(qn("w:val")) != "restart":
        return ""
    return " ".join(_text(block) for block in cell if block.tag in (qn("w:p"), qn("w:tbl"), qn("w:sdt")))
