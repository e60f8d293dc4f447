"""Passages: what always holds, and where they are cut."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.types import Document, Page, Passage, Record
from ingest.read.files import read
from ingest.read.text import read_markdown
from ingest.split import LONGEST, TINY, split

SENTENCE = "Město sníží spotřebu tepla ve všech školách a zaplatí to z fondu. "


def markdown(text: str, title: str = "") -> Document:
    document = read_markdown(text.encode(), "plan.md", "")
    return Document(
        name="plan.md", sha256="", format="markdown", text=document.text, record=Record(title, language="cs"), headings=document.headings,
        tables=document.tables,
    )  # fmt: skip


def check(document: Document, passages: list[Passage]) -> None:
    position = 0
    for passage in passages:
        assert passage.text == document.text[passage.start : passage.end]
        assert 1 <= len(passage.text) <= LONGEST
        assert passage.text == passage.text.strip()
        assert position <= passage.start
        assert not document.text[position : passage.start].strip()
        position = passage.end
    assert not document.text[position:].strip()


lines = st.one_of(
    st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=300),
    st.sampled_from(
        [
            "# Cíle",
            "## Opatření a rozpočet",
            "#",
            "",
            "| Rok | Cíl |",
            "| --- | --- |",
            "| " + "slovo " * 400 + "|",
            SENTENCE * 40,
            "x" * 4000,
        ]
    ),
    st.text(alphabet="aá. |\n#", max_size=2500),
)


@settings(deadline=None, max_examples=150)
@given(st.lists(lines, max_size=12))
def test_passages_are_slices_that_leave_out_nothing(parts: list[str]) -> None:
    document = markdown("\n".join(parts))
    check(document, split(document))


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(alphabet="aá. \n", max_size=2500), min_size=1, max_size=5))
def test_passages_do_not_begin_before_their_page(texts: list[str]) -> None:
    pages, start = [], 0
    for number, text in enumerate(texts, 1):
        pages.append(Page(number, start, start + len(text)))
        start += len(text) + 2
    document = Document("a.pdf", "", "pdf", "\n\n".join(texts), Record("A", language="cs"), tuple(pages))
    passages = split(document)
    check(document, passages)
    for passage in passages:
        page = pages[(passage.page or 0) - 1]
        assert page.start <= passage.start < page.end
        assert passage.end <= page.end  # a blank line ends every sentence, so none runs over here


def test_a_sentence_that_runs_over_the_page_stays_whole() -> None:
    first, second = "Prvá veta. Druhá veta sa končí", "až na ďalšej strane. Tretia veta."
    text = f"{first}\n{second}"
    pages = (Page(1, 0, len(first)), Page(2, len(first) + 1, len(text)))
    passages = split(Document("a.pdf", "", "pdf", text, Record("A", language="sk"), pages))
    assert [(p.page, p.text) for p in passages] == [(1, "Prvá veta. Druhá veta sa končí\naž na ďalšej strane."), (2, "Tretia veta.")]


def test_no_sentence_is_cut_that_fits() -> None:
    document = markdown(SENTENCE * 100)
    assert {len(p.text) % len(SENTENCE) for p in split(document)} == {len(SENTENCE) - 1}


def test_a_sentence_longer_than_a_passage_is_cut_at_clauses() -> None:
    text = ", ".join(["dlouhý výčet opatření bez konce"] * 120) + "."
    passages = split(markdown(text))
    assert [p.text[-1] for p in passages[:-1]] == [","] * (len(passages) - 1)


def test_sections_part_passages_and_tiny_ones_stay_together() -> None:
    long = SENTENCE * (TINY // len(SENTENCE) + 2)
    document = markdown(f"# Úvod\n\n{long}\n\n# Malé\n\nJedna věta.\n\n# Také malé\n\nDruhá věta.\n\n# Závěr\n\n{long}")
    passages = split(document)
    assert [p.text.split("\n")[0] for p in passages] == ["# Úvod", "# Malé"]
    assert [p.section for p in passages] == [("Úvod",), ("Závěr",)]


def test_a_heading_stands_with_its_text() -> None:
    passages = split(markdown(f"# Úvod\n\n{SENTENCE * 23}\n\n### Cíl\n\n{SENTENCE * 10}"))
    assert all(not p.text.endswith("Cíl") for p in passages)


def test_rows_stay_whole_and_carry_their_header() -> None:
    row = "| Zateplení školy v ulici Na Výsluní | 2028 | 46 mil. Kč |"
    text = "\n".join(["# Opatření", "", "| Opatření | Rok | Rozpočet |", "| --- | --- | --- |", *[row] * 60])
    passages = split(markdown(text, "Plán"))
    assert len(passages) > 1
    for passage in passages:
        assert passage.context == "Plán › Opatření › Opatření | Rok | Rozpočet"
        assert [line for line in passage.text.splitlines() if line.startswith("| Zat")] == [row] * passage.text.count("| Zat")


def test_a_row_longer_than_a_passage_is_cut_at_cells() -> None:
    row = "| " + " | ".join(["buňka o několika slovech"] * 100) + " |"
    passages = split(markdown(f"| A | B |\n| --- | --- |\n{row}"))
    assert all(re.fullmatch(r"(\| )?buňka.*(slovech|\|)", p.text, re.DOTALL) for p in passages[1:])


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["krakow", "bratislava", "pecs"])
def test_real_contracts(shared: Path, name: str) -> None:
    document = read(shared / "corpus" / "ccc" / f"{name}.md", f"ccc/{name}.md")
    passages = split(document)
    check(document, passages)
    assert sum(len(p.text) < 200 for p in passages) <= 2
