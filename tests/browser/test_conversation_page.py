"""Conversations in the web chat: what was understood is shown and corrected, follow-ups lean on what came before, and all of it is found again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from assistant.answer.answer import Assistant
from assistant.web.locales import NAMES, Locales
from index.encoder.registry import load
from index.reader import Reader
from index.scheme import goals, green_deal
from tests.browser.conftest import Open, Shot
from tests.browser.test_chat_page import answered, ask, no_sideways_scroll, words
from tests.conftest import ROOT
from tests.served import served

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TEXTS = {language: Locales(ROOT / "assistant" / "web" / "locales").texts(language) for language in NAMES}
POLISH = "Jakie działania w Rudomierzu służą celowi 13 do 2030 roku?"
HUNGARIAN = "Milyen intézkedéseket tervez Hársvár 2030-ig az éghajlatváltozás ellen?"
KEPT = re.compile(r"/c/[\w-]{22}$")


def last(page: Page) -> Locator:
    return page.locator(".exchange").last


def chips(page: Page) -> list[str]:
    """The chips of the last answer, as they are read."""
    return [text.strip() for text in last(page).locator(".chip").all_inner_texts()]


def done(page: Page, exchanges: int) -> None:
    expect(page.locator(".exchange")).to_have_count(exchanges)
    expect(last(page).locator(".made, .refusal")).to_be_visible()
    expect(last(page).locator(".share")).to_be_visible()  # what the server had written for readers without scripts has made room


def read(page: Page) -> str:
    """All that the conversation says; what is known of its documents comes a moment later than the rest."""
    expect(page.locator(".card:empty")).to_have_count(0)
    return page.locator("#conversation").inner_text()


@pytest.mark.parametrize(
    ("language", "question", "understood"),
    [
        ("pl", POLISH, ["Język polski", "Miejsce Rudomierz", "Okres do 2030 r.", "Cel ONZ 13 Działania w dziedzinie klimatu", "+ Dodaj"]),
        (
            "hu",
            HUNGARIAN,
            ["Nyelv magyar", "Hely Hársvár", "Időszak 2030-ig", "Zöld megállapodás Klímavédelmi törekvések és alkalmazkodás"],
        ),
    ],
)
def test_what_was_understood_is_shown(visit: Open, site: str, language: str, question: str, understood: list[str], shot: Shot) -> None:
    page = visit(site, language=language, width=1440, height=900)
    answered(page, question)
    assert chips(page)[: len(understood)] == understood
    assert chips(page)[-1].startswith(TEXTS[language]["kind_intent"])
    shot(page, f"chips-{language}")


@pytest.mark.parametrize(("language", "question", "other"), [("pl", POLISH, "Wierzbogród"), ("hu", HUNGARIAN, "Rétvásárhely")])
def test_a_place_is_changed_and_the_question_is_asked_again(visit: Open, site: str, language: str, question: str, other: str) -> None:
    page = visit(site, language=language)
    answered(page, question)
    texts = TEXTS[language]
    last(page).locator(".chip .label", has_text=texts["kind_place"]).click()
    page.get_by_role("dialog", name=texts["kind_place"]).get_by_role("button", name=other).click()
    done(page, 2)
    assert f"{texts['kind_place']} {other}" in chips(page)
    expect(last(page).locator(".chip.corrected")).to_have_count(1)
    expect(last(page).locator(".card").first).to_contain_text(other)
    earlier = page.locator(".exchange").first
    expect(earlier.locator(".answer")).to_be_hidden()
    earlier.get_by_role("button", name=texts["earlier"]).click()
    expect(earlier.locator(".answer")).to_be_visible()


def test_chips_are_taken_away_and_added(visit: Open, site: str) -> None:
    page = visit(site)
    answered(page, POLISH)
    climate, education = (goals.load()[n - 1].names["pl"] for n in (13, 4))
    page.get_by_role("button", name=f"Usuń: Cel ONZ 13 {climate}").click()
    done(page, 2)
    assert not any(climate in chip for chip in chips(page))
    for kind, chosen in (("Cel ONZ", f"4 {education}"), ("Zielony Ład", green_deal.load().areas[4].names["pl"])):
        before = page.locator(".exchange").count()
        last(page).get_by_role("button", name="+ Dodaj").click()
        page.get_by_role("dialog", name="Dodaj").get_by_role("button", name=kind).click()
        page.get_by_role("dialog", name=kind).get_by_role("button", name=chosen).click()
        done(page, before + 1)
        assert f"{kind} {chosen}" in chips(page)
    assert f"Cel ONZ 4 {education}" in chips(page)  # corrections add up
    last(page).locator(".label", has_text="Okres").click()
    page.get_by_role("spinbutton", name="Rok").fill("2031")
    page.keyboard.press("Enter")
    done(page, 5)
    assert "Okres 2031" in chips(page)


def test_another_language_is_chosen(visit: Open, site: str) -> None:
    page = visit(site)
    answered(page, "Rudomierz: emisje")
    last(page).locator(".label", has_text="Język").click()
    page.get_by_role("dialog", name="Język").get_by_role("button", name="słowacki").click()
    done(page, 2)
    assert chips(page)[0] == "Język słowacki"
    expect(last(page).locator(".answer")).to_have_attribute("lang", "sk")


def test_a_choice_by_keyboard_alone(visit: Open, site: str) -> None:
    page = visit(site)
    answered(page, POLISH)
    page.locator(".question").evaluate("(e) => { e.tabIndex = -1; e.focus(); }")
    page.keyboard.press("Tab")
    expect(last(page).locator(".label").first).to_be_focused()
    page.keyboard.press("Enter")
    box = page.get_by_role("dialog", name="Język")
    expect(box.get_by_role("button", name="polski")).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(last(page).locator(".label").first).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    done(page, 2)
    assert chips(page)[0] == "Język słowacki"


def test_a_long_list_is_filtered_without_diacritics(visit: Open, site: str) -> None:
    page = visit(site)
    answered(page, POLISH)
    last(page).locator(".label", has_text="Cel ONZ").click()
    box = page.get_by_role("dialog", name="Cel ONZ")
    expect(box.get_by_role("button")).to_have_count(17)
    box.get_by_role("searchbox").fill("glod")
    expect(box.get_by_role("button")).to_have_text(["2 Zero głodu"])
    box.get_by_role("searchbox").fill("nic takiego")
    expect(box.get_by_role("status")).to_have_text(TEXTS["pl"]["no_choice"])


@pytest.mark.parametrize(
    ("language", "question", "follow", "meant"),
    [
        ("pl", POLISH, "A w Wierzbogrodzie?", "Jakie działania w Wierzbogrodzie służą celowi 13 do 2030 roku?"),
        ("hu", HUNGARIAN, "És Rétvásárhely?", "Milyen intézkedéseket tervez Rétvásárhely 2030-ig az éghajlatváltozás ellen?"),
    ],
)
def test_a_follow_up_shows_what_it_was_taken_for_and_all_is_found_again(
    visit: Open, site: str, language: str, question: str, follow: str, meant: str, shot: Shot
) -> None:
    page = visit(site, language=language)
    answered(page, question)
    expect(page).to_have_url(KEPT)
    answered(page, follow)
    expect(last(page).locator(".meant")).to_have_text(TEXTS[language]["understood_as"].format(question=meant))
    shown = read(page)
    address = page.url
    page.reload()
    done(page, 2)
    assert page.url == address
    assert read(page) == shown
    colleague = visit(site, language=language)
    colleague.goto(address)
    done(colleague, 2)
    assert read(colleague) == shown
    answered(colleague, "2035" if language == "pl" else "és 2035-ig?")  # it can be gone on with
    expect(colleague.locator(".exchange")).to_have_count(3)
    assert colleague.url == address
    shot(page, f"reopened-{language}")


def test_a_corrected_follow_up_is_reopened_folded(visit: Open, site: str) -> None:
    page = visit(site)
    answered(page, POLISH)
    answered(page, "A w Wierzbogrodzie?")
    last(page).get_by_role("button", name="Usuń: Okres do 2030 r.").click()
    done(page, 3)
    expect(last(page).locator(".meant")).to_contain_text("Wierzbogrodzie")  # understood from the same turns as before
    page.reload()
    done(page, 3)
    expect(page.locator(".exchange.superseded")).to_have_count(1)
    expect(page.locator(".exchange").nth(1).locator(".answer")).to_be_hidden()


def test_a_question_that_is_still_being_answered_makes_room_for_the_corrected_one(visit: Open, slow_site: str) -> None:
    page = visit(slow_site)
    ask(page, POLISH)
    expect(page.locator(".answer blockquote").first).to_be_visible()
    last(page).get_by_role("button", name="Usuń: Okres do 2030 r.").click()
    expect(page.locator(".chip", has_text="Okres")).to_have_count(0)
    done(page, 1)
    page.reload()
    done(page, 1)  # what was broken off is not kept


@pytest.mark.parametrize("language", ["pl", "sk"])
def test_earlier_conversations_are_listed_gone_to_and_deleted(visit: Open, slow_site: str, language: str, shot: Shot) -> None:
    page = visit(slow_site, language=language)
    texts, first, second = TEXTS[language], f"Hradnov ({language})?", f"Lužovany ({language})?"
    answered(page, first)
    expect(page).to_have_url(re.compile("/c/"))  # the address follows the answer
    address = page.url
    page.get_by_role("button", name=texts["new_conversation"]).click()
    expect(page).not_to_have_url(address)
    answered(page, second)
    expect(page).to_have_url(re.compile("/c/"))
    page.get_by_role("button", name=texts["history"], exact=True).click()
    window = page.get_by_role("dialog", name=texts["history_title"])
    expect(window.get_by_role("link").nth(0)).to_have_text(second)
    expect(window.get_by_role("link").nth(1)).to_have_text(first)
    expect(window.locator(".when").first).to_contain_text("1")
    shot(page, f"history-{language}")
    window.get_by_role("link", name=first).click()
    expect(page).to_have_url(address)
    done(page, 1)
    page.get_by_role("button", name=texts["history"], exact=True).click()
    window.get_by_role("button", name=texts["delete_what"].format(question=first)).click()
    expect(window.get_by_role("link", name=first)).to_be_visible()  # one click deletes nothing
    window.get_by_role("button", name=f"{texts['delete_sure']} {first}").click()
    expect(window.get_by_role("status")).to_have_text(texts["deleted"].format(question=first, n=1))
    expect(window.get_by_role("link", name=first)).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", level=1, name=texts["lead"])).to_be_visible()  # it was the one on the page


def test_a_link_to_what_was_deleted_says_so(visit: Open, site: str, errors: list[str]) -> None:
    page = visit(site, language="hu")
    page.goto(f"{site}/c/nothing")
    expect(page.locator("#conversation-missing")).to_have_text(TEXTS["hu"]["conversation_missing"])
    errors.clear()  # the browser notes the page's status, 404
    answered(page, HUNGARIAN)
    expect(page.locator("#conversation-missing")).to_have_count(0)
    expect(page).to_have_url(KEPT)


def test_back_leads_to_the_conversation_before(visit: Open, site: str) -> None:
    page = visit(site)
    answered(page, POLISH)
    page.get_by_role("button", name=TEXTS["pl"]["new_conversation"]).click()
    expect(page.locator(".exchange")).to_have_count(0)
    page.go_back()
    done(page, 1)
    expect(page.locator(".question")).to_have_text(POLISH)


def test_what_an_answer_rests_on_can_be_looked_up(visit: Open, site: str) -> None:
    page = visit(site)
    answered(page, POLISH)
    link = page.get_by_role("link", name=TEXTS["pl"]["record"])
    record = page.request.get(f"{site}{link.get_attribute('href')}").json()
    assert record["question"] == POLISH
    quotations = [words(one) for one in page.locator(".answer blockquote").all()]
    evidence = {e["document"]: e for e in record["evidence"]}
    assert [c["quote"] for c in record["answer"]["citations"]] == quotations
    assert all(len(evidence[c["document"]]["sha256"]) == 64 for c in record["answer"]["citations"])


@pytest.mark.parametrize(("width", "language", "question"), [(360, "hu", HUNGARIAN), (360, "pl", POLISH), (1440, "hu", HUNGARIAN)])
def test_nothing_is_outside_the_window(visit: Open, site: str, width: int, language: str, question: str, shot: Shot) -> None:
    page = visit(site, language=language, width=width, height=740)
    answered(page, question)
    no_sideways_scroll(page)
    labels = last(page).locator(".chip .label")
    for i in range(labels.count()):
        labels.nth(i).click()
        box = page.locator(".choice").bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= width
        expect(page.locator(".choice").locator("button, input").first).to_be_in_viewport()
        shot(page, f"choice-{language}-{width}-{i}")
        page.keyboard.press("Escape")
        expect(page.locator(".choice")).to_have_count(0)
    page.get_by_role("button", name=TEXTS[language]["history"], exact=True).click()
    box = page.get_by_role("dialog", name=TEXTS[language]["history_title"]).bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= width
    shot(page, f"history-{language}-{width}")


@pytest.mark.parametrize(("language", "question", "follow"), [("pl", POLISH, "A w Wierzbogrodzie?"), ("hu", HUNGARIAN, "És Rétvásárhely?")])
def test_a_server_that_is_restarted_in_mid_conversation_goes_on_with_it(
    visit: Open, library: Reader, tmp_path: Path, errors: list[str], language: str, question: str, follow: str
) -> None:
    assistant = Assistant(library, load())
    with served(library, assistant, tmp_path) as address:
        page = visit(address, language=language)
        answered(page, question)
        expect(page).to_have_url(KEPT)
    ask(page, follow)  # nobody is there
    expect(last(page).locator(".problem")).to_contain_text(TEXTS[language]["unreachable"])
    errors.clear()  # the browser's own line on the refused connection
    with served(library, assistant, tmp_path, port=int(address.rsplit(":", 1)[1])):
        last(page).get_by_role("button", name=TEXTS[language]["try_again"]).click()
        done(page, 2)
        expect(last(page).locator(".meant")).to_be_visible()  # leaned on what was asked before the restart


@pytest.mark.parametrize("language", ["pl", "sk"])
def test_two_tabs_of_one_conversation_lose_nothing_of_each_other(visit: Open, site: str, language: str) -> None:
    first = visit(site, language=language)
    answered(first, "Hradnov?")
    expect(first).to_have_url(KEPT)
    second = visit(site, language=language)
    second.goto(first.url)
    done(second, 1)
    answered(first, "Lužovany?")
    answered(second, "Skalovce?")
    first.reload()
    done(first, 3)
    assert first.locator(".question").all_inner_texts() == ["Hradnov?", "Lužovany?", "Skalovce?"]
