"""Leaves hold the whole text in order, whatever it is; positions, headings and marks lie where they are said to lie."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.library.leaves import Leaf, contents, leaf_of, leaves
from assistant.library.segments import segments
from index.types import Document, Heading, Page, Record


def text_document(text: str, headings: tuple[Heading, ...] = (), pages: tuple[Page, ...] = ()) -> Document:
    return Document("plan.md", "", "pdf" if pages else "markdown", text, Record("Plan"), pages, headings)


PAGED = text_document("First page.\n\nSecond page.", (Heading("Second", 1, 13, 19),), (Page(1, 0, 11), Page(2, 13, 25)))


def test_pages_are_leaves() -> None:
    assert leaves(PAGED) == [Leaf(1, 0, 11), Leaf(2, 13, 25)]
    assert [leaf_of(leaves(PAGED), p).number for p in (0, 10, 11, 12, 13, 24)] == [1, 1, 1, 1, 2, 2]
    assert [entry.leaf for entry in contents(PAGED, leaves(PAGED))] == [2]


def test_parts_end_before_a_heading_where_one_comes_in_time() -> None:
    text = "a " * 2_000 + "\n# Heat\n" + "b " * 4_000
    start = text.index("# Heat")
    found = leaves(text_document(text, (Heading("Heat", 1, start, start + 6),)))
    assert found[0].end == start
    assert all(leaf.end - leaf.start <= 7_000 for leaf in found)


@given(st.text(alphabet="aß🚋 \n", max_size=400).map(lambda t: t * 60), st.lists(st.integers(0, 24_000), max_size=5))
def test_parts_are_the_whole_text_in_order(text: str, places: list[int]) -> None:
    headings = tuple(Heading("H", 1, p, p + 1) for p in sorted(set(places)) if p < len(text))
    found = leaves(text_document(text, headings))
    assert "".join(text[leaf.start : leaf.end] for leaf in found) == text
    assert [leaf.number for leaf in found] == list(range(1, len(found) + 1))
    assert all(leaf.start < leaf.end for leaf in found) or not text


@given(st.integers(0, 30), st.integers(0, 30))
def test_segments_are_the_text_of_the_leaf_and_mark_what_lies_on_it(start: int, end: int) -> None:
    for leaf in leaves(PAGED):
        found = segments(PAGED, leaf, start, end)
        assert "".join(s.text for s in found) == PAGED.text[leaf.start : leaf.end]
        marked = PAGED.text[max(start, leaf.start) : max(min(end, leaf.end), max(start, leaf.start))] if start < leaf.end else ""
        assert "".join(s.text for s in found if s.marked) == marked
        assert "".join(s.text for s in found if s.heading) == ("Second" if leaf.number == 2 else "")
