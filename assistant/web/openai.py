"""The assistant as OpenAI's chat interface, for programs that speak to nothing else. Knows that protocol, nothing of how questions are answered.

The last user message is the question, the messages before it the conversation; nothing is kept. System and developer messages are not read:
nothing steers an answer but its question and its sources. `usage` is zero throughout: tokens are not counted here. Parameters that shape a
model's sampling are ignored; those that ask for what an answer cannot be are refused.
"""

from __future__ import annotations

import json
import logging
import secrets
import time
from collections.abc import Generator as Steps
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, Field

from assistant.answer.plain import pieces
from assistant.answer.retold import retold
from assistant.answer.types import Corrections
from assistant.web.errors import OPENAI, failure, status_of
from assistant.web.fields import Text
from assistant.web.guard import BROKE_OFF
from index.errors import ProductError
from index.types import Filters

if TYPE_CHECKING:
    from assistant.answer.answer import Assistant
    from assistant.answer.types import Made
    from index.reader import Reader

MODEL = "smart-v4-assistant"
_USAGE = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}
_TEXT = ("text", "input_text")

_log = logging.getLogger(__name__)


class Part(BaseModel):
    """A part of a message; only text is read."""

    type: str = "text"
    text: Text | None = None


class Message(BaseModel):
    """One message; what else clients put into it is ignored."""

    role: str
    content: Text | list[Part] | None = None

    @property
    def text(self) -> str:
        """All of its text."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type in _TEXT and part.text)
        return self.content or ""

    @property
    def more_than_text(self) -> bool:
        """Whether it holds a picture, a sound or a file."""
        return isinstance(self.content, list) and any(part.type not in _TEXT for part in self.content)


class StreamOptions(BaseModel):
    """What a stream says beside the answer."""

    include_usage: bool = False


class Completion(BaseModel):
    """The body of a request: what is read of it, and what an answer cannot be."""

    model: str
    messages: list[Message] = Field(min_length=1)
    stream: bool | None = False
    stream_options: StreamOptions | None = None
    n: int | None = 1
    response_format: dict[str, Any] | None = None
    tool_choice: str | dict[str, Any] | None = None
    modalities: list[str] | None = None


@dataclass(frozen=True, slots=True)
class _Reply:
    """What all parts of one reply carry."""

    id: str = field(default_factory=lambda: f"chatcmpl-{secrets.token_urlsafe(16)}")
    created: int = field(default_factory=lambda: int(time.time()))

    def whole(self, text: str, made: Made) -> dict[str, object]:
        message = {"role": "assistant", "content": text, "refusal": None, **_proof(made)}
        choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
        return {**self._head("chat.completion"), "choices": [choice], "usage": _USAGE}

    def chunk(self, delta: dict[str, object], finish: str | None = None) -> dict[str, object]:
        choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
        return {**self._head("chat.completion.chunk"), "choices": [choice]}

    def usage(self) -> dict[str, object]:
        return {**self._head("chat.completion.chunk"), "choices": [], "usage": _USAGE}

    def _head(self, kind: str) -> dict[str, object]:
        return {"id": self.id, "object": kind, "created": self.created, "model": MODEL}


def routes(reader: Reader, assistant: Assistant) -> APIRouter:
    """POST /v1/chat/completions, GET /v1/models and /v1/models/{model}."""
    router = APIRouter(prefix="/v1")
    began = int(time.time())
    model = {"id": MODEL, "object": "model", "created": began, "owned_by": "smart-v4"}

    @router.get("/models")
    def models() -> dict[str, Any]:
        return {"object": "list", "data": [model]}

    @router.get("/models/{name}")
    def one_model(name: str) -> Response:
        return JSONResponse(model) if name == MODEL else _unknown_model(name)

    @router.post("/chat/completions", responses={200: {"content": {"application/json": {}, "text/event-stream": {}}}})
    def complete(asked: Completion) -> Response:
        if (refused := _refused(asked)) is not None:
            return refused
        text = _answered(asked.messages, reader, assistant)
        first = next(text)  # what cannot be asked fails here, while the status can still say so
        reply = _Reply()
        if asked.stream:
            usage = bool(asked.stream_options and asked.stream_options.include_usage)
            return StreamingResponse(_streamed(reply, text, usage), media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})
        return JSONResponse(_joined(reply, first, text))

    return router


def _refused(asked: Completion) -> Response | None:
    """Why this request cannot be answered, whatever its question is; None where it can."""
    if asked.model != MODEL:
        return _unknown_model(asked.model)
    for unfit, at, sentence in (
        (asked.n not in (None, 1), "n", "There is one answer to a question: leave out n, or set it to 1."),
        (
            (asked.response_format or {}).get("type", "text") != "text",
            "response_format",
            "An answer is text with citations: leave out response_format; the citations come as JSON in the message.",
        ),
        (
            asked.tool_choice not in (None, "none", "auto"),
            "tool_choice",
            "The assistant calls no tools: leave out tool_choice, or set it to “none”.",
        ),
        (bool(set(asked.modalities or ()) - {"text"}), "modalities", "An answer is text: leave out modalities."),
        (
            not any(m.role == "user" for m in asked.messages),
            "messages",
            "No message is of the role “user”: the last such one is the question.",
        ),
    ):
        if unfit:
            return JSONResponse(failure(OPENAI, sentence, 400, at, "unsupported_value"), 400)
    return None


def _unknown_model(name: str) -> Response:
    sentence = f"There is no model “{name[:60]}” here: ask “{MODEL}”."
    return JSONResponse(failure(OPENAI, sentence, 404, "model", "model_not_found"), 404)


def _answered(messages: Sequence[Message], reader: Reader, assistant: Assistant) -> Steps[str, None, Made]:
    """The answer's text, piece by piece."""
    last = max(i for i, m in enumerate(messages) if m.role == "user")
    turns = retold(_exchanges(messages[:last]), [d.record for d in reader.documents()])
    steps = assistant.steps(messages[last].text, Filters(), Corrections(), turns)
    return pieces(steps, *(("only_text",) if messages[last].more_than_text else ()))


def _exchanges(messages: Sequence[Message]) -> list[tuple[str, str]]:
    """Questions with what was answered to each."""
    found: list[tuple[str, str]] = []
    for message in messages:
        if message.role == "user":
            found.append((message.text, ""))
        elif message.role == "assistant" and found:
            found[-1] = (found[-1][0], f"{found[-1][1]}\n{message.text}".strip())
    return found


def _proof(made: Made) -> dict[str, object]:
    """What a message of ours holds more than OpenAI's: its citations in full, and whether the question was refused for want of evidence."""
    return {"citations": [asdict(c) for c in made.answer.citations], "refused": made.answer.refused}


def _joined(reply: _Reply, first: str, text: Steps[str, None, Made]) -> dict[str, object]:
    parts = [first]
    while True:
        try:
            parts.append(next(text))
        except StopIteration as end:
            return reply.whole("".join(parts), end.value)


def _streamed(reply: _Reply, text: Steps[str, None, Made], usage: bool) -> Iterator[str]:
    """Server-sent events; the status has gone out by now, so that a failure becomes a last event."""
    try:
        yield _sent(reply.chunk({"role": "assistant", "content": ""}))
        while True:
            try:
                piece = next(text)
            except StopIteration as end:
                yield _sent(reply.chunk(_proof(end.value), "stop"))
                break
            if piece:
                yield _sent(reply.chunk({"content": piece}))
        if usage:
            yield _sent(reply.usage())
        yield "data: [DONE]\n\n"
    except ProductError as error:
        yield _sent(failure(OPENAI, str(error), status_of(error)))
    except Exception:
        _log.exception("an answer broke off")
        yield _sent(failure(OPENAI, BROKE_OFF, 500))


def _sent(data: dict[str, object]) -> str:
    return f"data: {json.dumps(data, ensure_ascii=False)}\n\n"
