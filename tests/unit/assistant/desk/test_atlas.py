"""Places on the map: projected, gathered from records, and named where there is room."""

from __future__ import annotations

import math
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.desk.atlas import WIDTH, Label, Point, Site, height, labels, paths, project, sites
from index.places.coordinates import Coordinates
from index.places.outline import countries
from index.schema import Listed
from index.types import Record

BRNO, PRAHA, WARSZAWA, SZEGED = (
    Coordinates(49.195, 16.608),
    Coordinates(50.088, 14.42),
    Coordinates(52.23, 21.012),
    Coordinates(46.253, 20.148),
)
KILOMETRES = 111.2  # of a degree of latitude


def listed(number: int, place: str | None, country: str, illustrative: bool = False) -> Listed:
    record = Record(f"Plan {number}", country, place, illustrative=illustrative)
    return Listed(number, f"{number}.txt", "0" * 64, "text", record, (), 0, 1)


def between(a: Coordinates, b: Coordinates) -> float:
    """Kilometres on the sphere (haversine)."""
    p, q = math.radians(a.latitude), math.radians(b.latitude)
    half = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b.longitude - a.longitude) / 2) ** 2
    return 2 * KILOMETRES * math.degrees(math.asin(math.sqrt(half)))


def test_distances_on_the_map_are_those_of_the_sphere_within_one_percent() -> None:
    towns = [BRNO, PRAHA, WARSZAWA, SZEGED]
    scales = [math.dist(*((p.x, p.y) for p in map(project, pair))) / between(*pair) for pair in combinations(towns, 2)]
    assert max(scales) / min(scales) == pytest.approx(1, abs=0.01)


def test_north_is_up_and_east_is_right() -> None:
    assert project(WARSZAWA).y < project(BRNO).y < project(SZEGED).y
    assert project(PRAHA).x < project(BRNO).x < project(WARSZAWA).x


def test_the_outlines_fill_the_map_and_stay_inside() -> None:
    points = [project(at) for rings in countries().values() for ring in rings for at in ring]
    assert all(0 < p.x < WIDTH and 0 < p.y < height() for p in points)
    assert max(p.x for p in points) - min(p.x for p in points) > 0.85 * WIDTH
    assert set(paths()) == {"PL", "CZ", "SK", "HU"}
    assert all(path.startswith("M") and path.endswith("Z") for path in paths().values())


@pytest.mark.parametrize(("code", "town"), [("CZ", BRNO), ("CZ", PRAHA), ("PL", WARSZAWA), ("HU", SZEGED)])
def test_a_town_lies_inside_its_own_country_only(code: str, town: Coordinates) -> None:
    assert [c for c, rings in countries().items() if any(_inside(town, ring) for ring in rings)] == [code]


def _inside(at: Coordinates, ring: tuple[Coordinates, ...]) -> bool:
    """Ray casting: an odd number of borders to the east."""
    crossed = False
    for a, b in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (a.latitude > at.latitude) != (b.latitude > at.latitude):
            share = (at.latitude - a.latitude) / (b.latitude - a.latitude)
            crossed ^= at.longitude < a.longitude + share * (b.longitude - a.longitude)
    return crossed


def test_documents_are_gathered_by_place_whatever_its_spelling() -> None:
    found = sites(
        [listed(1, "Krakow", "PL"), listed(2, "Kraków", "PL"), listed(3, None, "EU"), listed(4, "Košice", "SK"), listed(5, "Brno", "CZ")]
    )
    assert [(s.name, s.country, [d.id for d in s.documents]) for s in found] == [
        ("Krakow", "PL", [1, 2]),
        ("Brno", "CZ", [5]),
        ("Košice", "SK", [4]),
    ]
    assert found[1].point == project(BRNO)


def test_an_invented_place_lies_nowhere_though_a_real_one_has_its_name() -> None:
    invented, real = sites([listed(1, "Brno", "CZ", illustrative=True)])[0], sites([listed(2, "Brno", "CZ")])[0]
    assert (invented.point, invented.illustrative) == (None, True)
    assert (real.point is None, real.illustrative) == (False, False)


def test_a_place_that_no_list_has_lies_nowhere() -> None:
    (site,) = sites([listed(1, "Dolina Miedzawy", "PL")])
    assert (site.point, site.illustrative) == (None, False)


def site(name: str, x: float, y: float) -> Site:
    return Site(name, "PL", (listed(1, name, "PL"),), Point(x, y))


def test_a_name_goes_left_where_the_edge_or_another_name_is_in_its_way() -> None:
    found = labels([site("Kraków", 500, 500), site("Hrubieszów", 950, 200)], 22)
    assert found == {("PL", "Hrubieszów"): Label(937.0, 207.7, "end"), ("PL", "Kraków"): Label(513.0, 507.7, "start")}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(20, 980), st.integers(20, 980)), min_size=1, max_size=40, unique=True))
def test_names_never_meet(points: list[tuple[int, int]]) -> None:
    placed = [site(f"Town {n:03}", x, y) for n, (x, y) in enumerate(points)]
    found = labels(placed, 20)
    long = 8 * 20 * 0.56
    boxes = [(label.x - long if label.anchor == "end" else label.x, label.y) for label in found.values()]
    assert all(abs(ax - bx) >= long - 0.2 or abs(ay - by) >= 22 - 0.2 for (ax, ay), (bx, by) in combinations(boxes, 2))
    assert all(x >= 0 and x + long <= WIDTH for x, _ in boxes)
