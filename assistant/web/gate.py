"""The gate before all routes: who sends a request, whether that person may, and how often. Knows the table of access, nothing of what routes do."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.access import origin
from assistant.access.person import KEY, LOCAL, Person
from assistant.access.policy import ANYONE, SAFE, Policy
from assistant.web.refusals import Refusals, of_a_program
from assistant.web.route_list import taken
from assistant.web.who import CHANGED, SCOPE

if TYPE_CHECKING:
    from assistant.access.access import Access

_COOKIE = "session"
_FOR_MACHINES = frozenset(("GET /health", "GET /metrics"))  # asked beside the proxy, by the machine's own address
_ROUTE = "route_name"  # where the scope holds the route's name in the table


class Gate:
    """An ASGI layer around the application, inside the guard.

    It reads the path that the router goes by, scope["path"], and never `request.url`, which is put together from the Host header: whoever sends
    that would choose what the gate sees.
    """

    def __init__(self, app: ASGIApp, access: Access | None, policy: Policy, refusals: Refusals) -> None:
        """Without `access` there is one local user."""
        self.app = app
        self._access = access
        self._policy = policy
        self._refusals = refusals

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})  # no route of ours is one
            return
        request = Request(scope, receive)
        refused = await run_in_threadpool(self._examined, request)
        if refused is not None:
            await refused(scope, receive, send)
            return
        await self.app(scope, receive, self._logging(request, send))

    def _examined(self, request: Request) -> Response | None:
        """The response that refuses the request; None where it may go on, with its person in the scope."""
        request.scope[SCOPE] = None
        route = request.scope[_ROUTE] = taken(request.app.routes, request.method, request.scope["path"])
        if self._access is None or not self._access.closed:
            if why := origin.not_local(client(request), request.headers):
                return self._refusals.told(request, 403, why)
            request.scope[SCOPE] = LOCAL
            return self._foreign(request, "", strict=False) or (self._permitted(request, LOCAL, route) if route else None)
        address = self._access.settings.address
        if route not in _FOR_MACHINES and not _ours(request, address):
            return self._refusals.told(request, 403, f"This is {address}: open it under that address.")
        person = request.scope[SCOPE] = self._person(self._access, request)
        if person is None and _key(request) is not None:
            return self._refusals.because(request, 401, "key")
        if wait := self._too_often(self._access, person, request, route):
            return self._refusals.because(request, 429, "too_often", wait=wait)
        by_key = person is not None and person.by == KEY
        crossed = None if by_key else self._foreign(request, address, strict=person is not None)
        return crossed or (self._permitted(request, person, route) if route else self._nowhere(request, person))

    @staticmethod
    def _person(access: Access, request: Request) -> Person | None:
        key = _key(request)
        return access.by_cookie(request.cookies.get(cookie_name(request, access), "")) if key is None else access.by_key(key)

    def _foreign(self, request: Request, address: str, *, strict: bool) -> Response | None:
        crosses = request.method not in SAFE and origin.foreign(request.headers, address, strict=strict)
        return self._refusals.because(request, 403, "foreign") if crosses else None

    def _permitted(self, request: Request, person: Person | None, route: str) -> Response | None:
        role = self._policy.role(route)
        if role is None:
            sentence = f"The route “{route}” is not in the table of access (assistant/access/policy.toml), so that nobody may use it."
            return self._refusals.told(request, 403, sentence)
        if role == ANYONE:
            return None
        if person is None:
            return self._sign_in(request)
        if not person.may(role):
            return self._refusals.because(request, 403, role)
        if person.read_only and self._policy.changes(route):
            return self._refusals.because(request, 403, "reads")
        return None

    def _nowhere(self, request: Request, person: Person | None) -> Response | None:
        """What is not there; who is not signed in does not learn what is. That a page has no such method is the application's to tell."""
        if person is None:
            return self._sign_in(request)
        known = taken(request.app.routes, "GET", request.scope["path"])
        return None if known else self._refusals.because(request, 404, "nowhere")

    def _too_often(self, access: Access, person: Person | None, request: Request, route: str | None) -> int:
        """Seconds to wait, 0 where none; a page's own files do not count."""
        if route == "GET /static":
            return 0
        name = person.id if person else f"address {client(request)}"
        wait = access.requests.take(name)
        if not wait and route in self._policy.costly:
            wait = access.questions.take(name)
        return math.ceil(wait)

    def _sign_in(self, request: Request) -> Response:
        if of_a_program(request):
            response = self._refusals.because(request, 401, "nobody")
            response.headers["WWW-Authenticate"] = "Bearer"
            return response
        query = request.scope["query_string"].decode("latin-1")
        wanted = quote(request.scope["path"]) + (f"?{query}" if query else "")
        target = {"next": wanted} if request.method == "GET" and wanted != "/" else {}
        return RedirectResponse(f"/sign-in?{urlencode(target)}" if target else "/sign-in", 303)

    def _logging(self, request: Request, send: Send) -> Send:
        """`send`, which enters what changed something into the log before the response goes out."""
        access, route, person = self._access, request.scope[_ROUTE], request.scope[SCOPE]
        if access is None or person is None or route is None or not self._policy.changes(route):
            return send

        async def logged(message: Message) -> None:
            if message["type"] == "http.response.start":
                changed = " ".join(part for part in (request.scope["path"], request.scope.get(CHANGED, "")) if part)
                entry = (person.name, person.by, client(request) or "", route, changed, str(message["status"]))
                await run_in_threadpool(access.audit.keep, *entry)
            await send(message)

        return logged


def secure(request: Request, access: Access) -> bool:
    """Whether the browser speaks TLS: to us, or to the proxy before us. At this machine's own name there is none."""
    outside = access.settings.address.startswith("https://") and not origin.loopback(origin.host_of(request.headers.get("host", "")))
    return request.scope["scheme"] == "https" or outside


def cookie_name(request: Request, access: Access) -> str:
    """The session's cookie. Over TLS its name makes the browser refuse one that another host of the domain, or a page without TLS, has set."""
    return f"__Host-{_COOKIE}" if secure(request, access) else _COOKIE


def client(request: Request) -> str | None:
    """The address at the other end."""
    return request.client.host if request.client else None


def _ours(request: Request, address: str) -> bool:
    """Whether the Host header names the address that was set, or this machine; without a set address every name is taken."""
    host = origin.host_of(request.headers.get("host", ""))
    return not address or host == urlsplit(address).hostname or origin.loopback(host)


def _key(request: Request) -> str | None:
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    return key.strip() if scheme.lower() == "bearer" else None
