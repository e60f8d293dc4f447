"""Proper names: places in any of their forms and languages, and all other names by their letters. Knows no meanings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from index.analysis import fold, is_known
from index.places.mentions import Place, mentions

# Of the shorter of two inflected forms, so much at the beginning is common: Brzozowiec, Brzozowcu; Skalovce, Skalovciach.
_COMMON = 0.7
_LONGEST_ENDING = 6  # letters beyond the common beginning
# Of a name of four letters one may change, and an ending is short: Brno, Brnem.
_SHORT, _SHORT_ENDING = 4, 2


def places(text: str) -> list[tuple[Place, int, int]]:
    """The towns that `text` names, with the spans of the names; countries are left to the words."""
    return [(m.place, m.start, m.end) for m in mentions(text) if m.place.kind == "city"]


def proper(word: str, text: str, start: int, language: str) -> bool:
    """Whether a word at text[start:] is written as a name: with a capital inside a sentence, or at its start where no dictionary has it."""
    if not word[0].isupper():
        return False
    return inside(text, start) or not is_known(word.lower(), language)


def inside(text: str, start: int) -> bool:
    """Whether text[start:] goes on with a sentence, so that a capital there means something."""
    before = text[:start].rstrip(" \"'„“«(")
    return bool(before) and before[-1] not in ".!?:"


def shouted(word: str) -> bool:
    """Whether a word is all capitals, as acronyms are."""
    return len(word) > 1 and word.isupper()


def alike(one: str, other: str) -> bool:
    """Whether two folded words may be forms of one name."""
    common = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    shorter, longer = sorted((len(one), len(other)))
    if shorter <= _SHORT:
        return common >= shorter - 1 and longer - common <= _SHORT_ENDING
    return common >= _COMMON * shorter and longer - common <= _LONGEST_ENDING


def held(name: str, words: Iterable[str]) -> bool:
    """Whether a form of each word of `name` is among the folded `words`."""
    known = list(words)
    return all(any(alike(part, word) for word in known) for part in map(fold, _parts(name)))


def _parts(name: str) -> Sequence[str]:
    return [part for part in name.replace("-", " ").replace("–", " ").split() if part]
