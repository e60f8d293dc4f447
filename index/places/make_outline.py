"""Makes outline.json, the borders of the four countries, from Natural Earth's as the npm package world-atlas holds them.

`npm pack world-atlas@2.0.2`, then `python -m index.places.make_outline package/countries-10m.json` writes it beside itself. Run by developers
only. Natural Earth is in the public domain (naturalearthdata.com); the package is under the ISC licence (Michael Bostock).
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from index.places.gazetteer import FOLDER

IDS = {"616": "PL", "203": "CZ", "703": "SK", "348": "HU"}  # ISO 3166 numeric
_TOLERANCE = 0.018  # degrees that a border may be moved by: two dots of a map 1,000 dots high
_SMALLEST = 0.05  # square degrees: sandbanks and islands below it are left out

Point = tuple[float, float]  # longitude, latitude


def outline(topology: dict[str, Any]) -> dict[str, list[list[Point]]]:
    """The rings of each country; arcs are thinned out before they are joined, so that neighbours keep one border."""
    arcs = [_thinned(arc) for arc in _decoded(topology)]
    found: dict[str, list[list[Point]]] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        if code := IDS.get(shape.get("id", "")):
            polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
            rings = [_joined(polygon[0], arcs) for polygon in polygons]
            found[code] = [ring for ring in rings if _area(ring) >= _SMALLEST]
    return found


def _decoded(topology: dict[str, Any]) -> list[list[Point]]:
    """The arcs in degrees (TopoJSON specification, 2.1.3: quantised, each point the difference to the one before)."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for east, north in arc:
            x, y = x + east, y + north
            points.append((x * kx + dx, y * ky + dy))
        arcs.append(points)
    return arcs


def _joined(indices: Sequence[int], arcs: Sequence[list[Point]]) -> list[Point]:
    """One ring, its last point not repeating the first; a negative index is the complement of an arc that runs backwards."""
    ring: list[Point] = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += arc[1:] if ring else arc
    return [(round(x, 2), round(y, 2)) for x, y in ring[:-1]]


def _thinned(points: list[Point]) -> list[Point]:
    """The points without those that a straight line passes within the tolerance (Douglas and Peucker 1973)."""
    keep = {0, len(points) - 1}
    stretches = [(0, len(points) - 1)]
    while stretches:
        first, last = stretches.pop()
        inner = range(first + 1, last)
        far = max(inner, key=lambda i: _distance(points[i], points[first], points[last]), default=None)
        if far is not None and _distance(points[far], points[first], points[last]) > _TOLERANCE:
            keep.add(far)
            stretches += [(first, far), (far, last)]
    return [points[i] for i in sorted(keep)]


def _distance(point: Point, a: Point, b: Point) -> float:
    """From a point to the stretch between two others."""
    (px, py), (ax, ay), (bx, by) = point, a, b
    length = (bx - ax) ** 2 + (by - ay) ** 2
    along = max(0.0, min(1.0, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length)) if length else 0.0
    return math.hypot(px - ax - along * (bx - ax), py - ay - along * (by - ay))


def _area(ring: Sequence[Point]) -> float:
    """Square degrees inside a ring (the shoelace formula)."""
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True))) / 2


def main(path: Path) -> None:
    """Read the package's file and write ours."""
    topology = json.loads(path.read_text("utf-8"))
    source = "Natural Earth 1:10m, public domain (naturalearthdata.com), by way of world-atlas 2.0.2, ISC; thinned out by index.places.make_outline"
    text = json.dumps({"source": source, "countries": outline(topology)}, separators=(",", ":"))
    (FOLDER / "outline.json").write_text(f"{text}\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
