"""A closer look at what both legs bring: words with their translations, terms, places. Never searches.

All scores are of passages in the order given. `lines` is what `index.terms` stored of each.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.alignment import idf
from index.concepts import Concept
from index.vocabulary import Vocabulary

Scores = NDArray[np.float64]

# BM25's constants: Robertson and Zaragoza 2009. A search over k1 0.9–1.6 and b 0.3–0.75 moved hit@10 by a point at most.
_K1, _B = 1.2, 0.5


def word_scores(
    concepts: Sequence[Concept], lines: Sequence[str], vocabulary: Vocabulary, words: Sequence[Sequence[str]] | None = None
) -> Scores:
    """BM25 of each passage, each concept counted as one word: a probabilistic structured query.

    A concept's frequency in a passage is the weighted sum of its alternatives' (Darwish and Oard 2003), so that a passage gains nothing
    by holding three translations of one word; in how many passages it stands is the sum over its alternatives. `words` are those
    of the lines, where the caller has split them already.
    """
    words = [passage.split() for passage in lines] if words is None else words
    lengths = np.array([len(of_it) for of_it in words], dtype=np.float64)
    normal = _K1 * (1 - _B + _B * lengths / max(vocabulary.average_length, 1.0))
    scores = np.zeros(len(lines))
    for concept, frequency in zip(concepts, _frequencies(concepts, lines, words), strict=True):
        scores += idf(concept, vocabulary) * frequency * (_K1 + 1) / (frequency + normal)
    return scores


def _frequencies(concepts: Sequence[Concept], lines: Sequence[str], words: Sequence[Sequence[str]]) -> NDArray[np.float64]:
    """(concepts, passages): the weighted sum of how often a concept's alternatives stand in a passage."""
    single: dict[str, list[tuple[int, float]]] = {}
    several: list[tuple[int, str, float]] = []
    for number, concept in enumerate(concepts):
        for term, weight in concept.alternatives.items():
            if " " in term:
                several.append((number, term, weight))
            else:
                single.setdefault(term, []).append((number, weight))
    found = [[0.0] * len(lines) for _ in concepts]
    for i, of_passage in enumerate(words):
        for word in filter(single.__contains__, of_passage):  # few of a passage's words are asked for
            for number, weight in single[word]:
                found[number][i] += weight
        for number, term, weight in several:
            if term in lines[i]:
                found[number][i] += weight * _times(term, lines[i])
    return np.array(found).reshape(len(concepts), len(lines))


def _times(term: str, lines: str) -> int:
    """How often the lemmas of a term stand in a row within a sentence."""
    return sum(f" {line} ".count(f" {term} ") for line in lines.split("\n"))


def place_scores(places: Sequence[Concept], lines: Sequence[str], vocabulary: Vocabulary) -> Scores:
    """The summed idf of those places that each passage names, in whatever form; how often does not matter."""
    scores = np.zeros(len(lines))
    for place in places:
        weight = idf(place, vocabulary)
        held = [not set(place.alternatives).isdisjoint(passage.rpartition("\n")[2].split()) for passage in lines]
        scores += weight * np.array(held, dtype=np.float64)
    return scores
