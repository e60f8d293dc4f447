"""An answer as plain text: the pieces that arrive are the text that the whole answer has, however it was made."""

from __future__ import annotations

from collections.abc import Generator

import pytest

from assistant.answer.plain import as_text, pieces
from assistant.answer.types import Answer, Citation, Event, Made, Query

CITATIONS = (
    Citation(1, "a.pdf", "Plan", 3, "Heat", 0, 12, "Heat by 2035", 7, "en"),
    Citation(2, "b.md", "Strategy", None, "", 5, 9, "Cost", 8, "en"),
)
UNDERSTOOD = Event("understood", {"language": "en"})
WRITTEN = [
    Event("heading", {"text": ""}),
    Event("sentence", {"text": "Heat comes by 2035.", "citations": [1]}),
    Event("sentence", {"text": "It costs.", "citations": [1, 2]}),
]
QUOTED = [
    Event("heading", {"text": "Plan"}),
    Event("sentence", {"text": "Heat by 2035", "citations": [1]}),
    Event("heading", {"text": "Strategy"}),
    Event("sentence", {"text": "Cost", "citations": [2]}),
]
QUOTED_TEXT = "What the documents say:\n\nPlan\n• Heat by 2035 [1]\n\nStrategy\n• Cost [2]"
WRITTEN_TEXT = "Heat comes by 2035 [1]. It costs [1][2]."
SOURCES = "Sources\n[1] Plan (a.pdf, p. 3, Heat): “Heat by 2035”\n[2] Strategy (b.md): “Cost”"


def said(events: list[Event], answer: Answer, *notices: str) -> str:
    def steps() -> Generator[Event, None, Made]:
        yield from [UNDERSTOOD, *events]
        return Made(answer, Query("Q?", "en", "Q?"), ())

    return "".join(pieces(steps(), *notices))


@pytest.mark.parametrize(
    ("events", "text"), [(WRITTEN, WRITTEN_TEXT), (QUOTED, QUOTED_TEXT), ([*WRITTEN, *QUOTED], f"{WRITTEN_TEXT}\n\n{QUOTED_TEXT}")]
)
def test_the_pieces_are_the_text_with_its_sources(events: list[Event], text: str) -> None:
    answer = Answer("Q?", "en", text, citations=CITATIONS)
    assert said(events, answer) == as_text(answer) == f"{text}\n\n{SOURCES}"


def test_what_the_reader_has_to_know_stands_before_the_sources() -> None:
    answer = Answer("Q?", "en", WRITTEN_TEXT, citations=CITATIONS, notice="One sentence was removed.")
    assert said([Event("notice", {"text": "One sentence was removed."}), *WRITTEN], answer) == as_text(answer)
    only = "Only the text of the message was read; images and other attachments were not."
    assert said(WRITTEN, answer, "only_text") == f"{WRITTEN_TEXT}\n\nOne sentence was removed.\n\n{only}\n\n{SOURCES}"


def test_a_refusal_is_its_text_alone() -> None:
    answer = Answer("Q?", "en", "Nothing. Searched: 2.", reason="Nothing.")
    assert said([Event("refusal", {"text": "Nothing. Searched: 2.", "reason": "Nothing."})], answer) == "Nothing. Searched: 2."
