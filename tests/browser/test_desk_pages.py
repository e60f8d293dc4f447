"""What staff take away, in a real browser: a brief made, read, changed, commented and deleted; practices checked; money; pages about the service."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assistant.web.locales import Locales
from tests.browser.conftest import Open, Shot
from tests.browser.test_chat_page import no_sideways_scroll
from tests.conftest import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LOCALES = Locales(ROOT / "assistant" / "web" / "locales")
LANGUAGES = [("pl-PL", "pl"), ("hu-HU", "hu")]
WIDTHS = [1440, 360]


def make(page: Page, site: str, language: str, topic: str = "climate") -> dict[str, str]:
    """A brief over two places, made as a person would; the texts of its pages."""
    t = LOCALES.screens(language)["briefs"]
    page.goto(f"{site}/briefs")
    page.get_by_label(t["topic"], exact=True).fill(topic)
    for box in page.locator("input[name=place]").all()[:2]:
        box.check()
    page.get_by_label(t["rows_own"]).check()
    page.get_by_label(t["rows_typed"]).fill("emissions\nwaste")
    page.get_by_label(t["person"]).fill("Anna Nowak")
    page.get_by_role("button", name=t["make"]).click()
    expect(page.locator("#s12")).to_be_visible(timeout=120_000)
    return t


@pytest.mark.parametrize(("locale", "language"), LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_brief_is_made_changed_commented_and_deleted(visit: Open, site: str, locale: str, language: str, width: int, shot: Shot) -> None:
    page = visit(site, language=locale, width=width, height=900)
    t = make(page, site, language)
    no_sideways_scroll(page)
    shot(page, f"brief-{language}-{width}")
    expect(page.locator(".matrix tbody td")).to_have_count(4)

    page.get_by_role("link", name=t["edit"]).click()
    page.locator("#s10 summary", has_text=t["edit_heading"]).click()
    page.locator("#s10 details[open] textarea").fill("Co nas różni")
    page.locator("#s10 details[open]").get_by_role("button", name=t["save"], exact=True).click()
    expect(page.locator("#h10")).to_have_text("10 Co nas różni")
    no_sideways_scroll(page)
    page.get_by_role("link", name=t["edit_end"]).click()
    expect(page.locator("#s10 .faint").first).to_contain_text("Anna Nowak")

    page.locator(".matrix tbody th a").first.click()
    page.get_by_label(t["comment"]).fill("Kto to sprawdzi?")
    page.get_by_role("button", name=t["comment_save"]).click()
    expect(page.locator(".comment .whole")).to_have_text("Kto to sprawdzi?")
    no_sideways_scroll(page)
    shot(page, f"brief-row-{language}-{width}")
    page.locator(".above a").click()
    expect(page.locator(".matrix .flag").first).to_have_text(t["commented"].format(n=1))

    with page.expect_download() as download:
        page.get_by_role("link", name=t["format_docx"]).click()
    assert Path(download.value.path()).read_bytes()[:2] == b"PK"

    page.locator("summary", has_text=t["delete_brief"]).click()
    page.locator(".danger button").click()
    expect(page.locator(".done")).to_contain_text("climate")


@pytest.mark.parametrize(("locale", "language"), LANGUAGES)
def test_what_cannot_be_made_is_said_and_the_form_keeps_what_was_typed(
    visit: Open, site: str, locale: str, language: str, errors: list[str]
) -> None:
    page = visit(site, language=locale)
    t = LOCALES.screens(language)["briefs"]
    page.goto(f"{site}/briefs")
    page.get_by_label(t["topic"], exact=True).fill("x")
    page.locator("input[name=place]").first.check()
    page.get_by_role("button", name=t["make"]).click()
    expect(page.get_by_role("alert")).to_have_text(LOCALES.screens(language)["problems"]["topic_short"].format(topic="x"))
    expect(page.locator("input[name=place]").first).to_be_checked()
    assert [e for e in errors if "400" not in e] == []
    errors.clear()  # a browser notes the status


def test_the_list_of_places_is_narrowed_by_letters_without_diacritics(visit: Open, site: str) -> None:
    page = visit(site, language="cs-CZ")
    page.goto(f"{site}/briefs")
    boxes = page.locator("#places .tick")
    if boxes.count() <= 8:
        pytest.skip("the samples have too few places for a filter")
    name = boxes.nth(2).inner_text().split(" (")[0]
    page.locator("#places-filter").fill(name.lower()[:5])
    expect(boxes.filter(visible=True).first).to_contain_text(name[:5])
    page.locator("#places-filter").fill("qqq")
    expect(page.locator("#places-none")).to_be_visible()


def test_without_a_script_a_brief_is_made_too(visit: Open, site: str) -> None:
    page = visit(site, language="sk-SK", java_script_enabled=False)
    t = make(page, site, "sk", "odpad")
    expect(page.locator(".matrix tbody td")).to_have_count(4)
    page.locator("summary", has_text=t["delete_brief"]).click()
    page.locator(".danger button").click()
    expect(page.locator(".done")).to_contain_text("odpad")


@pytest.mark.parametrize(("locale", "language"), LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_practice_is_found_checked_and_published(visit: Open, site: str, locale: str, language: str, width: int, shot: Shot) -> None:
    page = visit(site, language=locale, width=width, height=900)
    t = LOCALES.screens(language)["practices"]
    page.goto(f"{site}/practices")
    no_sideways_scroll(page)
    shot(page, f"practices-{language}-{width}")
    page.get_by_label(t["status"]).select_option("draft")
    page.get_by_role("button", name=t["search"], exact=True).click()
    page.locator(".entries h2 a").first.click()
    no_sideways_scroll(page)
    page.locator(".entry-field summary").first.click()
    expect(page.locator(".entry-field details[open] blockquote a").first).to_have_attribute(
        "href", re.compile(r"^/library/.+\?start=\d+&end=\d+$")
    )
    shot(page, f"practice-{language}-{width}")
    for person, step in (("Anna Nowak", "checked"), ("Jan Dvořák", "published")):
        page.locator("#validation input[name=person]").fill(person)
        page.get_by_role("button", name=t[f"do_{step}"]).click()
        expect(page.locator(".steps")).to_contain_text(person)
    expect(page.locator(".flags")).to_contain_text(t["status_published"])
    page.locator("#validation input[name=person]").fill("Anna Nowak")
    page.get_by_role("button", name=t["do_returned"]).click()
    expect(page.locator(".flags")).to_contain_text(t["status_draft"])


@pytest.mark.parametrize(("locale", "language"), LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_money_is_filtered_and_totals_open(visit: Open, site: str, locale: str, language: str, width: int, shot: Shot) -> None:
    page = visit(site, language=locale, width=width, height=900)
    t = LOCALES.screens(language)["funding"]
    page.goto(f"{site}/funding")
    no_sideways_scroll(page)
    shot(page, f"funding-{language}-{width}")
    if page.locator(".total").count():
        page.locator(".total summary").first.focus()
        page.keyboard.press("Enter")
        expect(page.locator(".total[open] li a").first).to_be_visible()
    currency = page.locator("select[name=currency] option").nth(1).inner_text()
    page.get_by_label(t["by_currency"]).select_option(currency)
    page.get_by_role("button", name=t["show"], exact=True).click()
    expect(page.locator("tbody .sum").first).to_contain_text(currency)
    no_sideways_scroll(page)


@pytest.mark.parametrize(("locale", "language"), LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_service_tells_of_itself_from_every_page(visit: Open, site: str, locale: str, language: str, width: int, shot: Shot) -> None:
    page = visit(site, language=locale, width=width, height=900)
    own = LOCALES.screens(language)["about"]
    for name in ("answers", "privacy", "accessibility", "licences"):
        page.locator(".foot").get_by_role("link", name=own[f"link_{name}"]).click()
        expect(page.locator("h1")).to_have_text(own[f"link_{name}"])
        no_sideways_scroll(page)
        shot(page, f"about-{name}-{language}-{width}")


def test_pages_can_be_enlarged_and_are_dark_where_the_device_is(visit: Open, site: str) -> None:
    page = visit(site, language="pl-PL", width=640, height=450, color_scheme="dark", device_scale_factor=2)  # 1280 px at 200 %
    for address in ("/briefs", "/practices", "/funding", "/about/privacy"):
        page.goto(site + address)
        no_sideways_scroll(page)
        background, ink = page.evaluate("[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]")
        assert sum(map(int, re.findall(r"\d+", background))) < 150 < sum(map(int, re.findall(r"\d+", ink)))
