"""How far the words of a source carry the words of a claim, in one language or between two. Knows lemmas, the glossary and the encoder."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from assistant.answer.verify.names import alike
from assistant.answer.verify.words import Word
from index.analysis import STOP_WORDS, lemma, words
from index.encoder.protocol import Encoder
from index.scheme.glossary import load

# Cosine of two words' vectors from which they begin to mean the same, and from which they do. On the tuning pairs, translations
# lie at 0.5 to 0.9, words that only go together at 0.2 to 0.35.
_FROM, _FULL = 0.2, 0.6
_REMEMBERED = 20_000  # words whose vectors are kept

Scores = NDArray[np.float32]  # (words of the claim, words of the source), 0 to 1


class Meaning:
    """Compares words by one encoder; remembers their vectors."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._vectors: OrderedDict[str, NDArray[np.float32]] = OrderedDict()

    def scores(self, claim: Sequence[Word], claimed: str, source: Sequence[Word], spoken: str) -> Scores:
        """How far each word of the source means each of the claim's; `claimed` and `spoken` are their languages."""
        if not claim or not source:
            return np.zeros((len(claim), len(source)), dtype=np.float32)
        found = self._cosines(claim, source)
        for i, one in enumerate(claim):
            for j, other in enumerate(source):
                if one.lemma == other.lemma or one.folded == other.folded or (len(one.folded) > 4 and alike(one.folded, other.folded)):
                    found[i, j] = 1.0
        terms = concepts(source, spoken)
        for concept, places in concepts(claim, claimed).items():
            if concept in terms:
                for i in places:
                    found[i, list(terms[concept])] = 1.0
        return found

    def nearness(self, claim: str, sources: Sequence[str]) -> NDArray[np.float32]:
        """Cosines of a sentence with others, (sources,)."""
        vectors = self._encoder.encode_passages([claim, *sources])
        return np.asarray(vectors[1:] @ vectors[0], dtype=np.float32)

    def _cosines(self, claim: Sequence[Word], source: Sequence[Word]) -> Scores:
        if not self._encoder.static:  # a slow one would take a second for the words of one passage
            return np.zeros((len(claim), len(source)), dtype=np.float32)
        cosines = np.maximum(
            self._of([w.text.lower() for w in claim]) @ self._of([w.text.lower() for w in source]).T,
            self._of([w.lemma for w in claim]) @ self._of([w.lemma for w in source]).T,
        )
        return np.clip((cosines - _FROM) / (_FULL - _FROM), 0.0, 1.0)

    def _of(self, texts: Sequence[str]) -> NDArray[np.float32]:
        new = [t for t in dict.fromkeys(texts) if t not in self._vectors]
        if new:
            self._vectors.update(zip(new, self._encoder.encode_passages(new), strict=True))
        found = np.stack([self._vectors[t] for t in texts])
        while len(self._vectors) > _REMEMBERED:
            self._vectors.popitem(last=False)
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
