"""An answer taken along: copied with its sources, shared by link; and the chat without JavaScript."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import expect

from index.reader import Reader
from tests.browser.conftest import Open, Shot
from tests.browser.test_chat_page import CZECH, POLISH, TEXTS, UNCOVERED, answered, no_sideways_scroll

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize(("language", "question", "width"), [("pl", POLISH, 1440), ("cs", CZECH, 360), ("hu", POLISH, 1440)])
def test_an_answer_is_copied_with_its_sources(visit: Open, site: str, language: str, question: str, width: int, shot: Shot) -> None:
    page = visit(site, language=language, width=width, height=900, permissions=["clipboard-read", "clipboard-write"])
    answered(page, question)
    page.get_by_role("button", name=TEXTS[language]["copy"]).click()
    expect(page.locator(".share-said")).to_have_text(TEXTS[language]["copied"])
    copied = page.evaluate("navigator.clipboard.readText()")
    head, _, sources = copied.partition(f"\n\n{TEXTS[language]['sources']}\n\n")
    assert head.startswith(f"{question}\n\n")
    rows = page.locator(".sources .row")
    assert sources.count("\n\n[") + 1 == rows.count()
    assert sources.startswith(f"[1] {page.locator('.sources .title').first.inner_text()}, ")
    if language == "hu":
        assert f"{TEXTS['hu']['quotation_in'].format(language=TEXTS['hu']['in_pl'])}: “" in sources
    assert sources.rsplit("\n\n", 1)[1].startswith(f"{page.url}#answer-")
    no_sideways_scroll(page)
    page.locator(".share").scroll_into_view_if_needed()
    shot(page, f"share-{language}-{width}")


def test_where_the_clipboard_is_shut_the_older_way_is_taken(visit: Open, site: str) -> None:
    page = visit(site, language="pl", permissions=["clipboard-read", "clipboard-write"])
    answered(page, POLISH)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('shut')); }")
    page.get_by_role("button", name=TEXTS["pl"]["copy_link"]).click()
    expect(page.locator(".share-said")).to_have_text(TEXTS["pl"]["copied"])
    assert page.evaluate("navigator.clipboard.readText()").startswith(f"{site}/c/")
    page.evaluate("() => { document.execCommand = () => false; }")
    page.get_by_role("button", name=TEXTS["pl"]["copy_link"]).click()
    expect(page.locator(".share-said")).to_have_text(TEXTS["pl"]["not_copied"])


@pytest.mark.parametrize("language", ["pl", "cs"])
def test_a_link_opens_the_same_answer_for_somebody_else(visit: Open, site: str, language: str) -> None:
    page = visit(site, language=language, permissions=["clipboard-read", "clipboard-write"])
    answered(page, POLISH)
    answered(page, CZECH)
    page.locator(".exchange").first.get_by_role("button", name=TEXTS[language]["copy_link"]).click()
    link = page.evaluate("navigator.clipboard.readText()")
    quoted = page.locator(".exchange").first.locator(".answer").inner_text()
    other = visit(site, language=language, height=500)
    other.goto(link)
    expect(other.locator(".exchange").first.locator(".answer")).to_have_text(quoted, use_inner_text=True)
    expect(other.locator(".exchange").first.locator(".question")).to_be_in_viewport()


@pytest.mark.parametrize(("language", "question", "width"), [("pl-PL", POLISH, 1440), ("cs-CZ", CZECH, 360)])
def test_without_javascript_a_question_is_answered_whole(
    visit: Open, site: str, library: Reader, language: str, question: str, width: int, shot: Shot
) -> None:
    page = visit(site, language=language, width=width, height=900, java_script_enabled=False)
    shot(page, f"plain-welcome-{language[:2]}-{width}")
    page.locator("#question").fill(question)
    page.locator("#send").click()
    expect(page.locator("h2.question")).to_have_text(question)
    shot(page, f"plain-answer-{language[:2]}-{width}")
    quotes = page.locator(".answer blockquote")
    assert quotes.count() >= 1
    for row in page.locator(".sources a.row").all():
        address = urlsplit(row.get_attribute("href") or "")
        name, number = unquote(address.path).removeprefix("/library/").split("/pages/")
        start, end = (int(parse_qs(address.query)[key][0]) for key in ("start", "end"))
        page_of = next(p for p in library.pages(name) if p.number == int(number))
        assert page_of.start <= start < end <= page_of.end + (end - start)
    assert "?" not in page.url
    page.locator("#question").fill(UNCOVERED)
    page.locator("#send").click()
    expect(page.locator("h2.question")).to_have_count(2)
    expect(page.locator(".refusal")).to_be_visible()


def test_without_javascript_an_example_is_a_question(visit: Open, site: str) -> None:
    page = visit(site, language="sk-SK", java_script_enabled=False)
    question = page.locator(".example").first.inner_text()
    page.locator(".example").first.click()
    expect(page.locator("h2.question")).to_have_text(question)
