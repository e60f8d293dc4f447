"""PDF: the source map against the raw page, the fast path against the slow one, and the layout of made pages."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest
from weasyprint import HTML

from index.types import Document
from ingest.clean import unpack
from ingest.read.files import read
from ingest.read.limits import Limits
from ingest.read.pdf import raw_text, raw_text_one_by_one, read_pdf
from tests.conftest import SAMPLES

STYLE = """<style>@page { size: A4; margin: 2cm; @top-center { content: "Plán města Hradnov" } @bottom-center { content: counter(page) } }
body { font: 11pt sans-serif; hyphens: auto } h1 { font-size: 20pt } h2 { font-size: 15pt }
td, th { padding: 4pt 8pt } .new { break-before: page }
</style>"""


def printed(body: str, language: str = "cs") -> Document:
    data = HTML(string=f"<html lang={language}><head><title>Plán</title>{STYLE}</head><body>{body}</body></html>").write_pdf()
    assert data is not None
    return read_pdf(data, "a.pdf", "")


PARAGRAPH = (
    "Statutární město přistoupilo k Paktu starostů a primátorů v oblasti klimatu a energetiky. Nejnepravděpodobnější předpoklady "
    "dlouhodobého obhospodařování se nepotvrdily, protože žluťoučký kůň úpěl ďábelské ódy. "
) * 3


def test_a_page_reads_as_it_was_written() -> None:
    table = "<table><tr><th>Sektor</th><th>2019</th><th>Cíl 2030</th></tr><tr><td>Obytné budovy</td><td>198 400</td><td>86 000</td></tr>"
    table += "<tr><td>Doprava</td><td>104 500</td><td>60 000</td></tr></table>"
    new = '<h2 class="new">'
    document = printed(
        f"<h1>Plán města</h1><p>{PARAGRAPH}</p><h2>Emise</h2>{table}{new}Voda</h2><p>{PARAGRAPH}</p>{new}Les</h2><p>Konec.</p>"
    )
    paragraph = PARAGRAPH.strip()
    assert document.text == (
        f"Plán města\n\n{paragraph}\n\nEmise\n\nSektor | 2019 | Cíl 2030\nObytné budovy | 198 400 | 86 000\nDoprava | 104 500 | 60 000"
        f"\n\nVoda\n\n{paragraph}\n\nLes\n\nKonec."
    )
    assert [(h.title, h.rank) for h in document.headings] == [("Plán města", 1), ("Emise", 2), ("Voda", 2), ("Les", 2)]
    assert [table.header for table in document.tables] == ["Sektor | 2019 | Cíl 2030"]
    assert [page.number for page in document.pages] == [1, 2, 3]
    assert document.text[document.pages[1].start :].startswith("Voda")


def test_items_and_page_breaks() -> None:
    items = "".join(f"<li>{PARAGRAPH}</li>" for _ in range(14))
    document = printed(f"<p>Cíle:</p><ol>{items}</ol>")
    assert document.text.count(PARAGRAPH.strip()) + len(document.pages) - 1 >= 14
    assert [line.split(" ")[0] for line in document.text.splitlines() if line[:1].isdigit()] == [f"{n}." for n in range(1, 15)]


def _check_sources(data: Path, document: Document) -> tuple[int, int]:
    """(characters that stand on the page as stored, characters with a source), over all pages."""
    same = total = 0
    with pdfium.PdfDocument(data) as pdf:
        for page in document.pages:
            sources = unpack(page.source).tolist()
            text = document.text[page.start : page.end]
            assert len(sources) == len(text)
            textpage = pdf[page.number - 1].get_textpage()
            raw = {position: character for character, position in zip(*_raw(textpage), strict=True)}
            for character, source in zip(text, sources, strict=True):
                if source >= 0:
                    total += 1
                    same += raw[source] == character or (raw[source].isspace() and character == " ")
                else:
                    assert character in " |\n"
    return same, total


def _raw(textpage: pdfium.PdfTextPage) -> tuple[str, list[int]]:
    text, index = raw_text_one_by_one(textpage)
    return text, index.tolist()


@pytest.mark.parametrize("file", sorted(SAMPLES.glob("*.pdf")), ids=lambda file: file.stem)
def test_sources_of_the_samples(file: Path) -> None:
    same, total = _check_sources(file, read(file, file.name))
    assert total - same <= total * 0.01  # ligatures, leaders of the table of contents, hyphens


@pytest.mark.corpus
def test_sources_and_raw_characters_of_real_pages(shared: Path) -> None:
    for file in sorted((shared / "corpus" / "pdf").glob("*/*.pdf"))[::6]:
        same, total = _check_sources(file, read(file, file.name))
        assert same >= total * 0.99, file
        with pdfium.PdfDocument(file) as pdf:
            textpage = pdf[0].get_textpage()
            fast, slow = raw_text(textpage), raw_text_one_by_one(textpage)
            assert fast[0].replace("\ufffe", "\x02") == slow[0]
            assert fast[1].tolist() == slow[1].tolist()


@pytest.mark.corpus
def test_words_divided_at_line_ends_are_whole_again(shared: Path) -> None:
    document = read(shared / "corpus" / "pdf" / "cz" / "2021-vyrocni-zprava.pdf", "a.pdf", Limits(ocr_languages="none"))
    assert "proměna ze skupiny dobrovolníků v profesionální tým" in document.text
    assert "více vystupovat také naše „propojovací“ role" in document.text
    assert document.warnings == (
        "page 8 has no text layer; switch OCR on (INGEST_OCR_LANGUAGES), take the document out and ingest it again",
    )
