"""What a passage does, by its likeness to labelled passages in cues, not in subjects. Knows rows of cues and labels, no texts and no scheme.

A second kernel regression beside that of the subjects: cues work together (a payer beside an amount, a number beside a year), which a sum of
them cannot say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.tag import kernel
from ingest.tag.kernel import Kernel

Rows = NDArray[np.float32]

# The kernel's γ for rows whose inputs have deviation 1, divided by their number, and λ: by the levels found right on held-out passages.
_GAMMA, _LAMBDA = 0.3, 1.0
_FARTHEST = 4.0  # deviations; a table of a hundred cells is not ten times as much of one as a table of ten
_LEAST = 1e-3  # of a deviation: a cue that no labelled passage has
_WEIGHT = 4.0  # brings its scores to where the regressions after it are little held back


@dataclass(frozen=True, slots=True)
class Deeds:
    """A fitted one; outputs are those of `labels`."""

    centre: Rows  # (inputs,)
    scale: Rows  # (inputs,)
    kernel: Kernel

    def likeness(self, rows: Rows) -> Rows:
        """(texts, outputs): how like each row of cues (texts, inputs) is to labelled ones, from about 0 to _WEIGHT."""
        return _WEIGHT * self.kernel.scores(_alike(rows, self.centre, self.scale))

    def arrays(self) -> dict[str, Rows]:
        """What is stored; the labelled rows in half precision."""
        own = self.kernel
        return {
            "deeds.centre": self.centre,
            "deeds.scale": self.scale,
            "deeds.support": own.support.astype(np.float16),
            "deeds.coefficients": own.coefficients,
            "deeds.means": own.means,
        }

    @classmethod
    def of(cls, arrays: Mapping[str, Rows]) -> Deeds:
        """What was stored; KeyError where it is missing."""
        stored = Kernel(arrays["deeds.support"], arrays["deeds.coefficients"], arrays["deeds.means"])
        return cls(arrays["deeds.centre"], arrays["deeds.scale"], stored)


def fit(rows: Rows, labels: NDArray[np.float64], weights: NDArray[np.float64]) -> tuple[Deeds, Rows]:
    """Of rows (texts, inputs) with `labels` (texts, outputs) and weights (texts,) above 0, and the likeness of each to the others."""
    centre, scale = rows.mean(axis=0), rows.std(axis=0) + _LEAST
    alike, weights = _alike(rows, centre, scale), weights * kernel.LAMBDA / _LAMBDA
    nobody = np.zeros(0, dtype=np.intp)
    unseen, _ = kernel.held_out(alike, labels, weights, alike[:0], nobody)
    return Deeds(centre, scale, kernel.fit(alike, labels, weights)), _WEIGHT * unseen


def _alike(rows: Rows, centre: Rows, scale: Rows) -> Rows:
    """Rows whose distances the kernel takes with its own γ as if with ours."""
    standard = np.clip((rows - centre) / scale, -_FARTHEST, _FARTHEST)
    result: Rows = (standard * np.sqrt(_GAMMA / kernel.GAMMA / rows.shape[1])).astype(np.float32)
    return result
