"""Evidence to an answer without a language model: the sentences that say most about the question, verbatim. Knows nothing of how they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.answer.candidates import Candidate, candidates, overlap
from assistant.answer.scores import Scores, Vectors, scores
from assistant.answer.types import Evidence, Query
from index.alignment import Alignment
from index.encoder.protocol import Encoder
from index.threads import one_thread

# How many sentences an answer has at most and how many words they have together; for a question that names several places the same for each.
SENTENCES, WORDS = 5, 150
SENTENCES_A_PLACE, WORDS_A_PLACE = 5, 110

# What a sentence is worth for what it says of the question that those chosen before do not; and, where places are compared, what another
# sentence of a passage already quoted costs: a place is better shown by several.
_NEW = 0.4
_AGAIN = 0.2
# A sentence is taken while it is worth at least this share of the best one; the first few, while they are worth at least this smaller one: a
# reader wants to see what surrounds a figure.
_WORTH, _WORTH_AT_FIRST, _FIRST = 0.6, 0.5, 3
# Two sentences that share this much of their lemmas say the same.
_SAME = 0.7


@dataclass(frozen=True, slots=True)
class Chosen:
    """A sentence of a document: text == stored_text[start:end]."""

    evidence: Evidence
    start: int
    end: int
    text: str
    score: float  # comparable within one question


@dataclass(frozen=True, slots=True)
class _Limits:
    """How much is taken of one group of candidates."""

    sentences: int
    words: int
    again: float  # what a second sentence of one passage costs


_ALL = _Limits(SENTENCES, WORDS, 0.0)
_A_PLACE = _Limits(SENTENCES_A_PLACE, WORDS_A_PLACE, _AGAIN)


def extract(query: Query, evidence: Sequence[Evidence], encoder: Encoder, alignment: Alignment) -> list[Chosen]:
    """The sentences that answer best, best first; none repeats another. Empty only where the evidence holds no sentence.

    `alignment` is the question's, of the index that the evidence is from.
    """
    found = candidates(evidence)
    if not found:
        return []
    several = len(query.places) > 1
    groups: dict[str, list[int]] = {}
    for i, candidate in enumerate(found):
        groups.setdefault(candidate.evidence.record.place if several else "", []).append(i)
    with one_thread():
        said = alignment.nearest([c.lemmas for c in found])  # (candidates, words)
        vectors = encoder.encode_passages([c.text for c in found])
        worth = scores(query, found, groups, said, vectors, encoder.encode_questions([query.topic])[0], alignment)
        taken = [
            i for group in groups.values() for i in _choose(group, found, worth, said, alignment.shares, _A_PLACE if several else _ALL)
        ]
    chosen = [Chosen(c.evidence, c.start, c.end, c.text, float(worth[i])) for i in taken for c in (found[i],)]
    return chosen if several else sorted(chosen, key=lambda c: -c.score)


def _choose(which: Sequence[int], found: Sequence[Candidate], worth: Scores, said: Vectors, shares: Scores, limits: _Limits) -> list[int]:
    """The best of these candidates, best first: each for its score and for what it says of the question that those before it do not."""
    rows = np.array(which)
    passages = np.array([found[i].evidence.passage.id for i in which])
    left = np.ones(len(rows), dtype=bool)
    chosen: list[int] = []
    covered = np.zeros(said.shape[1], dtype=np.float32)
    words, best = 0, 0.0
    while left.any() and len(chosen) < limits.sentences:
        new = (np.maximum(said[rows], covered) - covered) @ shares
        again = np.isin(passages, [found[i].evidence.passage.id for i in chosen])
        gain = np.where(left, worth[rows] + _NEW * new - limits.again * again, -np.inf)
        at = int(gain.argmax())
        i, left[at] = int(rows[at]), False
        best = best or float(gain[at])
        if chosen and gain[at] < (_WORTH_AT_FIRST if len(chosen) < _FIRST else _WORTH) * best:
            break
        repeats = any(overlap(found[i], found[j]) >= _SAME for j in chosen)
        if repeats or (chosen and words + found[i].words > limits.words):
            continue
        chosen.append(i)
        words += found[i].words
        covered = np.maximum(covered, said[i])
    return chosen
