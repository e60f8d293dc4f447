"""The funding view over HTTP."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.answer.conversations import FILE, Conversations
from assistant.desk.corrections import TagCorrections
from assistant.web.app import create_app
from tests.unit.assistant.desk.funding.small_money import fill, opened


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    folder = fill(tmp_path)
    app: FastAPI = create_app(opened(folder), None, Conversations(folder / FILE), TagCorrections(folder))  # type: ignore[arg-type]
    return TestClient(app, raise_server_exceptions=False)


def test_amounts_by_place_and_their_page(client: TestClient) -> None:
    found = client.get("/api/funding", params={"place": "Lipnice"}).json()
    assert [r["number"] for r in found["rows"]][:2] == [40e6, 38e6]
    marks = client.get(found["rows"][0]["source"]).json()
    assert marks["quote"] == found["rows"][0]["quote"]


def test_csv_and_what_is_wrong_in_one_sentence(client: TestClient) -> None:
    answer = client.get("/api/funding", params={"programme": "ERDF", "format": "csv"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "EUR 9 million" in answer.text
    failed = client.get("/api/funding", params={"topic": "x"})
    assert (failed.status_code, failed.json()["error"].startswith("The topic 'x' is no word")) == (400, True)
