"""Where the towns of the four countries lie. Knows its data file and the gazetteer's names, nothing of maps.

coordinates.tsv is made from GeoNames (CC BY 4.0) by make.py: towns of at least 5,000 inhabitants, and smaller ones that names.tsv names.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from index.analysis import fold
from index.places.gazetteer import entries, rows


@dataclass(frozen=True, slots=True)
class Coordinates:
    """A point in degrees (WGS 84), to a thousandth: some 100 metres."""

    latitude: float  # north is positive
    longitude: float  # east is positive


def coordinates(name: str, country: str) -> Coordinates | None:
    """Where a town lies that is called `name` in any of the five languages; None for a region, a country, and a town that is not known."""
    found = _by_name()
    return found.get((name, country)) or found.get((fold(name), country))


@cache
def _by_name() -> dict[tuple[str, str], Coordinates]:
    """By each name with its country, as it is written and folded; of two towns of one name the larger has it."""
    own = {(r["name"], r["country"]): Coordinates(float(r["latitude"]), float(r["longitude"])) for r in rows("coordinates.tsv")}
    found = dict(own)
    towns = [(e, own[e.place.name, e.place.country]) for e in entries() if (e.place.name, e.place.country) in own]
    for entry, point in sorted(towns, key=lambda pair: -pair[0].place.population):
        for name in (entry.place.name, *entry.names):
            found.setdefault((name, entry.place.country), point)
            found.setdefault((fold(name), entry.place.country), point)
    return found
