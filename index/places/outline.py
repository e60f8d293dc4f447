"""The borders of the four countries, for a small map. Knows its data file, nothing of how a map is drawn.

outline.json is made by make_outline.py from Natural Earth (public domain), thinned out to two hundredths of a degree.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from index.places.coordinates import Coordinates
from index.places.gazetteer import FOLDER

Ring = tuple[Coordinates, ...]  # a closed line: the last point is joined to the first


@cache
def countries() -> Mapping[str, tuple[Ring, ...]]:
    """The rings of PL, CZ, SK and HU, by country; neighbours share the points of their border."""
    held = json.loads((FOLDER / "outline.json").read_text("utf-8"))["countries"]
    return MappingProxyType({code: tuple(tuple(Coordinates(y, x) for x, y in ring) for ring in rings) for code, rings in held.items()})
