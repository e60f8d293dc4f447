"""What may be quoted of a passage, and how much of a fragment it is."""

from __future__ import annotations

import pytest

from assistant.answer.candidates import Candidate, candidates, fragment, overlap
from assistant.answer.types import Evidence
from index.types import Passage, Record


def evidence(text: str) -> Evidence:
    return Evidence(Passage("a.md", 100, 100 + len(text), text, context="Plan › Heat", language="en", id=1), Record("Plan"), 1.0)


def made(text: str) -> Candidate:
    return Candidate(evidence(text), 0, len(text), text, tuple(text.lower().split()), len(text.split()))


def test_marks_are_left_out_and_offsets_kept() -> None:
    text = "• The depot is heated by waste heat of the dairy.\n| Heat pumps | 22 MW in the low-temperature network |\n"
    found = candidates([evidence(text)])
    assert [c.text for c in found] == [
        "The depot is heated by waste heat of the dairy.",
        "Heat pumps | 22 MW in the low-temperature network",
    ]
    assert all(text[c.start - 100 : c.end - 100] == c.text for c in found)


@pytest.mark.parametrize(
    ("text", "how_much"),
    [
        ("The depot is heated by waste heat of the dairy.", 0),
        ("Heated by the dairy's waste heat:", 0.5),
        ("Heat Company | energy | supplier of the city | circular economy", 1),  # a directory's row only names things
        ("Heat Company | 22 MW of heat pumps | 2029 | circular economy", 0),  # a figure says something
        ("Heat Company | builds the new network together with the dairy and the rink", 0),
    ],
)
def test_fragment(text: str, how_much: float) -> None:
    assert fragment(made(text)) == how_much


def test_overlap_is_of_the_shorter_one() -> None:
    assert overlap(made("heat of the dairy"), made("waste heat of the old dairy and the rink")) == 1.0
    assert overlap(made("heat of dairies"), made("wind of change blows")) == pytest.approx(1 / 3)
