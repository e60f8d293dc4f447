"""The figures of tagging against counts made by hand."""

from __future__ import annotations

import pytest

from eval import tags

THERE = [frozenset({7, 13}), frozenset({7}), frozenset[int](), frozenset({5})]
SAID = [frozenset({7}), frozenset({7, 11}), frozenset({13}), frozenset[int]()]


def test_counts_of_one_goal() -> None:
    assert tags.count(THERE, SAID, 13) == tags.Counted(both=0, said=1, there=1)
    assert tags.count(THERE, SAID, 7).f1 == 1.0


def test_the_macro_mean_is_over_goals_that_occur() -> None:
    assert tags.macro_f1(THERE, SAID) == pytest.approx(1 / 3)  # 7 right, 13 and 5 not; 11 occurs nowhere


def test_the_micro_figure_is_over_all_pairs() -> None:
    assert tags.micro_f1(THERE, SAID) == pytest.approx(2 * 2 / (4 + 4))


def test_nothing_there_and_nothing_said_is_zero() -> None:
    assert tags.macro_f1([frozenset()], [frozenset()]) == tags.micro_f1([frozenset()], [frozenset()]) == 0.0
