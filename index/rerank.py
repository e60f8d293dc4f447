"""A closer look at what both legs bring: words with their translations, terms, places. Never searches.

All scores are of passages in the order given. `lines` is what `index.terms` stored of each.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.concepts import Concept
from index.vocabulary import Vocabulary

Scores = NDArray[np.float64]

# BM25's constants: Robertson and Zaragoza 2009. A search over k1 0.9–1.6 and b 0.3–0.75 moved hit@10 by a point at most.
_K1, _B = 1.2, 0.5

# Two lemmas begin to mean the same at this cosine, and mean it fully at 1. From 0.4 or 0.45, or squared, alignment alone found 4 to 9
# points less (hit@10 on the development questions).
_ALIKE_FROM = 0.3


def idf(concept: Concept, vocabulary: Vocabulary) -> float:
    """How much it tells that a passage holds the concept: Lucene's idf over the passages that hold any of its alternatives; 0 where none does.

    A term of several words is counted as often as the rarest of them: more than it stands in, so that it weighs too little rather than too much.
    """
    held = min(
        sum(min(map(vocabulary.passages_with, alternative.split())) for alternative in concept.alternatives), max(vocabulary.passages, 0)
    )
    return math.log(1 + (vocabulary.passages - held + 0.5) / (held + 0.5)) if held else 0.0


def word_scores(concepts: Sequence[Concept], lines: Sequence[str], vocabulary: Vocabulary) -> Scores:
    """BM25 of each passage, each concept counted as one word: a probabilistic structured query.

    A concept's frequency in a passage is the weighted sum of its alternatives' (Darwish and Oard 2003), so that a passage gains nothing
    by holding three translations of one word; in how many passages it stands is the sum over its alternatives.
    """
    words = [passage.split() for passage in lines]
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


def alignments(words: Sequence[Concept], lines: Sequence[str], vocabulary: Vocabulary) -> tuple[Scores, list[Scores]]:
    """How much of the question each passage, and each sentence of it, says in its own words: 0 to 1.

    For each word of the question the nearest lemma of the text, weighed by idf: the late interaction of ColBERT (Khattab and Zaharia 2020) over
    static vectors of lemmas, in one space for all languages. Numbers are only like themselves.
    """
    weights = np.array([idf(word, vocabulary) for word in words])
    sentences = [[line.split() for line in passage.split("\n")[:-1]] for passage in lines]
    none = np.zeros(len(lines)), [np.zeros(len(s)) for s in sentences]
    tokens = [token for passage in sentences for sentence in passage for token in sentence]
    if not tokens or not weights.sum():
        return none
    known = {token: i for i, token in enumerate(dict.fromkeys(tokens))}
    alike = _alike(words, list(known), vocabulary)[:, [known[token] for token in tokens]]  # (words, tokens)
    lengths = [len(sentence) for passage in sentences for sentence in passage]
    owners = np.repeat(np.arange(len(lines)), [len(s) for s in sentences])
    filled = np.flatnonzero(lengths)
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])[filled]
    nearest = np.zeros((len(words), len(lengths)), dtype=np.float32)  # (words, sentences)
    nearest[:, filled] = np.maximum.reduceat(alike, starts, axis=1)
    of_passage = np.zeros((len(lines), len(words)), dtype=np.float32)
    np.maximum.at(of_passage, owners, nearest.T)
    weights /= weights.sum()
    of_sentence = weights @ nearest
    borders = np.cumsum([len(s) for s in sentences])[:-1]
    return of_passage @ weights, np.split(of_sentence, borders)


def _alike(words: Sequence[Concept], lemmas: Sequence[str], vocabulary: Vocabulary) -> NDArray[np.float32]:
    """How nearly each word of the question means each lemma: (words, lemmas), 0 to 1."""
    cosines = vocabulary.vectors([word.name for word in words]) @ vocabulary.vectors(lemmas).T
    alike: NDArray[np.float32] = np.clip((cosines - _ALIKE_FROM) / (1 - _ALIKE_FROM), 0, 1).astype(np.float32)
    position = {lemma: i for i, lemma in enumerate(lemmas)}
    for row, word in enumerate(words):
        if any(c.isdigit() for c in word.name):
            alike[row] = 0
        for lemma, weight in word.alternatives.items():
            if weight == 1.0 and lemma in position:  # the word itself, and its forms with diacritics
                alike[row, position[lemma]] = 1
    return alike
