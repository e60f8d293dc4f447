"""Who sends a request, for routes that need to know. The gate has found out; see assistant.web.gate."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from assistant.access.person import Person

SCOPE = "person"  # where the gate puts the person
CHANGED = "changed"  # where a route says what it changed


def person_of(request: Request) -> Person:
    """The person who sends a request. KeyError where no gate stands before the route, or nobody is signed in."""
    person = request.scope[SCOPE]
    if person is None:
        raise KeyError("nobody is signed in, and the route says that somebody is")
    assert isinstance(person, Person)
    return person


def person_or_none(request: Request) -> Person | None:
    """The same for pages that are shown to everybody."""
    found = request.scope.get(SCOPE)
    return found if isinstance(found, Person) else None


def changed(request: Request, name: str) -> None:
    """Say what a change was made to, for the log, where the address does not tell a person."""
    request.scope[CHANGED] = name


Who = Annotated[Person, Depends(person_of)]
