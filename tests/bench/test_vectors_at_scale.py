"""The dense leg alone from ten thousand to ten million vectors: milliseconds, bytes, and how they grow. Figures, never a failure on speed.

VECTORS sets the largest size. The vectors are real words' vectors mixed at random, four to a passage: they lie in the encoder's space as passages
do, and ten million are made in minutes.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.encoder.registry import load
from index.vectors import VectorIndex
from tests.bench import synthetic
from tests.bench.test_scale import ROOT

LARGEST = int(os.environ.get("VECTORS", "1000000"))
ASKED, WARM = 60, 10

Rows = NDArray[np.float32]


class Mixed:
    """Passages' vectors by id: sums of four words' vectors, of unit length; the same for the same id."""

    def __init__(self, words: Rows) -> None:
        self._words = words

    def rows(self, ids: NDArray[np.int64]) -> Rows:
        first = np.asarray(ids, dtype=np.uint64)
        picked = [
            self._words[((first + np.uint64(7)) * np.uint64(odd) >> np.uint64(24)) % len(self._words)]
            for odd in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93)
        ]
        summed: Rows = np.sum(picked, axis=0, dtype=np.float32)
        return summed / np.linalg.norm(summed, axis=1, keepdims=True)


@pytest.mark.slow
def test_milliseconds_of_the_dense_leg(tmp_path: Path) -> None:
    encoder = load()
    words = sorted({str(word) for language in synthetic.languages(ROOT / "samples" / "source").values() for word in language.words[:4_000]})
    mixed = Mixed(encoder.encode_passages(words))
    index, size, generation = VectorIndex(tmp_path, encoder.dimensions), 0, 0
    questions = mixed.rows(np.arange(10**12, 10**12 + ASKED + WARM))
    print("\nvectors        p50 ms  p95 ms  recall@10  bytes a vector on disk  seconds to add")
    while (size := size * 10 or 10_000) <= LARGEST:
        began, generation = time.perf_counter(), generation + 1
        new = np.arange(len(index), size)
        index.change(np.zeros(0, dtype=np.int64), new, lambda ids: mixed.rows(np.asarray(ids)), generation)
        added = time.perf_counter() - began
        seconds, recalls = [], []
        for number, question in enumerate(questions):
            began = time.perf_counter()
            found = [i for i, _ in index.search(question, 10)]
            seconds.append(time.perf_counter() - began)
            if number % 12 == 0:
                recalls.append(len(set(found) & set(exact(mixed, question, size))) / 10)
        p50, p95 = np.percentile(1_000 * np.array(seconds[WARM:]), (50, 95))
        disk = sum(file.stat().st_size for file in tmp_path.rglob("*") if file.is_file()) / size
        print(f"{size:>12,}  {p50:7.2f} {p95:7.2f}  {np.mean(recalls):9.3f}  {disk:22.0f}  {added:14.1f}", flush=True)
        assert len(index) == size


def exact(mixed: Mixed, question: Rows, size: int) -> list[int]:
    """The ten nearest of all, by brute force in pieces."""
    best: list[tuple[float, int]] = []
    for start in range(0, size, 200_000):
        ids = np.arange(start, min(size, start + 200_000))
        scores = mixed.rows(ids) @ question
        top = np.argpartition(-scores, min(10, len(ids) - 1))[:10]
        best = sorted([*best, *((float(scores[i]), int(ids[i])) for i in top)], reverse=True)[:10]
    return [i for _, i in best]
