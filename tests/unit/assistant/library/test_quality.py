"""Faults of pages: each kind on a page that has it, and none on pages that read well."""

from __future__ import annotations

from assistant.library.leaves import leaves
from assistant.library.quality import Fault, faults
from index.types import Document, Page, Record

CZECH = (
    "Město Zelenov topí obnovitelným teplem a do roku třicet sníží emise skleníkových plynů ze všech městských budov o čtyřicet procent. "
    * 4
)
BARE = CZECH.translate(str.maketrans("ěščřžýáíéůúťďňĚŠČŘŽÝÁÍÉ", "escrzyaieuutdnESCRZYAIE"))
ENGLISH = "The town of Zelenov heats with renewable heat and will lower the emissions of all of its buildings by forty per cent. " * 4
LOST = CZECH.replace("ě", "\ufffd")
NAMED = CZECH.replace("ů", "(cid:17)").replace("ě", "(cid:18)")
TORN = " ".join(CZECH.replace(" ", ""))


def found(*texts: str, languages: dict[int, str] | None = None, format_: str = "pdf") -> list[tuple[int, str]]:
    pages, text = [], ""
    for n, own in enumerate(texts, 1):
        pages.append(Page(n, len(text), len(text) + len(own)))
        text += own
    document = Document("plan", "", format_, text, Record("Plan"), tuple(pages) if format_ == "pdf" else ())
    return [(f.leaf, f.kind) for f in faults(document, leaves(document), languages or dict.fromkeys(range(1, len(texts) + 1), "cs"))]


def test_pages_that_read_well_have_no_faults() -> None:
    assert found(CZECH, "12", "Příloha č. 1") == []


def test_each_fault_is_found_on_its_page() -> None:
    assert found(CZECH, "", " \n", LOST, NAMED, BARE, TORN) == [
        (2, "empty"),
        (3, "empty"),
        (4, "letters"),
        (5, "letters"),
        (6, "accents"),
        (7, "torn"),
    ]


def test_english_pages_need_no_accents() -> None:
    assert found(CZECH, ENGLISH, languages={1: "cs", 2: "en"}) == []


def test_a_text_without_pages_has_no_empty_ones() -> None:
    assert found("", format_="markdown") == []


def test_the_share_says_how_much_is_lost() -> None:
    document = Document("plan", "", "pdf", "ab\ufffdd", Record("Plan"), (Page(1, 0, 4),))
    assert faults(document, leaves(document), {}) == [Fault(1, "letters", 0.25)]
