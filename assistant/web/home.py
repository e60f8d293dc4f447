"""The page itself: rendered once in the reader's language, then kept alive by the modules in static/. Knows templates, not answers."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assistant.answer.examples import examples
from assistant.answer.question.understand import LONGEST
from assistant.web.locales import NAMES, Locales, choose, counted
from index.errors import NotFound
from index.scheme import goals, green_deal

if TYPE_CHECKING:
    from assistant.answer.conversations import Conversations
    from index.reader import Reader

COOKIE = "language"
_YEAR = 365 * 24 * 3600


def routes(reader: Reader, kept: Conversations, locales: Locales, templates: Path, thumbs: bool = False) -> APIRouter:
    """GET / and /c/{id}, where a kept conversation is shown again; `thumbs` says whether readers' verdicts are taken."""
    router = APIRouter()
    environment = Environment(
        loader=FileSystemLoader(templates), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )

    @lru_cache(maxsize=len(NAMES))
    def examples_of(language: str, indexed: tuple[str, ...]) -> list[str]:
        """Made again only when a document came, went or changed: the examples are read off the documents' headings."""
        return examples(reader, language)

    def page(request: Request, lang: str | None, *, missing: bool = False) -> HTMLResponse:
        language = choose(lang, request.cookies.get(COOKIE), request.headers.get("accept-language"))
        texts = locales.texts(language)
        indexed = tuple(d.sha256 for d in reader.documents())
        html = environment.get_template("home.html").render(
            language=language,
            languages=NAMES,
            t=texts,
            words={key: text for key, text in texts.items() if not key.startswith("eval_")},  # the evaluation's are shown elsewhere
            thumbs=thumbs,
            documents=len(indexed),
            from_documents=counted(texts, "documents", len(indexed)),
            examples=examples_of(language, indexed),
            longest=LONGEST,
            choices=_choices(language),
            missing=missing,
        )
        response = HTMLResponse(html, 404 if missing else 200, headers={"Vary": "Accept-Language, Cookie"})
        if lang == language:
            response.set_cookie(COOKIE, language, max_age=_YEAR, samesite="lax", httponly=True)
        return response

    @router.get("/", response_class=HTMLResponse)
    def home(request: Request, lang: str | None = None) -> HTMLResponse:
        return page(request, lang)

    @router.get("/c/{conversation}", response_class=HTMLResponse)
    def conversation(request: Request, conversation: str, lang: str | None = None) -> HTMLResponse:
        """The same page; its modules fetch the conversation that the address names."""
        try:
            kept.turns(conversation, last=0)
        except NotFound:
            return page(request, lang, missing=True)
        return page(request, lang)

    return router


def _choices(language: str) -> dict[str, object]:
    """What a reader may say that a question is about: the UN goals and the Green Deal areas, by name."""
    return {
        "goals": {str(goal.number): goal.names[language] for goal in goals.load()},
        "areas": {area.code: area.names[language] for area in green_deal.load().areas},
    }
