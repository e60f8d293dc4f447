"""Risk by coverage and calibration, computed by hand."""

from __future__ import annotations

import pytest

from eval.run.sureness import Bin, area_under, calibration, calibration_error, risk_curve
from tests.unit.eval.run.records import made

RECORDS = [
    made("a", confidence=0.95, gold_cited=1, hit10=1),
    made("b", confidence=0.91, gold_cited=0, hit10=1),
    made("c", confidence=0.45, refused_rightly=0),
    made("d", confidence=0.43, cities_cited=0.5, **{"cities_covered@10": 0.5}),
    made("e", confidence=0.05, refused_rightly=1, refused=True),
]


def test_risk() -> None:
    curve = risk_curve(RECORDS)
    assert curve == [(1 / 5, 0), (2 / 5, 1 / 2), (3 / 5, 2 / 3), (4 / 5, 2 / 4)]  # the refusal is given at no coverage
    assert area_under(curve) == pytest.approx((0 + 1 / 2 + 2 / 3 + 1 / 2) / 4)
    assert area_under([]) is None


def test_calibration() -> None:
    bins = calibration(RECORDS)
    assert bins == [Bin(0.05, 0, 1), Bin(pytest.approx(0.44), 1 / 2, 2), Bin(pytest.approx(0.93), 1, 2)]
    assert calibration_error(bins) == pytest.approx((0.05 + 2 * 0.06 + 2 * 0.07) / 5)
    assert calibration_error([]) is None


def test_a_question_without_gold_tells_nothing() -> None:
    assert risk_curve([made("a", obeyed=0)]) == []
    assert calibration([made("a", obeyed=0)]) == []


def test_certainty_is_in_the_last_bin() -> None:
    assert calibration([made("a", confidence=1.0, hit10=1)]) == [Bin(1.0, 1, 1)]
