"""Hybrid search: words with their translations and meaning, brought together, then a closer look at the best. Knows nothing of answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from index.alignment import Alignment
from index.analysis import lemma, words
from index.bounds import checked
from index.concepts import Concept, Sought, seek
from index.encoder.protocol import Encoder
from index.folder import Folder
from index.languages import detect
from index.occurrences import Occurrences, occurrences
from index.rerank import Scores, asked, concept_scores, place_scores
from index.sentence_vectors import best_sentences
from index.threads import beside, one_thread
from index.types import Filters, Hit

# How many passages each leg brings at least, and how many of both are looked at sentence by sentence. Of 80 or 200 looked at, none more was
# right on the development questions; of 70 by words hit@10 is 0.009 less, of 40 by meaning 0.003, of 100 nothing more.
_BY_WORDS = 100
_BY_MEANING = 60
_CLOSER = 50

# What a translation counts in the search for candidates, whose score is a sum: as much as the word itself, five of them outweigh it.
_TRANSLATED = 0.5

_Leg = Future[list[tuple[int, float]]]  # passages with their scores, when they are found


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part of a passage's score counts for; 0 switches it off, and a leg that is off brings no passages.

    Chosen by coordinate ascent on four sets of questions together (development, samples, PoQuAD, Fakta o klimatu) and rounded where it
    made no difference; chosen on three quarters of the questions the weights lose half a point of hit@10 on the fourth (eval/LOG.md).
    """

    words: float = 1.0  # BM25 of the question's words with their translations, as a share of the best passage's
    terms: float = 0.5  # BM25 of what the glossary calls its terms in other languages, as a share of the best passage's
    places: float = 0.3  # summed idf of the places that it names
    meaning: float = 1.0  # cosine of question and passage
    alignment: float = 1.0  # how much of the question the passage says in its own words
    sentence: float = 1.0  # its best sentence: cosine and alignment
    neighbour: float = 0.15  # the better one of the passages before and after it in its document, by all of the above


WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, and what was searched: shown with a refusal."""

    hits: tuple[Hit, ...]
    terms: Mapping[str, tuple[str, ...]]  # what the question asks for, each with all that it was searched as
    documents: int  # how many documents passed the filters
    left_out: int = 0  # how many of a very long question's lemmas were not searched; the rarest were


def search(
    folder: Folder,
    question: str,
    limit: int = 20,
    filters: Filters = Filters(),  # noqa: B008 - frozen
    language: str = "",
    weights: Weights = WEIGHTS,
) -> Found:
    """The best passages for a question, best first, at most `limit`. `language` is the question's own; found out where not given.

    A phrase in quotation marks must stand in every hit, word for word, unless it stands nowhere. UsageError where question, limit or
    language are out of bounds (see index.bounds).
    """
    with one_thread():
        return _search(folder, question, limit, filters, language, weights)


def _search(folder: Folder, question: str, limit: int, filters: Filters, language: str, weights: Weights) -> Found:
    question = checked(question, limit, language)
    seen = weights.meaning or weights.sentence
    vector = _vector(question, folder.encoder) if seen else np.zeros(folder.encoder.dimensions, dtype=np.float32)
    allowed = folder.catalogue.matching(filters) if filters else None
    by_meaning = (
        _nearest(folder, vector, max(_BY_MEANING, limit), allowed) if weights.meaning else None
    )  # beside all that is done with words
    language = language or detect(question)
    sought = seek(question, language, folder.vocabulary, glossary=weights.terms > 0)
    documents = folder.catalogue.size().documents if allowed is None else len(allowed)
    text = _only([c.name for c in sought.words], question, language) if sought.left_out else question
    candidates = _candidates(folder, sought, text, by_meaning, allowed, max(_BY_WORDS, limit), weights)
    hits = _ranked_hits(folder, sought, vector, candidates, limit, weights) if candidates else ()
    return Found(hits, _searched_as(sought.concepts), documents, sought.left_out)


def _searched_as(concepts: Sequence[Concept]) -> dict[str, tuple[str, ...]]:
    """All that each part of the question was searched as; a word that is also a term of the domain was searched as either."""
    found: dict[str, dict[str, float]] = {}
    for concept in concepts:
        found.setdefault(concept.name, {}).update(concept.alternatives)
    return {name: tuple(alternatives) for name, alternatives in found.items()}


def _vector(question: str, encoder: Encoder) -> NDArray[np.float32]:
    """The question's vector; zero without a word or number, for marks alone have a vector too and it is near to tables of contents."""
    vector: NDArray[np.float32] = encoder.encode_questions([question if words(question) else ""])[0]
    return vector


def _only(kept: Sequence[str], question: str, language: str) -> str:
    """The words of a question whose lemmas are kept."""
    return " ".join(word for word in words(question) if lemma(word, language) in kept)


def _nearest(folder: Folder, vector: NDArray[np.float32], depth: int, allowed: Sequence[int] | None) -> _Leg:
    """The passages whose vectors are nearest, sought on another thread."""
    passages = None if allowed is None else folder.catalogue.passage_ranges(allowed)
    return beside(folder.vectors.search, vector, depth, passages)


def _candidates(
    folder: Folder, sought: Sought, text: str, by_meaning: _Leg | None, allowed: Sequence[int] | None, depth: int, weights: Weights
) -> list[int]:
    """The ids of the passages that either leg brings, `depth` of them by words, in ascending order."""
    terms = _terms(sought.concepts)
    if sought.phrases and (by_words := folder.lexical.search(terms, text, depth, allowed, sought.phrases)):
        return sorted(i for i, _ in by_words)
    several = {term: weight for term, weight in terms.items() if " " in term}
    found = []
    if weights.words:  # terms of several words apart: among the others they would make each passage be looked at
        found += folder.lexical.search({term: terms[term] for term in terms.keys() - several}, text, depth, allowed)
        found += folder.lexical.search(several, "", depth, allowed) if several else []
    return sorted({i for i, _ in (*found, *(by_meaning.result() if by_meaning else ()))})


def _terms(concepts: Sequence[Concept]) -> dict[str, float]:
    """All that is searched, each once, with its weight in the search for candidates."""
    found: dict[str, float] = {}
    for concept in concepts:
        for term, weight in concept.alternatives.items():
            counted = weight if weight == 1.0 else _TRANSLATED * weight
            found[term] = max(found.get(term, 0.0), counted)
    return found


def _ranked_hits(
    folder: Folder, sought: Sought, vector: NDArray[np.float32], candidates: Sequence[int], limit: int, weights: Weights
) -> tuple[Hit, ...]:
    """The best of the candidates, best first."""
    candidates, lines, vectors = folder.catalogue.searched(candidates)  # without those that a writer has just taken out
    if not candidates:
        return ()
    similarity = vectors @ vector
    alignment = Alignment(sought.words, folder.vocabulary)
    found = occurrences([*asked(sought.concepts), *(alignment.lemmas if folder.vocabulary.translates else ())], lines)
    by_concept = concept_scores([*sought.words, *sought.of_kind("term")], lines, folder.vocabulary, found)
    score = (
        weights.words * _relative(by_concept[: len(sought.words)].sum(axis=0))
        + weights.terms * _relative(by_concept[len(sought.words) :].sum(axis=0))
        + weights.places * place_scores(sought.of_kind("place"), lines, folder.vocabulary, found)
        + weights.meaning * similarity
    )
    closer = _order(score, range(len(candidates)))[: max(_CLOSER, limit)]
    if folder.encoder.static:
        ids = [candidates[i] for i in closer]
        score[closer] += _closer_look(folder, alignment, vector, ids, [lines[i] for i in closer], found.of(closer), weights)
        score[closer] += weights.neighbour * _neighbours(ids, folder.catalogue.owners(ids), score[closer])
    best = _order(score, closer)[:limit]
    passages = folder.catalogue.passages([candidates[i] for i in best])
    return tuple(
        Hit(passages[candidates[i]], float(score[i]), float(similarity[i]), held)
        for i, held in zip(best, _held(sought.concepts, found.of(best)), strict=True)
        if candidates[i] in passages
    )


def _closer_look(
    folder: Folder,
    alignment: Alignment,
    vector: NDArray[np.float32],
    ids: Sequence[int],
    lines: Sequence[str],
    found: Occurrences,
    weights: Weights,
) -> Scores:
    """What the sentences of these passages add to their scores."""
    if folder.vocabulary.translates:
        nearest = alignment.nearest_at(found)  # (lines, words)
    else:
        nearest = alignment.nearest([line.split() for passage in lines for line in passage.split("\n")])
    starts, ends = found.first_lines[:-1], found.first_lines[1:]
    nearest[ends - 1] = 0  # to name a place is not to say anything
    said = nearest @ alignment.shares if weights.alignment else np.zeros(len(nearest))
    of_passages = np.maximum.reduceat(nearest, starts, axis=0) @ alignment.shares
    codes = folder.catalogue.sentences(ids, len(vector))  # none of a passage that a writer has just taken out
    of_sentences = best_sentences(
        vector, codes, [said[start : start + len(own)] for start, own in zip(starts.tolist(), codes, strict=True)]
    )
    return weights.alignment * of_passages + weights.sentence * of_sentences


def _neighbours(ids: Sequence[int], owners: Mapping[int, int], scores: Scores) -> Scores:
    """For each passage the score of the better of its two neighbours that were looked at too; 0 without one.

    An answer often stands in the passage after the one that names its subject. The passages of a document have consecutive ids.
    """
    known = {(owners.get(i), i): float(score) for i, score in zip(ids, scores, strict=True)}
    return np.array([max(known.get((owners.get(i), i + side), 0.0) for side in (-1, 1)) for i in ids])


def _relative(scores: Scores) -> Scores:
    """Scores as shares of the best one."""
    return scores / best if (best := scores.max(initial=0)) > 0 else scores


def _order(scores: Scores, which: Sequence[int]) -> list[int]:
    """These positions by their score, best first; candidates stand in the order of their ids, which breaks ties."""
    return sorted(which, key=lambda i: (-scores[i], i))


def _held(concepts: Sequence[Concept], found: Occurrences) -> list[tuple[str, ...]]:
    """What of the question, or of what it was searched as, stands in each passage: what the hit shows as matched."""
    terms = list(dict.fromkeys(chain.from_iterable(concept.alternatives for concept in concepts)))
    stands = found.counts() > 0  # (passages, lemmas)
    held = stands[:, [found.terms.get(term, 0) for term in terms]]  # right for single lemmas
    for column, term in enumerate(terms):
        if " " in term:
            held[:, column] = stands[:, [found.terms[lemma] for lemma in term.split()]].all(axis=1)
    return [tuple([terms[column] for column in np.flatnonzero(row).tolist()]) for row in held]
