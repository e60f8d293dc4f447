"""Questions over HTTP: the whole answer at once, or its steps as server-sent events. Knows nothing of how they are answered."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse

from assistant.web.fields import Question
from assistant.web.guard import BROKE_OFF
from assistant.web.who import Who
from index.errors import ProductError

if TYPE_CHECKING:
    from assistant.answer.talk import Talk
    from assistant.answer.types import Event


class EventStream(StreamingResponse):
    """Server-sent events."""

    media_type = "text/event-stream"


_log = logging.getLogger(__name__)


def routes(talk: Talk, said: Callable[[Request, ProductError], str]) -> APIRouter:
    """POST /api/ask and /api/ask/stream; `said` is the sentence of an error for who asks."""
    router = APIRouter(prefix="/api")

    @router.post("/ask")
    def ask(asked: Question, who: Who) -> dict[str, Any]:
        return talk.ask(asked.asked(who.id)).as_json()

    @router.post("/ask/stream", response_class=EventStream)
    def stream(request: Request, asked: Question, who: Who) -> StreamingResponse:
        events = talk.stream(asked.asked(who.id))
        first = next(events)  # a question that cannot be asked fails here, while the status can still say so
        return EventStream(_sent(chain([first], events), lambda error: said(request, error)), headers={"X-Accel-Buffering": "no"})

    return router


def _sent(events: Iterable[Event], said: Callable[[ProductError], str]) -> Iterator[str]:
    """Events as server-sent ones. The status has gone out by now, so that a failure becomes a last event “error” with its sentence."""
    try:
        for event in events:
            yield server_sent(event.kind, event.data)
    except ProductError as error:
        yield server_sent("error", {"error": said(error)})
    except Exception:
        _log.exception("an answer broke off")
        yield server_sent("error", {"error": BROKE_OFF})


def server_sent(kind: str, data: Mapping[str, object]) -> str:
    """One event in the form of the HTML standard, section 9.2; JSON has no line ends inside, so that one data line is enough."""
    return f"event: {kind}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
