"""A brief in its formats, read again by the programs that read them."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from typing import Any

import docx
import pytest
from bs4 import BeautifulSoup
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt

from assistant.desk.brief.as_markdown import escaped
from assistant.desk.brief.export import FORMATS, export
from assistant.desk.brief.frame import say
from assistant.desk.brief.layout import lay_out
from assistant.desk.brief.types import LEVELS, Brief
from index.errors import UsageError
from tests.unit.assistant.desk.brief.small_brief import LIPNICE, OLSZANKA


@pytest.fixture(scope="module")
def values(brief: Brief) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(export(brief, "json"))
    return found


@pytest.fixture(scope="module")
def word(brief: Brief) -> bytes:
    return export(brief, "docx")


# ---- JSON


def test_json_has_twelve_sections_and_a_cell_for_each_pair(values: dict[str, Any]) -> None:
    assert [s["title"] for s in values["sections"]] == [say(f"s{n}", "en") for n in range(1, 13)]
    pairs = [(c["row"], c["place"]) for c in values["cells"]]
    assert pairs == [(row["name"], place) for row in values["rows"] for place in ("Lipnice", "Olszanka", "Vodník")]


def test_a_json_cell_is_a_slice_or_null(values: dict[str, Any]) -> None:
    for cell in values["cells"]:
        assert cell["level"] in LEVELS
        quoted = [cell[key] for key in ("quote", "document", "start", "end")]
        assert all(v is None for v in quoted) if cell["level"] == "none" else all(v is not None for v in quoted)
    financing = next(c for c in values["cells"] if c["key"] == "financing" and c["place"] == "Lipnice")
    start = len("\n".join(LIPNICE[:2])) + 1
    assert {k: financing[k] for k in ("row", "level", "quote", "document", "page", "start", "end")} == {
        "row": "Financing", "level": "funded", "quote": LIPNICE[2], "document": "lipnice.txt", "page": 1, "start": start,
        "end": start + len(LIPNICE[2]),
    }  # fmt: skip


def test_a_json_cells_note_is_its_own(values: dict[str, Any]) -> None:
    notes = {note["n"]: note for note in values["notes"]}
    for cell in values["cells"]:
        if cell["quote"]:
            assert notes[cell["note"]]["quote"] == cell["quote"]


# ---- CSV


def test_csv_has_a_line_a_cell(brief: Brief) -> None:
    text = export(brief, "csv").decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [(line["key"], line["place"]) for line in lines] == [(c.row.key, c.place) for c in brief.cells]
    assert {(line["level"], line["level in words"]) for line in lines if not line["quote"]} == {("none", say("none", "en"))}


def test_a_quotation_cannot_run_as_a_formula(brief: Brief) -> None:
    first = next(c for c in brief.cells if c.citation)
    assert first.citation is not None
    evil = replace(first, citation=replace(first.citation, quote="=HYPERLINK(1)"))
    text = export(replace(brief, cells=(evil,)), "csv").decode("utf-8-sig")
    assert next(csv.DictReader(io.StringIO(text, newline="")))["quote"] == "'=HYPERLINK(1)"


# ---- Markdown


def test_markdown_has_every_section_and_note(brief: Brief) -> None:
    text = export(brief, "md").decode()
    assert re.findall(r"^## (\d+) ", text, re.MULTILINE) == [str(n) for n in range(1, 13)]
    referred, defined = set(re.findall(r"\[\^(\d+)\](?!:)", text)), re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE)
    assert referred == set(defined)
    assert [int(n) for n in defined] == list(range(1, len(defined) + 1))


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "S", "Zs"), exclude_characters="\u00a0"), min_size=1, max_size=60))
def test_escaped_text_is_shown_as_it_is(text: str) -> None:
    line = " ".join(text.split())
    rendered = MarkdownIt("commonmark").enable("table").enable("strikethrough").render(f"x {escaped(line)} x")
    assert " ".join(BeautifulSoup(rendered, "html.parser").get_text().split()) == " ".join(f"x {line} x".split())


@pytest.mark.parametrize("text", ["1. First", "- one", "+ two", "# three", "2) four", "> five", "| six |"])
def test_no_text_begins_a_list_or_a_heading(text: str) -> None:
    assert MarkdownIt("commonmark").enable("table").render(escaped(text)).startswith("<p>")


# ---- HTML


def test_html_shows_the_matrix_with_its_notes(brief: Brief) -> None:
    page = BeautifulSoup(export(brief, "html"), "html.parser")
    assert page.html["lang"] == "en"
    assert [h.get_text() for h in page.find_all("h2")][:12] == [f"{n} {say(f's{n}', 'en')}" for n in range(1, 13)]
    for link in page.select("sup a"):
        assert page.find(id=link["href"].removeprefix("#")) is not None
    assert all(img["alt"] for img in page.find_all("img"))
    assert page.select_one("td.s3 .quote").get_text() == f"“{LIPNICE[2]}”"


def test_html_escapes_what_documents_say(brief: Brief) -> None:
    first = next(c for c in brief.cells if c.citation)
    assert first.citation is not None
    evil = replace(first, citation=replace(first.citation, quote="<script>alert(1)</script>", title="<img src=x>"))
    text = export(replace(brief, cells=(evil, *brief.cells[1:]), topic="<b>bold</b>"), "html").decode()
    assert "<script>" not in text
    assert "<img src=x" not in text
    assert "<b>" not in text


# ---- DOCX


def test_a_docx_has_styles_headings_captions_and_repeated_headers(word: bytes, brief: Brief) -> None:
    file = docx.Document(io.BytesIO(word))
    headings = [p.text for p in file.paragraphs if p.style.name == "Heading 1"]
    assert headings == [f"{n} {say(f's{n}', 'en')}" for n in range(1, 13)]
    assert file.paragraphs[0].style.name == "Title"
    assert file.paragraphs[0].text == "Comparative brief: circular economy"
    captions = [_all_text(p._p) for p in file.paragraphs if p.style.name == "Caption"]
    tables = [c for c in captions if c.startswith("Table")]
    assert [c.split(":")[0] for c in tables] == [f"Table {n}" for n in range(1, len(file.tables) + 1)]
    assert [c for c in captions if c.startswith("Figure")] == [
        "Figure 1: Levels by row and place",
        "Figure 2: Strength of alignment by goal and place",
    ]
    for table in file.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table.style.name == "Table Grid"
    assert (file.core_properties.title, file.core_properties.language) == ("Comparative brief: circular economy", "en-GB")


def test_the_docx_matrix_says_what_the_cells_say(word: bytes, brief: Brief) -> None:
    file = docx.Document(io.BytesIO(word))
    matrix = next(t for t in file.tables if t.rows[0].cells[0].text == "Row")
    assert [c.text for c in matrix.rows[0].cells] == ["Row", "Lipnice", "Olszanka", "Vodník"]
    by_row = {row.cells[0].text: [c.text for c in row.cells[1:]] for row in matrix.rows}
    assert by_row["Capacity building"] == [
        "no evidence in the indexed documents",
        f"measure planned\n“{OLSZANKA[1]}” p.\u00a01",
        "no evidence in the indexed documents",
    ]


def test_every_docx_note_is_referred_to_and_holds_page_and_quotation(word: bytes, brief: Brief) -> None:
    archive = zipfile.ZipFile(io.BytesIO(word))
    body, notes = (etree.fromstring(archive.read(f"word/{name}.xml")) for name in ("document", "endnotes"))
    referred = [int(e.get(qn("w:id"))) for e in body.iter(qn("w:endnoteReference"))]
    laid = lay_out(brief)
    assert referred == list(range(1, len(laid.notes) + 1))
    texts = {int(e.get(qn("w:id"))): _all_text(e) for e in notes.iter(qn("w:endnote"))}
    for c in laid.notes:
        where = f"{c.document}, p.\u00a01, Chapter"
        first = next(other for other in laid.notes if other.document == c.document) is c  # its title stands there once
        assert texts[c.n] == (f" {c.title} ({where}): “{c.quote}”" if first else f" {where}: “{c.quote}”")
    names = {e.get(qn("w:name")) for e in body.iter(qn("w:bookmarkStart"))}
    again = [e.get(qn("w:instr")).split()[1] for e in body.iter(qn("w:fldSimple")) if "NOTEREF" in e.get(qn("w:instr"))]
    assert again
    assert set(again) <= names
    assert 'PartName="/word/endnotes.xml"' in archive.read("[Content_Types].xml").decode()


def test_docx_pictures_have_alternative_text(word: bytes) -> None:
    file = docx.Document(io.BytesIO(word))
    told = [shape._inline.docPr.get("descr") for shape in file.inline_shapes]
    assert len(told) == 2
    assert told[0].startswith(
        "Heat table of 13 rows and 3 places, the darker the further: Roles and responsibilities: Lipnice measure planned"
    )
    assert told[1].startswith("Heat table of the 17 UN goals and 3 places")


def test_a_wide_matrix_lies_on_a_page_turned_sideways(brief: Brief) -> None:
    names = ("A", "B", "C", "D")
    lipnice = [c for c in brief.cells if c.place == "Lipnice"]
    many = replace(
        brief,
        territories=tuple(replace(brief.territories[0], name=name) for name in names),
        cells=tuple(replace(c, place=name) for c in lipnice for name in names),
    )
    file = docx.Document(io.BytesIO(export(many, "docx")))
    assert [s.orientation for s in file.sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    assert file.sections[1].page_width > file.sections[1].page_height


@pytest.mark.parametrize(("language", "locale", "caption"), [("pl", "pl-PL", "Tabela 1. "), ("hu", "hu-HU", "1. táblázat: ")])
def test_a_docx_is_in_its_language_and_quotations_in_theirs(brief: Brief, language: str, locale: str, caption: str) -> None:
    data = export(replace(brief, language=language), "docx")
    file = docx.Document(io.BytesIO(data))
    assert file.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}").get(qn("w:val")) == locale
    assert next(_all_text(p._p) for p in file.paragraphs if p.style.name == "Caption").startswith(caption)
    quotes = [r for p in file.paragraphs for r in p.runs if r.style.name == "Quotation"]
    assert {r._r.rPr.find(qn("w:lang")).get(qn("w:val")) for r in quotes} == {"en-GB"}


def test_what_xml_cannot_hold_is_left_out_of_a_docx(brief: Brief) -> None:
    first = next(c for c in brief.cells if c.citation)
    assert first.citation is not None
    odd = replace(first, citation=replace(first.citation, quote="odd\x00\x0b\ufffe text"))
    assert docx.Document(io.BytesIO(export(replace(brief, cells=(odd, *brief.cells[1:])), "docx"))).tables


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_brief_gives_the_same_file(brief: Brief, form: str) -> None:
    one, other = export(brief, form), export(brief, form)
    if form != "docx":
        assert one == other
        return
    first, second = (zipfile.ZipFile(io.BytesIO(data)) for data in (one, other))
    assert [(name, first.read(name)) for name in first.namelist()] == [(name, second.read(name)) for name in second.namelist()]


def test_an_unknown_format_is_one_sentence(brief: Brief) -> None:
    with pytest.raises(UsageError, match="There is no format 'pdf': choose from docx, md, html, csv, json."):
        export(brief, "pdf")


def _all_text(element: Any) -> str:
    return "".join(t.text or "" for t in element.iter(qn("w:t")))
