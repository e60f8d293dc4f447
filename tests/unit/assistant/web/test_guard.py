"""Every response carries the headers that keep document text from running as a program; what is too large is refused unread."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from assistant.web.guard import HEADERS, MAX_BODY


@pytest.mark.parametrize("url", ["/", "/api/documents", "/api/nothing", "/static/main.js", "/api/page?document=plan.pdf&page=1"])
def test_the_headers_are_on_every_response(client: TestClient, url: str) -> None:
    response = client.get(url)
    assert {name: response.headers[name] for name in HEADERS} == HEADERS
    assert response.headers["cache-control"] in ("no-cache", "private, no-cache")


def test_nothing_may_run_or_load_from_elsewhere() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert policy.startswith("default-src 'self';")
    assert "unsafe" not in policy and "http" not in policy


def test_a_huge_body_is_refused(client: TestClient) -> None:
    response = client.post("/api/ask", json={"question": "x" * (MAX_BODY + 1)})
    assert response.status_code == 413
    assert response.json()["error"].endswith("at most 1,000,000 are taken: shorten it.")


def test_a_huge_body_is_refused_that_did_not_say_how_long_it_is(client: TestClient) -> None:
    chunks: Iterator[bytes] = (b"x" * 100_000 for _ in range(11))
    response = client.post("/api/ask", content=chunks, headers={"Content-Type": "application/json"})
    assert response.status_code == 413
    assert response.json()["error"] == "/api/ask: the request has more than 1,000,000 bytes; at most 1,000,000 are taken: shorten it."


def test_a_body_in_chunks_that_is_short_enough_is_taken(client: TestClient) -> None:
    response = client.post("/api/ask", content=iter([b'{"question": ', b'"emissions?"}']), headers={"Content-Type": "application/json"})
    assert response.status_code == 200
