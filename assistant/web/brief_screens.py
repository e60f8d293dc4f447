"""Briefs as pages: the form, the list, one that is being made, one that is made, and its files. Knows pages, not how a brief comes about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from assistant.access.roles import EDITOR
from assistant.desk.annex import as_csv
from assistant.desk.brief.export import MEDIA_TYPES, annex_as_word, export
from assistant.desk.brief.kept import MADE, Briefs, Kept
from assistant.desk.brief.make import possible
from assistant.desk.brief.revised import Revision
from assistant.desk.brief.rows import PRESETS
from assistant.desk.brief.topics import table
from assistant.desk.brief.types import Brief, Wanted
from assistant.desk.comments import ROW, Comment
from assistant.web.brief_view import View, check, row_of, shown_cell
from assistant.web.errors import status_of
from assistant.web.screens import Form, Posted, Screens, back
from assistant.web.who import Who
from index.errors import NotFound, UsageError
from index.languages import LANGUAGES
from index.scheme import glossary, green_deal

if TYPE_CHECKING:
    from assistant.access.person import Person
    from assistant.desk.brief.workshop import Workshop
    from assistant.desk.comments import Comments
    from index.reader import Reader

OWN = "own"  # the rows that a person types, among the presets


@dataclass(frozen=True, slots=True)
class Desk:
    """What the pages of briefs are made from."""

    reader: Reader
    workshop: Workshop
    comments: Comments | None
    screens: Screens
    account: str | None = None  # whose desk it is, as assistant.desk.brief.kept.Briefs.seen_by takes it

    def of(self, who: Person) -> Desk:
        """The same desk with the briefs that this person sees."""
        return replace(self, account=who.over)

    @property
    def briefs(self) -> Briefs:
        return self.workshop.briefs.seen_by(self.account)

    def made(self, brief: str) -> Brief:
        """A brief that is ready; NotFound where there is none, UsageError while it is being made."""
        found = self.briefs.brief(brief)
        if found is None:
            raise UsageError("This brief is not made yet: open its page to see how far it is.", "brief_unready")
        return found

    def revision(self, brief: str) -> Revision:
        """What people did with a brief."""
        return Revision(self.briefs.edits(brief), self.briefs.drops(brief), tuple(self.said(brief)))

    def said(self, brief: str) -> list[Comment]:
        """The comments on a brief and on its rows."""
        return [c for c in self.comments.all(ROW) if c.target.startswith(f"{brief}/")] if self.comments else []


def routes(desk: Desk) -> APIRouter:
    """GET and POST /briefs, GET /briefs/{brief} with its rows and files."""
    router, screens, everybodys = desk.screens.router(), desk.screens, desk

    @router.get("/briefs", response_class=HTMLResponse)
    def listed(
        request: Request,
        who: Who,
        topic: str = "",
        place: Annotated[list[str], Query()] = [],  # noqa: B006 - FastAPI copies it
        deleted: str = "",
    ) -> HTMLResponse:
        """The form, which an address can fill, and the briefs that one sees."""
        return _form(everybodys.of(who), request, Form.of([("topic", topic), *(("place", p) for p in place)]), deleted=deleted)

    @router.post("/briefs", response_model=None)
    def start(request: Request, form: Posted, who: Who) -> Response:
        """Begin a brief; the form again, with a sentence, where it cannot be made."""
        wanted, desk = _wanted(form, screens.language(request)), everybodys.of(who)
        try:
            possible(desk.reader, wanted)
        except (UsageError, NotFound) as error:
            return _form(desk, request, form, status_of(error), error=error)
        person = who.signs(form.get("person"))
        brief = desk.workshop.start(wanted, person, who.id, form.get("shared") == "yes")
        return back(f"/briefs/{brief}", person)

    @router.get("/briefs/{brief}", response_class=HTMLResponse)
    def one(request: Request, brief: str, who: Who, edit: bool = False) -> HTMLResponse:
        """The brief, or how far it is."""
        desk = everybodys.of(who)
        kept = desk.briefs.kept(brief)
        may_edit = who.may(EDITOR)
        own = desk.account in (None, kept.account)
        if kept.state != MADE:
            return _making(desk, request, kept, own=own)
        made, revision = desk.made(brief), desk.revision(brief)
        view = View.of(made, revision)
        checked = check(desk.reader, list(view.laid.notes))
        return screens.show(
            request,
            "brief.html",
            kept=kept,
            title=view.title,
            laid=view.laid,
            sections=view.sections(),
            matrix=view.matrix(checked),
            places=[t.name for t in made.territories],
            notes=view.notes(checked),
            stale=sum(state != "" for state in checked.values()),
            comments=[c for c in revision.comments if not row_of(c)],
            commented=len(revision.comments),
            commenting=desk.comments is not None,
            revised=bool(revision.edits or revision.drops),
            account=desk.account,
            own=own,
            may_edit=may_edit,
            edit=edit and may_edit,
            formats=MEDIA_TYPES,
        )

    @router.get("/briefs/{brief}/rows/{n}", response_class=HTMLResponse)
    def row(request: Request, brief: str, n: int, who: Who) -> HTMLResponse:
        """One row: its quotations in full, cells to take out or give back, and comments."""
        desk = everybodys.of(who)
        made, revision = desk.made(brief), desk.revision(brief)
        if not 1 <= n <= len(made.rows):
            raise NotFound(f"This brief has {len(made.rows)} rows, none with the number {n}.", "row_missing", n=n)
        view = View.of(made, revision)
        wanted = made.rows[n - 1]
        cells = [c for c in view.brief.cells if c.row.key == wanted.key]
        checked = check(desk.reader, [c.citation for c in cells if c.citation])
        return screens.show(
            request,
            "brief_row.html",
            kept=desk.briefs.kept(brief),
            laid=view.laid,
            n=n,
            rows=len(made.rows),
            name=wanted.names[made.language],
            cells=[shown_cell(c, made.language, checked) for c in cells],
            comments=[c for c in revision.comments if row_of(c) == wanted.key],
            account=desk.account,
            may_edit=who.may(EDITOR),
            commenting=desk.comments is not None,
        )

    @router.get("/briefs/{brief}/export")
    def exported(brief: str, who: Who, format_: Annotated[Literal["docx", "md", "html", "csv", "json"], Query(alias="format")]) -> Response:
        """The brief as a file, with what people changed of it and said of it."""
        desk = everybodys.of(who)
        made = desk.made(brief)
        return _file(export(made, format_, desk.revision(brief)), MEDIA_TYPES[format_], f"{made.topic}.{format_}")

    @router.get("/briefs/{brief}/comments")
    def commented(brief: str, who: Who, format_: Annotated[Literal["csv", "docx"], Query(alias="format")]) -> Response:
        """The comments on the brief and its rows as a file of their own."""
        desk = everybodys.of(who)
        made, comments = desk.made(brief), desk.said(brief)
        if format_ == "csv":
            return _file(as_csv(comments).encode("utf-8-sig"), MEDIA_TYPES["csv"], f"{made.topic} – comments.csv")
        title = View.of(made, desk.revision(brief)).laid.title
        return _file(annex_as_word(comments, title, made), MEDIA_TYPES["docx"], f"{made.topic} – comments.docx")

    return router


def progress_routes(desk: Desk) -> APIRouter:
    """GET /api/briefs/{brief}/progress."""
    router = APIRouter(prefix="/api/briefs")

    @router.get("/{brief}/progress")
    def progress(brief: str, who: Who, start: Annotated[int, Query(ge=0)] = 0) -> dict[str, Any]:
        """How far a brief is: its state, and the cells that were found since the first `start`."""
        language = desk.of(who).briefs.kept(brief).wanted.language
        found = desk.workshop.progress(brief)
        return {
            "state": found.state,
            "ahead": found.ahead,
            "cells": [shown_cell(c, language) for c in found.cells[start:]],
            "done": len(found.cells),
        }

    return router


def _wanted(form: Form, language: str) -> Wanted:
    """What a form asks for."""
    typed = [part.strip() for part in form.get("places").split(",")]
    kind = form.get("rows", PRESETS[0])
    rows = kind if kind in PRESETS else tuple(form.get("own").strip("\r\n").splitlines())
    chosen = form.get("language", language)
    places = tuple(place for place in (*form.all("place"), *typed) if place)
    return Wanted(form.get("topic"), places, rows, chosen if chosen in LANGUAGES else language)


def _form(desk: Desk, request: Request, form: Form, status: int = 200, error: Exception | None = None, deleted: str = "") -> HTMLResponse:
    language = desk.screens.language(request)
    return desk.screens.show(
        request,
        "briefs.html",
        status,
        error=error,
        deleted=deleted,
        form=form,
        chosen=form.all("place"),
        countries=_places(desk.reader),
        topics=_topics(language),
        kept=[(k, _rows_name(k.wanted.rows)) for k in desk.briefs.listed()],
        presets=(*PRESETS, OWN),
    )


def _making(desk: Desk, request: Request, kept: Kept, *, own: bool) -> HTMLResponse:
    progress = desk.workshop.progress(kept.id)
    try:
        _, rows, territories = possible(desk.reader, kept.wanted)
    except (UsageError, NotFound):  # a document went while it was made
        rows, territories = (), ()
    cells = {(c["row"], c["place"]): c for c in (shown_cell(cell, kept.wanted.language) for cell in progress.cells)}
    return desk.screens.show(
        request,
        "brief_making.html",
        kept=kept,
        own=own,
        state=progress.state,
        interrupted=progress.interrupted,
        ahead=progress.ahead,
        places=[t.name for t in territories],
        rows=[(row.key, row.names[kept.wanted.language]) for row in rows],
        cells=cells,
        done=len(progress.cells),
        all=len(rows) * len(territories),
    )


def _places(reader: Reader) -> list[tuple[str, list[tuple[str, int]]]]:
    """Places with the number of their documents, by country."""
    counts: dict[str, dict[str, int]] = {}
    for d in reader.documents():
        if d.record.place:
            of_country = counts.setdefault(d.record.country, {})
            of_country[d.record.place] = of_country.get(d.record.place, 0) + 1
    return [(country, sorted(places.items())) for country, places in sorted(counts.items())]


def _topics(language: str) -> list[str]:
    """Topics that the program knows the words of: the glossary's, and the Green Deal's areas."""
    terms = [concept.terms[language][0] for concept in glossary.load() if concept.id in table()]
    return sorted({*terms, *(area.names[language] for area in green_deal.load().areas)})


def _rows_name(rows: str | Sequence[str]) -> str:
    return rows if isinstance(rows, str) else OWN


def _file(data: bytes, media: str, name: str) -> Response:
    """A file to keep; its name may hold any letter (RFC 6266)."""
    safe = "".join(c if c.isalnum() or c in " .-–_" else "_" for c in name)
    plain = safe.encode("ascii", "replace").decode().replace("?", "_")
    return Response(
        data, media_type=media, headers={"Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(safe)}"}
    )
