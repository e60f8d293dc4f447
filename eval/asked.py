"""What the product finds for questions with gold quotations, and what its gate sees of it. Knows the product's way, no figures."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.answer.evidence import gather, ruled_out, seen
from assistant.answer.gate import Features
from assistant.answer.question.understand import understand
from assistant.answer.types import Query
from eval.gold import right
from eval.refusals import Scored
from index.reader import Reader

# What an answer may quote is among so many hits.
_LOOKED_AT = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in one language: what the gate sees of its hits and what it made of them."""

    set: str
    id: str
    language: str
    answerable: bool
    right: bool  # whether one of the first hits covers a gold quotation
    by_rule: bool  # refused whatever it scores: no hits, or a year or name that none of them holds
    confidence: float  # log-odds
    features: Features | None  # None without hits
    without: Features | None  # the same without the passages that answer it; None where that is no case to learn from

    @property
    def group(self) -> str:
        """The question in all its languages."""
        return f"{self.set} {self.id}"

    def scored(self, score: float) -> Scored:
        """The outcome if it had this score."""
        return Scored(self.group, self.answerable, -math.inf if self.by_rule else score, self.right)


def ask(reader: Reader, name: str, questions: Sequence[Mapping[str, Any]]) -> Iterator[Asked]:
    """Ask each question in each of its languages."""
    records = [d.record for d in reader.documents()]
    for question in questions:
        for code, text in question["question"].items():
            yield _ask(reader, name, question, code, understand(text, records))


def _ask(reader: Reader, name: str, question: Mapping[str, Any], language: str, query: Query) -> Asked:
    gathered = gather(query, reader)
    hits, gold, answerable = gathered.hits, question["gold"], question["answerable"]
    wrong = [hit for hit in hits if not right(hit.passage, gold)] if answerable else []
    # With several places each has its own passages: what is left when one's are gone still answers for the others.
    teaches = answerable and len(query.places) <= 1 and not ruled_out(query, wrong, reader)
    return Asked(
        set=name,
        id=question["id"],
        language=language,
        answerable=answerable,
        right=answerable and any(right(hit.passage, gold) for hit in hits[:_LOOKED_AT]),
        by_rule=bool(ruled_out(query, hits, reader)),
        confidence=gathered.confidence,
        features=seen(query, hits, reader),
        without=seen(query, wrong, reader) if teaches else None,
    )
