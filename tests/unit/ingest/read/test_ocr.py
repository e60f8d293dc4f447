"""Scanned pages: how many characters come out wrong in each language, where the words stand, and what is said of them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest

import ingest.__main__
from assistant.web.pages import marks
from index.errors import UnreadableFile
from index.reader import Reader
from index.types import Document
from ingest.cage import Cage, Reading, Wanted
from ingest.clean import unpack as unpack_indices
from ingest.read import ocr
from ingest.read.files import read
from ingest.read.limits import Limits
from ingest.read.ocr import OFF, Recogniser
from ingest.read.pdf import read_pdf
from ingest.scan import confidences, unpack
from tests.conftest import SAMPLES
from tests.unit.ingest.read.scanned import errors, scan_of

needs_tesseract = pytest.mark.skipif(
    ocr.installed() != frozenset(ocr.NAMES.values()),
    reason="Tesseract is not installed with all five languages: apt-get install tesseract-ocr tesseract-ocr-{pol,ces,slk,hun,eng}",
)

# A sample in each language, and the pages that are scanned: its cover, running text, and a page with a table.
SAMPLES_BY_LANGUAGE = {
    "en": "javorohrad-climate-action-plan-2030.pdf",
    "pl": "wierzbogrod-sump-2035.pdf",
    "cs": "akcni-plan-klima-hradnov.pdf",
    "sk": "program-rozvoja-luzovany.pdf",
    "hu": "klimastrategia-harsvar.pdf",
}
PAGES = (0, 2, 3)


def scanned(language: str, pages: tuple[int, ...] = PAGES) -> tuple[Document, Document]:
    """A sample as it is, and as it comes out of a scan of some of its pages."""
    file = SAMPLES / SAMPLES_BY_LANGUAGE[language]
    return read(file, file.name), read_pdf(scan_of(file.read_bytes(), pages), file.name, "", recogniser=Recogniser())


def page(document: Document, number: int) -> str:
    stored = document.pages[number]
    return document.text[stored.start : stored.end]


@needs_tesseract
@pytest.mark.slow
@pytest.mark.parametrize("language", SAMPLES_BY_LANGUAGE)
def test_at_most_three_characters_of_a_hundred_are_wrong(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    written, read_ = scanned(language)
    counted = [errors(page(written, number), page(read_, place)) for place, number in enumerate(PAGES)]
    wrong, all_ = (sum(column) for column in zip(*counted, strict=True))
    sure = confidences(read_.pages)
    with capsys.disabled():
        by_page = ", ".join(f"{w / n:.1%}" for w, n in counted)
        print(
            f"\nOCR {language}: {wrong / all_:.2%} of {all_} characters wrong (pages {by_page}); confidence {np.mean(list(sure.values())):.0%}"
        )
    assert wrong <= 0.03 * all_
    assert sorted(sure) == [1, 2, 3]
    assert min(sure.values()) > 0.85
    for stored in read_.pages:
        scan = unpack(stored.source)
        assert scan
        assert len(scan.words) == stored.end - stored.start
        assert scan.words.max() < len(scan.boxes)


@needs_tesseract
@pytest.mark.slow
def test_words_stand_where_the_text_layer_has_them(tmp_path: Path) -> None:
    """The marks over a heading and a sentence of a scan are those over the same words of the page that it was made of."""
    file = SAMPLES / SAMPLES_BY_LANGUAGE["pl"]
    written = read(file, file.name)
    data = scan_of(file.read_bytes(), (2,))
    copy = tmp_path / "scan.pdf"
    copy.write_bytes(data)
    read_ = read_pdf(data, file.name, "", recogniser=Recogniser("pol+eng"))
    for words in ("Jak dziś jeździmy", "Miasto i jego mieszkańcy"):
        start, there = written.text.index(words, written.pages[2].start), read_.text.index(words)
        (wanted,) = marks(file, written.text, written.pages, start, start + len(words))
        (found,) = marks(copy, read_.text, read_.pages, there, there + len(words))
        assert (found.page, len(found.boxes)) == (1, len(wanted.boxes)) == (1, 1)
        a, b = wanted.boxes[0], found.boxes[0]
        assert np.allclose([a.x0, a.x1], [b.x0, b.x1], atol=0.005)  # of the page's width
        assert a.y0 - 0.003 <= b.y0 < b.y1 <= a.y1 + 0.003  # ink stands inside the type's height


@needs_tesseract
@pytest.mark.slow
def test_signs_that_the_hungarian_words_lack() -> None:
    """Alone they read “46%” as “4696”, without a doubt: page 4 of the sample from Hársvár."""
    _, read_ = scanned("hu", (3,))
    assert "46% földgáz, 21% villamos energia, 23%" in " ".join(read_.text.split())


@needs_tesseract
def test_the_command_line_reports_each_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = SAMPLES / SAMPLES_BY_LANGUAGE["en"]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "scan.pdf").write_bytes(scan_of(file.read_bytes(), (0,)))
    assert ingest.__main__.main([str(tmp_path / "in"), "--index", str(tmp_path / "x"), "--json", str(tmp_path / "out.json")]) == 0
    assert "page 1 was read by OCR with a confidence of 9" in capsys.readouterr().out
    (told,) = json.loads((tmp_path / "out.json").read_text())["files"]
    assert [entry["page"] for entry in told["ocr"]] == [1]
    assert 0.85 < told["ocr"][0]["confidence"] < 1
    from index.encoder.registry import load

    stored = Reader(tmp_path / "x", load()).document("scan.pdf")
    assert "Climate City Contract: 2030 Climate Action and Investment Plan of the City of Javorohrad" in stored.text
    assert stored.warnings[0].startswith("page 1 was read by OCR with a confidence of 9")
    assert confidences(stored.pages) == {1: pytest.approx(told["ocr"][0]["confidence"])}


# ---- without Tesseract


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "installed", frozenset)


REMEDY = (
    "install Tesseract (Debian: apt-get install tesseract-ocr tesseract-ocr-pol tesseract-ocr-ces tesseract-ocr-slk tesseract-ocr-hun "
    "tesseract-ocr-eng)"
)


@pytest.mark.usefixtures("bare")
def test_what_to_install_is_said() -> None:
    data = scan_of((SAMPLES / SAMPLES_BY_LANGUAGE["en"]).read_bytes(), (0, 1))
    with pytest.raises(UnreadableFile) as error:
        read_pdf(data, "scan.pdf", "", recogniser=Recogniser())
    assert str(error.value) == f"scan.pdf has no text layer (2 pages of images); {REMEDY} and ingest it again"
    with pytest.raises(UnreadableFile, match=r"switch OCR on \(INGEST_OCR_LANGUAGES\)"):
        read_pdf(data, "scan.pdf", "", recogniser=Recogniser(OFF))


@pytest.mark.usefixtures("bare")
def test_a_scanned_page_among_others() -> None:
    document = read_pdf(_mixed(), "mixed.pdf", "", recogniser=Recogniser())
    assert document.warnings == (f"page 2 has no text layer; {REMEDY}, take the document out and ingest it again",)


def _mixed() -> bytes:
    """A page with a text layer and a scanned one."""
    import io

    file = (SAMPLES / SAMPLES_BY_LANGUAGE["en"]).read_bytes()
    with pdfium.PdfDocument(file) as source, pdfium.PdfDocument(scan_of(file, (2,))) as scan, pdfium.PdfDocument.new() as pdf:
        pdf.import_pages(source, [2])
        pdf.import_pages(scan)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


@needs_tesseract
def test_only_the_scanned_page_is_read_by_ocr() -> None:
    document = read_pdf(_mixed(), "mixed.pdf", "", recogniser=Recogniser("eng"))
    assert list(confidences(document.pages)) == [2]
    assert len(unpack_indices(document.pages[0].source)) == document.pages[0].end
    wrong, all_ = errors(page(document, 0), page(document, 1))
    assert wrong < 0.02 * all_
    assert document.warnings[0].startswith("page 2 was read by OCR with a confidence of")


# ---- limits


@needs_tesseract
def test_a_page_that_takes_too_long() -> None:
    data = scan_of((SAMPLES / SAMPLES_BY_LANGUAGE["en"]).read_bytes(), (2,))
    with pytest.raises(UnreadableFile, match=r"OCR took longer than 0.05 s a page; raise INGEST_OCR_SECONDS"):
        read_pdf(data, "scan.pdf", "", recogniser=Recogniser("eng", seconds=0.05))


@needs_tesseract
def test_the_time_of_ocr_is_not_the_files(tmp_path: Path) -> None:
    """Three pages take longer than the file may, and are read; without OCR the limit is what it was."""
    file = tmp_path / "scan.pdf"
    file.write_bytes(scan_of((SAMPLES / SAMPLES_BY_LANGUAGE["en"]).read_bytes(), (2, 3, 2)))
    reading = _caged(file, Limits(seconds=3, ocr_languages="eng"))
    assert reading.document is not None, reading.reason
    assert list(confidences(reading.document.pages)) == [1, 2, 3]
    assert _caged(file, Limits(seconds=0.2, ocr_languages="none")).document is None


def _caged(file: Path, limits: Limits) -> Reading:
    with Cage(limits, 1) as cage:
        return next(cage.read([Wanted(file, file.name, {})]))


# ---- hOCR


@pytest.mark.parametrize(
    ("word", "text"),
    [("Obyvateľstvo.......................o", "Obyvateľstvo …"), (".......oo", "…"), ("RR", "…")],
)
def test_what_was_not_made_out(word: str, text: str) -> None:
    assert ocr._made_out(ocr._Word(word, (0, 0, 1, 1), 0.1)) == text
    assert ocr._made_out(ocr._Word(word, (0, 0, 1, 1), 0.9)) == word
