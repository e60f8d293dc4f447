"""Intervals against a slow oracle and against what is known of the normal distribution."""

from __future__ import annotations

import random

import numpy as np
import pytest

from eval.run.bootstrap import Sums, interval, paired


def mean(sums: Sums) -> Sums:
    return sums[:, 0] / sums[:, 1]


def parts(values: list[float]) -> Sums:
    return np.array([[v, 1.0] for v in values])


def test_close_to_drawing_one_by_one() -> None:
    draw = random.Random(1)
    values = [draw.random() for _ in range(40)]
    means = sorted(sum(draw.choices(values, k=40)) / 40 for _ in range(4_000))
    found = interval(parts(values), mean)
    assert found == pytest.approx((means[100], means[3_899]), abs=0.01)


def test_close_to_the_normal_distribution() -> None:
    values = [0.0, 1.0] * 200
    low, high = interval(parts(values), mean) or (0, 0)
    assert (low, high) == pytest.approx((0.5 - 1.96 * 0.025, 0.5 + 1.96 * 0.025), abs=0.005)


def test_groups_are_drawn_whole() -> None:
    """Five answers of a case that always go together tell no more than one."""
    values = [float(n % 2) for n in range(40)]
    alone, five = parts(values), np.array([[5 * v, 5.0] for v in values])
    assert interval(alone, mean) == interval(five, mean)


def test_the_same_run_has_the_same_interval() -> None:
    assert interval(parts([0.1 * n for n in range(12)]), mean) == interval(parts([0.1 * n for n in range(12)]), mean)


def test_few_groups_have_no_interval() -> None:
    assert interval(parts([0.0, 1.0] * 3 + [1.0]), mean) is None
    assert paired(parts([1.0] * 7), parts([0.0] * 7), mean) is None


def test_pairs_are_surer_than_two_intervals() -> None:
    draw = random.Random(2)
    then = [draw.random() for _ in range(60)]
    now = [v + 0.05 for v in then]
    low, high = paired(parts(now), parts(then), mean) or (0, 0)
    assert (low, high) == pytest.approx((0.05, 0.05))
    own = interval(parts(now), mean) or (0, 0)
    assert own[1] - own[0] > 0.1


def test_draws_without_a_figure_are_left_out() -> None:
    groups = np.array([[0.0, 0.0]] * 9 + [[3.0, 4.0]])

    def share(sums: Sums) -> Sums:
        return np.divide(sums[:, 0], sums[:, 1], out=np.full(len(sums), np.nan), where=sums[:, 1] > 0)

    assert interval(groups, share) == (0.75, 0.75)
    assert interval(groups[:9], share) is None
