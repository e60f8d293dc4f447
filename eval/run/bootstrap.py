"""Intervals by drawing questions again: with replacement, all languages of a question together. Knows sums, nothing of what they sum."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

Sums = NDArray[np.float64]  # (groups or draws, parts): what a figure is computed from, added up
Interval = tuple[float, float]

_DRAWS = 2_000
_FEWEST = 8  # groups, below which an interval says nothing


def interval(groups: Sums, figure: Callable[[Sums], Sums]) -> Interval | None:
    """The 95 % interval of a figure of summed parts (percentiles; Efron 1979); None for fewer than eight groups.

    `figure` takes (draws, parts) and gives (draws,), not a number where a draw has none of it.
    """
    return _percentiles(figure(_draws(len(groups)) @ groups)) if len(groups) >= _FEWEST else None


def paired(groups: Sums, others: Sums, figure: Callable[[Sums], Sums]) -> Interval | None:
    """The interval of the difference of two runs' figures where each draw takes the same questions of both (Efron and Tibshirani 1993, ch. 16)."""
    if len(groups) < _FEWEST:
        return None
    draws = _draws(len(groups))
    return _percentiles(figure(draws @ groups) - figure(draws @ others))


def _draws(groups: int) -> Sums:
    """How often each group is drawn: (draws, groups). The seed is fixed, so that the same run has the same intervals."""
    drawn: Sums = np.random.default_rng(0).multinomial(groups, np.full(groups, 1 / groups), size=_DRAWS).astype(np.float64)
    return drawn


def _percentiles(values: Sums) -> Interval | None:
    kept = values[~np.isnan(values)]
    if not len(kept):
        return None
    low, high = np.percentile(kept, [2.5, 97.5])
    return float(low), float(high)


def grouped(parts: Mapping[str, Sums]) -> Sums:
    """The parts of each group as rows, (groups, parts)."""
    return np.array(list(parts.values()), dtype=np.float64)
