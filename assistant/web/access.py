"""Signing in and out over HTTP: with a name and a password, or by a provider. Knows cookies and forms, nothing of how people are recognised."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.access.oidc import BACK, Provider, ProviderFailed
from assistant.web.gate import client, cookie_name, secure
from assistant.web.screens import Posted, Screens, back
from assistant.web.who import Who

if TYPE_CHECKING:
    from assistant.access.access import Access

Next = Annotated[str, Query(max_length=2_000)]
_NEXT = "next"  # where the provider's cookie keeps the page that was wanted


def routes(access: Access, screens: Screens, provider: Provider | None = None) -> APIRouter:
    """GET and POST /sign-in, POST /sign-out."""
    router = screens.router()

    def page(request: Request, status: int = 200, **values: object) -> HTMLResponse:
        known = {"wanted": "/", "name": "", "problem": "", "wait": 0, "open": not access.closed, "provider": provider is not None}
        response = screens.show(request, "sign_in.html", status, **{**known, **values})
        response.headers["Cache-Control"] = "no-store"
        return response

    @router.get("/sign-in", response_class=HTMLResponse)
    def asked(request: Request, next_: Annotated[Next, Query(alias="next")] = "/", problem: str = "") -> HTMLResponse:
        shown = problem if problem in ("provider_failed", "provider_none") else ""
        return page(request, wanted=_within(next_), problem=shown)

    @router.post("/sign-in")
    def sign_in(request: Request, form: Posted) -> Response:
        name, wanted = form.get("name"), _within(form.get("next"))
        came = access.sign_in(name, form.get("password"), client(request) or "")
        if came.account:
            return begun(request, access, wanted, came.cookie)
        if came.wait:
            response = page(request, 429, wanted=wanted, name=name[:200], problem="wait", wait=math.ceil(came.wait / 60))
            response.headers["Retry-After"] = str(math.ceil(came.wait))
            return response
        return page(request, 401, wanted=wanted, name=name[:200], problem="wrong")

    @router.post("/sign-out")
    def sign_out(request: Request, who: Who) -> Response:
        access.sessions.end(who.session)
        response = RedirectResponse("/sign-in", 303)
        response.delete_cookie(cookie_name(request, access), secure=secure(request, access), httponly=True, samesite="lax")
        response.headers["Clear-Site-Data"] = '"cache"'  # pages that were read stay in no cache of a shared computer
        return response

    return router


def provider_routes(access: Access, provider: Provider) -> APIRouter:
    """GET /sign-in/provider, which sends people to the provider, and /sign-in/provider/back, where it sends them."""
    router = APIRouter()

    @router.get("/sign-in/provider")
    async def leave(request: Request, next_: Annotated[Next, Query(alias="next")] = "/") -> Response:
        request.session[_NEXT] = _within(next_)
        try:
            return await provider.leave(request)
        except ProviderFailed:
            return back("/sign-in", problem="provider_failed")

    @router.get(BACK)
    async def came_back(request: Request) -> Response:
        """Nothing of what the provider says reaches a page: what is not right is one sentence."""
        address = client(request) or ""
        try:
            claims = await provider.claims(request)
        except ProviderFailed:
            access.audit.keep("", "provider", address, "sign in", "", "refused")
            return back("/sign-in", problem="provider_failed")
        account = provider.account_of(claims, access.accounts)
        if account is None:
            access.audit.keep(str(claims["sub"])[:80], "provider", address, "sign in", "", "no role")
            return back("/sign-in", problem="provider_none")
        access.audit.keep(account.name, "provider", address, "sign in", "", "done")
        return begun(request, access, _within(str(request.session.pop(_NEXT, "/"))), access.sessions.begin(account.id))

    return router


def begun(request: Request, access: Access, wanted: str, cookie: str) -> Response:
    """The way to the page that was wanted, with a new session: one that somebody else put into the browser is worth nothing."""
    response = RedirectResponse(wanted, 303)
    response.set_cookie(
        cookie_name(request, access),
        cookie,
        max_age=access.sessions.seconds,
        secure=secure(request, access),
        httponly=True,
        samesite="lax",  # strict would show a colleague who follows a link in a letter the sign-in page, signed in or not
    )
    return response


def _within(address: str) -> str:
    """An address of this site, else "/": a link to the sign-in page must not lead on to another site."""
    plain = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable() and "\\" not in address
    return address if plain else "/"
