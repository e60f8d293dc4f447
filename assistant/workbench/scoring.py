"""What marks of an answer are worth. Knows verdicts and numbers, nothing of answers or of who marks them.

The weights are those of the Canadian government's assistant (AI Answers): a sentence is worth 100 where it is right, 80 where it is partly right
and 0 where it is wrong; a citation 25, 20 and 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np

RIGHT, PARTLY, WRONG = VERDICTS = ("right", "partly", "wrong")
SENTENCE: Mapping[str, int] = {RIGHT: 100, PARTLY: 80, WRONG: 0}
CITATION: Mapping[str, int] = {RIGHT: 25, PARTLY: 20, WRONG: 0}

_DRAWS = 2_000
_FEWEST = 8  # answers, below which an interval says nothing; as in the suite's own intervals


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean of shares with its 95 % interval, None for fewer than eight answers."""

    answers: int
    value: float
    interval: tuple[float, float] | None


def share(sentences: Sequence[str | None], citations: Sequence[str | None]) -> float | None:
    """The score of an answer, 0 to 1: the mean of its sentences' points and the mean of its citations' together, of what can be had.

    125 points can be had, 100 where the answer has no citation (a refusal). None where a sentence or a citation is not marked yet (None), or
    where there is no sentence: unmarked is not wrong.
    """
    said, cited = [v for v in sentences if v], [v for v in citations if v]
    if not sentences or len(said) < len(sentences) or len(cited) < len(citations):
        return None
    points = fmean(SENTENCE[v] for v in said)
    if not cited:
        return points / SENTENCE[RIGHT]
    return (points + fmean(CITATION[v] for v in cited)) / (SENTENCE[RIGHT] + CITATION[RIGHT])


def mean(shares: Sequence[float]) -> Mean | None:
    """The mean of the scores of answers; None of none. The interval is that of drawing answers again, seeded (percentiles; Efron 1979)."""
    if not shares:
        return None
    values = np.array(shares, dtype=np.float64)
    interval = None
    if len(values) >= _FEWEST:
        draws = np.random.default_rng(0).multinomial(len(values), np.full(len(values), 1 / len(values)), size=_DRAWS)
        low, high = np.percentile(draws @ values / len(values), [2.5, 97.5])
        interval = (float(low), float(high))
    return Mean(len(values), float(values.mean()), interval)
