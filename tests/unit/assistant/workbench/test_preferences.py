"""Blind comparison: sides that chance deals once, a sign test and an interval held against SciPy's."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.workbench.preferences import FIRST, SAME, SECOND, WRONG, outcome, place, sign_test, swapped, wilson


@pytest.mark.parametrize(
    ("one", "other", "p"),
    [
        (0, 0, 1.0),
        (0, 1, 1.0),
        (0, 5, 2 / 32),
        (1, 9, 2 * (1 + 10) / 1024),
        (3, 7, 2 * (1 + 10 + 45 + 120) / 1024),
        (5, 5, 1.0),
    ],
)
def test_the_sign_test_by_hand(one: int, other: int, p: float) -> None:
    assert sign_test(one, other) == pytest.approx(p)
    assert sign_test(other, one) == pytest.approx(p)


@settings(deadline=None)  # SciPy is imported in the first example
@given(st.integers(0, 300), st.integers(1, 300))
def test_the_sign_test_and_the_interval_are_scipys(one: int, other: int) -> None:
    stats = pytest.importorskip("scipy.stats", reason="SciPy, the oracle of the sign test, is not installed")
    known = stats.binomtest(one, one + other, 0.5)
    assert sign_test(one, other) == pytest.approx(known.pvalue, rel=1e-9)
    span = known.proportion_ci(0.95, method="wilson")
    assert wilson(one, one + other) == pytest.approx((span.low, span.high), abs=1e-9)


def test_the_interval_of_nothing_is_none() -> None:
    assert wilson(0, 0) is None


def test_a_thousand_decided_cases_are_no_trouble() -> None:
    assert 0 < sign_test(1_000, 1_200) < 0.001
    assert sign_test(3_000, 3_000) == 1.0


def test_a_case_counts_once_by_its_majority() -> None:
    choices = [
        ("a", FIRST), ("a", FIRST), ("a", SECOND),  # two languages against one
        ("b", SECOND), ("b", SAME),
        ("c", FIRST), ("c", SECOND),  # evaluators disagree
        ("d", WRONG),
        ("e", SECOND),
    ]  # fmt: skip
    found = outcome(choices)
    assert (found.first, found.second, found.level) == (1, 2, 2)
    assert found.share == pytest.approx(2 / 3)
    assert found.p == 1.0


def test_nothing_decided_has_no_share() -> None:
    found = outcome([("a", SAME)])
    assert (found.share, found.interval, found.p) == (None, None, 1.0)


def test_sides_are_dealt_evenly_and_stay() -> None:
    dealt = [swapped("Anna", "old", "new", f"q{n}") for n in range(2_000)]
    assert 900 < sum(dealt) < 1_100
    assert dealt == [swapped("Anna", "old", "new", f"q{n}") for n in range(2_000)]
    assert dealt != [swapped("Béla", "old", "new", f"q{n}") for n in range(2_000)]


def test_everybody_has_an_order_of_their_own() -> None:
    def order(name: str) -> list[int]:
        return sorted(range(30), key=lambda n: place(name, "old", "new", f"q{n}"))

    assert order("Anna") == order("Anna")
    assert order("Anna") != order("Béla") != list(range(30))
