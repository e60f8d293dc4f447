"""How much single words speak for each goal, known terms or not, in whatever language. Knows word vectors and weights, no texts' labels.

The scheme's terms name what we thought of; a word near to them in the encoder's space ("kilowatt-hour", "seafood") speaks for the same goal.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.analysis import STOP_WORDS
from index.encoder.protocol import Encoder
from index.scheme.goals import COUNT
from ingest.tag.logistic import Logistic, sigmoid

Numbers = NDArray[np.float32]

# Probabilities below this are noise that a long passage would add up.
_LEAST = 0.15
_REMEMBERED = 200_000  # words: 17 numbers of 4 bytes each beside the word, some 30 MB

_word = re.compile(r"[^\W\d_]{2,}(?:-[^\W\d_]{2,})*")


class Lexicon:
    """Words to goals in the space of one encoder; remembers the words that it has met."""

    def __init__(self, encoder: Encoder, regression: Logistic) -> None:
        """`regression` has an output for each goal."""
        self._encoder = encoder
        self._regression = regression
        self._forget()

    def _forget(self) -> None:
        self._numbers = dict.fromkeys(STOP_WORDS, 0)
        self._rows = np.zeros((1, COUNT), dtype=np.float32)  # the first row is that of words which say nothing

    def sums(self, texts: Sequence[str]) -> Numbers:
        """(texts, 17): the probabilities of a text's words for each goal, added up."""
        words = [[word.lower() for word in _word.findall(text)] for text in texts]
        new = sorted(set().union(*words) - self._numbers.keys())
        if len(self._numbers) + len(new) > _REMEMBERED and len(self._numbers) > len(STOP_WORDS):
            self._forget()
            return self.sums(texts)
        if new:
            self._numbers.update(zip(new, range(len(self._rows), len(self._rows) + len(new)), strict=True))
            # A word is met beside others in every run: its numbers may not depend on them.
            odds = sigmoid(self._regression.values_alone(self._encoder.encode_passages(new)))
            self._rows = np.vstack([self._rows, np.where(odds > _LEAST, odds, 0)])
        numbers = self._numbers
        flat = np.fromiter((numbers[word] for of_it in words for word in (*of_it, "a")), dtype=np.intp)  # "a": no text is empty
        starts = np.cumsum([0, *(len(of_it) + 1 for of_it in words[:-1])])
        result: Numbers = np.add.reduceat(self._rows[flat], starts, axis=0) if texts else np.zeros((0, COUNT), dtype=np.float32)
        return result
