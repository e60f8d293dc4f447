"""The sentences of the evidence that could be quoted, with their offsets and lemmas. Knows what is a sentence worth quoting, nothing of the question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer.spoken import spoken
from assistant.answer.types import Evidence

# Shorter than this, in characters, is a heading, a label or a crumb of a table; shorter than this in words is a fragment.
_SHORTEST = 25
_FEW_WORDS = 6
# A cell of a table that says something has at least so many words; a row of shorter ones without a number is one of a directory.
_CELL_WORDS = 7

_marks = re.compile(r"^(?:[\s>|*•–·#-]|\d{1,2}[.)]\s)+")
_trailing = re.compile(r"[\s|]+$")
_leader = re.compile(r"(?:\.{3,}|…|(?:\. ){3,}) *\d+\s*$", re.MULTILINE)  # "2.1 Heat … 7"
_letters = re.compile(r"[^\W\d_]{2,}")
_small_letters = re.compile(r"[^\W\d_A-ZĄĆĘŁŃÓŚŹŻÁÉÍÚŮÝČĎĚŇŘŠŤŽÄÔĽĹŔŐŰÖÜ]{3}")
_digit = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a document: text == stored_text[start:end]."""

    evidence: Evidence
    start: int
    end: int
    text: str
    lemmas: tuple[str, ...]
    words: int


def candidates(evidence: Sequence[Evidence]) -> list[Candidate]:
    """The sentences of all evidence in its order, list and table marks around them left out."""
    found = []
    for e in evidence:
        for start, end, own in spoken(e.passage.text, e.passage.language):
            lead = _marks.match(e.passage.text[start:end])
            start += lead.end() if lead else 0
            tail = _trailing.search(e.passage.text[start:end])
            end -= len(tail.group()) if tail else 0
            text = e.passage.text[start:end]
            if _says_something(text, e):
                found.append(Candidate(e, e.passage.start + start, e.passage.start + end, text, own, len(text.split())))
    return found


def _says_something(text: str, evidence: Evidence) -> bool:
    """Whether a candidate is more than a crumb, a picture, a line of a table of contents, or what the context says already: headings."""
    if len(text) < _SHORTEST or len(_letters.findall(text)) < 3 or text.startswith("![") or _leader.search(text):
        return False
    return text not in evidence.passage.context and text != evidence.record.title


def fragment(candidate: Candidate) -> float:
    """How much of a fragment a candidate is: few words, an open end, no word but names, a row that only names things; from 0."""
    text = candidate.text
    open_end = 0.5 * text.rstrip().endswith((":", "-", "–", "|"))
    return (candidate.words < _FEW_WORDS) + open_end + (_small_letters.search(text) is None) + _only_names(text)


def _only_names(text: str) -> bool:
    """Whether a table's row says no more than what something is called: “Heat Company | energy | supplier | circular economy”."""
    cells = text.split(" | ")
    return len(cells) > 1 and not _digit.search(text) and all(len(cell.split()) < _CELL_WORDS for cell in cells)


def has_figure(candidate: Candidate) -> bool:
    """Whether a digit stands in it."""
    return _digit.search(candidate.text) is not None


def overlap(one: Candidate, other: Candidate) -> float:
    """How much of the shorter one's lemmas the other has, 0 to 1."""
    a, b = frozenset(one.lemmas), frozenset(other.lemmas)
    return len(a & b) / max(1, min(len(a), len(b)))
