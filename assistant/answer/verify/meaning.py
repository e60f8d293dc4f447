"""How far the words of a source carry the words of a claim, in one language or between two. Knows lemmas, the glossary and the encoder."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from assistant.answer.verify.names import alike
from assistant.answer.verify.statement import Statement, cited
from assistant.answer.verify.words import Word
from index.analysis import STOP_WORDS, lemma, words
from index.encoder.protocol import Encoder, Vectors
from index.scheme.glossary import load

# Cosine of two words' vectors from which they begin to mean the same, and from which they do. On the tuning pairs, translations
# lie at 0.5 to 0.9, words that only go together at 0.2 to 0.35.
_FROM, _FULL = 0.2, 0.6
_REMEMBERED = 256  # texts: the evidence of some thirty answers
# Words of more than four letters are compared by their beginnings, of which they share as many at least: see `names.alike`.
_BEGINNING = 4

Scores = NDArray[np.float32]  # (words of the claim, words of the source), 0 to 1


@dataclass(frozen=True, slots=True)
class Match:
    """A sentence of the source, how far each of its words means each of the claim's, and how near it is to the claim as a whole."""

    source: Statement
    scores: Scores
    near: float  # cosine
    carried: NDArray[np.float32]  # how far each word of the claim is carried, 0 to 1
    strength: float  # how much of the claim it may carry, 0 to 2
    text: int = 0  # which of the cited texts it is of
    around: bool = False  # whether it is no sentence of the text, but of its title and headings


@dataclass(frozen=True, slots=True)
class _Prepared:
    """The sentences of one text with all their words in a row; sentence i has the words starts[i] to starts[i + 1]."""

    statements: tuple[Statement, ...]
    starts: tuple[int, ...]
    by_form: Mapping[str, Sequence[int]]  # lemma or folded word → where it stands
    by_beginning: Mapping[str, Sequence[tuple[str, int]]]
    by_concept: Mapping[str, Sequence[int]]
    written: Vectors  # (words, dimensions)
    lemmas: Vectors
    sentences: Vectors  # (sentences, dimensions)


class Meaning:
    """Compares sentences by one encoder; remembers the texts it has taken apart."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._prepared: OrderedDict[tuple[str, str], _Prepared] = OrderedDict()

    def matches(self, claim: Statement, text: str, language: str) -> list[Match]:
        """Each sentence of a source text, which is in `language`, against a claim."""
        prepared = self._prepare(text, language)
        if not prepared.statements:
            return []
        scores = self._cosines(claim, prepared)
        for i, word in enumerate(claim.words):
            for j in _same(word, prepared):
                scores[i, j] = 1.0
        for concept, places in concepts(claim.words, claim.language).items():
            for i in places:
                scores[i, list(prepared.by_concept.get(concept, ()))] = 1.0
        near = prepared.sentences @ self._encoder.encode_passages([claim.text])[0]
        found = []
        for i, source in enumerate(prepared.statements):
            part = scores[:, prepared.starts[i] : prepared.starts[i + 1]]
            carried = part.max(axis=1, initial=0.0)
            found.append(Match(source, part, float(near[i]), carried, float(carried.mean() + near[i])))
        return found

    def _cosines(self, claim: Statement, prepared: _Prepared) -> Scores:
        written, lemmas = self._vectors(claim.words)
        cosines = np.maximum(written @ prepared.written.T, lemmas @ prepared.lemmas.T)
        return np.asarray(np.clip((cosines - _FROM) / (_FULL - _FROM), 0.0, 1.0), dtype=np.float32)

    def _vectors(self, of: Sequence[Word]) -> tuple[Vectors, Vectors]:
        vectors = self._encoder.encode_passages([*(w.text.lower() for w in of), *(w.lemma for w in of)])
        return vectors[: len(of)], vectors[len(of) :]

    def _prepare(self, text: str, language: str) -> _Prepared:
        key = (text, language)
        found = self._prepared.get(key)
        if found is None:
            found = self._prepared[key] = self._taken_apart(cited(text, language))
            if len(self._prepared) > _REMEMBERED:
                self._prepared.popitem(last=False)
        return found

    def _taken_apart(self, source: tuple[Statement, ...]) -> _Prepared:
        all_words = [w for s in source for w in s.words]
        starts = [0]
        by_concept: dict[str, list[int]] = {}
        for s in source:
            for concept, places in concepts(s.words, s.language).items():
                by_concept.setdefault(concept, []).extend(starts[-1] + i for i in sorted(places))
            starts.append(starts[-1] + len(s.words))
        by_form: dict[str, list[int]] = {}
        by_beginning: dict[str, list[tuple[str, int]]] = {}
        for i, word in enumerate(all_words):
            for form in {word.lemma, word.folded}:
                by_form.setdefault(form, []).append(i)
            by_beginning.setdefault(word.folded[:_BEGINNING], []).append((word.folded, i))
        written, lemmas = self._vectors(all_words)
        vectors = self._encoder.encode_passages([s.text for s in source])
        return _Prepared(source, tuple(starts), by_form, by_beginning, by_concept, written, lemmas, vectors)


def _same(word: Word, prepared: _Prepared) -> list[int]:
    """Where the word itself stands in a source, in whatever form."""
    found = [*prepared.by_form.get(word.lemma, ()), *prepared.by_form.get(word.folded, ())]
    if len(word.folded) > _BEGINNING:
        near = prepared.by_beginning.get(word.folded[:_BEGINNING], ())
        found += [j for other, j in near if len(other) > _BEGINNING and alike(word.folded, other)]
    return found


@cache
def _terms(language: str) -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """First lemma → (all lemmas of a term, its concept)."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for concept in load():
        for term in concept.terms[language]:
            parts = tuple(lemma(w, language) for w in words(term) if w not in STOP_WORDS)
            if parts:
                found.setdefault(parts[0], []).append((parts, concept.id))
    return {first: tuple(terms) for first, terms in found.items()}


def concepts(text: Sequence[Word], language: str) -> dict[str, set[int]]:
    """The glossary's concepts in a text → which of its words name them. The words of a term may be inflected but stand together."""
    terms = _terms(language)
    found: dict[str, set[int]] = {}
    lemmas = [w.lemma for w in text]
    for i, first in enumerate(lemmas):
        for parts, concept in terms.get(first, ()):
            if tuple(lemmas[i : i + len(parts)]) == parts:
                found.setdefault(concept, set()).update(range(i, i + len(parts)))
    return found
