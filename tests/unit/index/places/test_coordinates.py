"""Where towns lie, by any of their names."""

from __future__ import annotations

import pytest

from index.places.coordinates import Coordinates, coordinates


@pytest.mark.parametrize("name", ["Kraków", "Krakow", "Krakov", "Krakkó", "Cracow", "kraków"])
def test_a_town_is_found_by_every_name(name: str) -> None:
    assert coordinates(name, "PL") == Coordinates(50.061, 19.937)


@pytest.mark.parametrize(
    ("name", "country", "latitude", "longitude"),
    [("Praha", "CZ", 50.09, 14.42), ("Bratislava", "SK", 48.15, 17.11), ("Budapest", "HU", 47.50, 19.04), ("Warszawa", "PL", 52.23, 21.01)],
)
def test_capitals_lie_where_they_lie(name: str, country: str, latitude: float, longitude: float) -> None:
    found = coordinates(name, country)
    assert found is not None
    assert (found.latitude, found.longitude) == pytest.approx((latitude, longitude), abs=0.02)


@pytest.mark.parametrize(("name", "country"), [("Kraków", "SK"), ("Rudomierz", "PL"), ("Poland", "PL"), ("Wien", "AT"), ("", "")])
def test_what_is_no_town_of_the_country_lies_nowhere(name: str, country: str) -> None:
    assert coordinates(name, country) is None
