"""Alignment and corrections over HTTP, from a real small index."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.answer.conversations import FILE, Conversations
from assistant.desk.corrections import TagCorrections
from assistant.web.app import create_app
from index.reader import Reader
from tests.unit.assistant.desk.small_desk import LIPNICE, LIPNICE_NAME, OLSZANKA_NAME, VODNIK_NAME, fill, opened, passage


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return fill(tmp_path)


@pytest.fixture
def reader(folder: Path) -> Reader:
    return opened(folder)


@pytest.fixture
def client(folder: Path, reader: Reader) -> TestClient:
    app = create_app(reader, None, Conversations(folder / FILE), TagCorrections(folder))  # type: ignore[arg-type]
    return TestClient(app, raise_server_exceptions=False)


def said(reader: Reader, **change: Any) -> dict[str, Any]:
    first = passage(reader, LIPNICE_NAME, 0)
    return {"passage": first, "kind": "goal", "value": "11", "verdict": "rejected", "editor": "Anna Nowak", **change}


def test_the_table_has_a_cell_for_every_row_and_document(client: TestClient) -> None:
    found = client.get("/api/alignment", params={"goal": [11, 4], "language": "hu"}).json()
    assert [(r["value"], r["name"]) for r in found["rows"]] == [("11", "Fenntartható városok és közösségek"), ("4", "Minőségi oktatás")]
    assert [d["name"] for d in found["documents"]] == [LIPNICE_NAME, OLSZANKA_NAME, VODNIK_NAME]
    assert [(c["value"], c["document"], c["strength"]) for c in found["cells"]] == [
        ("11", LIPNICE_NAME, 3), ("11", OLSZANKA_NAME, 2), ("11", VODNIK_NAME, 0),
        ("4", LIPNICE_NAME, 1), ("4", OLSZANKA_NAME, 0), ("4", VODNIK_NAME, 0),
    ]  # fmt: skip


def test_a_cells_passage_opens_in_the_page_view(client: TestClient) -> None:
    cell = client.get("/api/alignment", params={"view": "ranking", "goal": 11}).json()["cells"][0]
    best = cell["best"][0]
    marks = client.get(best["source"]).json()
    assert marks["quote"] == best["quote"]
    assert best["quote"] in LIPNICE[0]


def test_a_coverage_by_place(client: TestClient) -> None:
    found = client.get("/api/alignment", params={"view": "coverage", "place": "Lipnice"}).json()
    assert [c["value"] for c in found["covered"]] == ["11", "4", "mobility"]
    assert [c["value"] for c in found["mentioned"]] == ["6"]


def test_csv_is_a_file_for_spreadsheets(client: TestClient) -> None:
    response = client.get("/api/alignment", params={"format": "csv", "green_deal": "mobility"})
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["content-disposition"] == 'attachment; filename="alignment.csv"'
    assert response.content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))
    assert [(line["document"], line["passages"]) for line in lines] == [(LIPNICE_NAME, "1"), (OLSZANKA_NAME, "0"), (VODNIK_NAME, "0")]


@pytest.mark.parametrize(
    ("params", "status", "sentence"),
    [
        ({"goal": 18}, 400, "There is no UN goal 18: choose from 1 to 17."),
        ({"green_deal": "coal"}, 400, "There is no Green Deal area 'coal': choose from climate"),
        ({"view": "map"}, 400, "There is no view 'map': choose from table, coverage, ranking."),
        ({"place": "Brno"}, 404, "No indexed document is of Brno: there are documents of Lipnice, Olszanka, Vodník."),
        ({"format": "xls"}, 400, "The request does not fit at “format”"),
        ({"language": "de"}, 400, "The request does not fit at “language”"),
    ],
)
def test_what_cannot_be_shown_is_one_sentence(client: TestClient, params: dict[str, Any], status: int, sentence: str) -> None:
    response = client.get("/api/alignment", params=params)
    assert response.status_code == status
    assert response.json()["error"].startswith(sentence)


def test_a_correction_is_kept_listed_counted_and_withdrawn(client: TestClient, reader: Reader) -> None:
    first = passage(reader, LIPNICE_NAME, 0)
    kept = client.post("/api/corrections", json=said(reader))
    assert (kept.status_code, kept.json()["passages"], kept.json()["replaced"]) == (201, [first], None)
    added = client.post("/api/corrections", json=said(reader, value="13", verdict="added", strength=2)).json()
    again = client.post("/api/corrections", json=said(reader, verdict="accepted")).json()
    assert again["replaced"]["verdict"] == "rejected"
    listed = client.get("/api/corrections").json()["corrections"]
    assert [(c["id"], c["value"], c["verdict"], c["editor"]) for c in listed] == [
        (added["id"], "13", "added", "Anna Nowak"), (again["id"], "11", "accepted", "Anna Nowak")
    ]  # fmt: skip
    cells = client.get("/api/alignment", params={"goal": [11, 13], "place": "Lipnice"}).json()["cells"]
    assert [(c["value"], c["strength"], c["by_people"]) for c in cells] == [("11", 3, 1), ("13", 2, 1)]
    assert client.delete(f"/api/corrections/{added['id']}").json()["value"] == "13"
    assert client.delete(f"/api/corrections/{added['id']}").status_code == 404


def test_an_editor_sees_all_tags_of_a_passage(client: TestClient, reader: Reader) -> None:
    first = passage(reader, LIPNICE_NAME, 0)
    client.post("/api/corrections", json=said(reader))
    client.post("/api/corrections", json=said(reader, kind="target", value="11.2", verdict="accepted"))
    client.post("/api/corrections", json=said(reader, value="13", verdict="added", strength=2))
    found = client.get(f"/api/passages/{first}/tags").json()["tags"]
    assert [(t["kind"], t["value"], t["strength"], t["by"]) for t in found] == [
        ("commitment", "funded", 0, ""), ("goal", "11", 3, "rejected"), ("goal", "13", 2, "added"), ("target", "11.2", 0, "accepted")
    ]  # fmt: skip
    assert client.get("/api/passages/9999/tags").status_code == 404


@pytest.mark.parametrize(
    ("change", "status", "sentence"),
    [
        ({"value": "99"}, 400, "There is no UN goal 99: choose from 1 to 17."),
        ({"kind": "target", "value": "11.z", "verdict": "added"}, 400, "There is no UN target 11.z: goal 11 has 11.1 to 11.c."),
        ({"kind": "green deal", "value": "x", "verdict": "added"}, 400, "There is no Green Deal area 'x': choose from"),
        ({"passage": 9_999}, 404, "There is no passage 9999"),
        ({"editor": " "}, 400, "A correction carries its editor's name"),
        ({"verdict": "liked"}, 400, "The request does not fit at “verdict”"),
        ({"why": "x"}, 400, "The request does not fit at “why”"),
    ],
)
def test_what_cannot_be_said_is_one_sentence(
    client: TestClient, reader: Reader, change: dict[str, Any], status: int, sentence: str
) -> None:
    response = client.post("/api/corrections", json=said(reader, **change))
    assert response.status_code == status
    assert response.json()["error"].startswith(sentence)
    assert client.get("/api/corrections").json() == {"corrections": []}
