"""How a request is refused: a page, or one sentence for a program, in the language that is asked for. Knows no reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import Request
from fastapi.responses import JSONResponse, Response

from assistant.web.errors import failure

if TYPE_CHECKING:
    from assistant.web.locales import Locales
    from assistant.web.screens import Screens

_PROGRAMS = ("/api/", "/v1/", "/openapi.json")  # what programs ask


class Refusals:
    """Makes the responses."""

    def __init__(self, screens: Screens, locales: Locales) -> None:
        self._screens = screens
        self._locales = locales

    def because(self, request: Request, status: int, key: str, **values: object) -> Response:
        """The text `key` of the table “refused” in the locale files; the value `wait`, in seconds, is the header Retry-After too."""
        if of_a_program(request):
            response = self.told(request, status, self._locales.screens(self._screens.language(request))["refused"][key].format(**values))
        else:
            response = self._screens.show(request, "refused.html", status, key=key, values=values, sentence="")
        if "wait" in values:
            response.headers["Retry-After"] = str(values["wait"])
        return response

    def told(self, request: Request, status: int, sentence: str) -> Response:
        """A sentence for the operator, who reads English."""
        if of_a_program(request):
            return JSONResponse(failure(request.scope["path"], sentence, status), status)
        return self._screens.show(request, "refused.html", status, key="", values={}, sentence=sentence)


def of_a_program(request: Request) -> bool:
    """Whether the request is for what programs ask, and no page."""
    path: str = request.scope["path"]
    return path.startswith(_PROGRAMS)
