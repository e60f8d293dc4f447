"""What an operator sees of a running server: figures for Prometheus and a log line for each request. Knows requests, never what was asked."""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from fastapi import APIRouter, Response
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

if TYPE_CHECKING:
    from assistant.answer.types import Answer
    from index.reader import Reader

_SECONDS = (0.01, 0.03, 0.1, 0.2, 0.4, 0.8, 1.5, 3, 6, 15, 60)

log = logging.getLogger("assistant.requests")


class Telemetry:
    """The figures of one server; kept in memory, from zero at each start, as Prometheus expects."""

    def __init__(self, reader: Reader) -> None:
        self.registry = CollectorRegistry()
        labels = ("method", "route", "status")
        self._requests = Counter("assistant_requests", "Requests by route and status", labels, registry=self.registry)
        self._seconds = Histogram(
            "assistant_request_seconds", "Seconds to the last byte, by route", ("route",), buckets=_SECONDS, registry=self.registry
        )
        self._answers = Counter(
            "assistant_answers", "Answers by language, intent and outcome", ("language", "intent", "outcome"), registry=self.registry
        )
        self.registry.register(_OfIndex(reader))

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request that was served."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)
        log.info("request", extra={"fields": {"method": method, "route": route, "status": status, "seconds": round(seconds, 4)}})

    def answer(self, answer: Answer) -> None:
        """Count an answer that was given or refused."""
        understood = answer.understood
        self._answers.labels(answer.language, str(understood.get("intent", "")), "refused" if answer.refused else "answered").inc()

    def routes(self) -> APIRouter:
        """GET /metrics, in Prometheus' text format."""
        router = APIRouter()

        @router.get("/metrics", include_in_schema=False)
        def metrics() -> Response:
            return Response(generate_latest(self.registry), media_type=CONTENT_TYPE_LATEST)

        return router


class _OfIndex(Collector):
    """The index as it is when the figures are asked for."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def collect(self) -> Iterable[Metric]:
        info = self._reader.info()
        for name in ("documents", "passages", "generation"):
            if name in info:
                yield GaugeMetricFamily(f"assistant_index_{name}", f"{name.capitalize()} of the index", value=int(str(info[name])))
        yield GaugeMetricFamily("assistant_index_stale", "1 while the search lags behind the catalogue", value=int(self._reader.stale))


class Observed:
    """An ASGI layer that counts requests by their route, not their address: addresses hold names of documents and conversations."""

    def __init__(self, app: ASGIApp, telemetry: Telemetry) -> None:
        self.app, self.telemetry = app, telemetry

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, status = time.perf_counter(), 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noted)
        finally:
            route = getattr(scope.get("route"), "path", "") or "(none)"
            self.telemetry.request(scope["method"], route, status, time.perf_counter() - began)


class AsJson(logging.Formatter):
    """A log record as one line of JSON: time, level, who says it, what, and its fields."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def log_as_json() -> None:
    """Send all that this product and its server log to standard error, a line of JSON each. No line holds a question or an answer."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(AsJson())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    log.setLevel(logging.INFO)
