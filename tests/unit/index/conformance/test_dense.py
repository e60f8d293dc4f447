"""Each dense index against every cosine computed in NumPy."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from index.engines import DenseIndex

DIMENSIONS = 16
NONE = np.zeros(0, dtype=np.int64)

Open = Callable[[], DenseIndex]


def unit(rows: int, seed: int) -> np.ndarray:
    drawn = np.random.default_rng(seed).normal(size=(rows, DIMENSIONS))
    return (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float16).astype(np.float32)


ALL = unit(1_300, 0)
QUESTIONS = unit(5, 1)
CLOSE = 2e-3  # half precision in, half precision out


def rows(ids: Sequence[int]) -> np.ndarray:
    """The vector of each id: the truth that the index is derived from."""
    return ALL[np.asarray(ids, dtype=np.int64)]


def ids(first: int, end: int) -> np.ndarray:
    return np.arange(first, end, dtype=np.int64)


def oracle(held: np.ndarray, question: np.ndarray, limit: int) -> list[tuple[int, float]]:
    scores = ALL[held] @ question
    return sorted(((int(i), float(s)) for i, s in zip(held, scores, strict=True) if s > 0), key=lambda hit: (-hit[1], hit[0]))[:limit]


def same(found: list[tuple[int, float]], expected: list[tuple[int, float]]) -> None:
    """The same scores in the same places, and no id whose true score is another."""
    assert [score for _, score in found] == pytest.approx([score for _, score in expected], abs=CLOSE)
    assert len({i for i, _ in found}) == len(found)


@pytest.fixture
def opened(dense_of: Callable[[int], Open]) -> Open:
    """1,200 vectors with the ids 1 to 1,200 at generation 3."""
    again = dense_of(DIMENSIONS)
    index = again()
    assert (index.generation, len(index), index.search(QUESTIONS[0], 5)) == (-1, 0, [])
    index.change(NONE, ids(1, 1_201), rows, 3)
    return again


@pytest.mark.parametrize("limit", [1, 10, 300])
def test_the_nearest_are_those_of_the_oracle(opened: Open, limit: int) -> None:
    index = opened()
    for question in QUESTIONS:
        found = index.search(question, limit)
        same(found, oracle(ids(1, 1_201), question, limit))
        assert all(score == pytest.approx(float(ALL[i] @ question), abs=CLOSE) for i, score in found)


def test_several_at_once_are_each_one_by_one(opened: Open) -> None:
    index = opened()
    for found, question in zip(index.search_all(QUESTIONS, 20), QUESTIONS, strict=True):
        assert dict(found) == pytest.approx(dict(index.search(question, 20)), abs=1e-6)
    assert index.search_all(np.zeros((0, DIMENSIONS), dtype=np.float32), 20) == []


@pytest.mark.parametrize(
    "ranges", [[(5, 6)], [(10, 40), (40, 60)], [(900, 990), (20, 21), (1_190, 1_300)], [(1, 1_201)], [(3_000, 4_000)], []], ids=str
)
def test_only_what_is_allowed(opened: Open, ranges: list[tuple[int, int]]) -> None:
    allowed = np.array(sorted(ranges), dtype=np.int64).reshape(-1, 2)
    held = np.array([i for i in range(1, 1_201) if any(first <= i < end for first, end in ranges)], dtype=np.int64)
    for question in QUESTIONS:
        found = opened().search(question, 30, allowed)
        same(found, oracle(held, question, 30))
        assert {i for i, _ in found} <= set(held.tolist())


def test_changes_are_seen_by_who_opens_it_and_by_who_looks_again(opened: Open) -> None:
    other = opened()
    index = opened()
    index.change(ids(1, 700), ids(1_250, 1_260), rows, 4)
    other.refresh()
    held = np.concatenate([ids(700, 1_201), ids(1_250, 1_260)])
    for found in (index, other, opened()):
        assert (found.generation, len(found)) == (4, len(held))
        assert found.ids().tolist() == held.tolist()
        assert (found.holds(1, 700), found.holds(699, 701), found.holds(1_259, 1_300), found.holds(1_260, 1_300)) == (
            False,
            True,
            True,
            False,
        )
        same(found.search(QUESTIONS[0], 25), oracle(held, QUESTIONS[0], 25))
        assert found.disagreeing(rows) == []


def test_a_change_made_twice_is_made_once(opened: Open) -> None:
    """What a run that died half-way has done already is done again by the next."""
    index = opened()
    for _ in range(2):
        index.change(ids(1, 10), ids(1_250, 1_253), rows, 4)
    assert index.ids().tolist() == [*range(10, 1_201), 1_250, 1_251, 1_252]


def test_a_vector_that_is_another_is_named(opened: Open) -> None:
    def turned(asked: Sequence[int]) -> np.ndarray:
        return np.array([ALL[0] if i in (7, 900) else ALL[i] for i in asked])

    assert opened().disagreeing(turned) == [7, 900]


def test_cleared_it_is_as_new(opened: Open) -> None:
    index = opened()
    index.clear()
    for found in (index, opened()):
        assert (found.generation, len(found), found.ids().tolist(), found.search(QUESTIONS[0], 5)) == (-1, 0, [], [])
    index.change(NONE, ids(5, 8), rows, 9)
    assert (opened().generation, opened().ids().tolist()) == (9, [5, 6, 7])
