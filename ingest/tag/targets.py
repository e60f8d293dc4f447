"""Which targets of its goals a text serves: by likeness to passages on each target and by terms that name it. Knows no goals' probabilities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from index.encoder.protocol import unit_rows
from index.scheme import targets
from ingest.tag.model import Model
from ingest.tag.reading import Reading

MOST = 3  # targets of a text

# A term that names a target counts as much as this difference of cosine, the second half as much, and so on.
_A_TERM = 0.12
_SHARPNESS = 12.0  # scores of a goal's targets to probabilities: on our passages the best target is right in about as many cases as it says


@dataclass(frozen=True, slots=True)
class Chosen:
    """A target with its probability, given that its goal is present."""

    target: str
    score: float


def choose(reading: Reading, model: Model, present: NDArray[np.bool_]) -> list[list[Chosen]]:
    """Of each text at most MOST targets, best first, of the goals that are `present` (texts, 17); fewer where none stands out."""
    scores = target_scores(reading, model.targets)
    numbers = _of_goals()
    result = []
    for own, goals in zip(scores, present, strict=True):
        found = []
        for goal in np.flatnonzero(goals):
            those = numbers[goal]
            powers = np.exp(_SHARPNESS * (own[those] - own[those].max()))
            shares = powers / powers.sum()
            found += [
                Chosen(targets.load()[those[i]].id, float(shares[i])) for i in np.argsort(-shares) if shares[i] >= model.cuts["target"]
            ]
        result.append(sorted(found, key=lambda one: -one.score)[:MOST])
    return result


def target_scores(reading: Reading, prototypes: NDArray[np.float32]) -> NDArray[np.float32]:
    """(texts, 169): the cosine of the text or of its best segment to what passages on a target are like, raised by terms that name it."""
    width = prototypes.shape[1]
    starts = np.searchsorted(reading.owner, np.arange(len(reading)))
    best = np.maximum.reduceat(reading.parts[:, :width] @ prototypes.T, starts, axis=0)
    scores = np.maximum(best, reading.whole[:, :width] @ prototypes.T)
    number = {target.id: i for i, target in enumerate(targets.load())}
    for own, terms in zip(scores, reading.terms, strict=True):
        counts: dict[int, int] = {}
        for occurrence in terms:
            for aim in occurrence.concept.aims:
                if aim in number:
                    counts[number[aim]] = counts.get(number[aim], 0) + 1
        for target, count in counts.items():
            own[target] += _A_TERM * (2 - 0.5 ** (count - 1))
    result: NDArray[np.float32] = scores
    return result


def prototypes(vectors: NDArray[np.float32], labels: Sequence[Sequence[str]]) -> NDArray[np.float32]:
    """(169, dimensions) unit rows: the mean of the vectors (texts, dimensions) labelled with each target."""
    sums = np.zeros((len(targets.load()), vectors.shape[1]), dtype=np.float32)
    number = {target.id: i for i, target in enumerate(targets.load())}
    for vector, own in zip(vectors, labels, strict=True):
        for target in own:
            sums[number[target]] += vector
    return unit_rows(sums)


@cache
def _of_goals() -> tuple[NDArray[np.intp], ...]:
    goals = np.array([target.goal for target in targets.load()])
    return tuple(np.flatnonzero(goals == goal) for goal in range(1, 18))
