"""Labelled quantities against those that were read."""

from dataclasses import replace

import pytest

from eval.labelled import Quantified
from eval.labelled import Quantity as Labelled
from eval.quantities import Pair, baseline, figures, half_of, indicator, pairs, right, unit, value, year
from index.types import Quantity

LABEL = Labelled(
    kind="money", value="28,8", unit="mld zł", year=2026, baseline=None, baseline_year=None,
    indicator="modernizacja oświetlenia", currency="PLN", programme=None, payer=None,
)  # fmt: skip
READ = Quantity("money", 0, 9, "modernizacja oświetlenia ulic", "28,8", 28.8e9, "", 2026, currency="PLN")
TEXT = "Modernizacja oświetlenia: modernizacja oświetlenia, 28,8 mld zł w 2026 r."
CASE = Quantified(id="pl-q02", language="pl", text=TEXT, quantities=(LABEL,))


def test_all_right() -> None:
    pair = Pair(CASE, LABEL, READ)
    assert right(pair) and indicator(pair) and baseline(pair)


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"value": "28"}, value),
        ({"number": 28.8e6}, unit),
        ({"currency": "EUR"}, unit),
        ({"year": None}, year),
        ({"kind": "target"}, value),
    ],
)
def test_one_thing_wrong(change: dict[str, object], wrong: object) -> None:
    pair = Pair(CASE, LABEL, replace(READ, **change))  # type: ignore[arg-type]
    assert [part for part in (value, unit, year) if not part(pair)] == [wrong]
    assert not right(pair)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("%", "%"),
        ("procent", "%"),
        ("tis. t CO₂e", "t CO2e"),
        ("kWh/m²", "kWh/m2"),
        ("km", "km"),
        ("tys.", ""),
        ("", ""),
        ("MWh", "MWh/year"),
    ],
)
def test_a_units_spellings_are_one(written: str, read: str) -> None:
    label = LABEL.model_copy(update={"kind": "target", "currency": None, "unit": written})
    assert unit(Pair(CASE, label, replace(READ, kind="target", currency="", unit=read)))


def test_what_is_not_read_and_what_is_not_labelled_are_no_pairs() -> None:
    missed, added = Pair(CASE, LABEL, None), Pair(CASE, None, READ)
    assert not right(missed) and not right(added)
    assert "| pl | 1 | 1 | 0.00" in figures([missed, added])


def test_each_labelled_quantity_has_its_own() -> None:
    case = Quantified(
        id="cs-q03", language="cs", text="Do roku 2030 klesnou emise o 40 % a do roku 2035 o 60 %.",
        quantities=tuple(
            Labelled(kind="target", value=v, unit="%", year=y, baseline=None, baseline_year=None, indicator="emise", currency=None,
                     programme=None, payer=None)
            for v, y in (("40", 2030), ("60", 2035))
        ),
    )  # fmt: skip
    found = list(pairs([case]))
    assert [(p.labelled.value, p.read.value, right(p)) for p in found if p.labelled and p.read] == [("40", "40", True), ("60", "60", True)]


def test_halves_are_dealt_by_number() -> None:
    assert (half_of(CASE), half_of(CASE.model_copy(update={"id": "pl-q11"}))) == ("test", "tuning")
