"""What was understood reaches the answer, and the asker's corrections reach the search."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer.answer import Assistant
from assistant.answer.shape import as_json
from assistant.answer.types import Corrections
from index.encoder.registry import load
from index.errors import UsageError
from index.reader import Reader


@pytest.fixture(scope="module")
def assistant(sample_index: Path) -> Assistant:
    return Assistant(Reader(sample_index, load()), load())


def test_the_answer_says_what_was_understood(assistant: Assistant) -> None:
    understood = as_json(assistant.ask("Jaká opatření proti suchu plánuje Hradnov do roku 2030?"))["understood"]
    assert isinstance(understood, dict)
    assert {
        k: understood[k] for k in ("language", "recognised", "places", "uncovered", "period", "goals", "green_deal", "intent", "wanted")
    } == {
        "language": "cs",
        "recognised": True,
        "places": ["Hradnov"],
        "uncovered": [],
        "period": {"from": None, "to": 2030, "kind": "horizon"},
        "goals": [],
        "green_deal": ["climate"],
        "intent": "list",
        "wanted": [],
    }
    assert set(understood["searched"]) == {"documents", "terms"}


def test_a_corrected_place_is_searched_instead_of_the_guessed_one(assistant: Assistant) -> None:
    question = "Jaká opatření v oblasti odpadů plánuje Hradnov?"
    guessed = assistant.ask(question)
    corrected = assistant.ask(question, corrections=Corrections(places=("Javorohrad",)))
    assert {h.passage.document for h in guessed.hits} == {"akcni-plan-klima-hradnov.pdf"}
    assert {h.passage.document for h in corrected.hits} == {"javorohrad-climate-action-plan-2030.pdf"}


def test_a_corrected_year_filters_by_the_documents_period(assistant: Assistant) -> None:
    question = "Which measures on waste are planned?"
    late = {h.passage.document for h in assistant.ask(question, corrections=Corrections(period=(2034,))).hits}
    assert "miedzawa-valley-circular-strategy-2034.html" in late
    assert not late & {"akcni-plan-klima-hradnov.pdf", "javorohrad-climate-action-plan-2030.pdf"}  # both end in 2030


def test_a_corrected_language_is_the_answers(assistant: Assistant) -> None:
    assert assistant.ask("odpady Hradnov", corrections=Corrections(language="pl")).language == "pl"


def test_streaming_takes_corrections_too(assistant: Assistant) -> None:
    first = next(assistant.stream("odpady", corrections=Corrections(places=("Javorohrad",))))
    assert (first.kind, first.data["places"]) == ("understood", ["Javorohrad"])


def test_a_correction_that_names_nothing_known_is_refused_with_a_sentence(assistant: Assistant) -> None:
    with pytest.raises(UsageError, match="There is no UN goal 99"):
        assistant.ask("odpady", corrections=Corrections(goals=(99,)))
