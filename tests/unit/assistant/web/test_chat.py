"""The two routes that take a question: the answer's JSON, the events, and one sentence for what cannot be asked."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.answer.shape import as_json
from assistant.web.chat import server_sent
from index.types import Filters
from tests.unit.assistant.web.small_library import Scripted


def events(body: str) -> list[tuple[str, Any]]:
    found = []
    for block in body.strip().split("\n\n"):
        kind, data = block.split("\n")
        found.append((kind.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


def test_an_answer_is_the_json_of_the_command_line(client: TestClient, assistant: Scripted) -> None:
    response = client.post("/api/ask", json={"question": "emissions?"})
    assert response.status_code == 200
    assert response.json() == json.loads(json.dumps(as_json(assistant.ask("emissions?"))))


def test_a_refusal_is_a_normal_answer(client: TestClient) -> None:
    response = client.post("/api/ask", json={"question": "refuse"})
    assert (response.status_code, response.json()["refused"]) == (200, True)


def test_filters_reach_the_assistant(client: TestClient, assistant: Scripted) -> None:
    filters = {
        "countries": ["PL", "CZ"],
        "places": ["Łódź"],
        "languages": ["pl"],
        "kinds": ["climate"],
        "year": 2030,
        "documents": ["plan.pdf"],
    }
    client.post("/api/ask", json={"question": "emissions?", "filters": filters})
    assert assistant.asked == [("emissions?", Filters(("plan.pdf",), ("PL", "CZ"), ("Łódź",), ("pl",), ("climate",), 2030))]


def test_a_stream_ends_with_the_whole_answer(client: TestClient, assistant: Scripted) -> None:
    response = client.post("/api/ask/stream", json={"question": "emissions?"})
    assert response.headers["content-type"].startswith("text/event-stream")
    found = events(response.text)
    assert [kind for kind, _ in found] == ["understood", "citation", "done"]
    assert found[-1][1] == json.loads(json.dumps(as_json(assistant.ask("emissions?"))))


def test_a_failure_in_mid_stream_is_a_last_event(client: TestClient) -> None:
    response = client.post("/api/ask/stream", json={"question": "break later"})
    assert response.status_code == 200
    assert events(response.text)[-1] == ("error", {"error": "The index went away."})


@pytest.mark.parametrize("route", ["/api/ask", "/api/ask/stream"])
@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({}, "The request does not fit at “question”: Field required."),
        ({"question": 7}, "The request does not fit at “question”: Input should be a valid string."),
        ({"question": "x", "filter": {}}, "The request does not fit at “filter”: Extra inputs are not permitted."),
        (
            {"question": "x", "filters": {"year": "soon"}},
            "The request does not fit at “filters.year”: Input should be a valid integer, unable to parse string as an integer.",
        ),
        (
            {"question": "x", "filters": {"year": 9}},
            "The request does not fit at “filters.year”: Input should be greater than or equal to 1900.",
        ),
    ],
)
def test_a_body_that_does_not_fit_is_one_sentence(client: TestClient, route: str, body: dict[str, Any], sentence: str) -> None:
    response = client.post(route, json=body)
    assert (response.status_code, response.json()) == (400, {"error": sentence})


def test_half_a_character_is_refused_and_not_searched(client: TestClient, assistant: Scripted) -> None:
    response = client.post("/api/ask", content=b'{"question": "\\ud800"}', headers={"Content-Type": "application/json"})
    assert (response.status_code, assistant.asked) == (400, [])
    assert set(response.json()) == {"error"}


def test_what_is_no_json_is_one_sentence(client: TestClient) -> None:
    response = client.post("/api/ask", content=b"{", headers={"Content-Type": "application/json"})
    assert response.status_code == 400
    assert response.json()["error"].startswith("The request does not fit")


def test_a_fault_of_ours_shows_no_inside(client: TestClient) -> None:
    response = client.post("/api/ask", json={"question": "break"})
    assert response.status_code == 500
    assert response.json() == {"error": "The server could not do this because of a fault of its own; its log says more."}
    assert response.headers["x-content-type-options"] == "nosniff"


def test_an_event_is_one_line_of_data_whatever_it_holds() -> None:
    sent = server_sent("sentence", {"text": "a\n\nevent: done\r\u2028ž"})
    assert sent.startswith("event: sentence\ndata: {") and sent.endswith("}\n\n")
    assert sent.count("\n") == 3 and "\r" not in sent
