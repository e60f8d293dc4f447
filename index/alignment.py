"""How much of a question a text says in its own words, in whatever language. Knows lemmas and their vectors; nothing of passages and of ranking.

The late interaction of ColBERT (Khattab and Zaharia 2020) over static vectors of lemmas, in one space for all languages: for each word of the
question the nearest lemma of the text, weighed by idf.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain, repeat

import numpy as np
from numpy.typing import NDArray

from index.concepts import Concept
from index.occurrences import Occurrences
from index.vocabulary import Vocabulary

# Two lemmas begin to mean the same at this cosine, and mean it fully at 1. From 0.4 or 0.45, or squared, alignment alone found 4 to 9
# points less (hit@10 on the development questions).
_ALIKE_FROM = 0.3


def idf(concept: Concept, vocabulary: Vocabulary) -> float:
    """How much it tells that a passage holds the concept: Lucene's idf over the passages that hold any of its alternatives; 0 where none does."""
    held = min(sum(vocabulary.passages_with(alternative) for alternative in concept.alternatives), max(vocabulary.passages, 0))
    return math.log(1 + (vocabulary.passages - held + 0.5) / (held + 0.5)) if held else 0.0


# Lemmas with their columns, and how nearly each word of the question means each of them.
_Alike = tuple[Mapping[str, int], NDArray[np.float32]]


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
        found = self.nearest_in(list(chain.from_iterable(texts)), [len(text) for text in texts])
        for rows, alternatives in self._terms:
            for i, text in enumerate(texts):
                if any(f" {alternative} " in f" {' '.join(text)} " for alternative in alternatives):
                    found[i, rows] = 1
        return found

    def nearest_in(self, lemmas: Sequence[str], lengths: Sequence[int]) -> NDArray[np.float32]:
        """The same for texts that follow each other in `lemmas`, each of so many of them; whether they hold a term is not looked at."""
        found = np.zeros((len(lengths), len(self.words)), dtype=np.float32)
        filled = np.flatnonzero(lengths)
        if not len(filled) or not self.words:
            return found
        columns, alike = self._near if self._vocabulary.translates else self._compared(lemmas)
        of_lemmas = np.fromiter(map(columns.get, lemmas, repeat(-1)), dtype=np.intp, count=len(lemmas))
        starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])[filled]
        found[filled] = np.maximum.reduceat(alike[:, of_lemmas], starts, axis=1).T
        return found

    @property
    def lemmas(self) -> Iterable[str]:
        """The lemmas of the index that mean anything like a word of the question, where the vocabulary knows them; all others mean nothing."""
        return self._near[0].keys()

    def nearest_at(self, found: Occurrences) -> NDArray[np.float32]:
        """(lines, words): the same for lines of passages, in which `lemmas` were looked for; where the vocabulary knows those."""
        nearest = np.zeros((found.first_lines[-1], len(self.words)), dtype=np.float32)
        columns, alike = self._near
        of_terms = np.fromiter(map(columns.get, found.terms, repeat(-1)), dtype=np.intp, count=len(found.terms))
        if len(found.line) and self.words:
            starts = np.flatnonzero(np.diff(found.line, prepend=-1))  # occurrences stand line by line
            nearest[found.line[starts]] = np.maximum.reduceat(alike[:, of_terms[found.of_term]], starts, axis=1).T
        return nearest

    def _rows(self, term: Concept) -> list[int]:
        """Which words of the question a term is made of."""
        made_of = set(term.name.split())
        return [row for row, word in enumerate(self.words) if word.name in made_of]

    @cached_property
    def _near(self) -> _Alike:
        """The lemmas of the index that mean anything like a word of the question. Of a thousand lemmas of fifty passages they are a handful,
        and to read the vectors of all the others took a third of a search.
        """
        near = self._vocabulary.near(word.name for word in self.words)
        columns = {lemma: i for i, lemma in enumerate(dict.fromkeys(chain(*near.values(), *(word.alternatives for word in self.words))))}
        cosines = np.zeros((len(self.words), len(columns)), dtype=np.float32)
        for row, word in enumerate(self.words):
            of_word = near[word.name]
            cosines[row, [columns[lemma] for lemma in of_word]] = list(of_word.values())
        return columns, self._likeness(columns, cosines)

    def _compared(self, lemmas: Sequence[str]) -> _Alike:
        """The same for every lemma of the texts, by the encoder's vectors."""
        columns = {lemma: i for i, lemma in enumerate(dict.fromkeys(lemmas))}
        names = [word.name for word in self.words]
        cosines = self._vocabulary.vectors(names) @ self._vocabulary.vectors(list(columns)).T
        return columns, self._likeness(columns, cosines)

    def _likeness(self, columns: Mapping[str, int], cosines: NDArray[np.float32]) -> NDArray[np.float32]:
        """(words, lemmas + 1): how nearly each word of the question means each lemma, 0 to 1; the last column, 0, is that of any other lemma."""
        alike = np.zeros((len(self.words), len(columns) + 1), dtype=np.float32)
        np.clip((cosines - _ALIKE_FROM) / (1 - _ALIKE_FROM), 0, 1, out=alike[:, :-1])
        for row, word in enumerate(self.words):
            if any(c.isdigit() for c in word.name):
                alike[row] = 0
            own = [columns[lemma] for lemma, weight in word.alternatives.items() if weight == 1.0 and lemma in columns]
            alike[row, own] = 1  # the word itself, and its forms with diacritics
        return alike
