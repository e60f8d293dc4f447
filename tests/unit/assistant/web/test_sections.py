"""The section around a slice: from its heading to the next, the slice at its place, whatever the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.web.sections import MAX_SIDE, around
from index.types import Heading

TEXT = "Preface.\n# One\nfirst\n## Deep\nsecond\n# Two\nthird\n"
HEADINGS = (Heading("One", 1, 9, 14), Heading("Deep", 2, 21, 28), Heading("Two", 1, 36, 41))


def test_a_section_runs_from_its_heading_to_the_next() -> None:
    start = TEXT.index("second")
    found = around(TEXT, HEADINGS, start, start + 6)
    assert found.text == "## Deep\nsecond\n"
    assert found.path == ("One", "Deep")
    assert found.text[found.start : found.end] == "second"
    assert found.text[: found.heading] == "## Deep"
    assert not found.cut_before and not found.cut_after


def test_a_slice_of_the_heading_itself_leaves_the_heading_to_the_mark() -> None:
    start = TEXT.index("Deep")
    found = around(TEXT, HEADINGS, start, start + 4)
    assert (found.heading, found.text[found.start : found.end]) == (0, "Deep")


def test_a_higher_heading_ends_the_path_of_the_lower() -> None:
    start = TEXT.index("third")
    assert around(TEXT, HEADINGS, start, start + 5).path == ("Two",)


def test_before_the_first_heading_there_is_no_path() -> None:
    found = around(TEXT, HEADINGS, 0, 7)
    assert (found.path, found.text) == ((), "Preface.\n")


def test_a_slice_over_a_heading_shows_both_sections() -> None:
    start, end = TEXT.index("first"), TEXT.index("second") + 6
    assert around(TEXT, HEADINGS, start, end).text == "# One\nfirst\n## Deep\nsecond\n"


def test_a_long_section_is_cut_at_lines_and_says_so() -> None:
    lines = "".join(f"line {i:05}\n" for i in range(5_000))
    start = lines.index("line 02500")
    found = around(lines, (), start, start + 10)
    assert found.cut_before and found.cut_after
    assert found.text.startswith("line ") and found.text.endswith(tuple("0123456789"))
    assert len(found.text) <= 2 * MAX_SIDE + 10
    assert found.text[found.start : found.end] == "line 02500"


@given(
    text=st.text(alphabet="ab\n#ž🚋", min_size=1, max_size=300),
    places=st.lists(st.tuples(st.integers(0, 299), st.integers(1, 3)), max_size=6, unique_by=lambda p: p[0]),
    data=st.data(),
)
def test_the_slice_is_in_its_section(text: str, places: list[tuple[int, int]], data: st.DataObject) -> None:
    headings = tuple(Heading("h", rank, s, s + 1) for s, rank in sorted(places) if s < len(text))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = around(text, headings, start, end)
    assert found.text[found.start : found.end] == text[start:end]
    assert found.text in text
    assert 0 <= found.heading <= found.start
