"""Markdown and plain text: stored as they are, with their headings and tables found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.read.text import decode, read_markdown, read_text

POLISH = "Żółta łódź płynie. Gęślą jaźń, a miasto śpi w ciszy wieczornej mgły nad rzeką.\n" * 4
CZECH = "Příliš žluťoučký kůň úpěl ďábelské ódy. Město šetří teplo ve všech školách.\n" * 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1250", "iso8859_2"])
@pytest.mark.parametrize("text", [POLISH, CZECH], ids=["pl", "cs"])
def test_encodings(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt") == text


@given(st.text(alphabet=st.characters(exclude_characters="\0\r", exclude_categories=("Cs",))))
def test_the_stored_text_is_the_file(text: str) -> None:
    assert decode(text.encode(), "a.txt") == text.removeprefix("\ufeff")
    assert decode(text.replace("\n", "\r\n").encode(), "a.txt") == text.removeprefix("\ufeff")


def markdown(text: str) -> tuple[list[tuple[int, str, str]], list[str]]:
    document = read_markdown(text.encode(), "a.md", "")
    headings = [(h.rank, h.title, document.text[h.start : h.end]) for h in document.headings]
    return headings, [table.header for table in document.tables]


def test_headings() -> None:
    text = "# A **b** [c](d)\n\n#\n\nTitle\n=====\n\nSub\n---\n\n```\n# code\n```\n####### no\n## End ##\n"
    assert markdown(text)[0] == [
        (1, "A b c", "# A **b** [c](d)"),
        (1, "Title", "Title\n====="),
        (2, "Sub", "Sub\n---"),
        (2, "End", "## End ##"),
    ]


def test_front_matter_gives_the_title_and_no_heading() -> None:
    document = read_markdown('---\nlayout: post\ntitle: "Hałdy węgla\nw portach"\nimage: "a.jpg"\n---\nTreść.\n'.encode(), "a.md", "")
    assert document.record.title == "Hałdy węgla w portach"
    assert document.headings == ()


def test_tables() -> None:
    assert markdown("|  Sektor | 2019  |\n| --- | --- |\n| Doprava | 12 |\n\ntext\n\n| a | b |\n| c | d |\n")[1] == ["Sektor | 2019", ""]


def test_a_header_row_that_is_a_title_takes_the_next_row_too() -> None:
    # pecs.md, table
    assert markdown("| A-2.3: Emission gap |  |  |\n| --- | --- | --- |\n|  | BAU 2030 | Gap |\n| Transport | 108 | 0 |\n")[1] == [
        "A-2.3: Emission gap | BAU 2030 | Gap"
    ]


def test_short_lines_alone_are_headings_of_plain_text() -> None:
    text = "Adaptační strategie\n\nShrnutí\n\nStrategie je dokument, který popisuje opatření.\n\n* seznam\n* další\n"
    document = read_text(text.encode(), "a.txt", "")
    assert [(h.rank, h.title) for h in document.headings] == [(1, "Adaptační strategie"), (2, "Shrnutí")]
    assert document.record.title == "Adaptační strategie"
