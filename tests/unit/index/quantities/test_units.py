"""Units by their normal names."""

import pytest

from index.quantities.units import CURRENCY, unit_at


@pytest.mark.parametrize(
    ("text", "name", "dimension", "factor"),
    [
        ("%", "%", "share", 1),
        ("proc. energii", "%", "share", 1),
        ("százalékát", "%", "share", 1),
        ("p. b.", "pp", "points", 1),
        ("tCO2e", "t CO2e", "mass", 1e3),
        ("kt CO2e", "kt CO2e", "mass", 1e6),
        ("kton", "kt", "mass", 1e6),
        ("tonnes of CO2", "t CO2", "mass", 1e3),
        ("tun CO2 ekv.", "t CO2e", "mass", 1e3),
        ("Mg CO2 -eq", "Mg CO2e", "mass", 1e3),
        ("MWp", "MWp", "power", 1e6),
        ("MWh", "MWh", "energy", 1e6),
        ("megawatthodin", "MWh", "energy", 1e6),
        ("hektarów", "ha", "area", 1e4),
        ("sqm", "m2", "area", 1),
        ("MEUR", "EUR", "EUR", 1e6),
        ("€m", "EUR", "EUR", 1e6),
        ("M Ft", "HUF", "HUF", 1e6),
        ("eFt", "HUF", "HUF", 1e3),
        ("korun českých", "CZK", "CZK", 1),
    ],
)
def test_a_unit(text: str, name: str, dimension: str, factor: float) -> None:
    found = unit_at(text, 0)
    assert found is not None
    assert (found[0].name, found[0].dimension, found[0].factor) == (name, dimension, factor)


@pytest.mark.parametrize("text", ["trams", "meters-long-word1", "9", " %", "hasič", "CO2"])
def test_what_only_begins_like_a_unit(text: str) -> None:
    found = unit_at(text, 0)
    assert found is None or found[1] < len(text)


def test_currencies_before_a_number_are_units() -> None:
    for sign in CURRENCY.replace("\\", "").split("|"):
        found = unit_at(sign, 0)
        assert found is not None and found[0].dimension == found[0].name
