"""Months by name and in digits."""

import pytest

from index.quantities.dates import months


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("24 września 2021 r.", {9}),
        ("24. září 2021", {9}),
        ("24. septembra 2019", {9}),
        ("2022. február 17-én", {2}),
        ("17 February 2020", {2}),
        ("1. 7. 2024", {7}),
        ("2024-07-01", {7}),
        ("2024. 07. 01.", {7}),
        ("w listopadzie i październiku", {10, 11}),
        ("v listopadu a říjnu", {10, 11}),
        ("z mája 2023", {5}),
        ("márciustól augusztus végéig", {3, 8}),
        ("red tape may march on", set()),
        ("červen a červenec", {6, 7}),
        ("1.5 t, 12. 3 MWh", set()),
    ],
)
def test_months(text: str, expected: set[int]) -> None:
    assert months(text) == expected


def test_a_source_may_mean_a_month() -> None:
    assert months("from March to the end of August", sure=False) == {3, 8}
