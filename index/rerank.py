"""A closer look at what both legs bring: words with their translations, terms, places. Never searches.

All scores are of passages in the order given. `lines` is what `index.terms` stored of each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.alignment import idf
from index.concepts import Concept
from index.occurrences import Occurrences, occurrences
from index.vocabulary import Vocabulary

Scores = NDArray[np.float64]

# BM25's constants: Robertson and Zaragoza 2009. A search over k1 0.9–1.6 and b 0.3–0.75 moved hit@10 by a point at most.
_K1, _B = 1.2, 0.5


def asked(concepts: Iterable[Concept]) -> set[str]:
    """The single lemmas and places of all that is searched."""
    return {lemma for concept in concepts for alternative in concept.alternatives for lemma in alternative.split()}


def concept_scores(
    concepts: Sequence[Concept], lines: Sequence[str], vocabulary: Vocabulary, found: Occurrences | None = None
) -> NDArray[np.float64]:
    """(concepts, passages): BM25 of each concept in each passage, counted as one word: a probabilistic structured query.

    A concept's frequency in a passage is the weighted sum of its alternatives' (Darwish and Oard 2003), so that a passage gains nothing
    by holding three translations of one word; in how many passages it stands is the sum over its alternatives. `found` is where, among
    others, the `asked` lemmas of these concepts stand in the lines, where the caller has looked already.
    """
    found = occurrences(asked(concepts), lines) if found is None else found
    normal = _K1 * (1 - _B + _B * found.lengths / max(vocabulary.average_length, 1.0))
    frequencies = _frequencies(concepts, lines, found)
    weights = np.array([idf(concept, vocabulary) for concept in concepts]).reshape(-1, 1)
    scores: NDArray[np.float64] = weights * frequencies * (_K1 + 1) / (frequencies + normal)
    return scores


def _frequencies(concepts: Sequence[Concept], lines: Sequence[str], found: Occurrences) -> NDArray[np.float64]:
    """(concepts, passages): the weighted sum of how often a concept's alternatives stand in a passage."""
    counts = found.counts().astype(np.float64)  # (passages, lemmas)
    of_lemmas = np.zeros((len(concepts), counts.shape[1]))
    of_terms = np.zeros((len(concepts), len(lines)))
    for row, concept in enumerate(concepts):
        single = {term: weight for term, weight in concept.alternatives.items() if " " not in term}
        of_lemmas[row, [found.terms[term] for term in single]] = list(single.values())
        for term in concept.alternatives.keys() - single.keys():
            of_terms[row] += concept.alternatives[term] * _times(term, lines, found, counts)
    return of_lemmas @ counts.T + of_terms


def _times(term: str, lines: Sequence[str], found: Occurrences, counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """(passages,): how often the lemmas of a term stand in a row within a sentence."""
    times = np.zeros(len(lines))
    for i in np.flatnonzero(counts[:, [found.terms[lemma] for lemma in term.split()]].all(axis=1)).tolist():
        if term in lines[i]:
            times[i] = sum(f" {line} ".count(f" {term} ") for line in lines[i].split("\n"))
    return times


def place_scores(places: Sequence[Concept], lines: Sequence[str], vocabulary: Vocabulary, found: Occurrences | None = None) -> Scores:
    """The summed idf of those places that each passage names, in whatever form; how often does not matter. `found` as for `concept_scores`."""
    found = occurrences(asked(places), lines) if found is None else found
    named = found.line == found.first_lines[found.passage + 1] - 1  # on the last line
    scores = np.zeros(len(lines))
    for place in places:
        own = np.isin(found.of_term, [found.terms[alternative] for alternative in place.alternatives])
        scores[np.unique(found.passage[named & own])] += idf(place, vocabulary)
    return scores
