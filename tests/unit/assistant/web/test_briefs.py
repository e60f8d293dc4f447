"""Briefs over HTTP, from a real small index."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from fastapi.testclient import TestClient

from assistant.answer.answer import Assistant
from assistant.answer.conversations import FILE, Conversations
from assistant.desk.corrections import TagCorrections
from assistant.web.app import create_app
from tests.encoders import CountingEncoder
from tests.unit.assistant.desk.brief.small_brief import LIPNICE, fill, opened


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    folder: Path = fill(tmp_path_factory.mktemp("briefs"))
    reader = opened(folder)
    app = create_app(reader, Assistant(reader, CountingEncoder()), Conversations(folder / FILE), TagCorrections(folder))
    return TestClient(app, raise_server_exceptions=False)


def asked(**change: Any) -> dict[str, Any]:
    return {"topic": "circular economy", "places": ["Lipnice", "Vodník"], **change}


def test_a_brief_is_json_unless_another_format_is_asked_for(client: TestClient) -> None:
    found = client.post("/api/briefs", json=asked(language="cs")).json()
    assert found["sections"][4]["title"] == "Srovnávací matice"
    cell = next(c for c in found["cells"] if c["key"] == "financing" and c["place"] == "Lipnice")
    assert (cell["row"], cell["level"], cell["quote"]) == ("Financování", "funded", LIPNICE[2])
    marks = client.get("/api/marks", params={k: cell[k] for k in ("document", "start", "end")}).json()
    assert marks["quote"] == cell["quote"]


def test_a_docx_is_a_file_to_keep(client: TestClient) -> None:
    response = client.post("/api/briefs", json=asked(format="docx"))
    assert response.headers["content-disposition"] == 'attachment; filename="brief.docx"'
    assert docx.Document(io.BytesIO(response.content)).paragraphs[0].text == "Comparative brief: circular economy"


def test_rows_come_as_a_list(client: TestClient) -> None:
    found = client.post("/api/briefs", json=asked(rows=["repair shops", "trees"])).json()
    assert [r["name"] for r in found["rows"]] == ["repair shops", "trees"]


@pytest.mark.parametrize(
    ("change", "status", "sentence"),
    [
        ({"places": ["Lipnic"]}, 404, "No indexed document is of Lipnic: did you mean Lipnice?"),
        ({"places": []}, 400, "The request does not fit at “places”"),
        ({"topic": "a"}, 400, "The topic “a” is too short to be searched"),
        (
            {"rows": "/etc/passwd"},
            400,
            "There are no rows '/etc/passwd': choose from oecd, green-deal, or send the rows themselves as a list.",
        ),
        ({"rows": "../rows.txt"}, 400, "There are no rows '../rows.txt'"),
        ({"rows": ["Waste", ""]}, 400, "Row 2 is empty: write one row on each line, or take the line out."),
        ({"format": "pdf"}, 400, "The request does not fit at “format”"),
        ({"language": "de"}, 400, "The request does not fit at “language”"),
        ({"out": "/tmp/brief.docx"}, 400, "The request does not fit at “out”"),
    ],
)
def test_what_cannot_be_is_one_sentence(client: TestClient, change: dict[str, Any], status: int, sentence: str) -> None:
    response = client.post("/api/briefs", json=asked(**change))
    assert response.status_code == status
    assert response.json()["error"].startswith(sentence)
