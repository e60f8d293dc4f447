"""The catalogue as pages: searched, read in the form's order, checked and published by two people, commented, taken away as files."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from pathlib import Path

import pytest
from docx import Document
from fastapi.testclient import TestClient
from httpx import Response

from assistant.answer.conversations import FILE, Conversations
from assistant.desk.comments import Comments
from assistant.desk.corrections import TagCorrections
from assistant.desk.practices.validation import Validations
from assistant.web.app import create_app
from tests.unit.assistant.desk.practices.small_practices import fill, opened

SLOVAK = {"Accept-Language": "sk"}


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    folder = fill(tmp_path)
    stores = {"validations": Validations(folder), "comments": Comments(folder)}
    app = create_app(opened(folder), None, Conversations(folder / FILE), TagCorrections(folder), **stores)  # type: ignore[arg-type]
    return TestClient(app, raise_server_exceptions=False)


def words(response: Response) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", response.text)).split())


def found(client: TestClient, **wanted: str) -> list[str]:
    """The titles on the page, shortened."""
    page = client.get("/practices", params=wanted)
    return [unescape(title)[:20] for title in re.findall(r'<h2><a href="/practices/\w+"[^>]*>([^<]*)', page.text)]


BUSES, HEAT, LAMPS, COMPOST = "In 2022 the town has", "The waste heat of th", "W 2020 roku wymienio", "A new composting pla"


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        ({}, {BUSES, HEAT, LAMPS, COMPOST}),
        ({"strength": "planned only"}, {COMPOST}),
        ({"strength": "measured by others"}, {BUSES}),
        ({"place": "Olszanka"}, {LAMPS}),
        ({"goal": "11", "area": "mobility", "theme": "buses"}, {BUSES}),
        ({"area": "mobility", "theme": "compost"}, set()),
        ({"stream": "compost"}, {COMPOST}),
        ({"least": "8000000", "most": "10 000 000", "currency": "EUR"}, {BUSES}),
        ({"transfer": "charging plan"}, {BUSES}),
        ({"status": "published"}, set()),
    ],
)
def test_practices_are_searched(client: TestClient, wanted: dict[str, str], titles: set[str]) -> None:
    assert set(found(client, **wanted)) == titles


def test_a_search_that_cannot_be_is_a_sentence_in_the_readers_language(client: TestClient) -> None:
    wrong = client.get("/practices", params={"least": "veľa"}, headers=SLOVAK)
    assert (wrong.status_code, "Náklady sa nedajú prečítať" in words(wrong)) == (400, True)
    short = client.get("/practices", params={"theme": "x"}, headers=SLOVAK)
    assert (short.status_code, "„x“ nie je slovo" in words(short)) == (400, True)


def buses(client: TestClient) -> str:
    match = re.search(r'href="(/practices/\w+)"[^>]*>In 2022', client.get("/practices").text)
    assert match
    return match[1]


def test_a_practice_stands_in_the_order_of_the_form_with_counters_and_passages(client: TestClient) -> None:
    page = client.get(buses(client), headers=SLOVAK)
    heads = [
        h.split(" znaky")[0] for h in (" ".join(re.sub(r"<[^>]*>", " ", h).split()) for h in re.findall(r"<h2[^>]*>(.*?)</h2>", page.text))
    ]
    assert heads[:10] == [
        "Názov", "Miesto a rozsah", "Zhrnutie", "Podrobný opis", "Potrebné zdroje", "Obdobie (od–do)", "Doklady úspechu", "Ťažkosti a poučenia",
        "Možnosti poučenia a prenosu", "Odkaz a kontakt",
    ]  # fmt: skip
    assert "znaky: 70 z 300" in words(page)  # "The purchase cost EUR 9 million, of which the ERDF gave EUR 6 million."
    assert re.search(r'href="/library/lipnice(-again)?\.md/pages/1\?start=\d+&amp;end=\d+"', page.text)


def test_a_plan_is_labelled_as_one(client: TestClient) -> None:
    match = re.search(r'href="(/practices/\w+)"[^>]*>A new compost', client.get("/practices").text)
    assert match
    said = words(client.get(match[1]))
    assert "This is a plan: the documents report no result yet." in said
    assert "Expected results (none reported yet)" in said


def test_one_person_checks_and_another_publishes(client: TestClient) -> None:
    address = buses(client)
    client.post(f"{address}/validation", data={"step": "checked", "person": "Anna Nowak", "note": "figures compared"})
    same = client.post(f"{address}/validation", data={"step": "published", "person": "anna nowak"}, headers=SLOVAK)
    assert (same.status_code, "musí zverejniť niekto iný" in words(same)) == (400, True)
    page = client.post(f"{address}/validation", data={"step": "published", "person": "Jan Dvořák"})
    assert re.search(r"Checked · Anna Nowak · .* figures compared Published · Jan Dvořák", words(page))
    assert found(client, status="published") == [BUSES]
    again = client.post(f"{address}/validation", data={"step": "checked", "person": "Ewa"}, headers=SLOVAK)
    assert (again.status_code, "nevyplýva zo stavu praxe" in words(again)) == (400, True)
    assert client.post(f"{address}/validation", data={"step": "returned", "person": " "}).status_code == 400


def test_comments_are_kept_and_deleted(client: TestClient) -> None:
    address = buses(client)
    page = client.post(f"{address}/comments", data={"person": "Ewa", "text": "<i>Which</i> lines?"})
    assert "&lt;i&gt;Which&lt;/i&gt; lines?" in page.text
    match = re.search(r'action="(/practices/\w+/comments/\d+/delete)"', page.text)
    assert match
    assert "Which" not in client.post(match[1]).text
    assert client.post(match[1]).status_code == 404
    empty = client.post(f"{address}/comments", data={"person": "Ewa", "text": " "}, headers=SLOVAK)
    assert (empty.status_code, "Pripomienka potrebuje meno" in words(empty)) == (400, True)


def test_files_of_what_was_found_and_of_one(client: TestClient) -> None:
    rows = list(csv.reader(io.StringIO(client.get("/practices/export?format=csv&place=Olszanka").content.decode("utf-8-sig"))))
    assert [row[4] for row in rows[1:]] == ["Olszanka"]
    assert client.get("/practices/export?format=form&place=Olszanka").content.decode("utf-8-sig").startswith("Title (")
    word = Document(io.BytesIO(client.get(f"{buses(client)}/export?format=docx").content))
    assert word.paragraphs[1].text.startswith("In 2022 the town")


def test_an_unknown_practice_is_a_sentence(client: TestClient) -> None:
    missing = client.get("/practices/nothing", headers=SLOVAK)
    assert (missing.status_code, "Táto prax sa nedá nájsť" in words(missing)) == (404, True)
