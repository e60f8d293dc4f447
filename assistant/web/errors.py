"""What goes wrong, as HTTP says it: one table from errors to statuses, and one sentence in the form that the caller reads."""

from __future__ import annotations

from index.errors import (
    ChatModelFailed,
    EncoderUnavailable,
    IndexBusy,
    IndexMismatch,
    IndexMissing,
    NotAllowed,
    NotFound,
    ProductError,
    UsageError,
)

STATUSES: dict[type[ProductError], int] = {
    UsageError: 400,
    NotAllowed: 403,
    NotFound: 404,
    IndexBusy: 409,
    ChatModelFailed: 502,
    IndexMissing: 503,
    IndexMismatch: 503,
    EncoderUnavailable: 503,
    ProductError: 500,
}

OPENAI = "/v1/"  # under this path callers read errors as OpenAI writes them


def status_of(error: ProductError) -> int:
    """The status of the most particular class in the table that the error belongs to."""
    return next(STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES)


def failure(path: str, sentence: str, status: int, at: str | None = None, code: str | None = None) -> dict[str, object]:
    """The body for a failed request to `path`: {"error": sentence}, or OpenAI's object, which also says at which parameter."""
    if not path.startswith(OPENAI):
        return {"error": sentence}
    kind = "invalid_request_error" if status < 500 else "server_error"
    return {"error": {"message": sentence, "type": kind, "param": at, "code": code}}
