"""DOCX: order, headings in any language, lists, merged cells, tracked changes."""

from __future__ import annotations

import io

from docx import Document as new_docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from index.types import Document
from ingest.read.office import read_docx


def saved(docx: object) -> Document:
    out = io.BytesIO()
    docx.save(out)  # type: ignore[attr-defined]
    return read_docx(out.getvalue(), "a.docx", "")


def test_blocks_in_order() -> None:
    docx = new_docx()
    docx.sections[0].header.paragraphs[0].text = "běžící záhlaví"
    docx.add_paragraph("Strategie města", style="Title")
    docx.add_heading("Cíle", 1)
    docx.add_paragraph("Snížit  emise.")
    docx.add_paragraph("voda", style="List Bullet")
    docx.add_paragraph("vzduch", style="List Bullet")
    table = docx.add_table(2, 2)
    for cell, text in zip((c for row in table.rows for c in row.cells), ("Sektor", "2030", "Doprava", "12"), strict=True):
        cell.text = text
    docx.add_heading("Závěr", 2)
    document = saved(docx)
    assert document.text == "Strategie města\n\nCíle\n\nSnížit emise.\n\n• voda\n• vzduch\n\nSektor | 2030\nDoprava | 12\n\nZávěr"
    assert [(h.rank, h.title) for h in document.headings] == [(1, "Strategie města"), (1, "Cíle"), (2, "Závěr")]
    assert document.tables[0].header == "Sektor | 2030"
    assert document.record.title == "Strategie města"


def test_a_style_of_ones_own_is_a_heading_by_its_outline_level() -> None:
    docx = new_docx()
    style = docx.styles.add_style("Nadpis kapitoly", WD_STYLE_TYPE.PARAGRAPH)
    style.element.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="1"/>'))
    docx.add_paragraph("Kapitola", style=style)
    docx.add_paragraph("Text.")
    assert [(h.rank, h.title) for h in saved(docx).headings] == [(2, "Kapitola")]


def test_merged_cells_stand_once() -> None:
    docx = new_docx()
    table = docx.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "Doprava"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Cíl"
    table.cell(1, 1).text, table.cell(1, 2).text = "2030", "2040"
    assert saved(docx).text == "Doprava | Cíl\n| 2030 | 2040"


def test_links_and_insertions_are_in_and_deletions_out() -> None:
    docx = new_docx()
    docx.element.body.insert(
        0,
        parse_xml(
            f"<w:p {nsdecls('w')}><w:r><w:t>Plán </w:t></w:r><w:del w:id='1' w:author='a'><w:r><w:delText>starý</w:delText></w:r></w:del>"
            "<w:ins w:id='2' w:author='a'><w:r><w:t>nový</w:t></w:r></w:ins><w:hyperlink><w:r><w:t> odkaz</w:t></w:r></w:hyperlink></w:p>"
        ),
    )
    assert saved(docx).text == "Plán nový odkaz"
