"""Logistic regressions as they are kept and used: standardised inputs, coefficients, probabilities. Knows no labels and no training."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Logistic:
    """One regression with an output for each class, or with one output."""

    coefficients: Numbers  # (outputs, inputs)
    intercepts: Numbers  # (outputs,)

    def values(self, inputs: NDArray[np.floating]) -> Numbers:
        """(rows, outputs): the logarithms of the odds."""
        return (inputs @ self.coefficients.T + self.intercepts).astype(np.float32)

    def values_alone(self, inputs: Numbers) -> Numbers:
        """As `values`, each row by itself: the same bits whatever rows stand beside it, which BLAS does not promise."""
        values: Numbers = np.einsum("ri,oi->ro", inputs, self.coefficients) + self.intercepts
        return values

    def probabilities(self, inputs: NDArray[np.floating]) -> Numbers:
        """(rows,) of one output."""
        return sigmoid(self.values(inputs)[:, 0])

    def classes(self, inputs: NDArray[np.floating]) -> Numbers:
        """(rows, outputs) that sum to one in each row."""
        values = self.values(inputs)
        powers = np.exp(values - values.max(axis=1, keepdims=True))
        result: Numbers = powers / powers.sum(axis=1, keepdims=True)
        return result

    def arrays(self, name: str) -> dict[str, Numbers]:
        """What is stored."""
        return {f"{name}.coefficients": self.coefficients, f"{name}.intercepts": self.intercepts}

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[np.float32]], name: str) -> Logistic:
        """What was stored under `name`; KeyError where it is missing."""
        return cls(arrays[f"{name}.coefficients"], arrays[f"{name}.intercepts"])


def sigmoid(values: NDArray[np.floating]) -> Numbers:
    """1 / (1 + exp(−value)), without overflow."""
    result: Numbers = (0.5 * (1 + np.tanh(0.5 * values))).astype(np.float32)
    return result
