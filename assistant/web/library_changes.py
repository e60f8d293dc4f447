"""What editors change in the library: upload, edit a record, delete, correct a tag, and the runs that do it. Every route here is for editors.

Knows forms and pages; how the index is changed stands in assistant.library.intake.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse

from assistant.desk.corrections import ADDED, LONGEST_NAME
from assistant.desk.corrections import Said as SaidOfTag
from assistant.desk.scheme import GRADED
from assistant.library.leaves import leaf_of, leaves
from assistant.library.reasons import reason
from assistant.web.library_links import document_address, page_address
from assistant.web.library_record import fields_of, record_choices
from assistant.web.library_upload import taken
from assistant.web.library_words import Said, key_of
from assistant.web.screens import Posted, back
from assistant.web.who import Who
from index.errors import ProductError
from ingest.read.files import SUFFIXES

if TYPE_CHECKING:
    from assistant.desk.corrections import TagCorrections
    from assistant.library.intake import Intake, State
    from assistant.web.screens import Screens
    from index.reader import Reader
    from index.types import Record

UPLOAD = "/library/upload"

_PATIENCE = 25.0  # seconds that a form waits for a change of one document before it shows how far the run is


def routes(reader: Reader, corrections: TagCorrections, intake: Intake, screens: Screens) -> APIRouter:
    """GET and POST /library/upload, GET /library/runs/{run}; GET and POST …/edit and …/delete, POST …/tags under /library/{document}."""
    router = screens.router("library_problem.html")

    @router.get(UPLOAD, response_class=HTMLResponse)
    def form(request: Request) -> HTMLResponse:
        return upload_form(request)

    @router.post(UPLOAD, response_model=None)
    async def upload(request: Request) -> RedirectResponse | HTMLResponse:
        try:
            run = await taken(request, intake)
        except ProductError as error:
            return await run_in_threadpool(upload_form, request, error)
        return back(f"/library/runs/{run}")

    def upload_form(request: Request, error: ProductError | None = None) -> HTMLResponse:
        """The form, with what was wrong with the upload before."""
        status = (
            200 if error is None else 413 if getattr(error, "key", "") == "upload_too_large" else 409 if key_of(error) == "busy" else 400
        )
        return screens.show(
            request,
            "library_upload.html",
            status,
            error=error,
            problem_key=key_of(error) if error else "",
            running=intake.running(),
            bounds=intake.bounds,
            suffixes=sorted(SUFFIXES),
        )

    @router.get("/library/runs/{run}", response_class=HTMLResponse)
    def progress(request: Request, run: str) -> HTMLResponse:
        """How far a run is, or its report."""
        state = _state(intake, run)
        return screens.show(
            request,
            "library_run.html",
            state=state,
            rows=[{**asdict(row), "told": reason(row.reason, row.file), "address": document_address(row.file)} for row in state.rows],
            problem_told=reason(state.problem),
            address=document_address(state.document),
        )

    @router.get("/library/{document:path}/edit", response_class=HTMLResponse)
    def edit_form(request: Request, document: str) -> HTMLResponse:
        return record_form(request, document)

    def record_form(
        request: Request, document: str, given: dict[str, Any] | None = None, error: ProductError | None = None
    ) -> HTMLResponse:
        """The record to edit, as it is or as it was just given."""
        found = reader.document(document)
        return screens.show(
            request,
            "library_edit.html",
            200 if error is None else 409 if key_of(error) == "busy" else 400,
            document=found,
            record={**asdict(found.record), **(given or {})},
            error=error,
            problem_key=key_of(error) if error else "",
            own=document_address(document),
            choices=record_choices(),
        )

    @router.post("/library/{document:path}/edit", response_model=None)
    def edit(request: Request, document: str, form: Posted) -> RedirectResponse | HTMLResponse:
        record = reader.document(document).record
        try:
            fields = fields_of(form)
            if not (changed := {key: value for key, value in fields.items() if value != _known(record, key)}):
                return back(document_address(document))
            run = intake.edit(document, changed)
        except ProductError as error:
            return record_form(request, document, dict(form.items()), error)
        return after(run, back(document_address(document), saved="record"))

    @router.get("/library/{document:path}/delete", response_class=HTMLResponse)
    def delete_form(request: Request, document: str) -> HTMLResponse:
        """What will go, and a button."""
        return confirmation(request, document)

    def confirmation(request: Request, document: str, error: ProductError | None = None) -> HTMLResponse:
        listed = next((d for d in reader.documents() if d.name == document), None)
        if listed is None:
            reader.document(document)  # NotFound
        return screens.show(
            request,
            "library_delete.html",
            200 if error is None else 409 if key_of(error) == "busy" else 400,
            document=listed,
            own=document_address(document),
            error=error,
            problem_key=key_of(error) if error else "",
        )

    @router.post("/library/{document:path}/delete", response_model=None)
    def delete(request: Request, document: str, form: Posted) -> RedirectResponse | HTMLResponse:
        reader.document(document)
        try:
            if form.get("sure") != "yes":
                raise Said("not_confirmed")
            run = intake.remove(document)
        except ProductError as error:
            return confirmation(request, document, error)
        return after(run, back(f"/library/runs/{run}"))

    @router.post("/library/{document:path}/tags")
    def tag(document: str, form: Posted, who: Who) -> RedirectResponse:
        """What an editor says of a tag of a passage, or that the program is right after all."""
        passage = reader.passage(_whole(form.get("passage")))
        editor = who.signs(form.get("editor")).strip()
        if not editor or len(editor) > LONGEST_NAME:
            raise Said("no_editor", longest=LONGEST_NAME)
        kind, _, value = form.get("tag").partition("|")
        verdict, strength = form.get("verdict"), form.get("strength")
        graded = kind in GRADED and verdict == ADDED and strength
        corrections.keep(SaidOfTag(passage.id, kind, value, verdict, editor, _whole(strength) if graded else None), reader)
        leaf = leaf_of(leaves(reader.document(document)), passage.start)
        return back(page_address(document, leaf.number), editor, saved="tag")

    def after(run: str, done: RedirectResponse) -> RedirectResponse:
        """Where to go when a run has done its work; to the run itself where it failed or takes long."""
        state = intake.state(run, _PATIENCE)
        return back(f"/library/runs/{run}") if state.running or state.problem else done

    return router


def run_routes(intake: Intake) -> APIRouter:
    """GET /api/library/runs/{run}."""
    router = APIRouter(prefix="/api/library")

    @router.get("/runs/{run}")
    def progress(run: str) -> dict[str, Any]:
        """How far a run is; `rows` are the files that are done."""
        return asdict(intake.state(run))

    return router


def _state(intake: Intake, run: str) -> State:
    try:
        return intake.state(run)
    except ProductError as error:
        raise Said("no_run") from error


def _known(record: Record, key: str) -> object:
    """A field of a record as a form has it: a year that is not known is 0."""
    value: object = getattr(record, key)
    return 0 if value is None else value


def _whole(text: str) -> int:
    """A whole number that a form holds."""
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Said("bad_form")
    return int(text)
