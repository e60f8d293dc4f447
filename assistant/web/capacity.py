"""How many answers are made at once, how many questions wait, and what the next one is told. Knows addresses, nothing of answers.

Twenty people who ask at once are served in turn; what cannot be served soon is told so at once, for a server that takes everything serves
nobody in the end.
"""

from __future__ import annotations

import asyncio
import math
import time
from dataclasses import dataclass

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.web.errors import failure

# Where the work is: the rest are pages and pictures that cost milliseconds.
COSTLY = ("/ask", "/api/ask", "/v1/chat/completions", "/api/briefs")

_FIRST_GUESS = 1.0  # seconds that an answer takes, before any has been made
_LEARNS = 0.1  # what the last answer weighs in the mean


@dataclass(frozen=True, slots=True)
class Limits:
    """Of the requests that cost much."""

    working: int = 8  # served at once
    waiting: int = 64  # that may wait beside them
    patience: float = 20.0  # seconds that one waits at most


class Capacity:
    """An ASGI layer around the application."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self.app, self._limits = app, limits
        self._slots = asyncio.Semaphore(limits.working)
        self._queue = 0  # how many wait
        self._seconds = _FIRST_GUESS  # that a request takes, a running mean

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "POST" or not scope["path"].startswith(COSTLY):
            await self.app(scope, receive, send)
        elif await self._admitted():
            began = time.perf_counter()
            try:
                await self.app(scope, receive, send)
            finally:
                self._slots.release()
                self._seconds += _LEARNS * (time.perf_counter() - began - self._seconds)
        else:
            await self._later(scope["path"])(scope, receive, send)

    async def _admitted(self) -> bool:
        """Whether a slot came free in time; then it is taken."""
        if self._slots.locked() and self._queue >= self._limits.waiting:
            return False
        self._queue += 1
        try:
            await asyncio.wait_for(self._slots.acquire(), self._limits.patience)
        except TimeoutError:
            return False
        finally:
            self._queue -= 1
        return True

    def _later(self, path: str) -> JSONResponse:
        """429, and when to come back: when those who wait will have been served."""
        seconds = max(1, math.ceil(self._seconds * (self._queue + 1) / self._limits.working))
        sentence = f"The server is answering as many questions as it can, and {self._queue} wait: ask again in {seconds} s."
        return JSONResponse(failure(path, sentence, 429), 429, headers={"Retry-After": str(seconds)})
