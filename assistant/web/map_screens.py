"""The map: the four countries with the indexed places, each place's documents and what they cover. Knows pages, not where places lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from assistant.desk import atlas
from assistant.desk.alignment import COVERED, MENTIONED, all_rows, coverage
from assistant.desk.scheme import GOAL, GREEN_DEAL
from assistant.web.fields import Value

if TYPE_CHECKING:
    from assistant.desk.atlas import Site
    from assistant.web.alignment_screens import Desk

# Heights of a name in units of the map, which is 1,000 of them wide: on a desk, where it is drawn 640 pixels wide, and on a telephone.
_ON_DESK, _ON_TELEPHONE = 22.0, 38.0
_BEST = 6  # goals and areas of which a place's page shows a passage


def routes(desk: Desk) -> APIRouter:
    """GET /map and /map/{country}/{place}; a place's name may have a stroke in it."""
    router = desk.screens.router()

    @router.get("/map", response_class=HTMLResponse)
    def whole(request: Request) -> HTMLResponse:
        sites = atlas.sites(desk.reader.documents())
        placed = [site for site in sites if site.point]
        return desk.show(
            request,
            "map.html",
            width=atlas.WIDTH,
            height=atlas.height(),
            paths=atlas.paths(),
            placed=placed,
            wide=atlas.labels(placed, _ON_DESK),
            narrow=atlas.labels(placed, _ON_TELEPHONE),
            countries=_by_country(sites),
            nowhere=sum(not d.record.place for d in desk.reader.documents()),
        )

    @router.get("/map/{country}/{place:path}", response_class=HTMLResponse)
    def one(request: Request, country: Value, place: Value) -> HTMLResponse:
        site = next((s for s in atlas.sites(desk.reader.documents()) if (s.country or "-", s.name) == (country, place)), None)
        if site is None:
            return desk.show(request, "map_gone.html", status=404, place=place)
        table = desk.table((*all_rows(GOAL), *all_rows(GREEN_DEAL)), site.documents, 1)
        covered = {d.name: coverage(table, d.name) for d in site.documents}
        strongest = sorted((c for states in covered.values() for c in states[COVERED]), key=lambda c: (-c.strength, -c.share))
        return desk.show(
            request,
            "map_place.html",
            site=site,
            covered={name: (states[COVERED], states[MENTIONED]) for name, states in covered.items()},
            strongest=strongest[:_BEST],
            titles={d.name: d.record.title for d in site.documents},
        )

    return router


def _by_country(sites: tuple[Site, ...]) -> dict[str, tuple[list[Site], list[Site]]]:
    """For each country the places on the map, and those that nobody knows where to mark."""
    found: dict[str, tuple[list[Site], list[Site]]] = {}
    for site in sites:
        found.setdefault(site.country, ([], []))[0 if site.point else 1].append(site)
    return found
