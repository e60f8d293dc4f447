"""Blind comparison of two runs: who sees which answer where, and what the choices come to. Knows names and choices, no answers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from math import comb, sqrt

FIRST, SECOND, SAME, WRONG = CHOICES = ("first", "second", "same", "wrong")

_Z = 1.959963984540054  # the 97.5 % point of the normal distribution


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many cases were decided for each run, and how many for neither."""

    first: int
    second: int
    level: int

    @property
    def p(self) -> float:
        """Of the sign test, two-sided: how probable so uneven a split is if neither run is better."""
        return sign_test(self.first, self.second)

    @property
    def share(self) -> float | None:
        """The second run's share of the decided cases; None of none."""
        decided = self.first + self.second
        return self.second / decided if decided else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of that share."""
        return wilson(self.second, self.first + self.second)


def swapped(evaluator: str, first: str, second: str, question: str) -> bool:
    """Whether the second run's answer stands on the left: even odds, and the same each time for the same person and question."""
    return _drawn(evaluator, first, second, question, "side") % 2 == 1


def place(evaluator: str, first: str, second: str, question: str) -> int:
    """Where a question stands in a person's order: by chance, so that those who stop early have seen no particular part of the set."""
    return _drawn(evaluator, first, second, question, "order")


def outcome(choices: Iterable[tuple[str, str]]) -> Outcome:
    """What (case, choice) pairs come to. A case counts once, by the majority of all its languages and evaluators: those are not independent."""
    votes: dict[str, int] = {}
    for case, choice in choices:
        votes[case] = votes.get(case, 0) + {FIRST: -1, SECOND: 1}.get(choice, 0)
    return Outcome(
        first=sum(v < 0 for v in votes.values()),
        second=sum(v > 0 for v in votes.values()),
        level=sum(v == 0 for v in votes.values()),
    )


def sign_test(one: int, other: int) -> float:
    """The two-sided p of the exact sign test (Dixon and Mood 1946): of Binomial(one + other, 1/2). 1 where nothing was decided."""
    n, fewer = one + other, min(one, other)
    # whole numbers until the division, so that no count is too large
    tail: float = 2 * sum(comb(n, k) for k in range(fewer + 1)) / 2**n
    return min(1.0, tail)


def wilson(hits: int, n: int) -> tuple[float, float] | None:
    """The 95 % score interval of a share (Wilson 1927); None for n = 0."""
    if not n:
        return None
    rate, z2 = hits / n, _Z * _Z
    middle = (rate + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z / (1 + z2 / n) * sqrt(rate * (1 - rate) / n + z2 / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def _drawn(*parts: str) -> int:
    """A number from 0 to 2**64 - 1 that looks like chance and is the same for the same parts."""
    return int.from_bytes(hashlib.sha256("\x1f".join(parts).encode()).digest()[:8], "big")
