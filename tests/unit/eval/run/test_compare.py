"""What changed between two runs."""

from __future__ import annotations

import pytest

from eval.run.compare import changes, differences
from tests.unit.eval.run.records import made

THEN = [made(f"c{n}", hit10=float(n % 2), refused_wrongly=0, answer_words=10) for n in range(20)]
NOW = [made(f"c{n}", hit10=1, refused_wrongly=float(n < 2), answer_words=20) for n in range(20)]


def test_better_and_worse_are_said_where_they_are_sure() -> None:
    found = {d.name: d for d in differences(NOW, THEN)}
    assert (found["hit@10"].then, found["hit@10"].now, found["hit@10"].verdict) == (0.5, 1, "better")
    assert found["hit@10"].interval == pytest.approx((0.25, 0.7), abs=0.06)
    assert found["refused wrongly"].apart == pytest.approx(0.1)
    assert found["refused wrongly"].verdict == ""  # two of twenty may be chance
    assert found["answer words"].verdict == ""  # neither is better
    assert {d.name: d.verdict for d in differences(THEN, NOW)}["hit@10"] == "worse"


def test_only_questions_of_both_count() -> None:
    then = [*THEN, made("x", hit10=0)]
    now = [*NOW[:10], *(made(f"c{n}", error="Broke") for n in range(10, 20)), made("y", hit10=0)]
    found = {d.name: d for d in differences(now, then)}
    assert (found["hit@10"].then, found["hit@10"].now) == (0.5, 1)


def test_a_figure_is_compared_where_both_runs_have_it() -> None:
    """A run that refuses half of its questions is not told to answer shorter, or longer, than it did."""
    then = [made(f"c{n}", answer_words=100 if n < 10 else 10, refused_wrongly=0) for n in range(20)]
    now = [made(f"c{n}", answer_words=12, refused_wrongly=0) if n >= 10 else made(f"c{n}", refused_wrongly=1) for n in range(20)]
    found = {d.name: d for d in differences(now, then)}
    assert (found["answer words"].then, found["answer words"].now) == (10, 12)
    assert found["answer words"].interval == (2, 2)
    assert found["refused wrongly"].apart == 0.5


def test_the_same_run_has_no_difference() -> None:
    assert [(d.apart, d.verdict) for d in differences(NOW, NOW)] == [(0, "")] * len(differences(NOW, NOW))
    assert changes(NOW, NOW) == []


def test_changes_are_told_question_by_question() -> None:
    found = {change.now["id"]: change.figures for change in changes(NOW, THEN)}
    assert found["c0.en"] == (("hit@10", 0, 1), ("refused wrongly", 0, 1))
    assert "c3.en" not in found
    broke = changes([made("c3", error="Broke")], THEN)
    assert [(change.now["id"], change.figures) for change in broke] == [("c3.en", ())]
