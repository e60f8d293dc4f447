"""The two routes that take a question: the answer's JSON, the events, and one sentence for what cannot be asked."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.answer.answer import whole
from assistant.answer.shape import as_json
from assistant.answer.types import Corrections
from assistant.web.chat import server_sent
from index.types import Filters
from tests.unit.assistant.web.small_library import Scripted


def events(body: str) -> list[tuple[str, Any]]:
    found = []
    for block in body.strip().split("\n\n"):
        kind, data = block.split("\n")
        found.append((kind.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


def answer_of(assistant: Scripted, question: str) -> dict[str, Any]:
    """The answer's JSON, as a program would read it."""
    made = whole(assistant.steps(question, Filters(), Corrections(), ()))
    return json.loads(json.dumps(as_json(made.answer)))  # type: ignore[no-any-return]


def test_an_answer_is_the_json_of_the_command_line_with_where_it_is_kept(client: TestClient, assistant: Scripted) -> None:
    response = client.post("/api/ask", json={"question": "emissions?"})
    assert response.status_code == 200
    found = response.json()
    assert client.get(f"/api/conversations/{found['conversation']}").json()["turns"][0]["id"] == found["id"]
    assert {k: v for k, v in found.items() if k not in ("id", "conversation")} == answer_of(assistant, "emissions?")


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
    assert [kind for kind, _ in found] == ["understood", "heading", "citation", "sentence", "done"]
    done = found[-1][1]
    assert client.get(f"/api/answers/{done['id']}").json()["conversation"] == done["conversation"]
    assert {k: v for k, v in done.items() if k not in ("id", "conversation")} == answer_of(assistant, "emissions?")


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


def test_a_question_goes_on_with_its_conversation(client: TestClient, assistant: Scripted) -> None:
    first = client.post("/api/ask", json={"question": "one?"}).json()
    again = {"conversation": first["conversation"]}
    second = client.post("/api/ask", json={"question": "two?", **again}).json()
    third = events(client.post("/api/ask/stream", json={"question": "three?", **again}).text)[-1][1]
    assert {second["conversation"], third["conversation"]} == {first["conversation"]}
    assert assistant.conversations == [[], ["one?"], ["one?", "two?"]]
    assert len({first["id"], second["id"], third["id"]}) == 3


def test_a_question_that_is_corrected_is_understood_from_what_came_before_it(client: TestClient, assistant: Scripted) -> None:
    first = client.post("/api/ask", json={"question": "one?"}).json()
    second = client.post("/api/ask", json={"question": "two?", "conversation": first["conversation"]}).json()
    again = {"question": "two?", "conversation": first["conversation"], "corrects": second["id"], "corrections": {"language": "hu"}}
    client.post("/api/ask", json=again)
    assert assistant.conversations[-1] == ["one?"]
    shown = client.get(f"/api/conversations/{first['conversation']}").json()
    assert [(turn["question"], turn["corrections"]) for turn in shown["turns"]] == [
        ("one?", {}),
        ("two?", {}),
        ("two?", {"language": "hu"}),
    ]


def test_corrections_reach_the_assistant(client: TestClient, assistant: Scripted) -> None:
    given = {"language": "cs", "places": ["Łódź"], "period": [2024, 2030], "goals": [11, 13], "green_deal": []}
    client.post("/api/ask", json={"question": "emissions?", "corrections": given})
    assert assistant.corrected == [Corrections("cs", ("Łódź",), (2024, 2030), (11, 13), ())]


@pytest.mark.parametrize("route", ["/api/ask", "/api/ask/stream"])
@pytest.mark.parametrize(
    ("more", "status", "sentence"),
    [
        ({"conversation": "nothing"}, 404, "There is no conversation “nothing”: it was deleted, or the link is incomplete."),
        ({"corrects": "a"}, 400, "A correction names an answer but no conversation: send the conversation's id with it."),
        ({"conversation": ""}, 400, "The request does not fit at “conversation”: String should have at least 1 character."),
        ({"corrections": {"place": []}}, 400, "The request does not fit at “corrections.place”: Extra inputs are not permitted."),
    ],
)
def test_a_conversation_that_does_not_fit_is_one_sentence(
    client: TestClient, assistant: Scripted, route: str, more: dict[str, Any], status: int, sentence: str
) -> None:
    response = client.post(route, json={"question": "x?", **more})
    assert (response.status_code, response.json()) == (status, {"error": sentence})
    assert assistant.asked == []


def test_half_an_answer_is_not_kept(client: TestClient) -> None:
    client.post("/api/ask/stream", json={"question": "break later"})
    assert client.get("/api/conversations").json() == {"conversations": [], "total": 0}
