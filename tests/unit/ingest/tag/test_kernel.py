"""Kernel ridge regression against its formula written out, and its held-out scores against fits without the row."""

from __future__ import annotations

import numpy as np

from ingest.tag import kernel


def _data(count: int = 24) -> tuple[kernel.Rows, np.ndarray, np.ndarray]:
    random = np.random.default_rng(7)
    rows = random.normal(size=(count, 5)).astype(np.float32)
    labels = (rows[:, :2] > 0).astype(np.float64)
    return rows, labels, random.uniform(0.2, 1, count)


def test_scores_are_those_of_the_formula() -> None:
    rows, labels, weights = _data()
    new = np.random.default_rng(8).normal(size=(4, 5)).astype(np.float32)
    likeness = np.array([[np.exp(-kernel.GAMMA * np.sum((a - b) ** 2.0)) for b in rows] for a in rows])
    means = labels.mean(axis=0)
    alpha = np.linalg.inv(likeness + kernel.LAMBDA * np.diag(1 / weights)) @ (labels - means)
    expected = np.array([[np.exp(-kernel.GAMMA * np.sum((a - b) ** 2.0)) for b in rows] for a in new]) @ alpha + means
    np.testing.assert_allclose(kernel.fit(rows, labels, weights).scores(new), expected, atol=1e-4)


def test_a_held_out_row_is_scored_by_a_fit_without_its_fold() -> None:
    rows, labels, weights = _data(12)
    whole, parts = kernel.held_out(rows, labels, weights, rows, np.arange(12), folds=12)
    others = np.arange(12) != 5
    alone = kernel.fit(rows[others], labels[others], weights[others]).scores(rows[5:6])
    np.testing.assert_allclose(whole[5], alone[0], atol=1e-5)
    np.testing.assert_allclose(parts, whole, atol=1e-5)


def test_joined_kernels_score_as_each_does() -> None:
    rows, labels, weights = _data()
    some = np.arange(0, 24, 2)
    one, two = kernel.fit(rows, labels, weights), kernel.fit(rows[some], labels[some], weights[some])
    joined = kernel.joined([(one, np.arange(24)), (two, some)], rows)
    np.testing.assert_allclose(joined.scores(rows[:3]), np.hstack([one.scores(rows[:3]), two.scores(rows[:3])]), atol=1e-5)


def test_no_rows_have_no_scores() -> None:
    rows, labels, weights = _data()
    assert kernel.fit(rows, labels, weights).scores(rows[:0]).shape == (0, 2)
