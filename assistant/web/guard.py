"""What holds for every request and response: headers that keep document text from running as a program, a limit on what is sent,
and one sentence for what nobody foresaw. Knows no routes.
"""

from __future__ import annotations

import logging
from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.errors import failure

MAX_BODY = 1_000_000  # bytes; a question and its filters are a hundredth of this, so that a long one still gets its own sentence
_REMEDY = f"at most {MAX_BODY:,} are taken: shorten it"

UNFORESEEN = "The server could not do this because of a fault of its own; its log says more."
BROKE_OFF = "The answer broke off because of a fault of the server; its log says more."  # what was begun has its status already

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}
TRANSPORT = "max-age=31536000"  # a year of TLS alone, said over TLS; without subdomains, which are not ours to speak for

_log = logging.getLogger(__name__)


class Guard:
    """An ASGI layer around the application. Routes at the addresses in `own_limit` have a limit of their own for what is sent."""

    def __init__(self, app: ASGIApp, own_limit: Collection[str] = ()) -> None:
        self.app = app
        self.own_limit = own_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        begun = False

        async def send_with_headers(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)  # a route that gives its own policy has a reason for it
                if scope.get("scheme") == "https":
                    headers.setdefault("Strict-Transport-Security", TRANSPORT)
                headers.setdefault("Cache-Control", "private, no-cache")  # ask again each time, answered by 304 where an ETag still fits
            await send(message)

        length = Headers(scope=scope).get("content-length", "0")
        if length.isdigit() and int(length) > MAX_BODY and scope["path"] not in self.own_limit:
            sentence = f"The request has {int(length):,} bytes; {_REMEDY}."
            await JSONResponse(failure(scope["path"], sentence, 413), 413)(scope, receive, send_with_headers)
            return
        try:
            await self.app(scope, receive if scope["path"] in self.own_limit else _limited(receive), send_with_headers)
        except Exception:
            _log.exception("%s %s", scope["method"], scope["path"])
            if begun:
                raise  # half an answer is out: the connection has to break, so that it is not taken for a whole one
            await JSONResponse(failure(scope["path"], UNFORESEEN, 500), 500)(scope, receive, send_with_headers)


def _limited(receive: Receive) -> Receive:
    """`receive`, which stops at the limit where a request did not say beforehand how long it is.

    Starlette's own exception: FastAPI makes any other one, while it reads a body, a body that cannot be read.
    """
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > MAX_BODY:
            raise HTTPException(413, f"the request has more than {MAX_BODY:,} bytes; {_REMEDY}")
        return message

    return counted
