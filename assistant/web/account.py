"""A person's own page: password, keys, conversations kept, shared, handed out and erased. Knows forms, nothing of how things are kept."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from assistant.access.kept import erased, exported
from assistant.access.roles import INCLUDES, ROLES
from assistant.web.gate import client
from assistant.web.screens import Form, Posted, Screens, back
from assistant.web.who import Who
from index.errors import NotFound, UsageError

if TYPE_CHECKING:
    from assistant.access.access import Access
    from assistant.access.person import Person
    from assistant.answer.conversations import Conversations
    from assistant.workbench.feedback import Feedback

_SHOWN = 200  # conversations on the page; the file has them all


def routes(access: Access, kept: Conversations, feedback: Feedback | None, screens: Screens) -> APIRouter:
    """GET /account and what its forms send."""
    router = screens.router()

    def page(request: Request, who: Person, status: int = 200, **values: object) -> HTMLResponse:
        if not who.id:
            raise NotFound("There are no accounts here: you are this machine's own user and may do everything.")
        account = access.accounts.by_id(who.id)
        conversations, total = kept.owned_by(who.id).listed(_SHOWN)
        known = {"said": request.query_params.get("said", ""), "new_key": "", "problem": "", "wait": 0}
        response = screens.show(
            request,
            "account.html",
            status,
            account=account,
            keys=access.keys.all(who.id),
            roles=[role for role in ROLES if role in INCLUDES[account.role]],
            conversations=conversations,
            total=total,
            days=access.settings.conversation_days,
            **{**known, **values},
        )
        response.headers["Cache-Control"] = "no-store"
        return response

    @router.get("/account", response_class=HTMLResponse)
    def shown(request: Request, who: Who) -> HTMLResponse:
        return page(request, who)

    @router.post("/account/password")
    def password(request: Request, who: Who, form: Posted) -> Response:
        if form.get("new") != form.get("again"):
            return page(request, who, 400, problem="differ")
        came = access.change_password(who, form.get("old"), form.get("new"), client(request) or "")
        if came.account:
            return back("/account", said="password")
        if came.wait:
            return page(request, who, 429, problem="wait", wait=math.ceil(came.wait / 60))
        return page(request, who, 400, problem="old_wrong")

    @router.post("/account/keys")
    def key(request: Request, who: Who, form: Posted) -> Response:
        """The page with the new key on it, this once: it is no page that a browser's history brings back."""
        if access.accounts.by_id(who.id).role not in _above(form.get("role")):
            raise UsageError("A key may do no more than its owner: choose a role that yours includes.")
        label, days = form.get("label"), _days(form)
        _, text = access.keys.add(who.id, label, form.get("role"), read_only=form.get("read_only") == "yes", days=days)
        return page(request, who, 201, new_key=text)

    @router.post("/account/keys/{key}/revoke")
    def revoke(key: str, who: Who) -> Response:
        access.keys.revoke(key, who.id)
        return back("/account", said="revoked")

    @router.get("/account/conversations.json")
    def export(who: Who) -> Response:
        headers = {"Content-Disposition": 'attachment; filename="conversations.json"', "Cache-Control": "no-store"}
        return JSONResponse(exported(kept, who.id), headers=headers)

    @router.post("/account/conversations/erase")
    def erase(request: Request, who: Who, form: Posted) -> Response:
        if form.get("sure") != "yes":
            return page(request, who, 400, problem="not_sure")
        erased(kept, feedback, who.id)
        return back("/account", said="erased")

    @router.post("/account/conversations/{conversation}/share")
    def share(conversation: str, who: Who, form: Posted) -> Response:
        kept.owned_by(who.id).share(conversation, form.get("shared") == "yes")
        return back("/account", said="shared" if form.get("shared") == "yes" else "unshared")

    return router


def _above(role: str) -> set[str]:
    """The roles that include a role."""
    return {whole for whole, parts in INCLUDES.items() if role in parts}


def _days(form: Form) -> int:
    """How long a key lasts; 0 for ever."""
    text = form.get("days").strip() or "0"
    if not text.isdecimal():
        raise UsageError(f"“{text[:20]}” is no number of days: leave the field empty for a key that lasts until it is revoked.")
    return int(text[:9])
