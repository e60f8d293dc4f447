"""A passage's sentences with their lemmas, kept for the next question that finds it. Knows texts, nothing of questions."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from index.analysis import lemmas
from index.sentences import sentences

# Passages that are remembered: some thirty questions' worth, 10 MB.
_REMEMBERED = 1_024


class Spoken(NamedTuple):
    """A sentence of a passage, text[start:end]."""

    start: int
    end: int
    lemmas: tuple[str, ...]


@lru_cache(maxsize=_REMEMBERED)
def spoken(text: str, language: str) -> tuple[Spoken, ...]:
    """The sentences of a passage in order."""
    return tuple(Spoken(start, end, tuple(lemmas(text[start:end], language))) for start, end in sentences(text))
