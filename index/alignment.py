"""How much of a question a text says in its own words, in whatever language. Knows lemmas and their vectors; nothing of passages and of ranking.

The late interaction of ColBERT (Khattab and Zaharia 2020) over static vectors of lemmas, in one space for all languages: for each word of the
question the nearest lemma of the text, weighed by idf.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from index.concepts import Concept
from index.vocabulary import Vocabulary

# Two lemmas begin to mean the same at this cosine, and mean it fully at 1. From 0.4 or 0.45, or squared, alignment alone found 4 to 9
# points less (hit@10 on the development questions).
_ALIKE_FROM = 0.3

_AT_ONCE = 512  # lemmas whose vectors are read at once: 0.8 MB stay in a processor's cache, 6 MB of all do not


def idf(concept: Concept, vocabulary: Vocabulary) -> float:
    """How much it tells that a passage holds the concept: Lucene's idf over the passages that hold any of its alternatives; 0 where none does.

    A term of several words is counted as often as the rarest of them: more than it stands in, so that it weighs too little rather than too much.
    """
    held = min(
        sum(min(map(vocabulary.passages_with, alternative.split())) for alternative in concept.alternatives), max(vocabulary.passages, 0)
    )
    return math.log(1 + (vocabulary.passages - held + 0.5) / (held + 0.5)) if held else 0.0


class Alignment:
    """One question, held against many texts."""

    def __init__(self, words: Sequence[Concept], vocabulary: Vocabulary, terms: Sequence[Concept] = ()) -> None:
        """`words` are the question's; the vocabulary weighs them. A text that holds one of the `terms`, in any language, says its words."""
        self.words = tuple(words)
        self._terms = [(self._rows(term), tuple(term.alternatives)) for term in terms]
        self.idf = np.array([idf(word, vocabulary) for word in words], dtype=np.float64)
        self.shares = self.idf / total if (total := self.idf.sum()) > 0 else self.idf  # (words,): what each word's idf is of the sum
        self._vocabulary = vocabulary

    def nearest(self, texts: Sequence[Sequence[str]]) -> NDArray[np.float32]:
        """(texts, words): how nearly the lemmas of each text mean each word of the question, 0 to 1. Numbers are only like themselves."""
        found = np.zeros((len(texts), len(self.words)), dtype=np.float32)
        lengths = [len(text) for text in texts]
        filled = np.flatnonzero(lengths)
        if not len(filled) or not self.words:
            return found
        position = {lemma: i for i, lemma in enumerate(dict.fromkeys(chain.from_iterable(texts)))}
        tokens = list(map(position.__getitem__, chain.from_iterable(texts)))
        starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])[filled]
        found[filled] = np.maximum.reduceat(self._alike(position)[:, tokens], starts, axis=1).T
        for rows, alternatives in self._terms:
            for i, text in enumerate(texts):
                if any(f" {alternative} " in f" {' '.join(text)} " for alternative in alternatives):
                    found[i, rows] = 1
        return found

    def _rows(self, term: Concept) -> list[int]:
        """Which words of the question a term is made of."""
        made_of = set(term.name.split())
        return [row for row, word in enumerate(self.words) if word.name in made_of]

    def _alike(self, position: Mapping[str, int]) -> NDArray[np.float32]:
        """How nearly each word of the question means each lemma, which stands in the column of its `position`: (words, lemmas), 0 to 1."""
        words, lemmas = self._vocabulary.vectors([word.name for word in self.words]), list(position)
        parts = [words @ self._vocabulary.vectors(lemmas[i : i + _AT_ONCE]).T for i in range(0, len(lemmas), _AT_ONCE)]
        cosines = np.concatenate(parts, axis=1)
        alike: NDArray[np.float32] = np.clip((cosines - _ALIKE_FROM) / (1 - _ALIKE_FROM), 0, 1).astype(np.float32)
        for row, word in enumerate(self.words):
            if any(c.isdigit() for c in word.name):
                alike[row] = 0
            for lemma, weight in word.alternatives.items():
                if weight == 1.0 and lemma in position:  # the word itself, and its forms with diacritics
                    alike[row, position[lemma]] = 1
        return alike
