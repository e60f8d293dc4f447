"""What is measured is what the product does, on the sample documents."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest

from assistant.answer.answer import Assistant
from assistant.answer.gate import THRESHOLD, confidence, probability
from eval.asked import Asked, ask
from eval.gold import right
from eval.refusals import refusals
from index.encoder.registry import load
from index.reader import Reader
from tests.cases import rows


@pytest.fixture(scope="module")
def questions() -> list[dict[str, Any]]:
    return rows("hu-00", "hu-010", "cs-sk-015", "cs-sk-016")


@pytest.fixture(scope="module")
def asked(sample_index: Path, questions: list[dict[str, Any]]) -> list[Asked]:
    return list(ask(Reader(sample_index, load()), "samples", questions))


def test_refusals_are_the_product_s(sample_index: Path, questions: list[dict[str, Any]], asked: list[Asked]) -> None:
    assistant = Assistant(Reader(sample_index, load()), load())
    texts = {(q["id"], code): text for q in questions for code, text in q["question"].items()}
    seen = set()
    for one in asked:
        answer = assistant.ask(texts[one.id, one.language])
        counts = refusals([one.scored(one.confidence)], THRESHOLD)
        assert (counts.rightly + counts.wrongly > 0) == answer.refused
        assert probability(one.confidence) == pytest.approx(answer.confidence)
        seen.add(answer.refused)
    assert seen == {True, False}


def test_the_gate_weighs_the_features_that_are_learnt_from(asked: list[Asked]) -> None:
    assert [confidence(one.features) for one in asked] == [one.confidence for one in asked]


def test_without_its_answer_a_question_has_the_other_passages(
    sample_index: Path, questions: list[dict[str, Any]], asked: list[Asked]
) -> None:
    assistant, by_id = Assistant(Reader(sample_index, load()), load()), {q["id"]: q for q in questions}
    taken = [one for one in asked if one.without is not None]
    assert sum(one.right for one in taken) > 20
    for one in taken:
        hits = assistant.ask(by_id[one.id]["question"][one.language]).hits
        scores = [h.score for h in hits if not right(h.passage, by_id[one.id]["gold"])]
        assert one.without is not None
        assert one.without.best == scores[0]
        assert one.without.stands_out == pytest.approx(scores[0] - sum(scores[1:6]) / len(scores[1:6]))


def test_an_unanswerable_question_is_never_right_and_teaches_once(asked: list[Asked]) -> None:
    none = [one for one in asked if not one.answerable]
    assert {(one.right, one.without) for one in none} == {(False, None)}
    assert all(one.scored(9.0).score == -math.inf for one in none if one.features is None)
