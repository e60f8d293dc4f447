"""The web application put together: routes, the page, its files, and the one table from errors to statuses. Knows no answers itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from assistant.web import chat, documents, home
from assistant.web.guard import Guard
from assistant.web.locales import Locales
from index.errors import ChatModelFailed, EncoderUnavailable, IndexMismatch, IndexMissing, NotFound, ProductError, UsageError

if TYPE_CHECKING:
    from assistant.answer.answer import Assistant
    from index.reader import Reader

_HERE = Path(__file__).parent

STATUSES: dict[type[ProductError], int] = {
    UsageError: 400,
    NotFound: 404,
    ChatModelFailed: 502,
    IndexMissing: 503,
    IndexMismatch: 503,
    EncoderUnavailable: 503,
    ProductError: 500,
}


def create_app(reader: Reader, assistant: Assistant) -> FastAPI:
    """The application over one open index; nothing is loaded here that the arguments do not hold already."""
    app = FastAPI(title="Smart V4 Assistant", docs_url=None, redoc_url=None)
    app.add_middleware(Guard)
    app.include_router(chat.routes(assistant))
    app.include_router(documents.routes(reader))
    app.include_router(home.routes(reader, Locales(_HERE / "locales"), _HERE / "templates"))
    app.mount("/static", StaticFiles(directory=_HERE / "static"), name="static")
    app.add_exception_handler(ProductError, _product_error)
    app.add_exception_handler(RequestValidationError, _invalid_request)
    app.add_exception_handler(HTTPException, _http_error)
    return app


def status_of(error: ProductError) -> int:
    """The status of the most particular class in the table that the error belongs to."""
    return next(STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES)


async def _product_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, ProductError)
    return JSONResponse({"error": str(error)}, status_of(error))


async def _invalid_request(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"] if part not in ("body", "query", "path"))
    return JSONResponse({"error": f"The request does not fit{f' at “{where}”' if where else ''}: {first['msg'].rstrip('.')}."}, 400)


async def _http_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    return JSONResponse({"error": f"{request.url.path}: {error.detail}."}, error.status_code, headers=error.headers)
