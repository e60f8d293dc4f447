"""Where gold quotations lie among hits and citations, by the independent judge's rule (score/README.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from eval.cases.schema import Gold
from eval.gold import covers as covers_quote
from eval.gold import same

DEEP = 20  # hits that are looked at
_CHARACTERS = 1_600  # of a hit's text

covers = lru_cache(maxsize=65_536)(covers_quote)


def first_ranks(gold: Sequence[Gold], hits: Sequence[Mapping[str, Any]]) -> tuple[int | None, ...]:
    """For each gold quotation the rank, from 1, of the first hit that covers it."""
    return tuple(next(_ranks(one, hits[:DEEP]), None) for one in gold)


def _ranks(gold: Gold, hits: Sequence[Mapping[str, Any]]) -> Iterator[int]:
    for rank, hit in enumerate(hits, 1):
        if same(hit["document"], gold.doc) and covers(hit["text"][:_CHARACTERS], gold.quote):
            yield rank


def cited(gold: Gold, citations: Sequence[Mapping[str, Any]]) -> bool:
    """Whether one of the citations covers the gold quotation."""
    return any(same(c["document"], gold.doc) and covers(c["quote"], gold.quote) for c in citations)


def share(marks: Sequence[bool]) -> float | None:
    """The share of true ones; None of nothing."""
    return sum(marks) / len(marks) if marks else None
