"""Which of the scheme's terms stand where in a text: longest first, by lemmas, in the text's language and in English. Knows no weights."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from index.analysis import STOP_WORDS, lemma, words
from index.languages import LANGUAGES
from index.scheme.terms import load

_word = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_subscripts = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A term that stands in a text."""

    concepts: tuple[int, ...]  # positions in index.scheme.terms.load() of what it means
    start: int
    end: int


_Trie = Mapping[str, Sequence[tuple[tuple[str, ...], tuple[int, ...]]]]  # first lemma → (the rest, concepts), longest first


def occurrences(text: str, language: str) -> list[Occurrence]:
    """The terms in `text` in its order; they do not overlap, and of two that begin at one word the longer stands."""
    trie = _trie(language)
    found = []
    tokens = [(lemma_, match) for match in _word.finditer(text) if (lemma_ := _lemma(match.group(), language))]
    position = 0
    while position < len(tokens):
        length = 1
        for rest, concepts in trie.get(tokens[position][0], ()):
            end = position + 1 + len(rest)
            if all(tokens[i][0] == wanted for i, wanted in zip(range(position + 1, end), rest, strict=True) if i < len(tokens)) and end <= len(tokens):
                found.append(Occurrence(concepts, tokens[position][1].start(), tokens[end - 1][1].end()))
                length = 1 + len(rest)
                break
        position += length
    return found


_CACHE: dict[tuple[str, str], str] = {}


def _lemma(word: str, language: str) -> str:
    word = unicodedata.normalize("NFKC", word.translate(_subscripts)).lower()
    return "" if word in STOP_WORDS else lemma(word, language)


@cache
def _trie(language: str) -> _Trie:
    keys: dict[tuple[str, ...], dict[int, None]] = {}
    for number, concept in enumerate(load()):
        for code in dict.fromkeys((language, "en")):
            for term in concept.terms[code]:
                key = tuple(lemma(word, language) for word in words(term) if word not in STOP_WORDS)
                if key:
                    keys.setdefault(key, {})[number] = None
    trie: dict[str, list[tuple[tuple[str, ...], tuple[int, ...]]]] = {}
    for key, concepts in sorted(keys.items(), key=lambda item: -len(item[0])):
        trie.setdefault(key[0], []).append((key[1:], tuple(concepts)))
    return trie
