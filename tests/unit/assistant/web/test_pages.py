"""The marks cover the slice and nothing else, whatever the slice; a picture is as large as the page says."""

from __future__ import annotations

import io
import math
import re
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from assistant.web.pages import DPI, MAX_DOTS, Box, marks, picture
from index.errors import NotFound, ProductError
from index.types import Document, Page
from ingest.clean import pack
from ingest.read.files import read
from tests.unit.assistant.web.small_library import read_raw

Centres = list[tuple[float, float] | None]


@pytest.fixture(scope="module")
def document(plan: Path) -> Document:
    return read_raw(plan, "plan.pdf")


@pytest.fixture(scope="module")
def centres(plan: Path, document: Document) -> Centres:
    """The slow oracle: the middle of each character of the first page in fractions from the top left; None for what cannot be seen."""
    page = pypdfium2.PdfDocument(plan)[0]
    textpage, (width, height) = page.get_textpage(), page.get_size()
    found: Centres = []
    for i, character in enumerate(document.text[: document.pages[0].end]):
        left, bottom, right, top = textpage.get_charbox(i)
        seen = not character.isspace() and right > left and top > bottom
        found.append(((left + right) / 2 / width, 1 - (bottom + top) / 2 / height) if seen else None)
    return found


def inside(point: tuple[float, float], boxes: tuple[Box, ...]) -> bool:
    return any(b.x0 <= point[0] <= b.x1 and b.y0 <= point[1] <= b.y1 for b in boxes)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_marks_cover_the_slice_and_nothing_else(plan: Path, document: Document, centres: Centres, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(centres) - 1))
    end = data.draw(st.integers(start + 1, len(centres)))
    found = marks(plan, document.text, document.pages, start, end)
    boxes = found[0].boxes if found else ()
    for i, centre in enumerate(centres):
        if centre is not None:
            assert inside(centre, boxes) == (start <= i < end), document.text[i]


def test_one_box_a_line_and_column(plan: Path, document: Document) -> None:
    start = document.text.index("Pierwsza")
    end = document.text.index("które")  # one word: where the lines break is the font's business
    (page,) = marks(plan, document.text, document.pages, start, end)
    left = [b for b in page.boxes if b.x1 < 0.5]
    right = [b for b in page.boxes if b.x0 > 0.5]
    lines = {round(b.y0, 3) for b in left}
    assert len(left) == len(lines) > 1
    assert len(left) + len(right) == len(page.boxes)
    assert [b.y0 for b in left] == sorted(b.y0 for b in left)


def test_the_words_in_the_boxes_are_the_quotation(plan: Path, document: Document) -> None:
    start = document.text.index("Źródłem")
    quote = document.text[start : document.text.index("węgiel") + 7]
    (page,) = marks(plan, document.text, document.pages, start, start + len(quote))
    pdf = pypdfium2.PdfDocument(plan)
    textpage = pdf[0].get_textpage()
    words = [
        textpage.get_text_bounded(b.x0 * page.width, (1 - b.y1) * page.height, b.x1 * page.width, (1 - b.y0) * page.height).strip()
        for b in page.boxes
    ]
    assert " ".join(words).split() == quote.split()


def test_a_slice_over_two_pages_is_marked_on_both(plan: Path, document: Document) -> None:
    start = document.text.index("obieg")
    end = document.text.index("drugiej stronie") + len("drugiej stronie")
    first, second = marks(plan, document.text, document.pages, start, end)
    assert (first.page, second.page) == (1, 2)
    assert len(first.boxes) == len(second.boxes) == 1


def test_a_turned_page_is_marked_as_it_is_shown(plan: Path, document: Document, tmp_path: Path) -> None:
    turned = tmp_path / "turned.pdf"
    pdf = pypdfium2.PdfDocument(plan)
    pdf[0].set_rotation(90)
    pdf.save(turned)
    own = read_raw(turned, "turned.pdf")  # pdfium counts the characters of a turned page in another order
    (upright,) = marks(plan, document.text, document.pages, document.text.index("Zażółcin"), document.text.index("Zażółcin") + 8)
    (lying,) = marks(turned, own.text, own.pages, own.text.index("Zażółcin"), own.text.index("Zażółcin") + 8)
    assert (lying.width, lying.height) == (upright.height, upright.width)
    box = upright.boxes[0]
    union = Box(*(f(getattr(b, k) for b in lying.boxes) for k, f in (("x0", min), ("y0", min), ("x1", max), ("y1", max))))
    clockwise = (1 - box.y1, box.x0, 1 - box.y0, box.x1)
    assert (union.x0, union.y0, union.x1, union.y1) == pytest.approx(clockwise, abs=1e-4)


def test_a_cropped_page_is_marked_as_it_is_shown(plan: Path, document: Document, tmp_path: Path) -> None:
    cropped = tmp_path / "cropped.pdf"
    pdf = pypdfium2.PdfDocument(plan)
    width, height = pdf[0].get_size()
    pdf[0].set_cropbox(20, 30, width, height - 25)
    pdf.save(cropped)
    start, end = document.text.index("Zażółcin"), document.text.index("Zażółcin") + 8
    (whole,) = marks(plan, document.text, document.pages, start, end)
    (part,) = marks(cropped, document.text, document.pages, start, end)
    (a,), (b,) = whole.boxes, part.boxes
    assert b.x0 * part.width == pytest.approx(a.x0 * width - 20, abs=0.01)
    assert b.y0 * part.height == pytest.approx(a.y0 * height - 25, abs=0.01)


def test_characters_that_were_put_in_have_no_mark(plan: Path, document: Document) -> None:
    page = document.pages[0]
    nowhere = replace(page, source=pack([-1] * (page.end - page.start)))
    assert marks(plan, document.text, (nowhere,), 0, 20)[0].boxes == ()


@pytest.mark.parametrize("source", [b"", pack(range(3, 5000)), pack([100_000] * 5000)], ids=["no map", "another length", "beyond the page"])
def test_a_map_that_does_not_fit_marks_nothing(plan: Path, document: Document, source: bytes) -> None:
    assert marks(plan, document.text, (replace(document.pages[0], source=source),), 0, 20)[0].boxes == ()


def test_a_map_to_other_letters_marks_nothing(plan: Path, document: Document) -> None:
    page = document.pages[0]
    shifted = replace(page, source=pack([max(0, i - 3) for i in range(page.end - page.start)]))
    start = document.text.index("ograniczy")
    assert marks(plan, document.text, (shifted,), start, start + 30)[0].boxes == ()


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_a_picture_has_the_dots_that_it_should(plan: Path, ratio: float) -> None:
    width, height = pypdfium2.PdfDocument(plan)[0].get_size()
    image = Image.open(io.BytesIO(picture(plan, 1, ratio)))
    assert image.format == "PNG"
    assert image.size == (math.ceil(width * DPI / 72 * ratio), math.ceil(height * DPI / 72 * ratio))
    assert image.getextrema()[0] == (0, 255)  # ink on paper


def test_a_poster_is_drawn_coarser_and_no_larger(tmp_path: Path) -> None:
    poster = tmp_path / "poster.pdf"
    pdf = pypdfium2.PdfDocument.new()
    pdf.new_page(7_000, 9_000)
    pdf.save(poster)
    width, height = Image.open(io.BytesIO(picture(poster, 1, 2.0))).size
    assert 0.98 * MAX_DOTS < width * height < 1.02 * MAX_DOTS


@pytest.mark.parametrize("number", [0, 3, -1])
def test_a_page_that_is_not_there_is_named(plan: Path, number: int) -> None:
    with pytest.raises(NotFound, match=f"no page {number}: the document has pages 1 to 2"):
        picture(plan, number)


def test_a_stored_copy_that_is_no_pdf_is_one_sentence(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing more")
    with pytest.raises(ProductError, match=r"broken\.pdf cannot be opened as a PDF"):
        picture(broken, 1)


def test_pages_that_the_slice_does_not_touch_are_left_out(plan: Path, document: Document) -> None:
    assert marks(plan, document.text, (Page(1, 0, 10), Page(2, 10, 20)), 10, 12)[0].page == 2


@pytest.mark.corpus
@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["cz/2024-vyrocni-zprava.pdf", "cz/adaptacni-strategie-cr.pdf", "sk/mitigacne-opatrenia-mmf.pdf", "en/eu-taxonomy.pdf"]
)
def test_real_pages_are_read_back_from_under_their_marks(shared: Path, name: str) -> None:
    """On 305 slices of 26 documents of the corpus 294 were read back; the others lie in charts whose lines overlap."""
    path = shared / "corpus" / "pdf" / name
    document = read(path, name)
    pdf = pypdfium2.PdfDocument(path)
    ratios = []
    for page in document.pages[:20]:
        for start in range(page.start, page.end - 150, 700):
            (found,) = marks(path, document.text, (page,), start, start + 150)
            left, bottom, *_ = pdf[page.number - 1].get_bbox()
            textpage, w, h = pdf[page.number - 1].get_textpage(), found.width, found.height
            corners = [(left + b.x0 * w, bottom + (1 - b.y1) * h, left + b.x1 * w, bottom + (1 - b.y0) * h) for b in found.boxes]
            under = letters("".join(textpage.get_text_bounded(*box) for box in corners))
            ratios.append(SequenceMatcher(None, under, letters(document.text[start : start + 150]), autojunk=False).ratio())
    assert len(ratios) >= 2
    assert sum(ratio > 0.9 for ratio in ratios) >= 0.9 * len(ratios)


def letters(text: str) -> str:
    """What two readings of the same words have in common, whatever they do with hyphens, blanks and composed accents."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKD", text)).lower()


def test_many_readers_at_once_see_what_one_sees(plan: Path, document: Document) -> None:
    """pdfium itself bears one caller at a time; without the lock this crashes the process."""

    def both(i: int) -> tuple[object, bytes]:
        return marks(plan, document.text, document.pages, i * 9, i * 9 + 40), picture(plan, 1 + i % 2, 0.5)

    alone = [both(i) for i in range(24)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(both, range(24))) == alone
