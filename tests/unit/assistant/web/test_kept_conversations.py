"""Kept conversations over HTTP: what was shown is shown again, what was deleted is not, and an answer says what it was made from."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.answer.conversations import FILE
from assistant.answer.explain import scheme_versions
from tests.conftest import ROOT
from tests.unit.assistant.web.small_library import Library


def test_an_answer_can_be_explained_when_its_document_is_gone(client: TestClient, library: Library) -> None:
    answer = client.post("/api/ask", json={"question": "emissions?", "corrections": {"goals": [13]}}).json()
    plan = library.held.pop("plan.pdf")
    record = client.get(f"/api/answers/{answer['id']}").json()
    quote = answer["citations"][0]["quote"]
    start = plan.text.index(quote)
    assert record["evidence"] == [
        {
            "passage_id": 7,
            "document": "plan.pdf",
            "sha256": plan.sha256,
            "title": "Plan klimatyczny",
            "place": "Zażółcin",
            "page": 1,
            "section": "Plan klimatyczny",
            "start": start,
            "end": start + len(quote),
            "language": "pl",
            "score": 0.5,
            "quote": quote,
        }
    ]
    assert (record["question"], record["standalone"], record["corrections"]) == ("emissions?", "emissions?", {"goals": [13]})
    assert record["answer"] == {k: v for k, v in answer.items() if k not in ("id", "conversation")}
    assert record["versions"]["index"] == {"generation": 3, "schema": "2", "analysis": "a"}
    assert record["date"].endswith("+00:00")


def test_the_scheme_has_the_versions_of_its_files() -> None:
    digests = {
        name: hashlib.sha256((ROOT / "index/scheme" / f"{name}.tsv").read_bytes()).hexdigest()[:12] for name in ("goals", "glossary")
    }
    versions = scheme_versions()
    assert {name: versions[name] for name in digests} == digests
    assert versions["green_deal"].split()[0] == (ROOT / "index/scheme/green_deal.tsv").read_text("utf-8").split("\n")[0].split()[-1]


def test_a_conversation_is_shown_as_it_was(client: TestClient) -> None:
    first = client.post("/api/ask", json={"question": "one?"}).json()
    second = client.post("/api/ask", json={"question": "refuse", "conversation": first["conversation"]}).json()
    shown = client.get(f"/api/conversations/{first['conversation']}").json()
    assert (shown["question"], [turn["question"] for turn in shown["turns"]]) == ("one?", ["one?", "refuse"])
    without_hits = [{k: v for k, v in answer.items() if k != "hits"} for answer in (first, second)]
    assert [turn["answer"] for turn in shown["turns"]] == without_hits


def test_conversations_are_listed_and_deleted_with_a_receipt(client: TestClient, tmp_path: Path) -> None:
    asked = client.post("/api/ask", json={"question": "pumpy 4711?"}).json()
    other = client.post("/api/ask", json={"question": "two?"}).json()
    listed = client.get("/api/conversations?limit=1&offset=1").json()
    assert (listed["total"], [(c["id"], c["question"], c["turns"]) for c in listed["conversations"]]) == (
        2,
        [(asked["conversation"], "pumpy 4711?", 1)],
    )
    receipt = client.delete(f"/api/conversations/{asked['conversation']}").json()
    assert receipt["receipt"] == "The conversation “pumpy 4711?” with 1 answer was deleted; nothing of it is left in the file."
    assert not any(b"pumpy 4711" in file.read_bytes() for file in tmp_path.glob(f"{FILE}*"))
    assert [c["id"] for c in client.get("/api/conversations").json()["conversations"]] == [other["conversation"]]
    for method, address in (
        ("get", f"conversations/{asked['conversation']}"),
        ("delete", f"conversations/{asked['conversation']}"),
        ("get", f"answers/{asked['id']}"),
    ):
        response = client.request(method, f"/api/{address}")
        assert response.status_code == 404
        assert response.json()["error"].endswith("or the link is incomplete.")


@pytest.mark.parametrize("query", ["limit=0", "limit=x", "limit=1001", "offset=-1"])
def test_a_list_that_cannot_be_is_one_sentence(client: TestClient, query: str) -> None:
    response = client.get(f"/api/conversations?{query}")
    assert response.status_code == 400
    assert response.json()["error"].startswith(f"The request does not fit at “{query.split('=')[0]}”")


def test_the_page_of_a_conversation_is_the_page(client: TestClient) -> None:
    asked = client.post("/api/ask", json={"question": "one?"}).json()
    page = client.get(f"/c/{asked['conversation']}")
    assert page.status_code == 200
    assert 'id="conversation-missing"' not in page.text


@pytest.mark.parametrize(("language", "sentence"), [("pl", "Tej rozmowy nie ma"), ("hu", "Ez a beszélgetés nem található")])
def test_the_page_of_an_unknown_conversation_says_so(client: TestClient, language: str, sentence: str) -> None:
    page = client.get("/c/nothing", headers={"Accept-Language": language})
    assert page.status_code == 404
    assert sentence in page.text
