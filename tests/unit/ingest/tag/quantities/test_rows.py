"""Cells of rows, and the units that headers give their columns."""

import pytest

from ingest.tag.quantities.rows import cells, is_rule, price, scaled


def test_cells_know_their_places() -> None:
    text = "x\n|  Cost |   | PLN 5  |\n"
    found = cells(text, 2, len(text) - 1)
    assert [c.text for c in found] == ["Cost", "", "PLN 5"]
    assert [text[c.start : c.end] for c in found] == ["Cost", "", "PLN 5"]


def test_a_rule_is_no_row_of_dashes_as_values() -> None:
    assert is_rule("| --- | :---: |")
    assert not is_rule("| - | - |")


@pytest.mark.parametrize(
    ("header", "unit", "times"),
    [
        ("Cost (EUR million)", "EUR", 1e6),
        ("Costs, EUR thousand", "EUR", 1e3),
        ("Náklady v tis. Kč", "CZK", 1e3),
        ("Koszt [tys. zł]", "PLN", 1e3),
        ("Költség (millió Ft)", "HUF", 1e6),
        ("MEUR", "EUR", 1e6),
        ("Size Range (bn HUF)", "HUF", 1e9),
        ("Emissions (t CO2e)", "t CO2e", 1),
        ("Length, km", "km", 1),
    ],
)
def test_a_header_gives_its_column_a_unit(header: str, unit: str, times: float) -> None:
    found = scaled(header)
    assert found is not None
    assert (found.unit.name, found.times * (found.unit.factor if found.currency else 1)) == (unit, times)


@pytest.mark.parametrize("header", ["Responsible body", "Minutes of the council", "2030", "Price (EUR/m2)", "Start/ End"])
def test_a_header_without_a_unit(header: str) -> None:
    assert scaled(header) is None


def test_prices() -> None:
    assert price("EUR/m2") and price("PLN/tCO2e") and not price("EUR/year")
