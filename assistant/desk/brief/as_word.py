"""A laid-out document as DOCX: real styles, headings, captions, endnotes, tables with repeated headers, pictures with alternative text.

Knows python-docx, no briefs. The same document gives the same file, byte for byte, but for what the library's version changes.
"""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Emu, Pt, RGBColor

from assistant.desk.brief.blocks import Block, Laid, Line, Paragraph, Picture, Run, Section, Table
from assistant.desk.brief.endnotes import Endnotes
from assistant.desk.brief.frame import say
from assistant.desk.brief.noted import noted
from assistant.desk.brief.picture import png

_LOCALES = {"en": "en-GB", "pl": "pl-PL", "cs": "cs-CZ", "sk": "sk-SK", "hu": "hu-HU"}
_INK = RGBColor(0x1B, 0x6E, 0x53)
_FAINT = RGBColor(0x55, 0x62, 0x5C)
_SHADES = ("", "EEF6F2", "D3EADF", "A9D5C0", "7FBF9F")  # fill by depth
_HEAD = "E4EFE9"
_WIDTH, _HEIGHT, _MARGIN, _NARROW = 21.0, 29.7, 2.0, 1.5  # centimetres; the narrow margin is that of a page turned sideways
_PICTURE, _WIDE_PICTURE = 20.0, 9.5  # centimetres of height at most; below the wide one its table begins
_QUOTE, _SMALL = "Quotation", "Table Text"
_invalid = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML 1.0 cannot hold


def as_word(laid: Laid) -> bytes:
    """The file's bytes."""
    return _Writer(laid).bytes()


class _Writer:
    """One document as it is written."""

    def __init__(self, laid: Laid) -> None:
        self._laid = laid
        self._file = docx.Document()
        self._notes = Endnotes(self._file, _clean(laid.notes_title))
        self._counted = {"Table": 0, "Figure": 0}
        self._wide = False
        self._list = 0  # of numbered paragraphs; the next one begins again at 1

    def bytes(self) -> bytes:
        """Everything written, then saved."""
        self._prepare()
        laid = self._laid
        self._file.add_paragraph(_clean(laid.title), style="Title")
        self._file.add_paragraph(_clean(laid.subtitle), style="Subtitle")
        if laid.notice:
            self._file.add_paragraph(_clean(laid.notice), style="Intense Quote")
        for n, section in enumerate(laid.sections, 1):
            self._section(n, section)
        self._turn(wide=False)
        if laid.notes:
            self._notes.close([noted(c, laid) for c in laid.notes], _write_note)
        buffer = io.BytesIO()
        self._file.save(buffer)
        return buffer.getvalue()

    # ---- what holds for the whole document

    def _prepare(self) -> None:
        laid, file = self._laid, self._file
        moment = datetime.fromisoformat(laid.date)
        properties = file.core_properties
        properties.title, properties.author, properties.language = _clean(laid.title), "Smart V4 Assistant", _LOCALES[laid.language]
        properties.created = properties.modified = moment
        properties.comments = ""
        for spoken in file.styles.element.iter(qn("w:lang")):
            spoken.set(qn("w:val"), _LOCALES[laid.language])
        normal = file.styles["Normal"]
        normal.font.name, normal.font.size = "Calibri", Pt(10.5)
        normal.paragraph_format.space_after = Pt(6)
        normal.paragraph_format.line_spacing = 1.08
        for name in ("List Bullet", "List Number"):
            file.styles[name].paragraph_format.space_after = Pt(3)
        for name, size in (("Title", 22), ("Heading 1", 14), ("Subtitle", 11), ("Caption", 9)):
            style = file.styles[name]
            style.font.size, style.font.color.rgb = Pt(size), _INK
        file.styles["Caption"].paragraph_format.keep_with_next = True
        file.styles["Caption"].paragraph_format.space_before = Pt(8)
        quote = file.styles.add_style(_QUOTE, WD_STYLE_TYPE.CHARACTER)
        quote.font.italic = True
        small = file.styles.add_style(_SMALL, WD_STYLE_TYPE.PARAGRAPH)
        small.base_style = normal
        small.font.size = Pt(8)
        small.paragraph_format.space_after = Pt(0)
        small.paragraph_format.line_spacing = 1.0
        _page(file.sections[0], wide=False)
        footer = file.sections[0].footer.paragraphs[0]
        footer.alignment = 1
        _field(footer, " PAGE ", "1")

    def _turn(self, *, wide: bool) -> None:
        """Begin a page of the other orientation, where it is another one."""
        if wide != self._wide:
            _page(self._file.add_section(WD_SECTION.NEW_PAGE), wide=wide)
            self._wide = wide

    # ---- blocks

    def _section(self, n: int, section: Section) -> None:
        self._turn(wide=section.wide)
        self._file.add_heading(f"{n} {_clean(section.title)}", 1)
        self._list = 0
        for block in section.blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        if isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Picture):
            self._picture(block)
        else:
            self._paragraph(block)

    def _paragraph(self, block: Paragraph) -> None:
        style = {"bullet": "List Bullet", "number": "List Number", "analysis": "Quote"}.get(block.kind, "Normal")
        paragraph = self._file.add_paragraph(style=style)
        if block.kind == "number":
            self._list = self._list or _new_list(self._file)
            _numbered(paragraph, self._list)
        self._runs(paragraph, block.line)

    def _runs(self, paragraph: Any, line: Line) -> None:
        for run in line:
            _add(paragraph, run)
            if run.note:
                self._notes.refer(paragraph, run.note)

    def _caption(self, kind: str, caption: str) -> None:
        """“Table 3: …” with a field, so that Word can list tables and renumber them."""
        self._counted[kind] += 1
        paragraph = self._file.add_paragraph(style="Caption")
        before, after = say(f"number_of_{kind.lower()}", self._laid.language, n="\0", caption=_clean(caption)).split("\0")
        if before:
            paragraph.add_run(before)
        _field(paragraph, f" SEQ {kind} \\* ARABIC ", str(self._counted[kind]))
        paragraph.add_run(after)
        if kind == "Figure":  # stands below
            paragraph.paragraph_format.keep_with_next = False
            paragraph.paragraph_format.space_before = Pt(0)

    def _table(self, table: Table) -> None:
        self._caption("Table", table.caption)
        grid = self._file.add_table(rows=1 + len(table.rows), cols=len(table.head), style="Table Grid")
        grid.alignment = WD_TABLE_ALIGNMENT.CENTER
        grid.autofit = False
        whole = Cm(_HEIGHT - 2 * _NARROW if self._wide else _WIDTH - 2 * _MARGIN)
        widths = [int(whole * share) for share in table.widths]
        for column, width in zip(grid.columns, widths, strict=True):
            column.width = width
        head = grid.rows[0]
        _repeat(head)
        for cell, name, width in zip(head.cells, table.head, widths, strict=True):
            cell.width = width
            _fill(cell, _HEAD)
            cell.paragraphs[0].style = _SMALL
            cell.paragraphs[0].add_run(_clean(name)).bold = True
        for row, shaded in zip(list(grid.rows)[1:], table.rows, strict=True):
            _whole(row)
            for cell, content, width in zip(row.cells, shaded, widths, strict=True):
                cell.width = width
                if content.shade:
                    _fill(cell, _SHADES[min(content.shade, len(_SHADES) - 1)])
                for i, line in enumerate(content.lines):
                    paragraph = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
                    paragraph.style = _SMALL
                    self._runs(paragraph, line)
        self._file.add_paragraph(style=_SMALL)  # two tables in a row would become one

    def _picture(self, picture: Picture) -> None:
        paragraph = self._file.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        whole = Cm(_HEIGHT - 2 * _NARROW if self._wide else _WIDTH - 2 * _MARGIN)
        shape = paragraph.add_run().add_picture(io.BytesIO(png(picture)))
        scale = min(1.0, whole / shape.width, Cm(_WIDE_PICTURE if self._wide else _PICTURE) / shape.height)
        shape.width, shape.height = Emu(int(shape.width * scale)), Emu(int(shape.height * scale))
        described = shape._inline.docPr
        described.set("descr", _clean(picture.alt))
        described.set("title", _clean(picture.caption))
        self._caption("Figure", picture.caption)


# ---- pieces of WordprocessingML that python-docx has no word for


def _add(paragraph: Any, run: Run) -> None:
    added = paragraph.add_run(_clean(run.text))
    if run.style == "strong":
        added.bold = True
    elif run.style == "faint":
        added.font.color.rgb = _FAINT
    elif run.style == "quote":
        added.style = _QUOTE
        if run.language in _LOCALES:
            added._r.get_or_add_rPr().append(parse_xml(f'<w:lang {nsdecls("w")} w:val="{_LOCALES[run.language]}"/>'))


def _write_note(paragraph: Any, line: Line) -> None:
    """The runs of a note, in a paragraph that python-docx does not know."""
    for run in (Run(" "), *line):
        element = OxmlElement("w:r")
        if run.style == "quote":
            element.append(parse_xml(f"<w:rPr {nsdecls('w')}><w:i/>{_spoken(run.language)}</w:rPr>"))
        text = OxmlElement("w:t")
        text.text = _clean(run.text)
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        element.append(text)
        paragraph.append(element)


def _spoken(language: str) -> str:
    return f'<w:lang w:val="{_LOCALES[language]}"/>' if language in _LOCALES else ""


def _clean(text: str) -> str:
    return _invalid.sub("", text)


def _page(section: Any, *, wide: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Cm(_HEIGHT), Cm(_WIDTH)) if wide else (Cm(_WIDTH), Cm(_HEIGHT))
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(_NARROW if wide else _MARGIN)


def _field(paragraph: Any, instruction: str, shown: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = shown
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _fill(cell: Any, colour: str) -> None:
    cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour}"/>'))


def _repeat(row: Any) -> None:
    """The row stands at the head of the table on every page."""
    row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))


def _whole(row: Any) -> None:
    """The row is not cut at a page's end."""
    row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))


def _new_list(file: Any) -> int:
    """A numbered list that begins at 1: the identifier of its numbering."""
    numbering = file.part.numbering_part.element
    style = file.styles["List Number"].element.pPr.numPr.numId.val
    abstract = next(n.abstractNumId.val for n in numbering.num_lst if n.numId == style)
    added = numbering.add_num(abstract)
    added.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(added.numId)


def _numbered(paragraph: Any, number: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_numId().val = number
    properties.get_or_add_ilvl().val = 0
