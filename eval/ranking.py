"""Figures of one ranking. Knows formulas, nothing of what was ranked."""

from __future__ import annotations

from collections.abc import Container, Sequence, Sized
from math import log2
from typing import Protocol


class Right(Container[str], Sized, Protocol):
    """A set of right answers."""


def hit(ranking: Sequence[str], right: Right, k: int) -> float:
    """hit@k: 1 where one of the first k is right, else 0."""
    return float(any(name in right for name in ranking[:k]))


def ndcg(ranking: Sequence[str], right: Right, k: int) -> float:
    """nDCG@k where a name is right or not (Järvelin and Kekäläinen 2002): 1 where all right names come first, 0 where none is among k."""
    gain = sum(1 / log2(rank + 1) for rank, name in enumerate(ranking[:k], 1) if name in right)
    best = sum(1 / log2(rank + 1) for rank in range(1, min(k, len(right)) + 1))
    return gain / best if best else 0.0
