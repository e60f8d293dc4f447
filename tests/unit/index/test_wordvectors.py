"""Vectors of words, remembered: the encoder's own, each asked for once."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

import index.wordvectors
from index.wordvectors import WordVectors
from tests.encoders import ANGLES, TurningEncoder


class Noting(TurningEncoder):
    """Notes what it was asked to encode."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked += texts
        return super().encode_passages(texts)


WORDS = [*ANGLES, "unknown"]


def test_rows_are_the_encoders_in_the_order_asked() -> None:
    rows = WordVectors(TurningEncoder()).rows(["beta", "unknown", "alpha", "beta"])
    assert rows.dtype == np.float32
    assert rows == pytest.approx(np.array([[np.sqrt(0.75), 0.5], [0, 0], [1, 0], [np.sqrt(0.75), 0.5]]), abs=5e-4)


def test_nothing_asked_is_no_rows() -> None:
    assert WordVectors(TurningEncoder()).rows([]).shape == (0, 2)


def test_a_word_is_encoded_once() -> None:
    encoder = Noting()
    vectors = WordVectors(encoder)
    vectors.rows(["beta", "alpha", "beta"])
    vectors.rows(["alpha", "gamma"])
    assert encoder.asked == ["beta", "alpha", "gamma"]


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=5), max_size=8))
def test_what_is_forgotten_is_encoded_again(asked: list[list[str]]) -> None:
    """Whatever is asked for in whatever order, with room for three words: more at once are encoded without being kept."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index.wordvectors, "_REMEMBERED", 3)
        vectors = WordVectors(TurningEncoder())
        for words in asked:
            assert vectors.rows(words) == pytest.approx(TurningEncoder().encode_passages(words), abs=5e-4)


def test_threads_see_what_one_sees(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.wordvectors, "_REMEMBERED", 4)
    vectors = WordVectors(TurningEncoder())

    def right(i: int) -> bool:
        words = [WORDS[(i + k) % len(WORDS)] for k in range(3)]
        return np.allclose(vectors.rows(words), TurningEncoder().encode_passages(words), atol=5e-4)

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(right, range(400)))
