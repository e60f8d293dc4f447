"""A source as DOCX: real heading styles, real tables with repeated header rows, lists, a header and a page number. Knows no HTML."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from markdown_it.token import Token
from source import Source, parser

LOCALE = {"en": "en-GB", "pl": "pl-PL", "cs": "cs-CZ", "sk": "sk-SK", "hu": "hu-HU"}
FIXED = datetime.datetime(2024, 1, 1, 12, 0, 0)  # the file's dates: a sample is the same bytes whenever it is made
COLOUR = RGBColor(0x1D, 0x4E, 0x6B)


def write_docx(source: Source, path: Path) -> None:
    document = docx.Document()
    set_styles(document, source)
    add_cover(document, source)
    add_blocks(document, list(source.tokens))
    written = io.BytesIO()
    document.save(written)
    path.write_bytes(undated(written.getvalue()))


def undated(data: bytes) -> bytes:
    """The same package with every member's time fixed: python-docx writes the time of day into the archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            info = zipfile.ZipInfo(member.filename, date_time=(1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(member))
    return out.getvalue()


def element(name: str, **attributes: str) -> Any:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def set_styles(document: Document, source: Source) -> None:
    core = document.core_properties
    core.title, core.author, core.language = source.title, source.place, LOCALE[source.language]
    core.comments, core.subject = source.notice, source.period
    core.created = core.modified = FIXED
    core.last_modified_by = source.place
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    section.top_margin = section.bottom_margin = Cm(2.3)
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = source.header
    add_page_number(section.footer.paragraphs[0])
    normal: Any = document.styles["Normal"]
    normal.font.name, normal.font.size = "Noto Sans", Pt(10)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(6), 1.15
    normal.element.get_or_add_rPr().append(element("w:lang", val=LOCALE[source.language]))
    for name, size in (("Title", 26), ("Heading 1", 17), ("Heading 2", 13), ("Heading 3", 11)):
        style: Any = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = "Noto Sans", Pt(size), COLOUR
        fonts = style.element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)


def add_page_number(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()._r
        if kind:
            run.append(element("w:fldChar", fldCharType=kind))
        else:
            instruction = element("w:instrText")
            instruction.text = text
            run.append(instruction)


def add_cover(document: Document, source: Source) -> None:
    place = document.add_paragraph(source.place)
    place.paragraph_format.space_before, place.runs[0].font.size = Pt(150), Pt(15)
    document.add_paragraph(source.title, style="Title")
    document.add_paragraph(source.period).runs[0].bold = True
    if source.adoption:
        document.add_paragraph(source.adoption)
    notice = document.add_paragraph(source.notice, style="Intense Quote")
    notice.add_run().add_break(WD_BREAK.PAGE)


def add_blocks(document: Document, tokens: list[Token]) -> None:
    """Walks the block tokens; a list's style follows its kind and depth."""
    lists: list[tuple[str, int | None]] = []  # style and numbering of each open list
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.type == "heading_open":
            document.add_heading(tokens[at + 1].content, level=int(token.tag[1]))
            at += 2
        elif token.type == "table_open":
            end = next(i for i in range(at, len(tokens)) if tokens[i].type == "table_close")
            add_table(document, token, tokens[at:end])
            at = end
        elif token.type == "bullet_list_open":
            lists.append(("List Bullet", None))
        elif token.type == "ordered_list_open":
            lists.append(("List Number", new_numbering(document)))
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "inline":
            add_paragraph(document, token, lists)
        at += 1


def add_paragraph(document: Document, token: Token, lists: list[tuple[str, int | None]]) -> None:
    paragraph = document.add_paragraph(style=lists[-1][0] if lists else None)
    add_inline(paragraph, token)
    if lists:
        paragraph.paragraph_format.space_after = Pt(2)
    if lists and lists[-1][1] is not None:
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = 0, lists[-1][1]


def new_numbering(document: Document) -> int:
    """A numbering of its own for one ordered list, so that it begins at 1."""
    numbering = document.part.numbering_part.element
    style: Any = document.styles["List Number"]
    abstract = numbering.num_having_numId(style.element.pPr.numPr.numId.val).abstractNumId.val
    made = numbering.add_num(abstract)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(made.numId)


def add_inline(paragraph: Paragraph, token: Token) -> None:
    bold = italic = False
    for child in token.children or ():
        if child.type in ("strong_open", "strong_close"):
            bold = child.type == "strong_open"
        elif child.type in ("em_open", "em_close"):
            italic = child.type == "em_open"
        elif child.type == "hardbreak":
            paragraph.add_run().add_break()
        elif child.type in ("text", "code_inline", "softbreak"):
            run = paragraph.add_run(" " if child.type == "softbreak" else child.content)
            run.bold, run.italic = bold or None, italic or None


def rows(tokens: list[Token]) -> Iterator[list[tuple[Token, Token]]]:
    """Each row of a table as pairs of the cell's opening token and its inline token."""
    row: list[tuple[Token, Token]] = []
    for at, token in enumerate(tokens):
        if token.type == "tr_open":
            row = []
        elif token.type in ("th_open", "td_open"):
            row.append((token, tokens[at + 1]))
        elif token.type == "tr_close":
            yield row


def add_table(document: Document, opening: Token, tokens: list[Token]) -> None:
    caption = opening.meta.get("caption")
    if caption:
        paragraph = document.add_paragraph(style="Caption")
        add_inline(paragraph, parser().parseInline(caption)[0])
        paragraph.paragraph_format.keep_with_next = True
    cells = list(rows(tokens))
    table = document.add_table(rows=len(cells), cols=len(cells[0]), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for y, row in enumerate(cells):
        properties = table.rows[y]._tr.get_or_add_trPr()
        properties.append(element("w:cantSplit"))
        if y == 0:
            properties.append(element("w:tblHeader"))
        for x, (cell, inline) in enumerate(row):
            fill(table.cell(y, x), cell, inline, head=y == 0)
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def fill(cell: _Cell, opening: Token, inline: Token, head: bool) -> None:
    paragraph = cell.paragraphs[0]
    add_inline(paragraph, inline)
    paragraph.paragraph_format.space_after = Pt(1)
    if "right" in str(opening.attrs.get("style", "")):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for run in paragraph.runs:
        run.font.size = Pt(8.5)
        run.bold = head or run.bold
    if head:
        cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill="E3ECF1"))
