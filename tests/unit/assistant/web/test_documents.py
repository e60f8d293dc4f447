"""Documents, passages, pictures and marks over HTTP."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from tests.unit.assistant.web.small_library import GUIDE, Library


def test_health_says_what_is_indexed(client: TestClient, library: Library) -> None:
    assert client.get("/api/health").json() == {"status": "ok", "index": library.info()}


def test_documents_carry_their_records(client: TestClient) -> None:
    first, second = client.get("/api/documents").json()["documents"]
    assert (first["name"], first["place"], first["country"], first["format"], first["pages"]) == ("plan.pdf", "Zażółcin", "PL", "pdf", 2)
    assert (second["name"], second["title"], second["pages"]) == ("guide.md", "Průvodce", 0)


def test_documents_can_be_asked_for_by_name(client: TestClient) -> None:
    found = client.get("/api/documents", params=[("name", "guide.md"), ("name", "gone.pdf")]).json()["documents"]
    assert [d["name"] for d in found] == ["guide.md"]


def test_a_passage_by_its_id(client: TestClient) -> None:
    passage = client.get("/api/passages/7").json()
    assert (passage["document"], passage["page"], passage["section"]) == ("plan.pdf", 1, ["Plan klimatyczny"])


def test_a_picture_is_kept_as_long_as_its_file_is_the_same(client: TestClient) -> None:
    response = client.get("/api/page", params={"document": "plan.pdf", "page": 1, "ratio": 2})
    assert response.headers["content-type"] == "image/png"
    assert response.content.startswith(b"\x89PNG")
    again = client.get(
        "/api/page", params={"document": "plan.pdf", "page": 1, "ratio": 2}, headers={"If-None-Match": response.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")
    other = client.get(
        "/api/page", params={"document": "plan.pdf", "page": 2, "ratio": 2}, headers={"If-None-Match": response.headers["etag"]}
    )
    assert other.status_code == 200


def test_marks_of_a_pdf(client: TestClient, library: Library) -> None:
    text = library.held["plan.pdf"].text
    start = text.index("Źródłem")
    found = client.get("/api/marks", params={"document": "plan.pdf", "start": start, "end": start + 7}).json()
    assert (found["format"], found["title"], found["quote"], found["count"]) == ("pdf", "Plan klimatyczny", "Źródłem", 2)
    ((x0, y0, x1, y1),) = found["pages"][0]["boxes"]
    assert found["pages"][0]["page"] == 1
    assert 0 < x0 < x1 < 1 and 0 < y0 < y1 < 1


def test_marks_of_a_text_are_offsets_into_its_section(client: TestClient) -> None:
    start = GUIDE.index("12 tramvají")
    found = client.get("/api/marks", params={"document": "guide.md", "start": start, "end": start + 11}).json()
    assert (found["format"], found["section"], found["quote"]) == ("text", ["Průvodce", "Tramvaje"], "12 tramvají")
    assert found["text"][found["start"] : found["end"]] == "12 tramvají"
    assert found["text"].startswith("## Tramvaje") and "Autobusy" not in found["text"]


def test_a_changed_copy_is_said_and_not_marked(client: TestClient, library: Library) -> None:
    (library.folder / "plan.pdf").write_bytes(b"%PDF-1.7 another file")
    for url in ("/api/marks?document=plan.pdf&start=0&end=5", "/api/page?document=plan.pdf&page=1"):
        response = client.get(url)
        assert response.status_code == 500
        assert response.json() == {"error": "The stored copy of plan.pdf is not the file that was read: ingest the document again."}


@pytest.mark.parametrize(
    ("url", "status", "sentence"),
    [
        ("/api/passages/8", 404, "There is no passage 8 in the index."),
        (
            "/api/passages/x",
            400,
            "The request does not fit at “passage_id”: Input should be a valid integer, unable to parse string as an integer.",
        ),
        ("/api/page?document=gone.pdf&page=1", 404, "No document is named “gone.pdf” in the index."),
        ("/api/page?document=plan.pdf&page=3", 404, "There is no page 3: the document has pages 1 to 2."),
        ("/api/page?document=plan.pdf&page=0", 404, "There is no page 0: the document has pages 1 to 2."),
        ("/api/page?document=guide.md&page=1", 404, "guide.md has no pages to show: it is of the format markdown."),
        (
            "/api/page?document=plan.pdf&page=1&ratio=99",
            400,
            "The request does not fit at “ratio”: Input should be less than or equal to 3.",
        ),
        ("/api/page?document=../../etc/passwd&page=1", 404, "No document is named “../../etc/passwd” in the index."),
        ("/api/marks?document=guide.md&start=9&end=9", 400, None),
        ("/api/marks?document=guide.md&start=0&end=100000", 400, None),
        (
            "/api/marks?document=guide.md&start=-1&end=5",
            400,
            "The request does not fit at “start”: Input should be greater than or equal to 0.",
        ),
        ("/api/nothing", 404, "/api/nothing: Not Found."),
    ],
)
def test_what_cannot_be_shown_is_one_sentence(client: TestClient, url: str, status: int, sentence: str | None) -> None:
    response = client.get(url)
    expected = sentence or f"guide.md has {len(GUIDE):,} characters: there is no slice from "
    assert response.status_code == status
    assert response.json()["error"] == expected if sentence else response.json()["error"].startswith(expected)
