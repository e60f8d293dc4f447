"""Who may change the library, as its screens show it. Knows the person of a request; what a route allows is decided by the gate."""

from __future__ import annotations

from fastapi import Request

from assistant.web.who import person_or_none


def may_edit(request: Request) -> bool:
    """Whether screens show this reader what editors do."""
    person = person_or_none(request)
    return person is not None and person.may("editor")
