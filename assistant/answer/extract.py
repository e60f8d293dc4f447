"""Evidence to an answer without a language model: the sentences that say most about the question, verbatim. Knows nothing of how they are shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.answer.types import Evidence, Query
from assistant.answer.wanted import kinds
from index.alignment import Alignment
from index.analysis import lemmas
from index.encoder.protocol import Encoder
from index.sentences import sentences

Scores = NDArray[np.float64]

# How many sentences an answer has at most, for a question that names several places for each of them, and how many words they have together.
SENTENCES = 5
SENTENCES_A_PLACE = 5
WORDS = 150

# What counts for a sentence. Chosen by coordinate ascent on the development and sample questions together, gold cited and nugget recall with
# a price on words above 135 (eval/LOG.md): its own meaning; the question's words in it, in it and its section, in it and its neighbours; its
# passage's place; whether it holds what is wanted; and what it learns that those chosen before do not say.
_MEANING, _SAID, _WITH_SECTION, _WITH_NEIGHBOURS = 0.75, 0.25, 1.0, 0.3
_PASSAGE, _RANK = 0.25, 0.15
_WANTED = 0.4
_NEW = 0.4
# And what counts against it: that it is a fragment, and each 45 words beyond the first 45.
_FRAGMENT = 0.3
_LONG, _LONG_WORDS = 0.1, 45

# What a neighbouring sentence says counts for less than what the sentence says itself.
_NEIGHBOUR = 0.8
# A sentence is taken while it scores at least this share of the best one; the first few, while they score at least this smaller one: a reader
# wants to see what surrounds a figure.
_WORTH, _WORTH_AT_FIRST, _FIRST = 0.6, 0.45, 3
# Two sentences that share this much of their lemmas say the same.
_SAME = 0.7
# Shorter than this, in characters, is a heading, a label or a crumb of a table; shorter than this in words is a fragment.
_SHORTEST = 25
_FEW_WORDS = 6

_marks = re.compile(r"^(?:[\s>|*•–·#-]|\d{1,2}[.)]\s)+")
_trailing = re.compile(r"[\s|]+$")
_leader = re.compile(r"(?:\.{3,}|…|(?:\. ){3,}) *\d+\s*$", re.MULTILINE)  # "2.1 Heat … 7"
_letters = re.compile(r"[^\W\d_]{2,}")
_small_letters = re.compile(r"[^\W\d_A-ZĄĆĘŁŃÓŚŹŻÁÉÍÚŮÝČĎĚŇŘŠŤŽÄÔĽĹŔŐŰÖÜ]{3}")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A sentence of a document: text == stored_text[start:end]."""

    evidence: Evidence
    start: int
    end: int
    text: str
    score: float  # comparable within one question


@dataclass(frozen=True, slots=True)
class _Candidate:
    evidence: Evidence
    start: int
    end: int
    text: str
    lemmas: tuple[str, ...]


def extract(query: Query, evidence: Sequence[Evidence], encoder: Encoder, alignment: Alignment) -> list[Chosen]:
    """The sentences that answer best, best first; none repeats another. Empty only where the evidence holds no sentence.

    `alignment` is the question's, of the index that the evidence is from.
    """
    candidates = _candidates(evidence)
    if not candidates:
        return []
    said = alignment.nearest([c.lemmas for c in candidates])  # (candidates, words)
    scores = _scores(query, candidates, said, encoder, alignment)
    several = len(query.places) > 1
    groups: dict[str, list[int]] = {}
    for i, candidate in enumerate(candidates):
        groups.setdefault(candidate.evidence.record.place if several else "", []).append(i)
    chosen = [
        Chosen(c.evidence, c.start, c.end, c.text, float(scores[i]))
        for group in groups.values()
        for i in _choose(group, candidates, scores, said, alignment.shares, SENTENCES_A_PLACE if several else SENTENCES)
        for c in (candidates[i],)
    ]
    return chosen if several else sorted(chosen, key=lambda c: -c.score)


def quotable(evidence: Sequence[Evidence]) -> list[Chosen]:
    """All sentences of the evidence that can be quoted, in its order and with score 0: for whoever chooses by other marks too."""
    return [Chosen(c.evidence, c.start, c.end, c.text, 0.0) for c in _candidates(evidence)]


def ranked(query: Query, evidence: Sequence[Evidence], encoder: Encoder, alignment: Alignment) -> list[Chosen]:
    """The same sentences by what they say about the question, best first, none left out for repeating another."""
    candidates = _candidates(evidence)
    if not candidates:
        return []
    scores = _scores(query, candidates, alignment.nearest([c.lemmas for c in candidates]), encoder, alignment)
    chosen = [Chosen(c.evidence, c.start, c.end, c.text, float(score)) for c, score in zip(candidates, scores, strict=True)]
    return sorted(chosen, key=lambda c: -c.score)


# ---- candidates


def _candidates(evidence: Sequence[Evidence]) -> list[_Candidate]:
    """The sentences of all evidence with their offsets in the document, list and table marks around them left out."""
    found = []
    for e in evidence:
        for start, end in sentences(e.passage.text):
            lead = _marks.match(e.passage.text[start:end])
            start += lead.end() if lead else 0
            tail = _trailing.search(e.passage.text[start:end])
            end -= len(tail.group()) if tail else 0
            text = e.passage.text[start:end]
            if _says_something(text, e):
                words = tuple(lemmas(text, e.passage.language))
                found.append(_Candidate(e, e.passage.start + start, e.passage.start + end, text, words))
    return found


def _says_something(text: str, evidence: Evidence) -> bool:
    """Whether a candidate is more than a crumb, a picture, a line of a table of contents, or what the context says already: headings."""
    if len(text) < _SHORTEST or len(_letters.findall(text)) < 3 or text.startswith("![") or _leader.search(text):
        return False
    return text not in evidence.passage.context and text != evidence.record.title


# ---- scores


def _scores(query: Query, candidates: Sequence[_Candidate], said: NDArray[np.float32], encoder: Encoder, alignment: Alignment) -> Scores:
    meaning = encoder.encode_passages([c.text for c in candidates]) @ encoder.encode_questions([query.topic])[0]
    with_section = np.maximum(said, _of_sections(candidates, alignment))
    with_neighbours = np.maximum(with_section, _NEIGHBOUR * _beside(candidates, said))
    best = max(c.evidence.score for c in candidates) or 1.0
    rank = {e.passage.id: position for position, e in enumerate({c.evidence.passage.id: c.evidence for c in candidates}.values(), 1)}
    return np.array(
        [
            _MEANING * max(0.0, float(meaning[i]))
            + alignment.shares @ (_SAID * said[i] + _WITH_SECTION * with_section[i] + _WITH_NEIGHBOURS * with_neighbours[i])
            + _PASSAGE * c.evidence.score / best
            + _RANK / rank[c.evidence.passage.id]
            + _WANTED * _holds_wanted(c, query.wanted)
            - _FRAGMENT * _fragment(c.text)
            - _LONG * max(0, len(c.text.split()) - _LONG_WORDS) / _LONG_WORDS
            for i, c in enumerate(candidates)
        ]
    )


def _of_sections(candidates: Sequence[_Candidate], alignment: Alignment) -> NDArray[np.float32]:
    """What the headings above each candidate say of the question: (candidates, words). The document's title says it of every sentence alike."""
    passages = {c.evidence.passage.id: c.evidence for c in candidates}
    said = alignment.nearest([lemmas(_headings(evidence), evidence.passage.language) for evidence in passages.values()])
    position = {passage_id: i for i, passage_id in enumerate(passages)}
    return said[[position[c.evidence.passage.id] for c in candidates]]


def _headings(evidence: Evidence) -> str:
    return " ".join(part for part in evidence.passage.context.split(" › ") if part != evidence.record.title)


def _beside(candidates: Sequence[_Candidate], said: NDArray[np.float32]) -> NDArray[np.float32]:
    """What the sentences before and after each candidate in its passage say of the question: (candidates, words)."""
    found = np.zeros_like(said)
    for i, candidate in enumerate(candidates):
        for j in (i - 1, i + 1):
            if 0 <= j < len(candidates) and candidates[j].evidence is candidate.evidence:
                found[i] = np.maximum(found[i], said[j])
    return found


def _holds_wanted(candidate: _Candidate, wanted: frozenset[str]) -> float:
    """1 where a sentence holds a kind of thing that is wanted; half for a body, which is only guessed from capitals."""
    if not wanted:
        return 0.0
    held = wanted & kinds(candidate.text, candidate.evidence.passage.language)
    return 1.0 if held - {"person_or_body"} else 0.5 if held else 0.0


def _fragment(text: str) -> float:
    """How much of a fragment a candidate is: few words, an open end, a row without a word in it."""
    return (len(text.split()) < _FEW_WORDS) + 0.5 * text.rstrip().endswith((":", "-", "–", "|")) + (_small_letters.search(text) is None)


# ---- choice


def _choose(
    which: Sequence[int],
    candidates: Sequence[_Candidate],
    scores: Scores,
    said: NDArray[np.float32],
    shares: Scores,
    most: int,
) -> list[int]:
    """The best of these candidates, best first: each for its score and for what it says of the question that those before it do not."""
    chosen: list[int] = []
    covered = np.zeros(said.shape[1], dtype=np.float32)
    rest = list(which)
    words, best = 0, 0.0
    while rest and len(chosen) < most:
        gain = {i: float(scores[i] + _NEW * (shares @ (np.maximum(said[i], covered) - covered))) for i in rest}
        i = max(rest, key=lambda j: (gain[j], -j))
        rest.remove(i)
        best = best or gain[i]
        if chosen and gain[i] < (_WORTH_AT_FIRST if len(chosen) < _FIRST else _WORTH) * best:
            break
        length = len(candidates[i].text.split())
        repeats = any(_overlap(candidates[i], candidates[j]) >= _SAME for j in chosen)
        if repeats or (chosen and words + length > WORDS):
            continue
        chosen.append(i)
        words += length
        covered = np.maximum(covered, said[i])
    return chosen


def _overlap(one: _Candidate, other: _Candidate) -> float:
    a, b = frozenset(one.lemmas), frozenset(other.lemmas)
    return len(a & b) / max(1, min(len(a), len(b)))
