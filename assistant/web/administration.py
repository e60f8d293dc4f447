"""The administrator's pages: accounts, everybody's keys, the log of changes. Knows forms, nothing of how things are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from assistant.access.kept import erased
from assistant.access.roles import READER, ROLES
from assistant.web.screens import Posted, Screens, back
from assistant.web.who import Who, changed
from index.errors import NotFound, UsageError

if TYPE_CHECKING:
    from assistant.access.access import Access
    from assistant.access.person import Person
    from assistant.answer.conversations import Conversations
    from assistant.workbench.feedback import Feedback

_PAGE = 100  # entries of the log shown at once


def routes(access: Access, kept: Conversations, feedback: Feedback | None, screens: Screens) -> APIRouter:
    """GET /administration and /administration/audit, and what their forms send."""
    router = screens.router()

    @router.get("/administration", response_class=HTMLResponse)
    def shown(request: Request, who: Who, said: str = "") -> HTMLResponse:
        accounts = access.accounts.all()
        names = {account.id: account.name for account in accounts}
        keys = [(key, names.get(key.account, "")) for key in access.keys.all()]
        return screens.show(request, "administration.html", accounts=accounts, keys=keys, roles=ROLES, own=who.id, said=said)

    @router.post("/administration/accounts")
    def add(request: Request, form: Posted, who: Who) -> Response:
        if not who.id:
            raise UsageError("The first account is made on this machine: “python -m assistant account add NAME --role administrator”.")
        made = access.accounts.add(form.get("name"), form.get("role", READER), form.get("password"))
        changed(request, f"{made.name}: {made.role}")
        return back("/administration", said="added")

    @router.post("/administration/accounts/{account}/role")
    def role(request: Request, account: str, form: Posted, who: Who) -> Response:
        _not_own(account, who)
        now = access.accounts.set_role(account, form.get("role"))
        changed(request, f"{now.name}: {now.role}")
        return back("/administration", said="role")

    @router.post("/administration/accounts/{account}/password")
    def password(request: Request, account: str, form: Posted, who: Who) -> Response:
        _not_own(account, who)
        changed(request, access.accounts.set_password(account, form.get("password")).name)
        access.sessions.end_all(account)
        return back("/administration", said="password")

    @router.post("/administration/accounts/{account}/remove")
    def remove(request: Request, account: str, form: Posted, who: Who) -> Response:
        """Remove an account with all that is its owner's alone."""
        _not_own(account, who)
        if form.get("sure") != "yes":
            raise UsageError("The account was not removed: tick the box to say that you are sure.")
        changed(request, access.accounts.remove(account).name)
        erased(kept, feedback, account)
        return back("/administration", said="removed")

    @router.post("/administration/keys/{key}/revoke")
    def revoke(request: Request, key: str) -> Response:
        changed(request, access.keys.revoke(key).label)
        return back("/administration", said="revoked")

    @router.get("/administration/audit", response_class=HTMLResponse)
    def audit(request: Request, before: Annotated[int | None, Query(ge=1, le=2**62)] = None) -> HTMLResponse:
        """The log, the latest first."""
        entries = access.audit.latest(_PAGE + 1, before)
        older = entries[_PAGE - 1].id if len(entries) > _PAGE else None
        return screens.show(request, "audit.html", entries=entries[:_PAGE], older=older)

    return router


def _not_own(account: str, who: Person) -> None:
    """So that nobody locks themselves out; the command line can do all of this."""
    if not account:
        raise NotFound("There is no such account.")
    if account == who.id:
        raise UsageError("This is your own account: another administrator changes it, or the command “python -m assistant account”.")
