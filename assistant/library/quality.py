"""How well the text of each page came out of its file: nothing there, letters lost, accents lost, words torn. Knows stored text, no file format.

What is wrong is read off the text itself, so that it holds for documents that were ingested long ago.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.library.leaves import Leaf
from index.types import Document

EMPTY, LETTERS, ACCENTS, TORN = FAULTS = ("empty", "letters", "accents", "torn")

# What stands where a font did not say which letter it shows: replacement and private characters, control signs, the names that readers write.
_lost = re.compile(r"[\ufffd\ue000-\uf8ff\U000f0000-\U0010fffd\x00-\x08\x0e-\x1f]|\(cid:\d+\)")
_word = re.compile(r"[^\W\d_]+")
_accented = re.compile(r"[ąćęłńóśźżáčďéěíňřšťúůýžäĺľôŕöüőű]", re.IGNORECASE)

_LOST_SHARE = 0.01  # of a page's signs: one in a hundred is a letter missing in every second line
_LEAST_LETTERS = 300  # on a page with fewer letters shares say nothing

# Accented letters are 7 % (Polish) to 14 % (Czech) of a text. Below one in a hundred, on a page of that language, they were lost.
_ACCENTS_SHARE = 0.01
_ACCENTED_LANGUAGES = ("pl", "cs", "sk", "hu")

_TORN_SHARE = 0.5  # of a page's words that are single letters; in running text of these languages they are one in ten


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one page."""

    leaf: int
    kind: str  # one of FAULTS
    share: float  # of the signs lost, of the words torn; 0 where nothing is counted


def faults(document: Document, turned: Sequence[Leaf], languages: Mapping[int, str]) -> list[Fault]:
    """At most one fault a leaf, in order; `languages` are those of the leaves where known. Pages without text count for formats with pages only."""
    found = []
    for leaf in turned:
        text = document.text[leaf.start : leaf.end]
        if fault := _fault(leaf.number, text, languages.get(leaf.number, ""), bool(document.pages)):
            found.append(fault)
    return found


def _fault(number: int, text: str, language: str, has_pages: bool) -> Fault | None:
    signs = sum(not c.isspace() for c in text)
    if not signs:
        return Fault(number, EMPTY, 0.0) if has_pages else None
    lost = len(_lost.findall(text))
    if lost and lost / signs >= _LOST_SHARE:
        return Fault(number, LETTERS, lost / signs)
    words = _word.findall(text)
    letters = sum(map(len, words))
    if letters < _LEAST_LETTERS:
        return None
    single = sum(len(word) == 1 for word in words)
    if single / len(words) >= _TORN_SHARE:
        return Fault(number, TORN, single / len(words))
    if language in _ACCENTED_LANGUAGES and len(_accented.findall(text)) / letters < _ACCENTS_SHARE:
        return Fault(number, ACCENTS, 0.0)
    return None
