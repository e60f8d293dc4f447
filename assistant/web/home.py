"""The page itself: rendered once in the reader's language, then kept alive by the modules in static/. Knows templates, not answers."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from assistant.answer.examples import examples
from assistant.answer.question.understand import LONGEST
from assistant.web import asking
from assistant.web.locales import NAMES, counted
from assistant.web.who import person_of
from index.errors import NotFound
from index.scheme import goals, green_deal

if TYPE_CHECKING:
    from assistant.answer.conversations import Conversations
    from assistant.web.screens import Screens
    from index.reader import Reader


def routes(reader: Reader, kept: Conversations, screens: Screens, thumbs: bool = False) -> APIRouter:
    """GET / and /c/{id}, where a kept conversation is shown again; `thumbs` says whether readers' verdicts are taken."""
    router = APIRouter()

    @lru_cache(maxsize=len(NAMES))
    def examples_of(language: str, indexed: tuple[str, ...]) -> list[str]:
        """Made again only when a document came, went or changed: the examples are read off the documents' headings."""
        return examples(reader, language)

    def page(request: Request, *, missing: bool = False, conversation: str = "", only: str = "") -> HTMLResponse:
        texts, language = screens.texts(request), screens.language(request)
        held, turns = _kept(kept.owned_by(person_of(request).id), conversation) if conversation else ("", [])
        indexed = tuple(d.sha256 for d in reader.documents())
        return screens.show(
            request,
            "home.html",
            404 if missing else 200,
            words=texts,
            thumbs=thumbs,
            documents=len(indexed),
            from_documents=counted(texts, "documents", len(indexed)),
            examples=examples_of(language, indexed),
            longest=LONGEST,
            choices=_choices(language),
            missing=missing,
            only=next(((d.name, d.record.title) for d in reader.documents() if d.name == only), None),
            conversation=held,
            turns=asking.turns(turns, texts),
        )

    @router.get("/", response_class=HTMLResponse)
    def home(request: Request, document: str = "") -> HTMLResponse:
        """Questions are asked of one `document` only, where there is one of that name."""
        return page(request, only=document)

    @router.get("/c/{conversation}", response_class=HTMLResponse)
    def conversation(request: Request, conversation: str, document: str = "") -> HTMLResponse:
        """The same page with the conversation in it for readers without JavaScript; for others its modules fetch what the address names.

        What is asked further is asked of the `document` only, where one is named, as on the first page.
        """
        try:
            return page(request, conversation=conversation, only=document)
        except NotFound:
            return page(request, missing=True)

    return router


def _kept(own: Conversations, conversation: str) -> tuple[str, list[dict[str, Any]]]:
    """The conversation's id, "" where it is somebody else's and can only be read, and what was kept of it."""
    listed, records = own.conversation(conversation)
    return conversation if listed.owner == own.owner else "", records


def _choices(language: str) -> dict[str, object]:
    """What a reader may say that a question is about: the UN goals and the Green Deal areas, by name."""
    return {
        "goals": {str(goal.number): goal.names[language] for goal in goals.load()},
        "areas": {area.code: area.names[language] for area in green_deal.load().areas},
    }
