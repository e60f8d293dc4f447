"""Encoders whose vectors can be computed in the head: one counts known words, one turns them by known angles."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.analysis import words
from index.encoder.protocol import unit_rows

VOCABULARY = ("heat", "bus", "waste", "water", "ciepło", "autobus", "odpady", "woda")


class CountingEncoder:
    """Counts the words of VOCABULARY; a word and its Polish twin share a dimension."""

    name = "counting"
    fingerprint = "0123456789abcdef"
    dimensions = 4
    static = True

    def _encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in words(text):
                if word in VOCABULARY:
                    row[VOCABULARY.index(word) % self.dimensions] += 1
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)

    def encode_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._encode(texts)

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._encode(texts)


ANGLES = {"alpha": 0, "beta": 30, "gamma": 60, "delta": 72, "epsilon": 90, "omega": 180}


class TurningEncoder(CountingEncoder):
    """Each word of ANGLES lies at its own number of degrees, so that the cosine of two is known; a text is the direction of its words' sum."""

    name = "turning"
    dimensions = 2

    def _encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for angle in np.radians([ANGLES[word] for word in words(text) if word in ANGLES]):
                row += (np.cos(angle), np.sin(angle))
        return unit_rows(rows)
