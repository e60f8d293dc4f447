"""Which of the scheme's terms stand where in a text: longest first, by lemmas, in the text's language and in English. Knows no weights."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from index.analysis import STOP_WORDS, lemma, words
from index.scheme.terms import AimedConcept, load

_word = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_subscripts = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A term that stands in a text."""

    concepts: tuple[AimedConcept, ...]  # what it means; two where two concepts share the term
    start: int
    end: int

    @property
    def concept(self) -> AimedConcept:
        """What it means before all."""
        return self.concepts[0]


_Trie = Mapping[str, Sequence[tuple[tuple[str, ...], tuple[AimedConcept, ...]]]]  # first lemma → (the rest, concepts), longest first


def occurrences(text: str, language: str) -> list[Occurrence]:
    """The terms in `text` in its order; they do not overlap, and of two that begin at one word the longer stands."""
    trie = _trie(language)
    tokens = [(found, match) for match in _word.finditer(text) if (found := _lemma(match.group(), language))]
    lemmas = [found for found, _ in tokens]
    result = []
    position = 0
    while position < len(lemmas):
        length = 1
        for rest, concepts in trie.get(lemmas[position], ()):
            end = position + 1 + len(rest)
            if tuple(lemmas[position + 1 : end]) == rest:
                result.append(Occurrence(concepts, tokens[position][1].start(), tokens[end - 1][1].end()))
                length = 1 + len(rest)
                break
        position += length
    return result


@lru_cache(maxsize=262_144)
def _lemma(word: str, language: str) -> str:
    """The lemma of a word as written; "" for a function word."""
    word = unicodedata.normalize("NFKC", word.translate(_subscripts)).lower()
    return "" if word in STOP_WORDS else lemma(word, language)


@cache
def _trie(language: str) -> _Trie:
    keys: dict[tuple[str, ...], dict[AimedConcept, None]] = {}
    for concept in load():
        for code in dict.fromkeys((language, "en")):
            for term in concept.terms[code]:
                if key := tuple(lemma(word, language) for word in words(term) if word not in STOP_WORDS):
                    keys.setdefault(key, {})[concept] = None
    trie: dict[str, list[tuple[tuple[str, ...], tuple[AimedConcept, ...]]]] = {}
    for key, concepts in sorted(keys.items(), key=lambda item: -len(item[0])):
        trie.setdefault(key[0], []).append((key[1:], tuple(concepts)))
    return trie
