"""Folded words: what passages and questions share beside their lemmas, for names and for words that the dictionaries lack."""

from __future__ import annotations

from index.analysis import STOP_WORDS, fold, words
from index.schema import Indexed

# The lemma says more than the folded word.
FOLDED_WEIGHT = 0.4


def folded_words(passage: Indexed) -> list[str]:
    """The words of a passage and its context without diacritics, in order: what a quoted phrase is looked up in."""
    return list(map(fold, words(f"{passage.context} {passage.text}")))


def asked_words(text: str) -> list[str]:
    """The words of a question without diacritics, each once, function words left out."""
    return list(dict.fromkeys(fold(word) for word in words(text) if word not in STOP_WORDS))
