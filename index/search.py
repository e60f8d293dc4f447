"""Hybrid search: words with their translations and meaning, brought together, then a closer look at the best. Knows nothing of answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.analysis import lemma, lemmas, words
from index.bounds import checked, rarest
from index.encoder.protocol import Encoder
from index.folder import Folder
from index.languages import detect
from index.rerank import word_scores
from index.sentence_vectors import nearest_sentence
from index.types import Filters, Hit

# How many passages each leg brings at least, and how many of both are looked at sentence by sentence.
_DEPTH = 100
_CLOSER = 50

# What the words (as a share of the best passage's), the nearest sentence and the whole passage count for. Learnt weights (logistic regression
# over ten features, cross-validated by question) were no better on the development questions than this plain sum.
_WORDS, _SENTENCE, _PASSAGE = 1.0, 1.0, 1.0


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, and what was searched: shown with a refusal."""

    hits: tuple[Hit, ...]
    terms: Mapping[str, tuple[str, ...]]  # the question's lemmas, each with all that it was searched as
    documents: int  # how many documents passed the filters
    left_out: int = 0  # how many of a very long question's lemmas were not searched; the rarest were


def search(folder: Folder, question: str, limit: int = 20, filters: Filters = Filters(), language: str = "") -> Found:  # noqa: B008 - frozen
    """The best passages for a question, best first, at most `limit`. `language` is the question's own; found out where not given.

    UsageError where question, limit or language are out of bounds (see index.bounds).
    """
    question = checked(question, limit, language)
    language = language or detect(question)
    kept, left_out = rarest(lemmas(question, language), folder.vocabulary.passages_with)
    searched = folder.vocabulary.all_alternatives(kept)
    concepts, terms = list(searched.values()), {term: tuple(alternatives) for term, alternatives in searched.items()}
    vector = _vector(question, folder.encoder)
    allowed = folder.catalogue.matching(filters) if filters else None
    documents = folder.catalogue.size().documents if allowed is None else len(allowed)
    text = _only(kept, question, language) if left_out else question
    candidates = _candidates(folder, concepts, text, vector, allowed, max(_DEPTH, limit))
    if not candidates:
        return Found((), terms, documents, left_out)
    candidates, stored, vectors = folder.catalogue.searched(candidates)  # without those that a writer has just taken out
    if not candidates:
        return Found((), terms, documents, left_out)
    similarity = vectors @ vector
    score = _WORDS * _relative(word_scores(concepts, stored, folder.vocabulary)) + _PASSAGE * similarity
    best = _ranked(score, range(len(candidates)))[: max(_CLOSER, limit)]
    if folder.encoder.static:
        score[best] += _SENTENCE * nearest_sentence(vector, folder.catalogue.sentences([candidates[i] for i in best], len(vector)))
    shown = _ranked(score, best)[:limit]
    passages = folder.catalogue.passages([candidates[i] for i in shown])
    hits = [
        Hit(passages[candidates[i]], float(score[i]), float(similarity[i]), _held(concepts, stored[i]))
        for i in shown
        if candidates[i] in passages
    ]
    return Found(tuple(hits), terms, documents, left_out)


def _vector(question: str, encoder: Encoder) -> NDArray[np.float32]:
    """The question's vector; zero without a word or number, for marks alone have a vector too and it is near to tables of contents."""
    vector: NDArray[np.float32] = encoder.encode_questions([question if words(question) else ""])[0]
    return vector


def _only(kept: Collection[str], question: str, language: str) -> str:
    """The words of a question whose lemmas are kept."""
    return " ".join(word for word in words(question) if lemma(word, language) in kept)


def _candidates(
    folder: Folder,
    concepts: Sequence[Mapping[str, float]],
    question: str,
    vector: NDArray[np.float32],
    allowed: Sequence[int] | None,
    depth: int,
) -> list[int]:
    """The ids of the passages that either leg brings, `depth` of each, in ascending order."""
    by_words = folder.lexical.search(concepts, question, depth, allowed)
    passages = None if allowed is None else folder.catalogue.passage_ranges(allowed)
    by_meaning = folder.vectors.search(vector, depth, passages)
    return sorted({i for i, _ in by_words} | {i for i, _ in by_meaning})


def _relative(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Scores as shares of the best one."""
    return scores / best if (best := scores.max(initial=0)) > 0 else scores


def _ranked(scores: NDArray[np.float64], which: Sequence[int]) -> list[int]:
    """These positions by their score, best first; candidates stand in the order of their ids, which breaks ties."""
    return sorted(which, key=lambda i: (-scores[i], i))


def _held(concepts: Sequence[Mapping[str, float]], lemmas: str) -> tuple[str, ...]:
    """The lemmas of the question, or their translations, that stand in a passage: what the hit shows as matched."""
    words = set(lemmas.split())
    return tuple(dict.fromkeys(lemma for concept in concepts for lemma in concept if lemma in words))
