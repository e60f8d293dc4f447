"""Figures of refusals on a handful of outcomes, worked by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.refusals import Refusals, Scored, auc, best_threshold, interval, refusals, risk

SCORED = [
    Scored("a", True, 3.0, right=True),
    Scored("a", True, 2.0),
    Scored("b", False, 1.0),
    Scored("c", True, 0.0, right=True),
    Scored("d", False, -1.0),
    Scored("e", False, -math.inf),
]


def test_counts_and_shares() -> None:
    counts = refusals(SCORED, 0.5)
    assert counts == Refusals(rightly=2, wrongly=1, missed=1, answered=2)
    assert (counts.precision, counts.recall, counts.f1, counts.refused_wrongly) == pytest.approx((2 / 3, 2 / 3, 2 / 3, 1 / 3))


def test_what_scores_the_threshold_is_answered_and_minus_infinity_never() -> None:
    assert refusals(SCORED, 1.0).missed == 1
    assert refusals(SCORED, -math.inf) == Refusals(rightly=1, wrongly=0, missed=2, answered=3)


def test_a_figure_of_nothing_is_no_number() -> None:
    nothing = Refusals(0, 0, 0, 0)
    assert all(map(math.isnan, (nothing.precision, nothing.recall, nothing.f1, nothing.refused_wrongly, auc([]), risk([], 1.0, bool))))


def test_auc() -> None:
    # Of nine pairs only (c, b) is the wrong way round.
    assert auc(SCORED) == pytest.approx(8 / 9)
    assert auc([Scored("a", True, 1.0), Scored("b", False, 1.0)]) == 0.5
    assert math.isnan(auc(SCORED[:2]))


def test_risk_by_coverage() -> None:
    assert risk(SCORED, 0.5, lambda s: not s.answerable) == pytest.approx(1 / 3)
    assert risk(SCORED, 0.5, lambda s: not s.right) == pytest.approx(2 / 3)
    assert risk(SCORED, 1.0, lambda s: not s.right) == pytest.approx(4 / 6)


def test_best_threshold() -> None:
    # Refusing b costs c: F1 6/7. Where no answerable question may be lost, the line is drawn between d and c: F1 4/5.
    assert best_threshold(SCORED, 0.4) == 1.5
    assert best_threshold(SCORED, 0.0) == -0.5
    assert best_threshold([Scored("a", True, 0.0), Scored("b", False, 1.0)], 0.0) == -math.inf


outcomes = st.lists(st.builds(Scored, st.sampled_from("abcd"), st.booleans(), st.integers(-3, 3).map(float)), min_size=2, max_size=12)


@given(outcomes, st.floats(0, 1))
def test_no_other_threshold_within_the_limit_is_better(scored: list[Scored], most: float) -> None:
    best = refusals(scored, best_threshold(scored, most))
    assert not best.refused_wrongly > most
    within = [r for r in (refusals(scored, at + 0.5) for at in range(-4, 3)) if not r.refused_wrongly > most]
    levels = {s.score for s in scored}
    if best.rightly + best.missed and len(levels) > 1:
        assert best.f1 >= max((r.f1 for r in within if r.answered + r.missed), default=0.0)


def test_interval() -> None:
    same = [Scored(str(i), i % 2 == 0, float(i % 2 == 0)) for i in range(40)]
    assert interval(same, 0.5, lambda r: r.f1) == (1.0, 1.0)
    # A question's five languages are one draw: with half of 20 questions refused wrongly, the share's error is √(¼/20), not √(¼/100).
    half = [Scored(str(i), True, float(i % 2)) for i in range(20) for _ in range(5)]
    low, high = interval(half, 0.5, lambda r: r.refused_wrongly)
    assert (low, high) == pytest.approx((0.5 - 1.96 * 0.1118, 0.5 + 1.96 * 0.1118), abs=0.04)
    assert all(map(math.isnan, interval(half, 0.5, lambda r: r.recall)))
