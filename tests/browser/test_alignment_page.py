"""Alignment in a real browser: read by keyboard and on a telephone, chosen, opened down to a passage, corrected by an editor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from assistant.answer.answer import Assistant
from assistant.web.locales import NAMES, Locales
from index.encoder.registry import load
from index.reader import Reader
from tests.browser.conftest import Open, Shot
from tests.browser.test_chat_page import no_sideways_scroll
from tests.conftest import ROOT
from tests.served import served

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TEXTS = {language: Locales(ROOT / "assistant" / "web" / "locales").screens(language)["alignment"] for language in NAMES}
DOCUMENT = "rudomierz-klimat-goz-2032.pdf"


@pytest.fixture
def own(library: Reader, tmp_path: Path) -> Iterator[str]:
    """A site whose corrections no other test sees."""
    with served(library, Assistant(library, load()), tmp_path) as address:
        yield address


def cell(page: Page, goal: str, document: str) -> str:
    """What a screen reader says of a cell."""
    link = page.locator(f"td a[href*='goal={goal}&document={document}']")
    return " ".join((link.text_content() or "").split())


@pytest.mark.parametrize(("language", "width"), [("pl-PL", 1440), ("hu-HU", 1440), ("pl-PL", 360), ("hu-HU", 360)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_screens_fit_their_window(visit: Open, site: str, language: str, width: int, scheme: str, shot: Shot) -> None:
    page = visit(site, language=language, width=width, height=900, color_scheme=scheme)
    for name, address in {
        "table": "/alignment",
        "chosen": "/alignment?goal=7&goal=13&green_deal=mobility",
        "document": f"/alignment/{DOCUMENT}",
        "goal": "/alignment/goals/13",
        "area": "/alignment/green-deal/industry",
        "cell": f"/alignment/cell?goal=13&document={DOCUMENT}",
    }.items():
        page.goto(site + address)
        expect(page.locator("h1")).to_be_visible()
        no_sideways_scroll(page)
        shot(page, f"alignment-{name}-{language[:2]}-{width}-{scheme}")


@pytest.mark.parametrize(("width", "size"), [(1440, "200%"), (720, "200%"), (320, "100%")])
def test_at_twice_the_size_and_on_the_narrowest_window_nothing_is_lost(visit: Open, site: str, width: int, size: str) -> None:
    page = visit(site, width=width, height=900)
    for address in ("/alignment", f"/alignment/cell?goal=13&document={DOCUMENT}", "/map"):
        page.goto(site + address)
        page.evaluate(f"document.documentElement.style.fontSize = '{size}'")
        no_sideways_scroll(page)


@pytest.mark.parametrize("language", ["pl", "hu"])
def test_from_the_table_to_the_words_of_a_passage(visit: Open, site: str, library: Reader, language: str) -> None:
    page = visit(site, language=language, width=1440, height=900)
    page.get_by_role("navigation").get_by_role(
        "link", name=Locales(ROOT / "assistant" / "web" / "locales").screens(language)["navigation"]["alignment"]
    ).click()
    number = int(page.locator(f"td a[href*='goal=13&document={DOCUMENT}'] .n").inner_text())
    page.locator(f"td a[href*='goal=13&document={DOCUMENT}']").click()
    expect(page.locator("dl dd").nth(1)).to_have_text(str(number))
    first = page.locator("article").first
    words, reason = first.locator("blockquote").text_content() or "", first.locator("mark").text_content() or ""
    assert words in library.text(DOCUMENT)
    assert reason
    assert reason in words
    assert (first.locator("h3 a").get_attribute("href") or "").startswith(f"/library/{DOCUMENT}/pages/")


def test_the_table_is_read_by_keyboard_alone(visit: Open, site: str) -> None:
    page = visit(site, language="pl", width=1440, height=900)
    page.goto(f"{site}/alignment?goal=13&document={DOCUMENT}")
    page.locator(".scroll").focus()
    names = []
    for _ in range(3):
        page.keyboard.press("Tab")
        names.append(" ".join(str(page.evaluate("document.activeElement.textContent")).split()))
    assert names[0].startswith("Rudomierz")
    assert names[1] == "13 Klimat"
    assert names[2].startswith("13 Klimat, Rudomierz, fragmenty:")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("13 Klimat")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_strengths_have_four_shades_with_legible_figures(visit: Open, site: str, scheme: str) -> None:
    page = visit(site, color_scheme=scheme)
    page.goto(f"{site}/alignment")
    shades = page.locator(".key .heat").evaluate_all(
        "(all) => all.map((e) => [getComputedStyle(e).backgroundColor, getComputedStyle(e).color])"
    )
    assert len({background for background, _ in shades}) == 4
    strongest = {"light": ["rgb(11, 79, 92)", "rgb(255, 255, 255)"], "dark": ["rgb(138, 211, 220)", "rgb(6, 38, 45)"]}
    assert shades[3] == strongest[scheme]
    cell = page.locator("td.strength-3 a").first
    assert cell.evaluate("(e) => getComputedStyle(e).color") == strongest[scheme][1]


def test_places_and_goals_are_chosen(visit: Open, site: str) -> None:
    page = visit(site, language="pl", width=360, height=900)
    page.goto(f"{site}/alignment")
    for summary in (TEXTS["pl"]["choose"], TEXTS["pl"]["places"], TEXTS["pl"]["goals"]):
        page.locator("summary").get_by_text(summary, exact=True).click()
    page.get_by_label("Hradnov", exact=True).check()
    page.get_by_label("13 Klimat", exact=True).check()
    page.get_by_role("button", name=TEXTS["pl"]["show"], exact=True).click()
    expect(page.locator("thead th a")).to_have_count(1)
    expect(page.locator("tbody tr")).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role("link", name=TEXTS["pl"]["csv"]).click()
    lines = download.value.path().read_text("utf-8-sig").splitlines()
    assert lines[1].split(",")[:2] == ["goal", "13"]


@pytest.mark.parametrize("language", ["pl", "hu"])
def test_an_editor_rejects_a_tag_and_takes_it_back(visit: Open, own: str, language: str, shot: Shot) -> None:
    texts = TEXTS[language]
    page = visit(own, language=language, width=1440, height=900)
    page.goto(f"{own}/alignment")
    before = cell(page, "13", DOCUMENT)
    address = f"{own}/alignment/cell?goal=13&document={DOCUMENT}"
    page.goto(address)
    number = int(page.locator("dl dd").nth(1).inner_text())
    first = page.locator("article").first
    first.get_by_role("button", name=texts["reject"]).first.click()
    assert page.evaluate("document.activeElement.name") == "evaluator"  # nobody corrects without a name
    page.get_by_label(texts["name"]).fill("Eva <b>Nová</b>")
    page.locator("article").first.locator(".answers").get_by_role("button", name=texts["reject"]).click()
    expect(page.get_by_role("status")).to_have_text(texts["saved"])
    expect(page.locator("dl dd").nth(1)).to_have_text(str(number - 1))
    expect(page.locator(".off")).to_contain_text("Eva <b>Nová</b>")
    shot(page, f"alignment-rejected-{language}")
    page.locator(".off").get_by_role("button").click()
    expect(page.locator("dl dd").nth(1)).to_have_text(str(number))
    page.locator("article").first.locator(".answers").get_by_role("button", name=texts["accept"]).click()
    expect(page.locator("dl dd").nth(3)).to_have_text("1")
    page.goto(f"{own}/alignment")
    people = texts["people"].format(n=1)
    assert people not in before
    assert people in cell(page, "13", DOCUMENT)
    assert cell(page, "13", DOCUMENT).endswith("✓ 1")


def test_an_enemys_document_is_text_here_too(visit: Open, hostile_site: str) -> None:
    page = visit(hostile_site, language="en")
    place = quote("<i>City</i>")
    for address in (
        "/alignment",
        "/alignment?every=true",
        "/alignment/plan.md",
        "/alignment/cell?goal=13&document=plan.md",
        "/map",
        f"/map/-/{place}",
    ):
        page.goto(hostile_site + address)
        expect(page.locator("h1")).to_be_visible()
        assert page.evaluate("window.hit") is None
        assert page.locator("main b, main i, main script").count() == 0
        no_sideways_scroll(page)
    expect(page.locator("h1")).to_have_text("<i>City</i>")


@pytest.mark.parametrize("language", ["pl", "hu"])
def test_a_link_to_a_document_that_is_gone_is_a_plain_sentence(visit: Open, site: str, language: str, errors: list[str]) -> None:
    page = visit(site, language=language)
    page.goto(f"{site}/alignment/removed.pdf")
    expect(page.get_by_role("alert")).to_have_text(TEXTS[language]["gone"].format(name="removed.pdf"))
    assert [error for error in errors if "404" not in error] == []  # Chromium logs the status of a page
    errors.clear()
