"""What counts for a sentence as part of an answer. Knows the question, its words and what it wants; nothing of how many are taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.answer.candidates import Candidate, fragment, has_figure
from assistant.answer.planned import introduces, to_be_done
from assistant.answer.types import Evidence, Query
from assistant.answer.wanted import kinds
from index.alignment import Alignment
from index.analysis import lemmas

Scores = NDArray[np.float64]
Vectors = NDArray[np.float32]
Groups = Mapping[str, Sequence[int]]  # positions of candidates by place; all under "" where the question names one place or none

# What counts for a sentence. Chosen by coordinate ascent on the development and sample questions together, gold cited, nugget recall and
# cities cited with a price on words (eval/LOG.md): its own meaning; the question's words in it, in it and its section, in it and its
# neighbours; its passage's place; whether it holds what is wanted, and a figure at all.
_MEANING, _SAID, _WITH_SECTION, _WITH_NEIGHBOURS = 0.6, 0.25, 0.75, 0.3
_PASSAGE, _RANK = 0.25, 0.15
_WANTED, _FIGURE = 0.4, 0.05
# A quantity that is compared has to be there for each place.
_WANTED_COMPARED = 0.8
# And what counts against it: that it is a fragment, and each 35 words beyond the first 35.
_FRAGMENT = 0.3
_LONG, _LONG_WORDS = 0.2, 35

# Who compares places, or asks what is planned, wants plans and targets rather than the state of things and words on the document itself.
_PLANNED = 0.2
_WANT_PLANS = frozenset(("comparison", "list"))
_INTRODUCES = 0.3
_WANT_SUBSTANCE = frozenset(("comparison", "list", "practice", "funding"))

# A comparison wants of each place what the others say something on too: the best of each other place, so many of them, are looked at.
_COMMON, _COMMON_TOP = 0.6, 6

# What a neighbouring sentence says counts for less than what the sentence says itself.
_NEIGHBOUR = 0.8


def scores(
    query: Query, candidates: Sequence[Candidate], groups: Groups, said: Vectors, vectors: Vectors, question: Vectors, alignment: Alignment
) -> Scores:
    """A score for each candidate, comparable within one question.

    `said` (candidates, words) is how nearly each candidate says each word of the question, `vectors` (candidates, dimensions) are their
    meanings and `question` is the question's.
    """
    with_section = np.maximum(said, _of_sections(candidates, alignment))
    with_neighbours = np.maximum(with_section, _NEIGHBOUR * _beside(candidates, said))
    own = np.array([_own(query, candidate) for candidate in candidates])
    words = (_SAID * said + _WITH_SECTION * with_section + _WITH_NEIGHBOURS * with_neighbours) @ alignment.shares
    found: Scores = _MEANING * np.maximum(0, vectors @ question) + words + own + _of_passages(candidates, groups)
    return found + _COMMON * _common(vectors, groups, found) if len(groups) > 1 else found


def _own(query: Query, candidate: Candidate) -> float:
    """What a candidate's own form is worth."""
    text, language = candidate.text, candidate.evidence.passage.language
    return (
        (_WANTED_COMPARED if query.intent == "comparison" else _WANTED) * _holds_wanted(candidate, query.wanted)
        + _FIGURE * has_figure(candidate)
        + _PLANNED * (query.intent in _WANT_PLANS and to_be_done(text, language))
        - _INTRODUCES * (query.intent in _WANT_SUBSTANCE and introduces(text, language))
        - _FRAGMENT * fragment(candidate)
        - _LONG * max(0, candidate.words - _LONG_WORDS) / _LONG_WORDS
    )


def _holds_wanted(candidate: Candidate, wanted: frozenset[str]) -> float:
    """1 where a sentence holds a kind of thing that is wanted; half for a body, which is only guessed from capitals."""
    if not wanted:
        return 0.0
    held = wanted & kinds(candidate.text, candidate.evidence.passage.language)
    return 1.0 if held - {"person_or_body"} else 0.5 if held else 0.0


def _of_sections(candidates: Sequence[Candidate], alignment: Alignment) -> Vectors:
    """What the headings above each candidate say of the question: (candidates, words). The document's title says it of every sentence alike."""
    passages = {c.evidence.passage.id: c.evidence for c in candidates}
    said = alignment.nearest([lemmas(_headings(evidence), evidence.passage.language) for evidence in passages.values()])
    position = {passage_id: i for i, passage_id in enumerate(passages)}
    return said[[position[c.evidence.passage.id] for c in candidates]]


def _headings(evidence: Evidence) -> str:
    return " ".join(part for part in evidence.passage.context.split(" › ") if part != evidence.record.title)


def _beside(candidates: Sequence[Candidate], said: Vectors) -> Vectors:
    """What the sentences before and after each candidate in its passage say of the question: (candidates, words)."""
    found = np.zeros_like(said)
    passages = np.array([c.evidence.passage.id for c in candidates])
    together = (passages[1:] == passages[:-1])[:, np.newaxis]
    found[1:] = said[:-1] * together
    found[:-1] = np.maximum(found[:-1], said[1:] * together)
    return found


def _of_passages(candidates: Sequence[Candidate], groups: Groups) -> Scores:
    """What a candidate's passage is worth among those of its place: its score as a share of the best, and its rank."""
    found = np.zeros(len(candidates))
    for group in groups.values():
        best = max(candidates[i].evidence.score for i in group) or 1.0
        rank = {name: n for n, name in enumerate(dict.fromkeys(candidates[i].evidence.passage.id for i in group), 1)}
        for i in group:
            evidence = candidates[i].evidence
            found[i] = _PASSAGE * evidence.score / best + _RANK / rank[evidence.passage.id]
    return found


def _common(vectors: Vectors, groups: Groups, found: Scores) -> Scores:
    """How near a candidate comes to the nearest of the other places' best sentences: cosine, the mean over these places."""
    best = {name: vectors[sorted(group, key=lambda i: -found[i])[:_COMMON_TOP]] for name, group in groups.items()}
    near = np.zeros(len(found))
    for name, group in groups.items():
        others = [tops for other, tops in best.items() if other != name]
        near[list(group)] = np.mean([(vectors[list(group)] @ tops.T).max(axis=1) for tops in others], axis=0)
    return near
