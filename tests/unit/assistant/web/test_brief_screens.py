"""Briefs as pages: asked for, watched, read, changed by name, commented, taken away as files and deleted; each fault one sentence."""

from __future__ import annotations

import csv
import io
import json
import re
import time
from collections.abc import Callable
from html import unescape
from pathlib import Path

import docx
import pytest
from fastapi.testclient import TestClient
from httpx import Response

from assistant.answer.answer import Assistant
from assistant.answer.conversations import FILE, Conversations
from assistant.desk.brief.kept import Briefs
from assistant.desk.comments import Comments
from assistant.desk.corrections import TagCorrections
from assistant.web.app import create_app
from tests.encoders import CountingEncoder
from tests.unit.assistant.desk.brief.small_brief import LIPNICE, fill, opened

ASKED = {"topic": "circular economy", "place": ["Lipnice", "Vodník"], "rows": "oecd", "language": "cs", "person": "Anna Nowak"}
POLISH = {"Accept-Language": "pl"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return fill(tmp_path)


@pytest.fixture
def client(folder: Path) -> TestClient:
    reader = opened(folder)
    stores = (Conversations(folder / FILE), TagCorrections(folder))
    app = create_app(reader, Assistant(reader, CountingEncoder()), *stores, comments=Comments(folder), kept_briefs=Briefs(folder))
    return TestClient(app, raise_server_exceptions=False)


def until(done: Callable[[], bool]) -> None:
    for _ in range(1000):
        if done():
            return
        time.sleep(0.02)
    raise AssertionError("it never came to pass")


@pytest.fixture
def brief(client: TestClient) -> str:
    """The address of a brief that is made."""
    address = client.post("/briefs", data=ASKED, follow_redirects=False).headers["location"]
    until(lambda: client.get(f"/api{address}/progress").json()["state"] == "made")
    return str(address)


def words(response: Response) -> str:
    """The text that a page shows."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", response.text)).split())


def after(page: Response, key: str) -> str:
    """The number that a form for a text sends of the edit before."""
    match = re.search(rf'name="key" value="{re.escape(key)}"><input type="hidden" name="after" value="(\d+)"', page.text)
    assert match
    return match[1]


def test_the_form_offers_the_places_and_topics_in_the_readers_language(client: TestClient) -> None:
    page = client.get("/briefs", headers=POLISH)
    assert re.findall(r'name="place" value="([^"]+)"', page.text) == ["Lipnice", "Olszanka", "Vodník"]
    assert '<option value="gospodarka o obiegu zamkniętym">' in page.text
    assert "Nie ma jeszcze żadnego opracowania." in page.text


def test_a_brief_shows_every_cell_with_its_quotation_and_page(client: TestClient, brief: str) -> None:
    page = client.get(brief, headers=POLISH)
    said = words(page)
    assert "Srovnávací matice" in said  # the brief's own language
    assert "v indexovaných dokumentech není doloženo" in said
    assert LIPNICE[2] in said
    assert re.search(r'href="/library/lipnice\.txt/pages/1\?start=\d+&amp;end=\d+"', page.text)
    assert page.text.count("<td role") == 13 * 2
    assert "Anna Nowak" in client.get("/briefs").text


def test_progress_tells_the_state_and_refuses_nothing_that_is_not_there(client: TestClient, brief: str) -> None:
    assert client.get(f"/api{brief}/progress").json() == {"state": "made", "ahead": 0, "cells": [], "done": 0}
    assert client.get("/api/briefs/nothing/progress").status_code == 404


def test_a_brief_that_was_under_way_when_the_program_ended_can_be_made_again(client: TestClient, folder: Path) -> None:
    from assistant.desk.brief.types import Wanted

    left = Briefs(folder).begin(Wanted("circular economy", ("Lipnice",), ("trees",), "en"), "Jan")
    page = client.get(f"/briefs/{left}")
    assert "restarted while this brief was being made" in words(page)
    sent = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text))
    assert sent == {"topic": "circular economy", "language": "en", "person": "Jan", "place": "Lipnice", "rows": "own", "own": "trees"}
    assert client.post("/briefs", data=sent, follow_redirects=False).status_code == 303


@pytest.mark.parametrize(
    ("change", "status", "sentence"),
    [
        ({"places": "Lipnic"}, 404, "Żaden zaindeksowany dokument nie dotyczy miejsca „Lipnic”. Czy chodziło o: Lipnice?"),
        ({"places": "Atlantyda Wielka"}, 404, "Żaden zaindeksowany dokument nie dotyczy miejsca „Atlantyda Wielka”."),
        ({"topic": "a"}, 400, "Temat „a” jest za krótki"),
        ({"topic": "a" * 300}, 400, "Temat ma 300 znaków"),
        ({"rows": "own", "own": "Odpady\n\nDrzewa"}, 400, "Wiersz 2 na liście jest pusty"),
        ({"rows": "own", "own": ""}, 400, "Wiersze na liście: 0."),
        ({"rows": "own", "own": "Odpady\nodpady"}, 400, "Wiersz 2 na liście, „odpady”, występuje dwa razy"),
        ({"rows": "/etc/passwd", "own": "--"}, 400, "Wiersz 1 na liście, „--”, nie zawiera słowa"),
        ({"place": []}, 400, "Podane miejsca: 0."),
    ],
)
def test_what_cannot_be_made_is_one_sentence_over_the_form_as_it_was(
    client: TestClient, change: dict[str, object], status: int, sentence: str
) -> None:
    response = client.post("/briefs", data={**ASKED, **change}, headers=POLISH)
    assert response.status_code == status
    assert sentence in words(response)
    assert f'value="{change.get("topic", "circular economy")}"' in response.text
    assert client.get("/briefs", headers=POLISH).text.count('<article class="panel run">') == 0


def test_a_text_is_changed_signed_and_given_back(client: TestClient, brief: str) -> None:
    form = {"section": "10", "key": "heading", "after": "0", "text": "Co se <b>liší</b>", "person": "Jan Dvořák"}
    assert client.post(f"{brief}/texts", data=form, follow_redirects=False).headers["location"] == f"{brief}?edit=1#s10"
    page = client.get(f"{brief}?edit=1")
    assert "10 Co se &lt;b&gt;liší&lt;/b&gt;" in page.text
    assert "upraveno: Jan Dvořák" in words(page)
    edited = max(map(int, re.findall(r'name="after" value="(\d+)"', page.text)))
    client.post(f"{brief}/texts", data={**form, "after": str(edited), "restore": "1"})
    assert "10 Rozdíly, společné body a možnosti přenosu" in words(client.get(brief))


def test_two_people_do_not_overwrite_each_other_unseen(client: TestClient, brief: str) -> None:
    form = {"section": "0", "key": "title", "after": after(client.get(f"{brief}?edit=1"), "title"), "person": "Jan"}
    assert client.post(f"{brief}/texts", data={**form, "text": "First"}).status_code == 200
    late = client.post(f"{brief}/texts", data={**form, "text": "Second"}, headers=POLISH)
    assert (late.status_code, "Ktoś inny zmienił ten tekst" in words(late)) == (400, True)
    assert '<h1 dir="auto">First</h1>' in client.get(brief).text


def test_a_quotation_cannot_be_changed(client: TestClient, brief: str) -> None:
    form = {"section": "5", "key": "levels", "after": "0", "text": "x", "person": "Jan"}
    assert client.post(f"{brief}/texts", data=form, headers=POLISH).status_code == 400
    assert "Tego tekstu nie można zmienić" in words(client.post(f"{brief}/texts", data=form, headers=POLISH))


def test_a_cell_is_taken_out_with_a_reason_and_put_back(client: TestClient, brief: str) -> None:
    row = f"{brief}/rows/9"  # financing
    assert LIPNICE[2] in words(client.get(row))
    form = {"n": "9", "place": "Lipnice", "person": "Jan"}
    without = client.post(f"{brief}/cells", data=form, headers=POLISH)
    assert (without.status_code, "Cytat usuwa się z podaniem powodu" in words(without)) == (400, True)
    client.post(f"{brief}/cells", data={**form, "reason": "týká se kraje"})
    page = client.get(row)
    assert "vyřazeno (Jan): týká se kraje" in words(page)
    assert LIPNICE[2] not in words(page)
    rows = list(csv.DictReader(io.StringIO(client.get(f"{brief}/export?format=csv").content.decode("utf-8-sig"))))
    assert [r["place"] for r in rows if r["taken out"]] == ["Lipnice"]
    client.post(f"{brief}/cells", data={**form, "restore": "1"})
    assert LIPNICE[2] in words(client.get(row))
    nothing = client.post(f"{brief}/cells", data={**form, "place": "Vodník", "reason": "x"})
    assert nothing.status_code == 400


def test_comments_go_with_the_brief_as_csv_and_annex(client: TestClient, brief: str) -> None:
    client.post(f"{brief}/comments", data={"n": "9", "text": "=Kdo platí?", "person": "Ewa Lis"})
    client.post(f"{brief}/comments", data={"n": "", "text": "Dobrý základ.", "person": "Jan"})
    assert "=Kdo platí?" in client.get(f"{brief}/rows/9").text
    assert "Dobrý základ." in client.get(brief).text
    assert "=Kdo platí?" not in client.get(f"{brief}/rows/8").text
    rows = list(csv.reader(io.StringIO(client.get(f"{brief}/comments?format=csv").content.decode("utf-8-sig"))))
    assert [(r[3], r[4], r[6]) for r in rows[1:]] == [("Financování", "Ewa Lis", "'=Kdo platí?"), ("", "Jan", "Dobrý základ.")]
    annex = docx.Document(io.BytesIO(client.get(f"{brief}/comments?format=docx").content))
    assert annex.paragraphs[0].text.startswith("Připomínky k přehledu: ")
    whole = docx.Document(io.BytesIO(client.get(f"{brief}/export?format=docx").content))
    assert [p.text for p in whole.paragraphs if p.style.name == "Heading 1"][-1] == "13 Příloha: připomínky z konzultace"
    number = rows[1][0]
    assert client.post(f"{brief}/comments/{number}/delete", data={"n": "9"}).status_code == 200
    assert client.post(f"{brief}/comments/{number}/delete", data={"n": "9"}).status_code == 404
    assert "=Kdo platí?" not in client.get(f"{brief}/rows/9").text


@pytest.mark.parametrize("form", ["docx", "md", "html", "csv", "json"])
def test_every_format_is_a_file_with_the_topic_in_its_name(client: TestClient, brief: str, form: str) -> None:
    response = client.get(f"{brief}/export?format={form}")
    assert response.headers["content-disposition"].startswith(f'attachment; filename="circular economy.{form}"')
    if form == "json":
        assert len(json.loads(response.content)["cells"]) == 26


def test_deleting_takes_the_comments_too(client: TestClient, brief: str, folder: Path) -> None:
    client.post(f"{brief}/comments", data={"n": "", "text": "Dobrý základ.", "person": "Jan"})
    gone = client.post(f"{brief}/delete", headers=POLISH)
    assert "Opracowanie „circular economy” usunięto wraz z uwagami." in words(gone)
    assert Comments(folder).all() == []
    missing = client.get(brief, headers=POLISH)
    assert (missing.status_code, "Nie można znaleźć tego opracowania" in words(missing)) == (404, True)


def test_another_sites_form_changes_nothing(client: TestClient, brief: str) -> None:
    response = client.post(f"{brief}/delete", headers={"sec-fetch-site": "cross-site"})
    assert response.status_code == 403
    assert client.get(brief).status_code == 200
