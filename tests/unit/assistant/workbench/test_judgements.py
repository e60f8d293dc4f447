"""What evaluators say is kept by name and date, the last word of each; what is none is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.workbench.judgements import CITATION, SENTENCE, Choice, Judgements, verdicts
from index.errors import UsageError

CHOICE = Choice("new", "old", "q.en", "q", "1 2", "first", "Anna")


@pytest.fixture
def kept(tmp_path: Path) -> Judgements:
    return Judgements(tmp_path / "runs")


def test_the_last_marks_of_each_evaluator_hold(kept: Judgements) -> None:
    kept.mark("q.en", "d1", {(SENTENCE, 1): "wrong", (CITATION, 1): "right"}, " Anna   Nowak ")
    kept.mark("q.en", "d1", {(SENTENCE, 1): "partly"}, "Anna Nowak")
    kept.mark("q.en", "d1", {(SENTENCE, 1): "right"}, "Béla")
    kept.mark("q.en", "d2", {(SENTENCE, 2): "right"}, "Anna Nowak")
    assert verdicts(m for m in kept.marks("q.en") if m.answer == "d1") == {
        "Anna Nowak": {(SENTENCE, 1): "partly"},
        "Béla": {(SENTENCE, 1): "right"},
    }
    assert len(kept.marks()) == 3
    assert kept.marks("other") == []
    assert all(m.date.endswith("+00:00") for m in kept.marks())


@pytest.mark.parametrize("name", ["", "  ", "x" * 201])
def test_a_verdict_has_a_name(kept: Judgements, name: str) -> None:
    with pytest.raises(UsageError, match="say who you are"):
        kept.mark("q.en", "d", {(SENTENCE, 1): "right"}, name)
    with pytest.raises(UsageError, match="say who you are"):
        kept.choose(replace(CHOICE, evaluator=name))


@pytest.mark.parametrize(("part", "verdict"), [("sentence", "fine"), ("page", "right")])
def test_what_is_no_verdict_is_refused_and_nothing_is_lost(kept: Judgements, part: str, verdict: str) -> None:
    kept.mark("q.en", "d", {(SENTENCE, 1): "right"}, "Anna")
    with pytest.raises(UsageError, match="it is right, partly or wrong"):
        kept.mark("q.en", "d", {(part, 1): verdict}, "Anna")
    assert verdicts(kept.marks()) == {"Anna": {(SENTENCE, 1): "right"}}


def test_a_choice_takes_the_place_of_the_one_before(kept: Judgements) -> None:
    kept.choose(CHOICE)
    kept.choose(replace(CHOICE, choice="wrong"))
    kept.choose(replace(CHOICE, evaluator="Béla"))
    assert {(c.evaluator, c.choice) for c in kept.choices("new", "old")} == {("Anna", "wrong"), ("Béla", "first")}
    assert kept.choices("old", "new") == []
    with pytest.raises(UsageError, match="first, second, same or wrong"):
        kept.choose(replace(CHOICE, choice="left"))


def test_completed_cases_have_ids_of_their_own(kept: Judgements) -> None:
    kept.complete("a1", "reader-1", '{"id": "reader-1"}', "Anna")
    kept.complete("a1", "reader-1", '{"id": "reader-1", "note": "again"}', "Anna")
    with pytest.raises(UsageError, match="Another case has the id reader-1"):
        kept.complete("a2", "reader-1", "{}", "Anna")
    kept.complete("a2", "reader-2", "{}", "Béla")
    assert [(c.answer, c.id) for c in kept.completed()] == [("a1", "reader-1"), ("a2", "reader-2")]
    assert kept.completed()[0].line.endswith('"again"}')
