"""Figures of refusals: precision, recall and F1, risk by coverage, AUC, intervals. Knows scores and outcomes, nothing of questions and texts.

A figure of nothing is not a number: it is unscored, not 0.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

_RESAMPLES = 1_000


@dataclass(frozen=True, slots=True)
class Scored:
    """A question in one language with the score that its refusal hangs on."""

    group: str  # the question: its languages are drawn together
    answerable: bool
    score: float  # log-odds of being answered rightly; minus infinity where it is refused whatever it scores
    right: bool = False  # whether its hits hold what answers it; never where it is unanswerable


@dataclass(frozen=True, slots=True)
class Refusals:
    """Counts of refused and answered questions."""

    rightly: int  # refused, and unanswerable
    wrongly: int  # refused, but answerable
    missed: int  # answered, but unanswerable
    answered: int  # answered, and answerable

    @property
    def precision(self) -> float:
        """Share of the refused that are unanswerable."""
        return _share(self.rightly, self.rightly + self.wrongly)

    @property
    def recall(self) -> float:
        """Share of the unanswerable that are refused."""
        return _share(self.rightly, self.rightly + self.missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return _share(2 * self.rightly, 2 * self.rightly + self.wrongly + self.missed)

    @property
    def refused_wrongly(self) -> float:
        """Share of the answerable that are refused."""
        return _share(self.wrongly, self.wrongly + self.answered)


Figure = Callable[[Refusals], float]


def refusals(scored: Sequence[Scored], threshold: float) -> Refusals:
    """Counts where every question that scores less than the threshold is refused, and those that score minus infinity in any case."""
    refused = [s for s in scored if s.score < threshold or s.score == -math.inf]
    rightly, unanswerable = sum(not s.answerable for s in refused), sum(not s.answerable for s in scored)
    wrongly = len(refused) - rightly
    return Refusals(rightly, wrongly, unanswerable - rightly, len(scored) - unanswerable - wrongly)


def interval(scored: Sequence[Scored], threshold: float, figure: Figure) -> tuple[float, float]:
    """The figure's 95 % interval by bootstrap over groups (percentiles; Efron 1979); samples without the figure are left out."""
    groups: dict[str, list[Scored]] = {}
    for s in scored:
        groups.setdefault(s.group, []).append(s)
    counts = np.array([_row(refusals(group, threshold)) for group in groups.values()])  # (groups, 4)
    draws = np.random.default_rng(0).multinomial(len(groups), np.full(len(groups), 1 / len(groups)), size=_RESAMPLES)
    values = [figure(Refusals(*map(int, row))) for row in draws @ counts]
    low, high = np.nanpercentile(values, [2.5, 97.5]) if not all(map(math.isnan, values)) else (math.nan, math.nan)
    return float(low), float(high)


def best_threshold(scored: Sequence[Scored], most_wrongly: float) -> float:
    """Where F1 is highest while at most this share of the answerable is refused wrongly; of equal ones the lowest, in the middle of its gap.

    Minus infinity where none within that limit is better than none at all.
    """
    scores = sorted({s.score for s in scored if s.score > -math.inf})
    best, chosen = refusals(scored, -math.inf).f1, -math.inf
    for below, above in pairwise(scores):
        counts = refusals(scored, middle := (below + above) / 2)
        if counts.f1 > best and counts.wrongly <= most_wrongly * (counts.wrongly + counts.answered):
            best, chosen = counts.f1, middle
    return chosen


def risk(scored: Sequence[Scored], coverage: float, bad: Callable[[Scored], bool]) -> float:
    """The share of bad ones among the best-scored share of all questions (El-Yaniv and Wiener 2010), 0 < coverage ≤ 1."""
    kept = sorted(scored, key=lambda s: -s.score)[: math.ceil(coverage * len(scored))]
    return _share(sum(map(bad, kept)), len(kept))


def auc(scored: Sequence[Scored]) -> float:
    """How likely an answerable question scores more than an unanswerable one; equal ones count half."""
    answerable = np.array([s.score for s in scored if s.answerable])
    unanswerable = np.array([s.score for s in scored if not s.answerable])
    pairs = np.greater.outer(answerable, unanswerable) + 0.5 * np.equal.outer(answerable, unanswerable)
    return float(pairs.mean()) if pairs.size else math.nan


def _row(counts: Refusals) -> tuple[int, int, int, int]:
    return counts.rightly, counts.wrongly, counts.missed, counts.answered


def _share(part: int, whole: int) -> float:
    return part / whole if whole else math.nan
