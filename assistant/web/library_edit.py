"""Who may change the library. Knows requests, no accounts: without accounts everybody on this machine is an editor."""

from __future__ import annotations

from fastapi import Request


def may_edit(request: Request) -> bool:
    """Whether screens show this reader what editors do. What a route allows is decided where routes are guarded, not here."""
    return True
