"""The alignment's screens over a real small index: what stands in each cell, what each opens, and what cannot be shown."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from fastapi.testclient import TestClient
from lxml import html
from lxml.html import HtmlElement

import assistant.web
from assistant.answer.conversations import FILE, Conversations
from assistant.desk.corrections import TagCorrections
from assistant.web.app import create_app
from assistant.web.locales import NAMES, Locales
from index.scheme import goals
from index.writer import Writer
from tests.encoders import CountingEncoder
from tests.unit.assistant.desk.small_desk import LAW_NAME, LIPNICE, LIPNICE_NAME, OLSZANKA_NAME, VODNIK_NAME, fill, opened
from tests.unit.index.test_store import stored

WEB = Path(assistant.web.__file__).parent
TEXTS = {language: Locales(WEB / "locales").screens(language)["alignment"] for language in NAMES}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return fill(tmp_path)


@pytest.fixture
def client(folder: Path) -> TestClient:
    app = create_app(opened(folder), None, Conversations(folder / FILE), TagCorrections(folder))  # type: ignore[arg-type]
    return TestClient(app, raise_server_exceptions=False, headers={"Accept-Language": "en"})


def page(client: TestClient, address: str, status: int = 200) -> HtmlElement:
    response = client.get(address)
    assert response.status_code == status
    return html.fromstring(response.text)


def text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def row(shown: HtmlElement, name: str) -> HtmlElement:
    return next(tr for tr in shown.iter("tr") if text(tr[0]) == name)


def test_every_cell_says_its_number_and_strength_and_opens_its_passages(client: TestClient) -> None:
    shown = page(client, "/alignment")
    assert [text(th) for th in shown.xpath("//table[1]/thead/tr/th")[:4]] == [
        "UN goal",
        "Lipnice: lipnice.txt",
        "Olszanka: olszanka.txt",
        "Vodník: vodnik.txt",
    ]
    cities = row(shown, "11 Cities")
    assert [text(td).replace("●", "").replace("○", "").strip() for td in cities.iter("td")] == [
        "11 Cities, Lipnice, passages: 3, strength 3 of 3",
        "11 Cities, Olszanka, passages: 2, strength 2 of 3",
        "11 Cities, Vodník, passages: 1, strength 0 of 3",
    ]
    assert [td.get("class") for td in cities.iter("td")] == ["heat strength-3", "heat strength-2", "heat strength-0"]
    assert [unquote(a.get("href")) for a in cities.iter("a")][:2] == [
        "/alignment/goals/11",
        f"/alignment/cell?goal=11&document={LIPNICE_NAME}",
    ]
    assert text(row(shown, "1 Poverty")).count("no passage") == 3
    mobility = row(shown, "Sustainable and smart mobility")
    assert [a.get("href") for a in mobility.iter("a")] == [
        "/alignment/green-deal/mobility",
        f"/alignment/cell?green_deal=mobility&document={LIPNICE_NAME}",
    ]


def test_rows_and_columns_are_chosen_and_go_with_the_exports(client: TestClient) -> None:
    shown = page(client, "/alignment?goal=4&goal=11&place=Lipnice")
    assert [text(tr[0]) for tr in shown.xpath("//tbody/tr")] == ["4 Education", "11 Cities"]
    assert [text(th) for th in shown.xpath("//thead/tr/th")] == ["UN goal", "Lipnice: lipnice.txt"]
    links = [a.get("href") for a in shown.xpath("//p[@class='links']/a")]
    assert links == [
        "/api/alignment?goal=4&goal=11&place=Lipnice&format=csv&language=en",
        "/api/alignment?goal=4&goal=11&place=Lipnice&language=en",
        "/alignment/table.svg?goal=4&goal=11&place=Lipnice",
    ]
    assert [i.get("value") for i in shown.xpath("//form[@action='/alignment']//input[@checked]")] == ["Lipnice", "4", "11"]
    for link in links:
        assert client.get(link).status_code == 200


def test_what_is_no_strategy_is_left_out_and_said(client: TestClient) -> None:
    assert TEXTS["en"]["left_out"].format(n=1) in text(page(client, "/alignment"))
    assert LAW_NAME in text(page(client, "/alignment?every=true"))


def test_the_picture_holds_the_same_numbers(client: TestClient) -> None:
    response = client.get("/alignment/table.svg?goal=11")
    assert response.headers["content-type"] == "image/svg+xml"
    assert 'aria-label="11 Cities, Lipnice: 3/3, 3"' in response.text


def test_more_documents_than_a_table_shows_stand_on_further_pages(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.web.alignment_screens.COLUMNS", 2)
    first = page(client, "/alignment?goal=11")
    assert "Documents 1–2 of 3" in text(first)
    further = first.xpath("//a[@rel='next']/@href")
    assert further == ["/alignment?goal=11&start=2"]
    assert [text(th) for th in page(client, further[0]).xpath("//thead/tr/th")] == ["UN goal", "Vodník: vodnik.txt"]


def test_a_strategys_coverage_is_covered_mentioned_and_missing(client: TestClient) -> None:
    shown = page(client, f"/alignment/{LIPNICE_NAME}")
    names = {s.get("aria-labelledby"): [text(a) for a in s.xpath(".//article/h3/a")] for s in shown.iter("section")}
    assert names == {"covered": ["11 Cities", "4 Education", "Sustainable and smart mobility"], "mentioned": ["6 Water"], "missing": []}
    missing = [text(a) for a in shown.xpath("//section[@aria-labelledby='missing']//a")]
    assert (len(missing), missing[0], missing[-1]) == (23, "1 Poverty", "Research, skills, digital and participation")
    cities = shown.xpath("//section[@aria-labelledby='covered']/article")[0]
    assert "strength 3 of 3" in text(cities)
    assert "passages: 3, of them with a commitment: 2" in text(cities)
    assert "11.2 Safe" in text(cities)
    start = opened_text(client).index(LIPNICE[0][:20])
    assert cities.xpath(f".//a[starts-with(@href, '/library/{LIPNICE_NAME}/pages/1?start={start}&')]")


def opened_text(client: TestClient) -> str:
    marks = client.get("/api/alignment", params={"view": "ranking", "goal": 11}).json()["cells"][0]["best"][0]
    return "\0" * int(marks["start"]) + str(marks["quote"])


def test_all_strategies_by_a_goal_the_strongest_first(client: TestClient) -> None:
    shown = page(client, "/alignment/goals/11")
    assert [text(h) for h in shown.xpath("//ol/li/h2")] == ["Lipnice", "Olszanka", "Vodník"]
    assert "Strategies that serve it: 2 of 3" in text(shown)
    assert shown.xpath("//nav[@class='scheme']//a[@aria-current]/@href") == ["/alignment/goals/11"]
    assert [text(h) for h in page(client, "/alignment/green-deal/mobility").xpath("//ol/li/h2")] == ["Lipnice"]
    assert TEXTS["en"]["nobody"] in text(page(client, "/alignment/goals/14"))


@pytest.mark.parametrize("language", NAMES)
def test_all_screens_speak_each_language(client: TestClient, language: str) -> None:
    client.headers["Accept-Language"] = language
    named = goals.load()[10].short[language]
    for address in ("/alignment", "/alignment/goals/11", f"/alignment/{LIPNICE_NAME}", f"/alignment/cell?goal=11&document={LIPNICE_NAME}"):
        shown = client.get(address).text
        assert f'<html lang="{language}">' in shown
        assert f"11 {named}" in shown
        assert re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]*src=)", shown) == []


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/alignment?goal=18", 400, "There is no UN goal 18: choose from 1 to 17."),
        ("/alignment?goal=<b>x", 400, "There is no UN goal <b>x: choose from 1 to 17."),
        ("/alignment?place=Brno", 404, "No indexed document is of Brno: there are documents of"),
        ("/alignment/goals/0", 400, "There is no UN goal 0"),
        ("/alignment/green-deal/coal", 400, "There is no Green Deal area 'coal'"),
        ("/alignment/gone.pdf", 404, "The document “gone.pdf” is not indexed: it was removed, or the link is incomplete."),
        ("/alignment/cell?document=lipnice.txt", 400, "A cell is of one UN goal or one Green Deal area: name it."),
        ("/alignment/cell?goal=1&green_deal=food&document=lipnice.txt", 400, "A cell is of one UN goal or one Green Deal area: name it."),
        ("/alignment/cell?goal=11&document=gone.pdf", 404, "The document “gone.pdf” is not indexed"),
        ("/alignment?document=gone.pdf", 404, "No document is named “gone.pdf” in the index"),
    ],
)
def test_what_cannot_be_shown_is_a_page_with_one_sentence(client: TestClient, address: str, status: int, sentence: str) -> None:
    shown = page(client, address, status)
    assert text(shown.xpath("//p[@role='alert']")[0]).startswith(sentence)


def test_an_index_without_tags_says_so(tmp_path: Path) -> None:
    with Writer(tmp_path / "index", CountingEncoder()) as writer:
        writer.put(*stored(tmp_path, "plan.txt", ["Buses run to the old town of the city every day."], place="<b>Brno</b>", country="CZ"))
        writer.finish()
    corrections = TagCorrections(tmp_path / "index")
    app = create_app(opened(tmp_path / "index"), None, Conversations(tmp_path / FILE), corrections)  # type: ignore[arg-type]
    client = TestClient(app, headers={"Accept-Language": "en"})
    shown = client.get("/alignment").text
    assert TEXTS["en"]["untagged"] in shown
    assert "<b>Brno" not in shown
    assert client.get("/alignment/plan.txt").status_code == 200


def test_no_strategy_is_no_table(tmp_path: Path) -> None:
    with Writer(tmp_path / "index", CountingEncoder()) as writer:
        writer.finish()
    app = create_app(opened(tmp_path / "index"), None, Conversations(tmp_path / FILE), TagCorrections(tmp_path / "index"))  # type: ignore[arg-type]
    shown = TestClient(app, headers={"Accept-Language": "cs"}).get("/alignment").text
    assert TEXTS["cs"]["no_documents"] in shown
    assert "<table" not in shown


def test_accents_are_the_official_colours() -> None:
    css = (WEB / "static" / "alignment.css").read_text("utf-8")
    assert dict(re.findall(r"\.goal-(\d+) \{ --own: (#\w{6}); \}", css)) == {str(g.number): g.colour.lower() for g in goals.load()}


def test_the_columns_are_in_the_order_of_letters(client: TestClient) -> None:
    shown = page(client, "/alignment?goal=11")
    assert [a.get("href") for a in shown.xpath("//thead//a")] == [
        f"/alignment/{name}" for name in (LIPNICE_NAME, OLSZANKA_NAME, VODNIK_NAME)
    ]
