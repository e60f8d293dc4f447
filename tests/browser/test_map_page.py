"""The map in a real browser: marks that open their place, and the list that says the same."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from assistant.answer.answer import Assistant
from assistant.web.locales import NAMES, Locales
from index.reader import Reader
from index.writer import Writer
from tests.browser.conftest import Open, Shot
from tests.browser.test_chat_page import no_sideways_scroll
from tests.conftest import ROOT
from tests.encoders import CountingEncoder
from tests.served import served
from tests.unit.assistant.desk.small_desk import LIPNICE, OLSZANKA, Marked
from tests.unit.index.test_store import stored

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TEXTS = {language: Locales(ROOT / "assistant" / "web" / "locales").screens(language)["map"] for language in NAMES}
TOWNS = {
    "Brno": "CZ",
    "Ostrava": "CZ",
    "Gdańsk": "PL",
    "Katowice": "PL",
    "Sosnowiec": "PL",
    "Žilina": "SK",
    "Debrecen": "HU",
    "Szeged": "HU",
}


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Towns of all four countries, two of them side by side, and a valley that no list of places has."""
    folder = tmp_path_factory.mktemp("atlas")
    encoder = CountingEncoder()
    with Writer(folder / "index", encoder, Marked()) as writer:
        writer.tag_anew()
        for town, country in TOWNS.items():
            writer.put(*stored(folder, f"{town}.txt", LIPNICE, place=town, country=country, kind="climate"))
        writer.put(*stored(folder, "valley.txt", OLSZANKA, place="Dolina Cicha", country="PL", kind="mobility"))
        writer.finish()
    reader = Reader(folder / "index", encoder)
    with served(reader, Assistant(reader, encoder), folder) as address:
        yield address


@pytest.mark.parametrize(("language", "width"), [("cs-CZ", 1440), ("sk-SK", 1440), ("cs-CZ", 360), ("sk-SK", 360)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_map_fits_its_window(visit: Open, atlas: str, language: str, width: int, scheme: str, shot: Shot) -> None:
    page = visit(atlas, language=language, width=width, height=900, color_scheme=scheme)
    for name, address in {"map": "/map", "place": "/map/CZ/Brno"}.items():
        page.goto(atlas + address)
        no_sideways_scroll(page)
        shot(page, f"{name}-{language[:2]}-{width}-{scheme}")
    page.goto(f"{atlas}/map")
    land, marks = page.locator(".land").all(), page.locator(".site .dot").all()
    assert (len(land), len(marks)) == (4, len(TOWNS))
    frame = page.locator(".map svg").bounding_box()
    assert frame is not None
    for mark in marks:
        box = mark.bounding_box()
        assert box and frame["x"] < box["x"] < frame["x"] + frame["width"] and frame["y"] < box["y"] < frame["y"] + frame["height"]


def test_names_on_the_map_do_not_meet(visit: Open, atlas: str) -> None:
    for width, shown in ((1440, ".wide"), (360, ".narrow")):
        page = visit(atlas, language="cs", width=width, height=900)
        page.goto(f"{atlas}/map")
        boxes = [box for text in page.locator(f".map text{shown}").all() if (box := text.bounding_box())]
        assert len(boxes) >= 6
        for i, a in enumerate(boxes):
            for b in boxes[:i]:
                apart = a["x"] + a["width"] <= b["x"] or b["x"] + b["width"] <= a["x"] or abs(a["y"] - b["y"]) >= 0.7 * a["height"]
                assert apart, (width, a, b)


@pytest.mark.parametrize("language", ["cs", "sk"])
def test_a_mark_opens_its_place_by_mouse_and_by_keyboard(visit: Open, atlas: str, language: str) -> None:
    page = visit(atlas, language=language, width=1440, height=900)
    page.goto(f"{atlas}/map")
    page.get_by_role("link", name=f"Debrecen, {TEXTS[language]['documents_n'].format(n=1)}").click()
    expect(page.locator("h1")).to_have_text("Debrecen")
    expect(page.locator("article h2 a").first).to_have_attribute("href", "/library/Debrecen.txt")
    page.goto(f"{atlas}/map")
    page.locator(".site").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Gdańsk")
    page.locator(".row-list a").first.click()
    expect(page.locator("h1")).to_contain_text("Gdańsk")
    expect(page.locator("article")).to_have_count(3)


@pytest.mark.parametrize("language", ["cs", "sk"])
def test_on_a_telephone_the_list_says_the_same(visit: Open, atlas: str, language: str) -> None:
    page = visit(atlas, language=language, width=360, height=740)
    page.goto(f"{atlas}/map")
    places = page.locator(".places li")
    assert {text.split("\n")[0].split(" dok")[0] for text in places.all_inner_texts()} == {*TOWNS, "Dolina Cicha"}
    expect(places.filter(has_text="Dolina Cicha")).to_contain_text(TEXTS[language]["unplaced"])
    places.get_by_role("link", name="Dolina Cicha").click()
    expect(page.locator(".lead")).to_contain_text(TEXTS[language]["unplaced"])
