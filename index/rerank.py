"""A closer look at what both legs bring: words with their translations, terms, places. Never searches.

All scores are of passages in the order given. `lines` is what `index.terms` stored of each.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from index.alignment import idf
from index.concepts import Concept
from index.vocabulary import Vocabulary

Scores = NDArray[np.float64]

# BM25's constants: Robertson and Zaragoza 2009. A search over k1 0.9–1.6 and b 0.3–0.75 moved hit@10 by a point at most.
_K1, _B = 1.2, 0.5


def concept_scores(
    concepts: Sequence[Concept], lines: Sequence[str], vocabulary: Vocabulary, words: Sequence[Sequence[str]] | None = None
) -> NDArray[np.float64]:
    """(concepts, passages): BM25 of each concept in each passage, counted as one word: a probabilistic structured query.

    A concept's frequency in a passage is the weighted sum of its alternatives' (Darwish and Oard 2003), so that a passage gains nothing
    by holding three translations of one word; in how many passages it stands is the sum over its alternatives. `words` are those
    of the lines, where the caller has split them already.
    """
    words = [passage.split() for passage in lines] if words is None else words
    lengths = np.array([len(of_it) for of_it in words], dtype=np.float64)
    normal = _K1 * (1 - _B + _B * lengths / max(vocabulary.average_length, 1.0))
    frequencies = _frequencies(concepts, lines, words)
    weights = np.array([idf(concept, vocabulary) for concept in concepts]).reshape(-1, 1)
    scores: NDArray[np.float64] = weights * frequencies * (_K1 + 1) / (frequencies + normal)
    return scores


def _frequencies(concepts: Sequence[Concept], lines: Sequence[str], words: Sequence[Sequence[str]]) -> NDArray[np.float64]:
    """(concepts, passages): the weighted sum of how often a concept's alternatives stand in a passage."""
    terms = {term: row for row, term in enumerate(dict.fromkeys(term for concept in concepts for term in concept.alternatives))}
    weights = np.zeros((len(concepts), len(terms)))
    for number, concept in enumerate(concepts):
        weights[number, [terms[term] for term in concept.alternatives]] = list(concept.alternatives.values())
    held = [list(filter(terms.__contains__, of_passage)) for of_passage in words]  # few of a passage's words are asked for
    places = np.repeat(np.arange(len(lines)), list(map(len, held))) * len(terms)
    which = np.fromiter(map(terms.__getitem__, chain.from_iterable(held)), dtype=np.intp, count=len(places))
    counts = np.bincount(places + which, minlength=len(lines) * len(terms)).reshape(len(lines), len(terms)).astype(np.float64)
    for term, row in terms.items():
        if " " in term:
            counts[:, row] = [_times(term, passage) if term in passage else 0 for passage in lines]
    return weights @ counts.T


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
