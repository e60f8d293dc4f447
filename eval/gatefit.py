"""The gate's coefficients, fitted. Knows features and labels, nothing of how they came about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from assistant.answer.gate import Features
from eval.asked import Asked

# Unanswerable questions are a sixth of all. A question whose answer was taken away is a weaker witness than one that has none.
_UNANSWERABLE = 2.5
_TAKEN_AWAY = 0.15

# The inverse of the penalty on squared standardised coefficients. From 0.1 to 5 the mean F1 of six foldings was the same to half a point.
_C = 0.2

_FOLDS = 10

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fitted:
    """Log-odds = intercept + coefficients · features."""

    intercept: float
    coefficients: Features


@dataclass(frozen=True, slots=True)
class Rows:
    """What is learnt from, a row a case."""

    features: Scores  # (rows, features)
    answers: NDArray[np.bool_]  # (rows,): whether what was found answers
    weights: Scores  # (rows,)
    groups: NDArray[np.str_]  # (rows,): the question
    asked: NDArray[np.int64]  # (rows,): the position of the question as asked; −1 where its answer was taken away


def rows(asked: Sequence[Asked]) -> Rows:
    """Each question that no rule refuses and, where that teaches something, the same without the passages that answer it."""
    found = list(_cases(asked))
    return Rows(
        np.array([f for f, *_ in found], dtype=np.float64),
        np.array([answers for _, answers, *_ in found]),
        np.array([weight for *_, weight, _, _ in found]),
        np.array([group for *_, group, _ in found]),
        np.array([position for *_, position in found]),
    )


def _cases(asked: Sequence[Asked]) -> Iterator[tuple[Features, bool, float, str, int]]:
    for i, one in enumerate(asked):
        if one.features is not None and not one.by_rule:
            yield one.features, one.answerable, 1.0 if one.answerable else _UNANSWERABLE, one.group, i
        if one.without is not None:
            yield one.without, False, _TAKEN_AWAY, one.group, -1


def fit(known: Rows) -> Fitted:
    """The coefficients as the gate takes them, for features as they are."""
    model = _model(known, np.arange(len(known.answers)))
    scaler, regression = model[0], model[1]
    raw = regression.coef_[0] / scaler.scale_
    return Fitted(float(regression.intercept_[0] - raw @ scaler.mean_), Features(*map(float, raw)))


def out_of_fold(known: Rows, asked: Sequence[Asked], seed: int = 0) -> list[float]:
    """The log-odds of each question by a fit that has not seen it in any language; 0 for one without a row of its own."""
    scores = np.zeros(len(asked))
    folds = StratifiedGroupKFold(_FOLDS, shuffle=True, random_state=seed)
    for learnt, left_out in folds.split(known.features, known.answers, known.groups):
        judged = left_out[known.asked[left_out] >= 0]
        scores[known.asked[judged]] = _model(known, learnt).decision_function(known.features[judged])
    return [float(score) for score in scores]


def _model(known: Rows, which: NDArray[np.int64]) -> Pipeline:
    model = make_pipeline(StandardScaler(), LogisticRegression(C=_C, max_iter=1_000))
    return model.fit(known.features[which], known.answers[which], logisticregression__sample_weight=known.weights[which])
