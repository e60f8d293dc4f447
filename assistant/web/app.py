"""The web application put together: routes, the page, its files, and the one place where errors become responses. Knows no answers itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.sessions import SessionMiddleware

from assistant.access import oidc, policy
from assistant.answer.talk import Talk
from assistant.desk.brief.workshop import Workshop
from assistant.desk.funding.held import Amounts
from assistant.desk.practices.catalogue import Practices
from assistant.library.shelf import Shelf
from assistant.web import (
    about,
    account,
    administration,
    alignment,
    alignment_cell,
    alignment_screens,
    asking,
    brief_changes,
    brief_screens,
    briefs,
    chat,
    conversations,
    documents,
    evaluation,
    evaluation_compare,
    evaluation_drafts,
    evaluation_marks,
    feedback,
    funding,
    funding_screens,
    home,
    library,
    library_changes,
    library_document,
    map_screens,
    openai,
    practice_screens,
    practices,
)
from assistant.web import access as signing
from assistant.web import comments as commenting
from assistant.web.capacity import Capacity, Limits
from assistant.web.errors import OPENAI, failure, status_of
from assistant.web.gate import Gate
from assistant.web.guard import Guard
from assistant.web.locales import Locales
from assistant.web.openapi import describe
from assistant.web.refusals import Refusals, of_a_program
from assistant.web.screens import Screens
from assistant.web.telemetry import Observed, Telemetry
from index.errors import ProductError, UsageError

if TYPE_CHECKING:
    from assistant.access.access import Access
    from assistant.answer.answer import Assistant
    from assistant.answer.conversations import Conversations
    from assistant.desk.brief.kept import Briefs
    from assistant.desk.comments import Comments
    from assistant.desk.corrections import TagCorrections
    from assistant.desk.practices.validation import Validations
    from assistant.library.intake import Intake
    from assistant.workbench.bench import Workbench
    from index.reader import Reader

_HERE = Path(__file__).parent


def create_app(
    reader: Reader,
    assistant: Assistant,
    kept: Conversations,
    corrections: TagCorrections,
    tagger: str = "",
    *,
    validations: Validations | None = None,
    comments: Comments | None = None,
    workbench: Workbench | None = None,
    intake: Intake | None = None,
    kept_briefs: Briefs | None = None,
    access: Access | None = None,
    limits: Limits = Limits(),  # noqa: B008 - frozen
) -> FastAPI:
    """The application over one open index, and the conversations and corrections of tags kept with it; nothing is loaded here that the arguments
    do not hold already. `tagger` is the version that the program tags by, "" where it is not known. Without validations there is no catalogue
    of practices, without comments nobody comments, without a workbench there are no evaluation screens and readers are not asked what they
    think of answers, without kept briefs there are no pages of briefs, without an intake nobody changes the library. Without access
    there is one user, that of this machine; see assistant.web.gate.
    """
    app = FastAPI(title="Smart V4 Assistant", docs_url=None, redoc_url=None)
    telemetry = Telemetry(reader)
    app.add_middleware(Capacity, limits=limits)  # added first, it stands last: who may not ask takes nobody's place
    app.include_router(telemetry.routes())
    talk = Talk(reader, assistant, kept, telemetry.answer)
    app.include_router(conversations.routes(kept, workbench.feedback if workbench else None))
    app.include_router(openai.routes(reader, assistant))
    app.state.shelf = shelf = Shelf(reader, corrections)  # for whoever warms it
    app.include_router(documents.routes(reader, shelf))
    app.include_router(alignment.routes(reader, corrections, tagger))
    app.include_router(funding.routes(reader))
    catalogue = Practices(reader, corrections, validations)
    maker = briefs.maker(reader, assistant, corrections, catalogue)
    workshop = Workshop(kept_briefs, maker) if kept_briefs else None
    app.include_router(briefs.routes(workshop.make_now if workshop else maker))
    if validations:
        app.include_router(practices.routes(catalogue, validations))
    if comments:
        app.include_router(commenting.routes(reader, comments, kept_briefs))
    rooms = ["chat", "library", "alignment", "map", *(["briefs"] if workshop else []), *(["practices"] if validations else []), "funding"]
    locales = Locales(_HERE / "locales")
    screens = Screens(locales, _HERE / "templates", [*rooms, *(["evaluation"] if workbench else [])])
    app.include_router(chat.routes(talk, screens.said))
    app.include_router(home.routes(reader, kept, screens, thumbs=workbench is not None))
    app.include_router(asking.routes(reader, talk, screens))
    desk = alignment_screens.Desk(reader, corrections, screens, tagger)
    app.include_router(alignment_cell.routes(desk))
    app.include_router(alignment_screens.routes(desk))
    app.include_router(map_screens.routes(desk))
    app.include_router(library.routes(reader, shelf, screens, changes=intake is not None))
    if intake:
        app.include_router(library_changes.run_routes(intake))
        app.include_router(library_changes.routes(reader, corrections, intake, screens))
    app.include_router(library_document.routes(reader, corrections, screens, changes=intake is not None))
    if workshop:
        desk_of_briefs = brief_screens.Desk(reader, workshop, comments, screens)
        app.include_router(brief_screens.routes(desk_of_briefs))
        app.include_router(brief_screens.progress_routes(desk_of_briefs))
        app.include_router(brief_changes.routes(desk_of_briefs))
    if validations:
        app.include_router(practice_screens.routes(practice_screens.Desk(reader, catalogue, validations, comments, screens)))
    app.include_router(funding_screens.routes(Amounts(reader), screens))
    model = getattr(getattr(assistant, "generator", None), "name", "")
    app.include_router(about.routes(screens, model, access.settings.conversation_days if access else 0))
    if workbench:
        app.include_router(feedback.routes(workbench.feedback, kept))
        app.include_router(evaluation.routes(workbench, screens))
        app.include_router(evaluation.progress_routes(workbench))
        app.include_router(evaluation_marks.routes(workbench, screens))
        app.include_router(evaluation_compare.routes(workbench, screens))
        app.include_router(evaluation_drafts.routes(workbench, kept, reader, screens))
    if access:
        _add_access(app, access, kept, workbench, screens)
    refusals = Refusals(screens, locales)
    app.add_middleware(Gate, access=access, policy=policy.load(), refusals=refusals)
    app.add_middleware(Observed, telemetry=telemetry)
    app.add_middleware(Guard, own_limit=[library_changes.UPLOAD] if intake else [])  # added last, it stands first
    app.mount("/static", StaticFiles(directory=_HERE / "static"), name="static")
    _add_failures(app, screens, refusals)
    describe(app)
    return app


def _add_access(app: FastAPI, access: Access, kept: Conversations, workbench: Workbench | None, screens: Screens) -> None:
    provider = oidc.Provider(access.settings) if access.settings.oidc_issuer else None
    app.include_router(signing.routes(access, screens, provider))
    app.include_router(account.routes(access, kept, workbench.feedback if workbench else None, screens))
    app.include_router(administration.routes(access, kept, workbench.feedback if workbench else None, screens))
    if provider:  # between leaving for the provider and coming back the browser keeps the state, for ten minutes
        app.include_router(signing.provider_routes(access, provider))
        https = access.settings.address.startswith("https://")
        app.add_middleware(SessionMiddleware, secret_key=access.sessions.secret, session_cookie="leaving", max_age=600, https_only=https)


def _add_failures(app: FastAPI, screens: Screens, refusals: Refusals) -> None:
    """What every error becomes: for programs a sentence as JSON, for people a page; see assistant.web.errors."""

    async def product_error(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, ProductError)
        path = request.url.path
        sentence = str(error) if path.startswith(OPENAI) else screens.said(request, error)
        return JSONResponse(failure(path, sentence, status_of(error)), status_of(error))

    async def invalid_request(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"] if part not in ("body", "query", "path"))
        sentence = f"The request does not fit{f' at “{where}”' if where else ''}: {first['msg'].rstrip('.')}."
        if not of_a_program(request):
            return screens.show(request, "problem.html", 400, error=UsageError(sentence, "address_incomplete"))
        return JSONResponse(failure(request.url.path, sentence, 400, where or None), 400)

    async def http_error(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if error.status_code == 404 and not of_a_program(request) and not request.url.path.startswith("/static/"):
            return refusals.because(request, 404, "nowhere")
        sentence = f"{request.url.path}: {error.detail}."
        return JSONResponse(failure(request.url.path, sentence, error.status_code), error.status_code, headers=error.headers)

    app.add_exception_handler(ProductError, product_error)
    app.add_exception_handler(RequestValidationError, invalid_request)
    app.add_exception_handler(HTTPException, http_error)
