"""Figures and log lines say how a server does and nothing of what is asked."""

from __future__ import annotations

import json
import logging

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from assistant.web.telemetry import AsJson
from tests.unit.assistant.web.small_library import Library


def figures(client: TestClient) -> dict[tuple[str, ...], float]:
    """All samples by name and labels, as Prometheus reads them."""
    text = client.get("/metrics").text
    return {(s.name, *s.labels.values()): s.value for family in text_string_to_metric_families(text) for s in family.samples}


def test_requests_are_counted_by_route_not_by_address(client: TestClient) -> None:
    client.get("/api/documents?name=plan.pdf")
    client.get("/c/somebodys-conversation")
    client.get("/nowhere/secret")
    found = figures(client)
    assert found["assistant_requests_total", "GET", "/api/documents", "200"] == 1
    assert found["assistant_requests_total", "GET", "/c/{conversation}", "404"] == 1
    assert found["assistant_requests_total", "GET", "(none)", "404"] == 1
    assert found["assistant_request_seconds_count", "/api/documents"] == 1
    assert "secret" not in str(found) and "somebodys" not in str(found)


def test_answers_are_counted_by_outcome(client: TestClient) -> None:
    client.post("/api/ask", json={"question": "Co z emisją?"})
    answers = {labels: value for labels, value in figures(client).items() if labels[0] == "assistant_answers_total"}
    assert list(answers.values()) == [1]
    assert next(iter(answers))[-1] in ("answered", "refused")


def test_the_index_is_measured_as_it_is(client: TestClient, library: Library) -> None:
    assert figures(client)["assistant_index_documents",] == 2
    del library.held["guide.md"]
    assert figures(client)["assistant_index_documents",] == 1


def test_health_fails_when_the_index_is_gone(client: TestClient, library: Library) -> None:
    assert client.get("/api/health").json()["status"] == "ok"
    library.missing = "The index in /x is gone."
    response = client.get("/api/health")
    assert (response.status_code, response.json()) == (503, {"status": "failing", "problem": "The index in /x is gone."})


def test_a_search_that_lags_behind_is_said_and_no_failure(client: TestClient, library: Library) -> None:
    library.warning = "The words are behind."
    response = client.get("/api/health")
    assert (response.status_code, response.json()["warning"]) == (200, "The words are behind.")


def test_a_log_line_is_json_without_the_question(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "assistant.requests"):
        client.post("/api/ask", json={"question": "Ile kosztuje tajemnica?"})
    lines = [json.loads(AsJson().format(record)) for record in caplog.records if record.name == "assistant.requests"]
    assert [(line["route"], line["status"], line["level"]) for line in lines] == [("/api/ask", 200, "info")]
    assert "tajemnica" not in str(lines)
