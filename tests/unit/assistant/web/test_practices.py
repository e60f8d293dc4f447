"""The catalogue of practices, its validation, and comments over HTTP."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from docx import Document
from fastapi.testclient import TestClient

from assistant.answer.conversations import FILE, Conversations
from assistant.desk.comments import Comments
from assistant.desk.corrections import TagCorrections
from assistant.desk.practices.validation import Validations
from assistant.web.app import create_app
from tests.unit.assistant.desk.practices.small_practices import LIPNICE_NAME, fill, opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return fill(tmp_path)


@pytest.fixture
def client(folder: Path) -> TestClient:
    stores = {"validations": Validations(folder), "comments": Comments(folder)}
    app = create_app(opened(folder), None, Conversations(folder / FILE), TagCorrections(folder), **stores)  # type: ignore[arg-type]
    return TestClient(app, raise_server_exceptions=False)


def test_a_practice_is_found_opened_checked_and_published(client: TestClient) -> None:
    (found,) = client.get("/api/practices", params={"goal": 11, "strength": "measured by others"}).json()["practices"]
    assert (found["place"], found["status"], found["plan"]) == ("Lipnice", "draft", False)
    address = f"/api/practices/{found['id']}"
    quote = found["fields"][0]["quotes"][0]
    assert client.get(quote["source"]).json()["quote"] == quote["text"]
    assert client.post(f"{address}/validation", json={"step": "checked", "person": "Anna Nowak"}).status_code == 201
    same = client.post(f"{address}/validation", json={"step": "published", "person": "Anna Nowak"})
    assert (same.status_code, "another person" in same.json()["error"]) == (400, True)
    assert client.post(f"{address}/validation", json={"step": "published", "person": "Jan Dvořák"}).json()["status"] == "published"
    assert [s["person"] for s in client.get(address).json()["validation"]] == ["Anna Nowak", "Jan Dvořák"]
    assert len(client.get("/api/practices", params={"status": "published"}).json()["practices"]) == 1


def test_formats(client: TestClient) -> None:
    place = {"place": "Olszanka"}
    rows = list(csv.reader(io.StringIO(client.get("/api/practices", params={**place, "format": "csv"}).content.decode("utf-8-sig"))))
    assert rows[1][4] == "Olszanka"
    assert client.get("/api/practices", params={**place, "format": "form"}).text.startswith("Title (")
    word = Document(io.BytesIO(client.get("/api/practices", params={**place, "format": "docx"}).content))
    assert word.tables[0].rows[1].cells[1].text == "Olszanka, PL, city"


def test_an_unknown_practice_and_a_wrong_filter(client: TestClient) -> None:
    assert client.get("/api/practices/nothing").status_code == 404
    assert client.post("/api/practices/nothing/validation", json={"step": "checked", "person": "Anna"}).status_code == 404
    assert client.get("/api/practices", params={"cost": "much"}).status_code == 400


def test_comments_are_kept_listed_exported_and_deleted(client: TestClient, folder: Path) -> None:
    passage = opened(folder).passages_of(LIPNICE_NAME)[0].id
    said = {"kind": "passage", "target": str(passage), "author": "Anna Nowak", "text": "=Which lines?"}
    kept = client.post("/api/comments", json=said)
    assert (kept.status_code, kept.json()["about"].startswith("lipnice.md, ")) == (201, True)
    client.post("/api/comments", json={**said, "kind": "answer", "target": "a1", "about": "Who buys buses?"})
    listed = client.get("/api/comments", params={"kind": "passage", "target": str(passage)}).json()["comments"]
    assert [c["text"] for c in listed] == ["=Which lines?"]
    rows = list(csv.reader(io.StringIO(client.get("/api/comments", params={"format": "csv"}).content.decode("utf-8-sig"))))
    assert [row[-1] for row in rows[1:]] == ["'=Which lines?"] * 2
    annex = Document(io.BytesIO(client.get("/api/comments", params={"format": "docx"}).content))
    assert "Who buys buses?" in [p.text for p in annex.paragraphs]
    assert client.delete(f"/api/comments/{listed[0]['id']}").json()["author"] == "Anna Nowak"
    assert client.delete(f"/api/comments/{listed[0]['id']}").status_code == 404
    assert client.post("/api/comments", json={**said, "target": "99999"}).status_code == 404
    assert client.post("/api/comments", json={**said, "text": " "}).status_code == 400
