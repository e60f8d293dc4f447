"""Evidence to an answer without a language model: the sentences that say most about the question, verbatim. Knows nothing of how they are shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.answer.types import Evidence, Query
from index.analysis import lemmas
from index.encoder.protocol import Encoder
from index.sentences import sentences

# How many sentences an answer has at most, and for a question that names several places at most for each of them.
SENTENCES = 5
SENTENCES_A_PLACE = 2

# A sentence is taken while it scores at least this share of the best one.
_WORTH = 0.6
# Two sentences that share this much of their lemmas say the same.
_SAME = 0.7
# Shorter than this is a heading, a label or a crumb of a table.
_SHORTEST = 25
# What a sentence's own meaning, its words and its passage's place in the ranking count for.
_MEANING, _WORDS, _RANK = 0.5, 0.35, 0.15

_marks = re.compile(r"^(?:[\s>|*•–·#-]|\d{1,2}[.)]\s)+")
_trailing = re.compile(r"[\s|]+$")
_leader = re.compile(r"(?:\.{3,}|…|(?:\. ){3,}) *\d+\s*$", re.MULTILINE)  # "2.1 Heat … 7"
_letters = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A sentence of a document: text == stored_text[start:end]."""

    evidence: Evidence
    start: int
    end: int
    text: str
    score: float  # 0 to about 1, comparable within one question


def extract(query: Query, evidence: Sequence[Evidence], encoder: Encoder) -> list[Chosen]:
    """The sentences that answer best, best first; none repeats another. Empty only where the evidence holds no sentence."""
    candidates = _candidates(evidence)
    if not candidates:
        return []
    scores = _scores(query, candidates, encoder, evidence)
    order = sorted(range(len(candidates)), key=lambda i: (-scores[i], i))
    best = scores[order[0]]
    chosen: list[Chosen] = []
    taken: list[frozenset[str]] = []
    several = len(query.places) > 1
    for i in order:
        e, start, end, text = candidates[i]
        enough = [c for c in chosen if c.evidence.record.place == e.record.place] if several else chosen
        if len(enough) >= (SENTENCES_A_PLACE if several else SENTENCES) or (scores[i] < _WORTH * best and enough):
            continue
        terms = frozenset(lemmas(text, e.passage.language))
        if any(_overlap(terms, other) >= _SAME for other in taken):
            continue
        chosen.append(Chosen(e, start, end, text, float(scores[i])))
        taken.append(terms)
    return chosen


def _candidates(evidence: Sequence[Evidence]) -> list[tuple[Evidence, int, int, str]]:
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
                found.append((e, e.passage.start + start, e.passage.start + end, text))
    return found


def _says_something(text: str, evidence: Evidence) -> bool:
    """Whether a candidate is more than a crumb, a picture, a line of a table of contents, or what the context says already: headings."""
    if len(text) < _SHORTEST or len(_letters.findall(text)) < 3 or text.startswith("![") or _leader.search(text):
        return False
    return text not in evidence.passage.context and text != evidence.record.title


def _scores(
    query: Query, candidates: Sequence[tuple[Evidence, int, int, str]], encoder: Encoder, evidence: Sequence[Evidence]
) -> list[float]:
    vectors = encoder.encode_passages([text for *_, text in candidates])
    meaning = vectors @ encoder.encode_questions([query.topic])[0]
    wanted = frozenset(lemmas(query.topic, query.language))
    rank = {e.passage.id: 1 / position for position, e in enumerate(evidence, 1)}
    return [
        float(_MEANING * np.clip(m, 0, 1) + _WORDS * _share(wanted, lemmas(text, e.passage.language)) + _RANK * rank[e.passage.id])
        for m, (e, _, _, text) in zip(meaning, candidates, strict=True)
    ]


def _share(wanted: frozenset[str], held: Sequence[str]) -> float:
    return len(wanted.intersection(held)) / len(wanted) if wanted else 0.0


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))
