"""A regression that is planted in the product is caught by the figure that is made for it, and by no other that it does not touch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import assistant.answer.answer as answering
from assistant.answer.answer import Assistant
from assistant.answer.evidence import gather
from assistant.answer.verify.check import Verifier
from eval.ablation import MEANING
from eval.cases.read import read_set
from eval.metrics.metric import Answer
from eval.run.baseline import fallen
from eval.run.bench import Bench
from eval.run.question import Question, questions
from eval.run.summary import summary
from index.encoder.registry import load
from index.reader import Reader
from index.search import WEIGHTS, Weights
from tests.cases import FILE

pytestmark = pytest.mark.slow

# What is measured of the hits, of citations, and of refusals.
RANKS = {"hit@10", "MRR@10", "nDCG@10"}
CITATIONS = {"citation recall", "citation precision"}
REFUSALS = {"refusal recall", "refusal F1"}


@pytest.fixture(scope="module")
def asked() -> list[Question]:
    """Each plain case in one of its languages, turn and turn about."""
    cases = [case for case in read_set(FILE).cases if case.kind not in ("follow-up", "injection", "alignment")][:48]
    return [list(questions([case]))[n % 5] for n, case in enumerate(cases)]


def bench(index: Path, weights: Weights = WEIGHTS) -> Bench:
    encoder = load()
    reader = Reader(index, encoder, weights)
    return Bench(reader, Assistant(reader, encoder), Verifier(encoder))


def figures(given: Bench, asked: Sequence[Question], change: Callable[[Answer], Answer] = lambda answer: answer) -> dict[str, Any]:
    return summary([given.measured(question, change(given.answer(question))).record for question in asked])


@pytest.fixture(scope="module")
def baseline(sample_index: Path, asked: list[Question]) -> dict[str, Any]:
    return figures(bench(sample_index), asked)


def caught(now: dict[str, Any], baseline: dict[str, Any]) -> set[str]:
    """The names of the figures that fell below the baseline."""
    return {sentence.split(" is ")[0] for sentence in fallen(now, baseline)}


def test_nothing_is_caught_where_nothing_is_planted(sample_index: Path, asked: list[Question], baseline: dict[str, Any]) -> None:
    again = figures(bench(sample_index), asked)
    assert again == baseline
    assert caught(again, baseline) == set()


def test_a_leg_that_is_off(sample_index: Path, asked: list[Question], baseline: dict[str, Any]) -> None:
    found = caught(figures(bench(sample_index, MEANING), asked), baseline)
    assert found >= {"MRR@10", "nDCG@10"}
    assert not found & (CITATIONS | {"quote fidelity", "page accuracy"})


def shifted(answer: Answer) -> Answer:
    """Every sentence cites the citation after its own; the last one the first."""
    count = len(answer["citations"])
    sentences = [{**s, "citations": [n % count + 1 for n in s["citations"]]} for s in answer["sentences"]]
    return {**answer, "sentences": sentences}


def test_citations_that_are_shifted_by_one(sample_index: Path, asked: list[Question], baseline: dict[str, Any]) -> None:
    found = caught(figures(bench(sample_index), asked, shifted), baseline)
    assert found == CITATIONS


def offset(answer: Answer) -> Answer:
    """Every quotation is said to begin one character later."""
    return {**answer, "citations": [{**c, "start": c["start"] + 1, "end": c["end"] + 1} for c in answer["citations"]]}


def test_offsets_that_are_off_by_one(sample_index: Path, asked: list[Question], baseline: dict[str, Any]) -> None:
    assert caught(figures(bench(sample_index), asked, offset), baseline) == {"quote fidelity"}


def turned(answer: Answer) -> Answer:
    """Every page is the one after."""
    return {**answer, "citations": [{**c, "page": c["page"] and c["page"] + 1} for c in answer["citations"]]}


def test_pages_that_are_off_by_one(sample_index: Path, asked: list[Question], baseline: dict[str, Any]) -> None:
    assert caught(figures(bench(sample_index), asked, turned), baseline) == {"page accuracy"}


def test_the_gate_removed(sample_index: Path, asked: list[Question], baseline: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "gather", lambda query, reader: replace(gather(query, reader), refusal=""))
    found = caught(figures(bench(sample_index), asked), baseline)
    assert found >= REFUSALS
    assert not found & (RANKS | CITATIONS)
