"""The alignment's screens: the heat table, one strategy's coverage, all strategies by one goal. Knows pages, not how views come about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from assistant.desk.alignment import STATES, HeatTable, Row, all_rows, coverage, heat_table, ranking
from assistant.desk.picture import svg
from assistant.desk.scheme import GOAL, GREEN_DEAL, check, label, name
from assistant.desk.scope import Scope, choose
from assistant.web import addresses
from assistant.web.fields import Value
from assistant.web.screens import Screens
from index.scheme import targets

if TYPE_CHECKING:
    from assistant.desk.corrections import TagCorrections
    from index.reader import Reader
    from index.schema import Listed

Names = Annotated[tuple[Value, ...], Query(max_length=100)]
Start = Annotated[int, Query(ge=0, le=1_000_000)]

COLUMNS = 24  # documents that a table shows at once: more are no longer one picture


class Desk:
    """What the alignment's screens are made from, and what all of their templates need."""

    def __init__(self, reader: Reader, corrections: TagCorrections, screens: Screens, tagger: str = "") -> None:
        self.reader = reader
        self.corrections = corrections
        self.screens = screens
        self._tagger = tagger

    def show(self, request: Request, template: str, status: int = 200, **values: object) -> HTMLResponse:
        """A page of this template, which knows what goals, areas and targets are called and where everything is shown."""
        language = self.screens.language(request)
        known: dict[str, Any] = {
            "label": lambda row: label(row.kind, row.value, language),
            "officially": lambda row: name(row.kind, row.value, language),
            "target": lambda number: targets.by_id()[number].wordings[language],
            "accent": lambda row: f"goal-{row.value}" if row.kind == GOAL else "area",
            "spoken": lambda reference: self.reader.passage(reference.passage).language,
            "to": addresses,
            "tags": self._state(),
        }
        return self.screens.show(request, template, status, **{**known, **values})

    def _state(self) -> str:
        """Whether the index is tagged: "" by the program's own version, else none | other."""
        held = self.reader.tagger
        return "none" if not held else "other" if self._tagger and held != self._tagger else ""

    def document(self, wanted: str) -> Listed | None:
        """A document by name; None where it is gone."""
        return next((d for d in self.reader.documents() if d.name == wanted), None)

    def gone(self, request: Request, wanted: str) -> HTMLResponse:
        """The page for a link to a document that is not there."""
        return self.show(request, "alignment_gone.html", status=404, document=wanted)

    def table(self, rows: tuple[Row, ...], documents: tuple[Listed, ...], best: int) -> HeatTable:
        """The rows against these documents, of which there may be none."""
        if not documents:
            return HeatTable(rows, (), {}, 0)
        return heat_table(self.reader, self.corrections, rows, Scope(documents=tuple(d.name for d in documents)), best)


def routes(desk: Desk) -> APIRouter:
    """GET /alignment, /alignment/table.svg, /alignment/goals/{n}, /alignment/green-deal/{code} and /alignment/{document}."""
    router = desk.screens.router()

    @router.get("/alignment", response_class=HTMLResponse)
    def table(
        request: Request,
        goal: Names = (),
        green_deal: Names = (),
        place: Names = (),
        document: Names = (),
        every: bool = False,
        start: Start = 0,
    ) -> HTMLResponse:
        chosen = choose(desk.reader, Scope(places=place, documents=document, every=every))
        shown = chosen.documents[start : start + COLUMNS]
        goals, areas = _rows(goal, green_deal)
        asked = {"goal": goal, "green_deal": green_deal, "place": place, "document": document, **({"every": "true"} if every else {})}
        return desk.show(
            request,
            "alignment.html",
            table=desk.table((*goals, *areas), shown, 0),
            kinds=[(kind, rows) for kind, rows in ((GOAL, goals), (GREEN_DEAL, areas)) if rows],
            documents=shown,
            twice=_twice(shown),
            all=len(chosen.documents),
            first=start,
            last=start + len(shown),
            size=COLUMNS,
            left_out=chosen.left_out,
            choices=_choices(desk.reader),
            chosen={"goal": goal, "green_deal": green_deal, "place": place, "document": document, "every": every},
            query=urlencode(asked, doseq=True),
            every_row={GOAL: all_rows(GOAL), GREEN_DEAL: all_rows(GREEN_DEAL)},
        )

    @router.get("/alignment/table.svg")
    def picture(
        request: Request,
        goal: Names = (),
        green_deal: Names = (),
        place: Names = (),
        document: Names = (),
        every: bool = False,
    ) -> Response:
        """The same table as a picture that stands alone."""
        chosen = choose(desk.reader, Scope(places=place, documents=document, every=every))
        goals, areas = _rows(goal, green_deal)
        drawn = svg(desk.table((*goals, *areas), chosen.documents, 0), desk.screens.language(request))
        return Response(drawn, media_type="image/svg+xml", headers={"Content-Disposition": 'attachment; filename="alignment.svg"'})

    @router.get("/alignment/goals/{goal}", response_class=HTMLResponse)
    def by_goal(request: Request, goal: str) -> HTMLResponse:
        return _ranked(request, desk, Row(GOAL, goal))

    @router.get("/alignment/green-deal/{code}", response_class=HTMLResponse)
    def by_area(request: Request, code: str) -> HTMLResponse:
        return _ranked(request, desk, Row(GREEN_DEAL, code))

    @router.get("/alignment/{document:path}", response_class=HTMLResponse)
    def covered(request: Request, document: str) -> HTMLResponse:
        found = desk.document(document)
        if found is None:
            return desk.gone(request, document)
        rows = (*all_rows(GOAL), *all_rows(GREEN_DEAL))
        states = coverage(desk.table(rows, (found,), 1), found.name)
        return desk.show(request, "alignment_document.html", document=found, states={state: states[state] for state in STATES})

    return router


def _ranked(request: Request, desk: Desk, row: Row) -> HTMLResponse:
    check(row.kind, row.value)
    chosen = choose(desk.reader, Scope())
    table = desk.table((row,), chosen.documents, 2)
    return desk.show(
        request,
        "alignment_row.html",
        row=row,
        cells=ranking(table, row),
        records={d.name: d for d in table.columns},
        all=len(table.columns),
        every_row={GOAL: all_rows(GOAL), GREEN_DEAL: all_rows(GREEN_DEAL)},
    )


def _rows(goals: tuple[str, ...], areas: tuple[str, ...]) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """The goals and the areas that were asked for, in the scheme's order; all of both where none was. UsageError for one that there is not."""
    for kind, values in ((GOAL, goals), (GREEN_DEAL, areas)):
        for value in values:
            check(kind, value)
    if not goals and not areas:
        return all_rows(GOAL), all_rows(GREEN_DEAL)
    return tuple(r for r in all_rows(GOAL) if r.value in goals), tuple(r for r in all_rows(GREEN_DEAL) if r.value in areas)


def _twice(documents: tuple[Listed, ...]) -> frozenset[str]:
    """The places that several of the documents are of: their columns need more than the place's name."""
    places = [d.record.place for d in documents if d.record.place]
    return frozenset(place for place in places if places.count(place) > 1)


def _choices(reader: Reader) -> dict[str, Any]:
    """What can be chosen: places by country, and the documents that a table shows where all are asked for."""
    strategies = choose(reader, Scope()).documents
    places: dict[str, list[str]] = {}
    for document in strategies:
        own = places.setdefault(document.record.country or "", [])
        if document.record.place and document.record.place not in own:
            own.append(document.record.place)
    return {"places": {country: places[country] for country in sorted(places) if places[country]}, "documents": strategies}
