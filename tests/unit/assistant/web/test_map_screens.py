"""The map's screens over a real small index: marks, the list beside them, and a place's page."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.answer.conversations import FILE, Conversations
from assistant.desk.corrections import TagCorrections
from assistant.web.app import create_app
from index.writer import Writer
from tests.encoders import CountingEncoder
from tests.unit.assistant.desk.small_desk import LIPNICE, Marked, opened
from tests.unit.assistant.web.test_alignment_screens import page, text
from tests.unit.index.test_store import stored


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    folder = tmp_path / "index"
    with Writer(folder, CountingEncoder(), Marked()) as writer:
        writer.tag_anew()
        writer.put(*stored(tmp_path, "brno.txt", LIPNICE, place="Brno", country="CZ", kind="climate"))
        writer.put(*stored(tmp_path, "brno-2.txt", LIPNICE[:2], place="Brno", country="CZ", kind="mobility"))
        writer.put(*stored(tmp_path, "pecs.txt", ["The town is old and green, and it is known for its hills."], place="Pécs", country="HU"))
        writer.put(*stored(tmp_path, "valley.txt", ["The valley has a plan of its own."], place="Dolina <b>", country="PL"))
        writer.put(*stored(tmp_path, "law.txt", ["Member States shall reduce emissions."], country="EU", kind="law"))
        writer.finish()
    app = create_app(opened(folder), None, Conversations(folder / FILE), TagCorrections(folder))  # type: ignore[arg-type]
    return TestClient(app, raise_server_exceptions=False, headers={"Accept-Language": "en"})


def test_every_place_with_coordinates_has_a_mark_with_a_name(client: TestClient) -> None:
    shown = page(client, "/map")
    marks = [(a.get("href"), a.get("aria-label")) for a in shown.xpath("//*[local-name()='svg']/*[local-name()='a']")]
    assert marks == [("/map/CZ/Brno", "Brno, documents: 2"), ("/map/HU/P%C3%A9cs", "Pécs, documents: 1")]
    assert len(shown.xpath("//*[local-name()='path'][@class='land']")) == 4


def test_the_list_has_all_places_and_says_which_the_map_lacks(client: TestClient) -> None:
    shown = page(client, "/map")
    section = shown.xpath("//section[@aria-labelledby='places']")[0]
    assert [text(e) for e in section.xpath("./h3 | ./ul/li")] == [
        "Poland", "Dolina <b> documents: 1 · not on the map: its coordinates are not known",
        "Czechia", "Brno documents: 2",
        "Hungary", "Pécs documents: 1",
    ]  # fmt: skip
    assert "Documents of no single place: 1." in text(section)


def test_a_place_shows_its_documents_what_they_cover_and_passages(client: TestClient) -> None:
    shown = page(client, "/map/CZ/Brno")
    assert shown.xpath("//article/h2/a/@href") == ["/library/brno-2.txt", "/library/brno.txt"] or shown.xpath("//article/h2/a/@href") == [
        "/library/brno.txt", "/library/brno-2.txt",
    ]  # fmt: skip
    covered = shown.xpath("//article[h2/a/@href='/library/brno.txt']/ul[1]/li/a")
    assert covered[0].get("href") == "/alignment/cell?goal=11&document=brno.txt"
    assert "11 Cities, strength 3 of 3" in text(covered[0])
    quotes = [text(q) for q in shown.xpath("//blockquote")]
    assert set(quotes) <= set(LIPNICE) and LIPNICE[0] in quotes


@pytest.mark.parametrize("address", ["/map/CZ/Praha", "/map/PL/Brno"])
def test_a_place_that_is_not_indexed_is_one_sentence(client: TestClient, address: str) -> None:
    shown = page(client, address, 404)
    assert text(shown.xpath("//p[@role='alert']")[0]).startswith("No indexed document is of")


@pytest.mark.parametrize(
    ("language", "country"), [("pl", "Czechy"), ("cs", "Česko"), ("sk", "Česko"), ("hu", "Csehország"), ("en", "Czechia")]
)
def test_it_speaks_each_language(client: TestClient, language: str, country: str) -> None:
    client.headers["Accept-Language"] = language
    assert country in [text(h) for h in page(client, "/map").xpath("//h3")]
    assert text(page(client, "/map/CZ/Brno").xpath("//p[@class='lead']")[0]) == country
