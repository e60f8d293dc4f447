"""The vector index against plain NumPy, and its life-cycle."""

from pathlib import Path

import numpy as np
import pytest

from index.vectors import VectorIndex


def unit(rows: int, seed: int = 0, dimensions: int = 16) -> np.ndarray:
    drawn = np.random.default_rng(seed).normal(size=(rows, dimensions)).astype(np.float32)
    return drawn / np.linalg.norm(drawn, axis=1, keepdims=True)


@pytest.fixture
def filled(tmp_path: Path) -> tuple[VectorIndex, np.ndarray, np.ndarray]:
    ids, rows = np.arange(10, 210, dtype=np.int64), unit(200)
    index = VectorIndex(tmp_path / "vectors.faiss", 16)
    index.change([], [(ids, rows)], 1)
    return index, ids, rows


def oracle(ids: np.ndarray, rows: np.ndarray, question: np.ndarray, limit: int) -> list[tuple[int, float]]:
    scores = rows @ question
    order = sorted((i for i in range(len(ids)) if scores[i] > 0), key=lambda i: (-scores[i], ids[i]))[:limit]
    return [(int(ids[i]), float(scores[i])) for i in order]


def test_the_nearest_are_those_of_the_oracle(filled: tuple[VectorIndex, np.ndarray, np.ndarray]) -> None:
    index, ids, rows = filled
    for question in unit(20, seed=1):
        found, expected = index.search(question, 10), oracle(ids, rows, question, 10)
        assert [i for i, _ in found] == [i for i, _ in expected]
        assert [s for _, s in found] == pytest.approx([s for _, s in expected], abs=1e-5)


def test_a_vector_finds_itself_with_cosine_one(filled: tuple[VectorIndex, np.ndarray, np.ndarray]) -> None:
    index, ids, rows = filled
    assert index.search(rows[7], 1) == [(int(ids[7]), pytest.approx(1.0, abs=1e-5))]


def test_a_filter_returns_the_best_of_the_allowed(filled: tuple[VectorIndex, np.ndarray, np.ndarray]) -> None:
    index, ids, rows = filled
    allowed = ids[::20]
    for question in unit(10, seed=2):
        assert [i for i, _ in index.search(question, 5, allowed)] == [i for i, _ in oracle(allowed, rows[::20], question, 5)]
    assert index.search(rows[0], 5, np.array([], dtype=np.int64)) == []


def test_removal_and_reopening(filled: tuple[VectorIndex, np.ndarray, np.ndarray], tmp_path: Path) -> None:
    index, ids, rows = filled
    index.change([int(ids[0])], [], 2)
    again = VectorIndex(tmp_path / "vectors.faiss", 16)
    assert again.passage_ids() == set(ids[1:].tolist())
    assert again.generation == 2
    assert int(ids[0]) not in dict(again.search(rows[0], 200))


def test_the_zero_vector_finds_nothing(filled: tuple[VectorIndex, np.ndarray, np.ndarray]) -> None:
    assert filled[0].search(np.zeros(16, dtype=np.float32), 5) == []


def test_a_truncated_file_is_empty_and_out_of_date(filled: tuple[VectorIndex, np.ndarray, np.ndarray], tmp_path: Path) -> None:
    file = tmp_path / "vectors.faiss"
    file.write_bytes(file.read_bytes()[:100])
    again = VectorIndex(file, 16)
    assert again.passage_ids() == set()
    assert again.generation == -1
