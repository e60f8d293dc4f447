"""Terms of a list found in a text in their inflected forms. Knows lemmas and spelling, nothing of what the terms stand for.

A word of a text is a word of a term if their lemmas are alike or, outside English, if it shares the term's word but for the ending. All of
it works on folded words, so that what is typed without diacritics is met too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.analysis import fold, lemma, words, written_words

# Letters of a word that its forms share at least, letters at its end that they may lack, letters that an ending adds at most.
_STEM, _CHANGED, _ENDING = 4, 1, 4
_HUNGARIAN_ENDING = 6
# An acronym has at most _ACRONYM letters; one of more than _SHORT_ACRONYM (SUMP, PSZOK) is no other word and may be typed in small letters.
_ACRONYM, _SHORT_ACRONYM = 5, 3


@dataclass(frozen=True, slots=True)
class _Word:
    folded: str
    lemma: str
    capitals: bool  # an acronym: ITS is no "its", MIT no "mit"

    @property
    def head(self) -> str:
        return self.folded[:3]


class Terms:
    """The terms of one language."""

    def __init__(self, terms: Iterable[tuple[str, str]], language: str) -> None:
        """`terms` are pairs of a term and the key it stands for."""
        self._language = language
        self._by_head: dict[str, list[tuple[tuple[_Word, ...], str]]] = {}
        for term, key in terms:
            if read := self._read(term):
                self._by_head.setdefault(read[0].head, []).append((read, key))

    def find(self, written: str) -> list[str]:
        """The keys of the terms in a text: at each word the longest term, no two overlapping, all keys of one that has several."""
        text = self._read(written)
        found: list[str] = []
        i = 0
        while i < len(text):
            here = [(len(term), key) for term, key in self._candidates(text[i]) if self._stands(term, text[i : i + len(term)])]
            longest = max((size for size, _ in here), default=1)
            found += [key for size, key in here if size == longest]
            i += longest
        return found

    def _candidates(self, word: _Word) -> list[tuple[tuple[_Word, ...], str]]:
        heads = dict.fromkeys((word.head, word.lemma[:3]))
        return [one for head in heads for one in self._by_head.get(head, ())]

    def _stands(self, term: Sequence[_Word], text: Sequence[_Word]) -> bool:
        return len(term) == len(text) and all(_alike(t, w, self._language) for t, w in zip(term, text, strict=True))

    def _read(self, text: str) -> tuple[_Word, ...]:
        return tuple(
            _Word(fold(word), fold(lemma(word, self._language)), len(cased) > 1 and cased.isupper() and cased.isalpha())
            for word, cased in zip(words(text), written_words(text), strict=True)
        )


def _alike(term: _Word, word: _Word, language: str) -> bool:
    if term.capitals and len(term.folded) <= _ACRONYM:
        return term.folded == word.folded and (word.capitals or len(term.folded) > _SHORT_ACRONYM)
    if term.folded in (word.folded, word.lemma):
        return True
    if language == "en":
        return term.lemma == word.lemma or word.folded in (f"{term.folded}s", f"{term.folded}es")
    # Hungarian dictionaries take a compound for its first part (hulladékhő for hulladék): there a term is its own lemma.
    return (language != "hu" and term.lemma == word.lemma) or _inflected(term.folded, word.folded, language)


@lru_cache(maxsize=65_536)
def _inflected(term: str, word: str, language: str) -> bool:
    if language == "hu":
        return len(term) > 3 and word.startswith(term[: max(_STEM, len(term) - 1)]) and len(word) <= len(term) + _HUNGARIAN_ENDING
    stem = term[: max(_STEM, len(term) - _CHANGED)]
    return len(term) > 3 and word.startswith(stem) and len(word) <= len(term) + _ENDING
