"""Years that a question speaks of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer.question.cues import flat
from assistant.answer.question.period import period
from assistant.answer.types import Period


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("How many trees were planted in 2019?", Period(2019, 2019, "year")),
        ("Ile drzew posadzono w 2022 roku?", Period(2022, 2022, "year")),
        ("Kolik stromů přibylo v roce 2021?", Period(2021, 2021, "year")),
        ("Hány fát ültettek 2021-ben?", Period(2021, 2021, "year")),
        ("emissions by 2030", Period(None, 2030, "horizon")),
        ("emisje do 2030 roku", Period(None, 2030, "horizon")),
        ("emise do roku 2030", Period(None, 2030, "horizon")),
        ("emisie do konca roku 2035", Period(None, 2035, "horizon")),
        ("kibocsátás 2030-ig", Period(None, 2030, "horizon")),
        ("a 2040-es klímacél", Period(None, 2040, "horizon")),
        ("cíl pro rok 2027", Period(None, 2027, "horizon")),
        ("heat plan 2030", Period(None, 2030, "horizon")),
        ("the 2021–2027 programme", Period(2021, 2027, "range")),
        ("program 2021-27", Period(2021, 2027, "range")),
        ("od 2025 do 2030", Period(2025, 2030, "range")),
        ("w latach 2021–2027", Period(2021, 2027, "range")),
        ("v letech 2015 až 2020", Period(2015, 2020, "range")),
        ("v rokoch 2015 až 2020", Period(2015, 2020, "range")),
        ("2015 és 2020 között", Period(2015, 2020, "range")),
        ("2025-től 2030-ig", Period(2025, 2030, "range")),
        ("from 2025 to 2030", Period(2025, 2030, "range")),
        ("between 2018 and 2030", Period(2018, 2030, "range")),
        ("emissions in 2007 and in 2019", Period(2007, 2019, "range")),
        ("what was emitted in 2019 on the way to the 2030 target", Period(2019, 2019, "year")),
        ("What does the 2030 Agenda say?", None),
        ("Agenda 2030 w Łodzi", None),
        ("Natura 2000 sites", None),
        ("2000 tonnes of waste", None),
        ("2 000 trees, 1950 people", None),
        ("koszt 2020 zł", None),
        ("no year at all", None),
    ],
)
def test_period(text: str, expected: Period | None) -> None:
    assert period(flat(text)) == expected


@given(st.integers(1950, 2099), st.integers(1950, 2099))
def test_a_range_holds_both_years_in_order(one: int, other: int) -> None:
    found = period(flat(f"w latach {one}–{other}"))
    assert found is not None
    if one < other:
        assert (found.first, found.last, found.kind) == (one, other, "range")
    else:
        assert found.last == one if one == other else found.last in (one, other)


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    found = period(flat(text))
    assert found is None or 1900 <= found.last <= 2100
