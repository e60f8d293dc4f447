"""The catalogue of practices as pages: search, one practice in the form's order with its passages, validation, comments, files. Knows pages only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from assistant.desk.comments import PRACTICE, Remark
from assistant.desk.practices.catalogue import Entry, Practices, PracticesWanted
from assistant.desk.practices.shown import amounts, as_csv, as_form, streams
from assistant.desk.practices.types import LIMITS, STRENGTHS
from assistant.desk.practices.validation import CHECKED, DRAFT, PUBLISHED, RETURNED, STATUSES
from assistant.desk.practices.word import as_word
from assistant.desk.scheme import GOAL, GREEN_DEAL, label, name, values
from assistant.web.addresses import source
from assistant.web.screens import Posted, Screens, back
from assistant.web.who import Who
from index.errors import NotFound

if TYPE_CHECKING:
    from assistant.desk.comments import Comments
    from assistant.desk.practices.validation import Validations
    from index.reader import Reader

_PAGE = 50  # practices shown at once
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NEXT = {DRAFT: (CHECKED,), CHECKED: (PUBLISHED, RETURNED), PUBLISHED: (RETURNED,)}  # the steps that may follow a status

Word = Annotated[str, Query(max_length=300)]
Form = Literal["csv", "docx", "form"]


@dataclass(frozen=True, slots=True)
class Desk:
    """What the pages of practices are made from."""

    reader: Reader
    practices: Practices
    validations: Validations
    comments: Comments | None
    screens: Screens


FIELDS = ("area", "theme", "stream", "transfer", "goal", "place", "currency", "least", "most", "status", "strength")


def routes(desk: Desk) -> APIRouter:
    """GET /practices and /practices/export; GET /practices/{practice} and its export; POST its validation and comments."""
    router, screens = desk.screens.router(), desk.screens

    @router.get("/practices", response_class=HTMLResponse)
    def catalogue(request: Request, start: Annotated[int, Query(ge=0, le=10_000_000)] = 0) -> HTMLResponse:
        """The practices that fit, fifty at a time, those with the strongest evidence first."""
        chosen = _chosen(request)
        language, everything = screens.language(request), desk.practices.all()
        found = _found(desk.practices, chosen)
        return screens.show(
            request,
            "practices.html",
            chosen=chosen,
            query=urlencode({key: value for key, value in chosen.items() if value}),
            areas=[(code, name(GREEN_DEAL, code, language)) for code in values(GREEN_DEAL)],
            goals=[(value, label(GOAL, value, language)) for value in values(GOAL)],
            places=sorted({p.place for p in everything if p.place}),
            currencies=sorted({m.currency for p in everything for m in p.money if m.currency}),
            strengths=STRENGTHS,
            statuses=STATUSES,
            entries=[_listed(e, language) for e in found[start : start + _PAGE]],
            kept=len(found),
            all=len(everything),
            earlier=max(start - _PAGE, 0) if start else None,
            later=start + _PAGE if start + _PAGE < len(found) else None,
        )

    @router.get("/practices/export")
    def exported(request: Request, format_: Annotated[Form, Query(alias="format")]) -> Response:
        """The practices that fit as a file."""
        return _file(_found(desk.practices, _chosen(request)), format_, "practices")

    @router.get("/practices/{practice}", response_class=HTMLResponse)
    def one(request: Request, practice: str, who: Who) -> HTMLResponse:
        """A practice in the order of Interreg Europe's form."""
        entry, language = _entry(desk, practice), screens.language(request)
        p = entry.practice
        return screens.show(
            request,
            "practice.html",
            entry=entry,
            fields={f.name: _field(f.name, entry) for f in p.fields},
            streams=streams(p) if p.streams else "",
            money=amounts(p.money) if p.money else "",
            goals=[(value, name(GOAL, value, language)) for value in p.goals],
            areas=[name(GREEN_DEAL, code, language) for code in p.green_deal],
            steps=_NEXT[entry.status],
            comments=desk.comments.all(PRACTICE, practice) if desk.comments else [],
            account=who.over,
            commenting=desk.comments is not None,
        )

    @router.get("/practices/{practice}/export")
    def exported_one(practice: str, format_: Annotated[Form, Query(alias="format")]) -> Response:
        """One practice as a file."""
        return _file([_entry(desk, practice)], format_, f"practice-{practice}")

    @router.post("/practices/{practice}/validation")
    def validate(practice: str, form: Posted, who: Who) -> RedirectResponse:
        """Keep a step of the validation, by name; the date is today's."""
        _entry(desk, practice)
        person = who.signs(form.get("person"))
        desk.validations.keep(practice, form.get("step"), person, form.get("note"))
        return back(f"/practices/{practice}#validation", person)

    @router.post("/practices/{practice}/comments")
    def comment(practice: str, form: Posted, who: Who) -> RedirectResponse:
        """Keep a comment."""
        entry, person = _entry(desk, practice), who.signs(form.get("person"))
        if desk.comments is None:
            raise NotFound("Nobody comments here: this program was started without a file for comments.")
        about = entry.practice.field("title").text
        desk.comments.keep(Remark(PRACTICE, practice, person, form.get("text"), about, who.id), desk.reader)
        return back(f"/practices/{practice}#comments", person)

    @router.post("/practices/{practice}/comments/{comment}/delete")
    def delete_comment(practice: str, comment: int, who: Who) -> RedirectResponse:
        """Delete a comment on this practice: one's own, anybody's as an editor."""
        if desk.comments is None or all(c.id != comment for c in desk.comments.all(PRACTICE, practice)):
            raise NotFound(f"There is no comment {comment} on this practice: it was deleted, or never made.", "comment_missing")
        desk.comments.delete(comment, who.over)
        return back(f"/practices/{practice}#comments")

    return router


def _chosen(request: Request) -> dict[str, str]:
    """What the address asks for, every field of the form."""
    return {key: request.query_params.get(key, "")[:300].strip() for key in FIELDS}


def _found(practices: Practices, chosen: dict[str, str]) -> list[Entry]:
    """The practices that fit; errors as Practices.search."""
    c = chosen
    cost = f"{c['currency'] or 'EUR'} {c['least']}-{c['most']}" if c["least"] or c["most"] else ""
    places, goals = (c["place"],) if c["place"] else (), (int(c["goal"]),) if c["goal"].isdecimal() else ()
    wanted = PracticesWanted(places, goals, c["area"] or c["theme"], c["stream"], c["transfer"], cost, c["strength"], c["status"])
    entries = practices.search(wanted)
    if not (c["area"] and c["theme"]):
        return entries
    said = {e.practice.id for e in practices.search(PracticesWanted(theme=c["theme"]))}
    return [e for e in entries if e.practice.id in said]


def _entry(desk: Desk, practice: str) -> Entry:
    try:
        return desk.practices.entry(practice)
    except NotFound as error:
        raise NotFound(str(error), "practice_missing") from error


def _listed(entry: Entry, language: str) -> dict[str, Any]:
    p = entry.practice
    return {
        "id": p.id,
        "status": entry.status,
        "strength": p.strength,
        "place": p.place,
        "title": p.field("title").text,
        "summary": p.field("summary").text,
        "spoken": p.field("title").quotes[0].language,
        "streams": streams(p) if p.streams else "",
        "money": amounts(p.money) if p.money else "",
        "goals": [label(GOAL, value, language) for value in p.goals],
    }


def _field(key: str, entry: Entry) -> dict[str, Any]:
    field = entry.practice.field(key)
    quotes = [{"quote": q, "address": source(q.document, q.page, q.start, q.end)} for q in field.quotes]
    return {"text": field.text, "used": len(field.text), "limit": LIMITS[key], "left_out": field.left_out, "quotes": quotes}


def _file(entries: Sequence[Entry], form: Form, stem: str) -> Response:
    ending = "txt" if form == "form" else form
    headers = {"Content-Disposition": f'attachment; filename="{stem}.{ending}"'}
    if form == "docx":
        return Response(as_word(entries), media_type=_WORD, headers=headers)
    if form == "csv":
        return Response(as_csv(entries).encode("utf-8-sig"), media_type="text/csv; charset=utf-8", headers=headers)
    return Response(as_form(entries).encode("utf-8-sig"), media_type="text/plain; charset=utf-8", headers=headers)
