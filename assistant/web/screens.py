"""How screens are shown and what their forms send: language, template, errors as a page. Knows no screen in particular."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.routing import APIRoute
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assistant.access.policy import load
from assistant.web.errors import status_of
from assistant.web.locales import NAMES, Locales, choose
from assistant.web.who import person_or_none
from index.errors import ProductError, UsageError

COOKIE = "language"
EVALUATOR = "evaluator"  # the cookie with the name that was given last
_YEAR = 365 * 24 * 3600
_DATES = {"en": "{d}/{m:02}/{y}", "pl": "{d}.{m:02}.{y}", "cs": "{d}. {m}. {y}", "sk": "{d}. {m}. {y}", "hu": "{y}. {m:02}. {d:02}."}


class Form:
    """The fields of a form post, in order."""

    def __init__(self, body: bytes) -> None:
        self._fields = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=5_000)

    @classmethod
    def of(cls, fields: Sequence[tuple[str, str]]) -> Form:
        """A form that was not posted: what an address fills in."""
        return cls(urlencode(fields).encode())

    def get(self, name: str, default: str = "") -> str:
        """The first value of a field."""
        return next((value for key, value in self._fields if key == name), default)

    def all(self, name: str) -> list[str]:
        return [value for key, value in self._fields if key == name]

    def items(self) -> list[tuple[str, str]]:
        return list(self._fields)


async def posted(request: Request) -> Form:
    """The form that was sent; UsageError where it has too many fields. What a page of another site sends does not pass the gate."""
    try:
        return Form(await request.body())
    except ValueError as problem:
        raise UsageError(f"The form cannot be read ({problem}): open the page again.", "form_incomplete") from problem


Posted = Annotated[Form, Depends(posted)]


class Screens:
    """Shows templates in the reader's language, under links to the rooms that there are."""

    def __init__(self, locales: Locales, templates: Path, rooms: Sequence[str] = ()) -> None:
        """`rooms` are first parts of addresses, in the order of the links; the chat, at "/", is "chat"."""
        self._locales = locales
        self._rooms = rooms
        self._environment = Environment(
            loader=FileSystemLoader(templates), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )

    def show(self, request: Request, template: str, status: int = 200, **values: object) -> HTMLResponse:
        """A page of this template, which has the texts as `t`, the person who sees it, and the evaluator's name from the account or from before."""
        language, person = self.language(request), person_or_none(request)
        known: dict[str, object] = {
            "t": {**self._locales.texts(language), **self._locales.screens(language)},
            "language": language,
            "languages": [(code, name, f"?{_with(request, code)}") for code, name in NAMES.items()],
            "person": person,
            "evaluator": person.name if person and person.id else _name(request),
            "path": request.url.path,
            "rooms": [room for room in self._rooms if person and person.may(load().role(_of_room(room)) or "")],
            "here": room if (room := request.url.path.split("/")[1]) in self._rooms else "chat",
            "number": lambda value, digits=2: decimal(value, language, digits),
            "percent": lambda value: percent(value, language),
            "money": lambda value: grouped(value, language),
            "dated": lambda value: dated(value, language),
        }
        html = self._environment.get_template(template).render({**known, **values})
        response = HTMLResponse(html, status, headers={"Vary": "Accept-Language, Cookie"})
        if request.query_params.get("lang") == language:
            response.set_cookie(COOKIE, language, max_age=_YEAR, samesite="lax", httponly=True)
        return response

    def language(self, request: Request) -> str:
        """The language that a request is answered in."""
        return choose(request.query_params.get("lang"), request.cookies.get(COOKIE), request.headers.get("accept-language"))

    def texts(self, request: Request) -> dict[str, str]:
        """The texts that all pages share, and those of the chat, in the reader's language."""
        return self._locales.texts(self.language(request))

    def tables(self, request: Request) -> dict[str, dict[str, str]]:
        """The texts of all screens in the reader's language, a table for each."""
        return self._locales.screens(self.language(request))

    def said(self, request: Request, error: ProductError) -> str:
        """The sentence of an error in the reader's language; as it is for a program, which names none, and where [problems] has no words."""
        named = COOKIE in request.cookies or "accept-language" in request.headers
        sentence = self.tables(request)["problems"].get(error.key) if named else None
        return sentence.format(**error.values) if sentence else str(error)

    def router(self, problem: str = "problem.html") -> APIRouter:
        """A router whose errors are pages too, of the template `problem`, which gets the error and its sentence."""
        screens = self

        class Shown(APIRoute):
            def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
                handler = super().get_route_handler()

                async def shown(request: Request) -> Response:
                    try:
                        return await handler(request)
                    except ProductError as error:
                        return screens.show(request, problem, status_of(error), problem=screens.said(request, error), error=error)

                return shown

        return APIRouter(route_class=Shown, default_response_class=HTMLResponse)


def back(address: str, evaluator: str = "", **parameters: str) -> RedirectResponse:
    """Where a reader goes after a form was taken, so that reloading does not send it again; the evaluator's name is remembered."""
    response = RedirectResponse(f"{address}?{urlencode(parameters)}" if parameters else address, 303)
    if evaluator.strip():
        response.set_cookie(EVALUATOR, urlencode({"name": evaluator.strip()[:200]}), max_age=_YEAR, samesite="lax", httponly=True)
    return response


def decimal(value: float, language: str, digits: int = 2) -> str:
    """A number in the language's form."""
    text = f"{value:.{digits}f}"
    return text if language == "en" else text.replace(".", ",")


def grouped(value: float, language: str) -> str:
    """A whole number with its thousands apart, in the language's form; a fraction is kept to two digits."""
    text = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"
    return text if language == "en" else text.replace(",", "\u00a0").replace(".", ",")


def percent(value: float, language: str) -> str:
    """A share of 1 as a percentage without decimals; Czech and Slovak have a space before the sign."""
    space = "\u00a0" if language in ("cs", "sk") else ""
    return f"{100 * value:.0f}{space}%"


def dated(value: str, language: str) -> str:
    """The day of an ISO date in the language's form; what is no date stays as it is."""
    try:
        year, month, day = (int(part) for part in value[:10].split("-"))
    except ValueError:
        return value
    return _DATES[language].format(y=year, m=month, d=day)


def _of_room(room: str) -> str:
    return "GET /" if room == "chat" else f"GET /{room}"


def _name(request: Request) -> str:
    return dict(parse_qsl(request.cookies.get(EVALUATOR, ""))).get("name", "")


def _with(request: Request, language: str) -> str:
    return urlencode([*((k, v) for k, v in request.query_params.multi_items() if k != "lang"), ("lang", language)])
