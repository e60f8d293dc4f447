"""Likeness of cues: against sums written out, and what a sum of cues cannot say."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ingest.tag import deeds
from ingest.tag.deeds import Deeds

ROWS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]] * 6, dtype=np.float32)  # a payer, an amount
BOTH = np.array([[a * b] for a, b in ROWS.tolist()], dtype=np.float64)  # “funded” is a payer beside an amount
WEIGHTS = np.ones(len(ROWS))


def _slowly(fitted: Deeds, rows: NDArray[np.float32]) -> list[list[float]]:
    """Each row with each labelled one: exp(−0.3 ‖x − s‖² / inputs) of standardised inputs."""
    result = []
    for row in rows:
        standard = np.clip((row - fitted.centre) / fitted.scale, -4, 4)
        score = np.array(fitted.kernel.means, dtype=np.float64)
        for labelled, coefficients in zip(ROWS, fitted.kernel.coefficients, strict=True):
            other = np.clip((labelled - fitted.centre) / fitted.scale, -4, 4)
            score += coefficients * np.exp(-0.3 * ((standard - other) ** 2).sum() / len(row))
        result.append((4 * score).tolist())
    return result


def test_likeness_is_the_sum_over_labelled_rows() -> None:
    fitted, _ = deeds.fit(ROWS, BOTH, WEIGHTS)
    rows = np.array([[1, 1], [0.5, 0], [9, 2]], dtype=np.float32)
    np.testing.assert_allclose(fitted.likeness(rows), _slowly(fitted, rows), atol=1e-4)


def test_two_cues_together_say_more_than_both_apart() -> None:
    fitted, unseen = deeds.fit(ROWS, BOTH, WEIGHTS)
    neither, amount, payer, both = fitted.likeness(ROWS[:4])[:, 0].tolist()
    assert both - payer > 2 * (amount - neither)
    assert unseen[3, 0] > 2 > unseen[1, 0]  # held out too: others of its kind are in the other folds


def test_a_row_that_was_not_seen_is_judged_by_the_others() -> None:
    rows, labels = ROWS.copy(), BOTH.copy()
    rows[0], labels[0] = (3, 3), 0.0  # the only one of its kind, and against its neighbours
    fitted, unseen = deeds.fit(rows, labels, WEIGHTS)
    assert unseen[0, 0] > fitted.likeness(rows[:1])[0, 0]


def test_what_is_stored_is_read_as_it_was() -> None:
    fitted, _ = deeds.fit(ROWS, BOTH, WEIGHTS)
    again = Deeds.of({name: array.astype(np.float32) for name, array in fitted.arrays().items()})
    np.testing.assert_allclose(again.likeness(ROWS), fitted.likeness(ROWS), atol=0.01)
