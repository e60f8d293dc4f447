"""The indexed places on a map: which documents each has, where it lies, and where its name fits. Knows records and coordinates, draws nothing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from index.analysis import fold
from index.places.coordinates import Coordinates, coordinates
from index.places.mentions import same
from index.places.outline import countries
from index.schema import Listed

WIDTH = 1000.0  # of a map, in its own units

_ORDER = ("PL", "CZ", "SK", "HU")
_SOUTH, _NORTH = 45.6, 54.95  # degrees that the map shows, a little more than the four countries
_WEST, _EAST = 11.9, 24.4
_PARALLELS = (47.0, 53.5)  # where the projection keeps lengths: a sixth of the way in from either edge
_LETTER = 0.56  # mean width of a letter, in heights of the text
_GAP = 13.0  # between a mark's middle and its name


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the map, in its units, from the top left."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Site:
    """A place with its documents."""

    name: str  # as its first document's record has it
    country: str
    documents: tuple[Listed, ...]
    point: Point | None  # None where nobody knows where it lies

    @property
    def illustrative(self) -> bool:
        """Whether it is invented: all of its documents are samples."""
        return all(d.record.illustrative for d in self.documents)


@dataclass(frozen=True, slots=True)
class Label:
    """Where a mark's name stands beside it."""

    x: float
    y: float
    anchor: str  # start | end: which end of the name is at x


@dataclass(frozen=True, slots=True)
class _Box:
    x0: float
    y0: float
    x1: float
    y1: float

    def meets(self, other: _Box) -> bool:
        return self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1


@dataclass(slots=True)
class _Taken:
    boxes: list[_Box] = field(default_factory=list)

    def free(self, box: _Box) -> bool:
        return box.x0 >= 0 and box.x1 <= WIDTH and not any(box.meets(other) for other in self.boxes)


def sites(documents: Iterable[Listed]) -> tuple[Site, ...]:
    """The places that documents are of, by country and letters. Two spellings are one place; an invented one lies nowhere, whatever its name."""
    found: list[list[Listed]] = []
    for document in documents:
        if not document.record.place:
            continue
        own = next((group for group in found if _together(group[0], document)), None)
        if own is None:
            found.append([document])
        else:
            own.append(document)
    return tuple(sorted((_site(group) for group in found), key=lambda site: (_rank(site.country), fold(site.name))))


def _rank(country: str) -> tuple[bool, int, str]:
    """The four countries in the order in which they are usually named, then the others."""
    return country not in _ORDER, _ORDER.index(country) if country in _ORDER else 0, country


def _together(one: Listed, other: Listed) -> bool:
    return one.record.country == other.record.country and same(one.record.place or "", other.record.place or "")


def _site(documents: Sequence[Listed]) -> Site:
    record = documents[0].record
    name, country = record.place or "", record.country or ""
    at = None if all(d.record.illustrative for d in documents) else coordinates(name, country)
    return Site(name, country, tuple(documents), project(at) if at else None)


# ---- the projection


def project(at: Coordinates) -> Point:
    """Where a point lies on the map: Lambert's conformal conic (J. P. Snyder 1987, USGS Professional Paper 1395, 107), on a sphere."""
    scale, left, top = _frame()
    x, y = _conic(at)
    return Point(round((x - left) * scale, 1), round((top - y) * scale, 1))


def height() -> float:
    """Of the map, in its units."""
    scale, _, top = _frame()
    lowest = min(_conic(Coordinates(_SOUTH, x))[1] for x in (_WEST, (_WEST + _EAST) / 2, _EAST))
    return round((top - lowest) * scale, 1)


def paths() -> dict[str, str]:
    """The countries' outlines as the data of SVG paths, by country."""
    return {code: "".join(_path(project(at) for at in ring) for ring in rings) for code, rings in countries().items()}


def _path(points: Iterable[Point]) -> str:
    return f"M{'L'.join(f'{p.x:g} {p.y:g}' for p in points)}Z"


@cache
def _frame() -> tuple[float, float, float]:
    """The scale, and the left and top edges before it is applied."""
    corners = [_conic(Coordinates(y, x)) for y in (_SOUTH, _NORTH) for x in (_WEST, (_WEST + _EAST) / 2, _EAST)]
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    return WIDTH / (right - left), left, max(y for _, y in corners)


def _conic(at: Coordinates) -> tuple[float, float]:
    first, second = (math.radians(p) for p in _PARALLELS)
    n = math.log(math.cos(first) / math.cos(second)) / math.log(_stretch(second) / _stretch(first))
    radius = math.cos(first) * _stretch(first) ** n / n / _stretch(math.radians(at.latitude)) ** n
    turn = n * math.radians(at.longitude - (_WEST + _EAST) / 2)
    return radius * math.sin(turn), -radius * math.cos(turn)


def _stretch(latitude: float) -> float:
    return math.tan(math.pi / 4 + latitude / 2)


# ---- names


def labels(placed: Sequence[Site], size: float) -> dict[tuple[str, str], Label]:
    """Where names of this height in map units stand without meeting another name or a mark, right of a mark or left of it.

    Places with more documents come first; one whose name fits nowhere has none, and is found by its mark and in the list.
    """
    taken = _Taken([_Box(s.point.x - 8, s.point.y - 8, s.point.x + 8, s.point.y + 8) for s in placed if s.point])
    found: dict[tuple[str, str], Label] = {}
    for site in sorted(placed, key=lambda s: (-len(s.documents), s.country, s.name)):
        for label, box in _beside(site, size):
            if taken.free(box):
                taken.boxes.append(box)
                found[site.country, site.name] = label
                break
    return found


def _beside(site: Site, size: float) -> Iterable[tuple[Label, _Box]]:
    if site.point is None:
        return
    x, y, long = site.point.x, site.point.y, len(site.name) * size * _LETTER
    for anchor, x0 in (("start", x + _GAP), ("end", x - _GAP - long)):
        for shift in (0.0, -0.6 * size, 0.6 * size):
            middle = y + shift
            own = Label(round(x + _GAP if anchor == "start" else x - _GAP, 1), round(middle + 0.35 * size, 1), anchor)
            yield own, _Box(x0, middle - 0.55 * size, x0 + long, middle + 0.55 * size)
