"""The library's reading screens over the sample documents, as a browser without JavaScript has them."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from fastapi.testclient import TestClient
from PIL import Image

from assistant.answer.answer import Assistant
from assistant.answer.conversations import FILE, Conversations
from assistant.desk.corrections import TagCorrections
from assistant.web.app import create_app
from assistant.web.locales import NAMES, Locales
from assistant.web.screens import percent
from index.encoder.registry import load
from index.reader import Reader
from ingest.scan import Scan, pack
from tests.conftest import ROOT

LOCALES = Locales(ROOT / "assistant" / "web" / "locales")
PLAN = "rudomierz-klimat-goz-2032.pdf"
PAPER = "strategie-obehoveho-hospodarstvi-kalvoricko.docx"


@pytest.fixture(scope="module")
def reader(sample_index: Path) -> Reader:
    return Reader(sample_index, load())


@pytest.fixture(scope="module")
def client(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    folder = tmp_path_factory.mktemp("kept")
    app = create_app(reader, Assistant(reader, load()), Conversations(folder / FILE), TagCorrections(folder))
    return TestClient(app, raise_server_exceptions=False, headers={"Accept-Language": "en"})


def links(html: str) -> list[str]:
    return [unescape(address) for address in re.findall(r'href="([^"]+)"', html)]


def cards(html: str) -> list[str]:
    return re.findall(r"<h3><a [^>]*>(.*?)</a>", html)


def marked(html: str) -> str:
    return unescape("".join(re.sub(r"<[^>]+>", "", part) for part in re.findall(r"<mark[^>]*>(.*?)</mark>", html, re.DOTALL)))


# ---- the list


@pytest.mark.parametrize("language", NAMES)
@pytest.mark.parametrize(
    "address",
    [
        "/library",
        "/library?q=odpady&country=PL",
        f"/library/{PLAN}",
        f"/library/{PLAN}/pages/3",
        f"/library/{PLAN}/tags",
        f"/library/{PAPER}",
        f"/library/{PAPER}/pages/1",
    ],
)
def test_every_screen_speaks_each_language(client: TestClient, language: str, address: str) -> None:
    response = client.get(address, headers={"Accept-Language": language})
    assert response.status_code == 200
    assert f'<html lang="{language}">' in response.text
    assert f">{LOCALES.screens(language)['library']['title']}<" in response.text
    assert len(response.content) < 100_000


def test_a_facet_link_leaves_as_many_documents_as_it_says(client: TestClient, reader: Reader) -> None:
    html = client.get("/library").text
    counted = re.findall(r'class="pick" href="([^"]+)".*?<span class="count">(\d+)</span>', html)
    assert len(counted) > 20
    for address, count in counted[:12]:
        assert f"Documents: {count} of 10" in client.get(unescape(address)).text


def test_choices_are_chips_that_go_away_one_by_one(client: TestClient) -> None:
    html = client.get("/library", params=[("country", "PL"), ("kind", "climate"), ("q", "odpady")]).text
    chips = re.search(r'<ul class="chosen".*?</ul>', html, re.DOTALL)
    assert chips
    without = [parse_qs(urlsplit(address).query) for address in links(chips.group())]
    assert without == [
        {"country": ["PL"], "kind": ["climate"]},
        {"kind": ["climate"], "q": ["odpady"]},
        {"country": ["PL"], "q": ["odpady"]},
        {},
    ]


def test_a_passage_that_was_found_opens_with_its_words_marked(client: TestClient, reader: Reader) -> None:
    html = client.get("/library", params={"q": "bezpieczne drogi rowerowe", "place": "Wierzbogród"}).text
    (address,) = [a for a in links(html) if "start=" in a]
    query = parse_qs(urlsplit(address).query)
    start, end = int(query["start"][0]), int(query["end"][0])
    page = client.get(address).text
    shown = marked(page)
    assert shown
    assert reader.text("wierzbogrod-sump-2035.pdf")[start:end].startswith(shown)
    assert page.count("<rect ") > 0


def test_nothing_found_is_said_plainly(client: TestClient) -> None:
    assert "No document says anything about this." in client.get("/library", params={"q": "qqqxyz zzyzx"}).text
    assert "No document fits everything" in client.get("/library", params={"country": "PL", "language": "hu"}).text


def test_what_an_enemy_asks_for_stays_text(client: TestClient) -> None:
    html = client.get("/library", params={"place": "<script>alert(1)</script>", "q": "x" * 5_000, "sort": "'; DROP", "page": "-1"}).text
    assert "<script>alert" not in html and "&lt;script&gt;alert" in html
    assert client.get("/library?page=999999999999&country=%00%ff&goal=99&period=x").status_code == 200


def test_the_last_page_is_the_last(client: TestClient) -> None:
    assert cards(client.get("/library?page=77").text) == cards(client.get("/library").text)


# ---- a document


def test_a_document_shows_its_record_and_where_its_tags_stand(client: TestClient, reader: Reader) -> None:
    html = client.get(f"/library/{PLAN}").text
    record = reader.document(PLAN).record
    assert f'<h1 lang="pl" dir="auto">{record.title}</h1>' in html
    assert "2024–2032" in html and reader.document(PLAN).sha256 in html
    assert f"/?document={PLAN}" in html
    assert html.count("/thumbnail") == 10
    for address in [a for a in links(html) if "start=" in a][::7]:
        query = parse_qs(urlsplit(address).query)
        start, end = int(query["start"][0]), int(query["end"][0])
        assert reader.text(PLAN)[start:end].startswith(marked(client.get(address).text)) and start < end


def test_turning_the_pages_reads_the_whole_text(client: TestClient, reader: Reader) -> None:
    address, read = f"/library/{PAPER}/pages/1", ""
    while address:
        html = client.get(address).text
        read += unescape(re.sub(r"<[^>]+>", "", re.search(r'<div class="text"[^>]*>(.*?)</div>', html, re.DOTALL).group(1)))  # type: ignore[union-attr]
        following = re.search(r'rel="next" href="([^"]+)"', html)
        address = unescape(following.group(1)) if following else ""
    assert read == reader.text(PAPER)


def test_a_thumbnail_is_small_and_kept(client: TestClient) -> None:
    first = client.get(f"/library/{PLAN}/pages/2/thumbnail")
    image = Image.open(io.BytesIO(first.content))
    assert (image.format, image.width) == ("WEBP", 240)
    assert len(first.content) < 15_000
    again = client.get(f"/library/{PLAN}/pages/2/thumbnail", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_file_is_saved_as_it_is_and_never_shown(client: TestClient, reader: Reader) -> None:
    response = client.get(f"/library/{PLAN}/file")
    assert response.content == reader.file(PLAN).read_bytes()
    assert response.headers["content-disposition"] == f'attachment; filename="{PLAN}"'
    html = client.get("/library/miedzawa-valley-circular-strategy-2034.html/file")
    assert html.headers["content-type"] == "application/octet-stream"
    assert html.headers["content-disposition"].startswith("attachment;")


@pytest.mark.parametrize(
    ("language", "sentence"), [("pl", "Tego dokumentu lub tej jego części nie ma już"), ("hu", "már nincs a könyvtárban")]
)
@pytest.mark.parametrize(
    "address",
    ["/library/gone.pdf", "/library/gone.pdf/pages/1", "/library/gone.pdf/file", "/library/../x", f"/library/{PLAN}/pages/1/thumbnailx"],
)
def test_a_deleted_document_is_a_plain_sentence(client: TestClient, address: str, language: str, sentence: str) -> None:
    response = client.get(address, headers={"Accept-Language": language})
    assert response.status_code == 404
    if address.startswith("/library/gone"):
        assert sentence in response.text


def test_a_page_that_is_not_there(client: TestClient) -> None:
    assert "There is no page 77: the document goes from 1 to 10." in client.get(f"/library/{PLAN}/pages/77").text


@pytest.mark.parametrize("query", ["start=5&end=2", "start=0&end=999999", "start=3"])
def test_a_slice_that_does_not_fit_marks_nothing(client: TestClient, query: str) -> None:
    assert "<mark" not in client.get(f"/library/{PLAN}/pages/3?{query}").text


def test_words_that_stand_on_another_page_lead_there(client: TestClient, reader: Reader) -> None:
    start = reader.text(PAPER).index(reader.headings(PAPER)[-1].title)
    response = client.get(f"/library/{PAPER}/pages/1?start={start}&end={start + 5}", follow_redirects=False)
    assert response.status_code == 303
    page = client.get(response.headers["location"])
    assert marked(page.text) == reader.text(PAPER)[start : start + 5]


def test_without_an_intake_nothing_can_be_changed(client: TestClient) -> None:
    html = client.get(f"/library/{PLAN}").text
    assert f"/library/{PLAN}/edit" not in html and "/library/upload" not in client.get("/library").text
    assert client.post(f"/library/{PLAN}/delete", data={"sure": "yes"}).status_code in (404, 405)


# ---- the chat about one document, and JSON


def test_the_chat_asks_of_the_document_that_the_address_names(client: TestClient) -> None:
    html = client.get("/", params={"document": PLAN}).text
    assert f'data-document="{PLAN}"' in html
    assert "data-document" not in client.get("/", params={"document": "gone.pdf"}).text.split("<main")[1]


def test_documents_as_json_with_the_same_facets(client: TestClient) -> None:
    found = client.get("/api/documents", params={"country": "PL", "facets": "1", "sort": "year"}).json()
    assert [d["place"] for d in found["documents"]] == ["Wierzbogród", "Dolina Miedzawy", "Rudomierz"]
    assert found["facets"]["country"]["HU"] == 2
    assert found["documents"][2]["facets"]["country"] == ["PL"]
    searched = client.get("/api/documents", params={"q": "tram", "country": "PL"}).json()
    assert all(d["best"]["text"] for d in searched["documents"])
    assert set(searched) == {"documents"}
    assert len(client.get("/api/documents").json()["documents"]) == 10


# ---- pages read by text recognition


@pytest.fixture
def scanned(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """The plan as if OCR had read its pages 2 and 3."""
    plan = reader.document(PLAN)
    sure = {2: 0.91, 3: 0.64}
    words = np.full(1, -1, np.int32)
    pages = tuple(
        replace(page, source=pack(Scan(sure[page.number], np.zeros((0, 4), np.float32), words))) if page.number in sure else page
        for page in plan.pages
    )
    monkeypatch.setattr(reader, "document", lambda name: replace(plan, pages=pages))


@pytest.mark.parametrize("language", NAMES)
@pytest.mark.usefixtures("scanned")
def test_pages_read_by_ocr_say_so_and_how_sure_it_was(client: TestClient, reader: Reader, language: str) -> None:
    words = LOCALES.screens(language)["library"]
    own = {"Accept-Language": language}
    whole = client.get(f"/library/{PLAN}", headers=own).text
    total = len(reader.document(PLAN).pages)
    assert unescape(whole).count(words["ocr_n"].format(n=2, all=total, mean=percent(0.775, language))) == 1
    listed = re.findall(r'<li><a href="[^"]+/pages/(\d+)">[^<]+</a>: ([^<]+)</li>', whole)
    assert listed == [("2", percent(0.91, language)), ("3", percent(0.64, language))]
    page = unescape(client.get(f"/library/{PLAN}/pages/3", headers=own).text)
    assert words["ocr_page"].format(confidence=percent(0.64, language)) in page
    assert "OCR" not in client.get(f"/library/{PLAN}/pages/1", headers=own).text


def test_a_document_with_a_text_layer_says_nothing_of_ocr(client: TestClient) -> None:
    assert "OCR" not in client.get(f"/library/{PLAN}").text
