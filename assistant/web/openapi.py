"""What the HTTP interface says of itself: beside each route's own answer, what a failed request is told. Knows no route in particular."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from assistant.web.errors import OPENAI

_SENTENCE = {"type": "string", "description": "What is wrong, with which value, and what to do about it."}
_EVENT = {"type": "object", "required": ["data"], "properties": {"event": {"type": "string"}, "data": {"type": "string"}}}
_FAILURE = {"type": "object", "required": ["error"], "properties": {"error": _SENTENCE}}
_OF_OPENAI = {
    "type": "object",
    "required": ["error"],
    "properties": {"error": {"type": "object", "required": ["message", "type"], "properties": {"message": _SENTENCE}}},
}


def describe(app: FastAPI) -> None:
    """Let /openapi.json hold the failures that this application has, in place of FastAPI's own; pages are not described, programs ask for none."""

    def described() -> dict[str, Any]:
        if not app.openapi_schema:
            schema = get_openapi(title=app.title, version=app.version, routes=app.routes)
            schema["paths"] = {path: operations for path, operations in schema["paths"].items() if path.startswith(("/api/", OPENAI))}
            for path, operations in schema["paths"].items():
                for operation in operations.values():
                    operation["responses"].pop("422", None)
                    operation["responses"].update({"4XX": _failure(path), "5XX": _failure(path)})
                    if (content := operation["responses"].get("200", {}).get("content", {})) and "text/event-stream" in content:
                        content["text/event-stream"] = {"schema": _EVENT}
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]


def _failure(path: str) -> dict[str, Any]:
    schema = _OF_OPENAI if path.startswith(OPENAI) else _FAILURE
    return {"description": "The request failed; one sentence says why.", "content": {"application/json": {"schema": schema}}}
