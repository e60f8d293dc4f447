"""Figures of one ranking, worked out by hand."""

from __future__ import annotations

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.ranking import hit, ndcg

RANKING = ["a", "b", "c", "d"]


@pytest.mark.parametrize(("right", "k", "expected"), [({"c"}, 3, 1.0), ({"c"}, 2, 0.0), ({"x", "a"}, 1, 1.0), (set(), 4, 0.0)])
def test_hit(right: set[str], k: int, expected: float) -> None:
    assert hit(RANKING, right, k) == expected


@pytest.mark.parametrize(
    ("right", "k", "expected"),
    [
        ({"a"}, 4, 1.0),
        ({"b"}, 4, 1 / log2(3)),  # 0.631: found second instead of first
        ({"c"}, 2, 0.0),
        ({"a", "c"}, 4, (1 + 1 / 2) / (1 + 1 / log2(3))),
        ({"a", "b", "x"}, 2, 1.0),  # of three right ones no more than two fit
        ({"b", "x"}, 4, (1 / log2(3)) / (1 + 1 / log2(3))),
        (set(), 4, 0.0),
    ],
)
def test_ndcg(right: set[str], k: int, expected: float) -> None:
    assert ndcg(RANKING, right, k) == pytest.approx(expected)


@given(st.permutations("abcdefgh"), st.sets(st.sampled_from("abcdefghxy"), min_size=1), st.integers(1, 10))
def test_moving_a_right_answer_up_never_costs(ranking: list[str], right: set[str], k: int) -> None:
    sorted_ = sorted(ranking, key=lambda name: name not in right)
    assert 0 <= ndcg(ranking, right, k) <= ndcg(sorted_, right, k) <= 1 + 1e-9
    assert hit(ranking, right, k) <= hit(sorted_, right, k)
    assert (ndcg(ranking, right, k) > 0) == (hit(ranking, right, k) == 1)
