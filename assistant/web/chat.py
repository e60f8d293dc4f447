"""Questions over HTTP: the whole answer at once, or its steps as server-sent events. Knows nothing of how they are answered."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter
from fastapi.responses import StreamingResponse
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from assistant.answer.shape import as_json
from index.errors import ProductError
from index.types import Filters

if TYPE_CHECKING:
    from assistant.answer.answer import Assistant
    from assistant.answer.types import Event


def _whole(text: str) -> str:
    """JSON can name half of a pair ("\\ud800"), which is no character and cannot be stored or searched."""
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise ValueError("it holds half a character")
    return text


Text = Annotated[str, AfterValidator(_whole)]
Value = Annotated[Text, StringConstraints(max_length=500)]
Values = Annotated[tuple[Value, ...], Field(max_length=1_000)]

_log = logging.getLogger(__name__)


class FiltersGiven(BaseModel):
    """What the search is limited to; see index.types.Filters."""

    model_config = ConfigDict(extra="forbid")

    documents: Values = ()
    countries: Values = ()
    places: Values = ()
    languages: Values = ()
    kinds: Values = ()
    year: Annotated[int, Field(ge=1900, le=2200)] | None = None


class Question(BaseModel):
    """The body of both routes."""

    model_config = ConfigDict(extra="forbid")

    question: Text
    filters: FiltersGiven = FiltersGiven()


def routes(assistant: Assistant) -> APIRouter:
    """POST /api/ask and /api/ask/stream."""
    router = APIRouter(prefix="/api")

    @router.post("/ask")
    def ask(asked: Question) -> dict[str, Any]:
        return as_json(assistant.ask(asked.question, _filters(asked)))

    @router.post("/ask/stream")
    def stream(asked: Question) -> StreamingResponse:
        events = assistant.stream(asked.question, _filters(asked))
        first = next(events)  # a question that cannot be asked fails here, while the status can still say so
        return StreamingResponse(_sent(chain([first], events)), media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})

    return router


def _filters(asked: Question) -> Filters:
    return Filters(**asked.filters.model_dump())


def _sent(events: Iterable[Event]) -> Iterator[str]:
    """Events as server-sent ones. The status has gone out by now, so that a failure becomes a last event “error” with its sentence."""
    try:
        for event in events:
            yield server_sent(event.kind, event.data)
    except ProductError as error:
        yield server_sent("error", {"error": str(error)})
    except Exception:
        _log.exception("an answer broke off")
        yield server_sent("error", {"error": "The answer broke off because of a fault of the server; its log says more."})


def server_sent(kind: str, data: Mapping[str, object]) -> str:
    """One event in the form of the HTML standard, section 9.2; JSON has no line ends inside, so that one data line is enough."""
    return f"event: {kind}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
