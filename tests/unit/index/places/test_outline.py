"""The borders: made from arcs that neighbours share, thinned out, and small."""

from __future__ import annotations

from index.places.gazetteer import FOLDER
from index.places.make_outline import outline
from index.places.outline import countries

# Two squares of one degree side by side, with one arc between them that both share; the second runs it backwards.
TOPOLOGY = {
    "transform": {"scale": [0.01, 0.01], "translate": [10.0, 50.0]},
    "arcs": [
        [[100, 0], [1, 50], [-1, 50]],  # between them, with a point 0.01 degrees off the straight line
        [[100, 100], [-100, 0], [0, -100], [100, 0]],
        [[100, 0], [100, 0], [0, 100], [-100, 0]],
    ],
    "objects": {
        "countries": {
            "geometries": [
                {"type": "Polygon", "id": "616", "arcs": [[0, 1]]},
                {"type": "MultiPolygon", "id": "203", "arcs": [[[2, -1]]]},
                {"type": "Polygon", "id": "040", "arcs": [[0, 1]]},
            ]
        }
    },
}


def test_rings_are_joined_from_thinned_arcs() -> None:
    assert outline(TOPOLOGY) == {
        "PL": [[(11.0, 50.0), (11.0, 51.0), (10.0, 51.0), (10.0, 50.0)]],
        "CZ": [[(11.0, 50.0), (12.0, 50.0), (12.0, 51.0), (11.0, 51.0)]],
    }


def test_the_file_is_small_and_neighbours_share_their_border() -> None:
    assert (FOLDER / "outline.json").stat().st_size < 20_000
    points = {code: {at for ring in rings for at in ring} for code, rings in countries().items()}
    assert list(points) == ["CZ", "HU", "SK", "PL"]
    assert {code for code in points if len(points[code] & points["SK"]) > 10} == {"CZ", "HU", "SK", "PL"}
    assert not points["PL"] & points["HU"]
