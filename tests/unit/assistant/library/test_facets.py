"""Facets against the plain definition: what a choice leaves, and how many a further value would."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.library.facets import FACETS, GOAL, HOLDS, UNKNOWN, Choice, Item, counts, item, passes, period
from index.schema import Listed
from index.types import Record


def listed(number: int, **record: object) -> Listed:
    return Listed(number, f"{number}.md", "", "markdown", Record(f"Plan {number}", **record), (), 0, 1)  # type: ignore[arg-type]


KRAKOW = item(
    listed(1, country="PL", place="Kraków", level="city", kind="climate", period_to=2030, language="pl"),
    ("7", "13"),
    ("energy",),
    ("funding",),
)
BRNO = item(
    listed(2, country="CZ", place="Brno", level="city", kind="smart", period_to=2050, language="cs"),
    ("11", "13"),
    (),
    ("practice", "funding"),
)
LAW = item(listed(3, language="cs"), ("13",))
ALL = (KRAKOW, BRNO, LAW)


@pytest.mark.parametrize(
    ("year", "name"),
    [
        (None, UNKNOWN),
        (1999, "to-2020"),
        (2020, "to-2020"),
        (2021, "2021-2025"),
        (2030, "2026-2030"),
        (2040, "2031-2040"),
        (2041, "from-2041"),
    ],
)
def test_a_period_has_the_last_year_of_the_plan(year: int | None, name: str) -> None:
    assert period(year) == name


def test_values_of_one_facet_widen_and_facets_narrow() -> None:
    choice = {"country": frozenset({"PL", "CZ"}), GOAL: frozenset({"11", "7"})}
    assert [passes(one, choice) for one in ALL] == [True, True, False]
    assert [passes(one, {**choice, "kind": frozenset({"smart"})}) for one in ALL] == [False, True, False]


def test_what_a_document_holds_narrows() -> None:
    assert [passes(one, {HOLDS: frozenset({"practice", "funding"})}) for one in ALL] == [False, True, False]


def test_what_is_not_known_can_be_chosen() -> None:
    assert [passes(one, {"country": frozenset({UNKNOWN})}) for one in ALL] == [False, False, True]


def test_counts_of_a_facet_leave_its_own_choice_out() -> None:
    found = counts(ALL, {"country": frozenset({"PL"})})
    assert found["country"] == {"PL": 1, "CZ": 1, UNKNOWN: 1}
    assert found[GOAL] == {"7": 1, "13": 1}
    assert found["place"] == {"Kraków": 1}


values = st.frozensets(st.sampled_from("abc"), max_size=3)
items = st.lists(st.builds(Item, st.just(listed(1)), st.fixed_dictionaries(dict.fromkeys(FACETS, values))), max_size=6)


@given(items=items, choice=st.dictionaries(st.sampled_from(FACETS), values))
def test_a_count_is_what_choosing_that_value_alone_in_its_facet_would_leave(items: list[Item], choice: Choice) -> None:
    found = counts(items, choice)
    for facet in FACETS:
        expected: Counter[str] = Counter()
        for value in "abc":
            own = choice.get(facet, frozenset()) if facet == HOLDS else frozenset()
            expected[value] = sum(passes(one, {**choice, facet: own | {value}}) for one in items)
        assert {v: n for v, n in expected.items() if n} == dict(found[facet])
