"""Signing in, being refused, and signing out in a real browser, whose own headers the gate goes by."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from assistant.access.access import Access
from assistant.answer.answer import Assistant
from assistant.workbench.bench import Workbench
from index.encoder.registry import load
from index.reader import Reader
from tests.browser.conftest import Open, Shot
from tests.served import served

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def closed_site(library: Reader, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with two accounts."""
    folder = tmp_path_factory.mktemp("closed")
    access = Access(folder)
    access.accounts.add("Żaneta", "reader", PASSWORD)
    access.accounts.add("Adam", "administrator", PASSWORD)
    with served(library, Assistant(library, load()), folder, Workbench(folder / "runs", folder), access) as address:
        yield address


def test_a_reader_signs_in_asks_is_refused_and_signs_out(visit: Open, closed_site: str, errors: list[str], shot: Shot) -> None:
    page = visit(closed_site, language="pl-PL")
    page.goto(f"{closed_site}/evaluation")
    expect(page).to_have_url(f"{closed_site}/sign-in?next=%2Fevaluation")
    shot(page, "access-sign-in")
    page.fill("[name=name]", "Żaneta")
    page.fill("[name=password]", "wrong wrong wrong")
    page.click("button[type=submit]")
    expect(page.locator(".problem")).to_have_text("Nazwa użytkownika i hasło nie pasują do siebie.")
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    expect(page.locator(".problem")).to_contain_text("rola oceniającego")  # it led to the evaluation
    shot(page, "access-refused")
    assert [error for error in errors if "401" not in error and "403" not in error] == []
    errors.clear()  # the browser reports both refusals
    page.goto(closed_site)
    page.fill("#question", "Kolik tramvají koupí město?")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/c/[\w-]+$"))  # the answer is whole and kept
    page.goto(f"{closed_site}/account")
    expect(page.locator("td a", has_text="Kolik tramvají koupí město?")).to_be_visible()
    shot(page, "access-account")
    page.click("text=Wyloguj się")
    expect(page).to_have_url(f"{closed_site}/sign-in")
    page.goto(f"{closed_site}/account")
    expect(page).to_have_url(f"{closed_site}/sign-in?next=%2Faccount")


@pytest.mark.parametrize("width", [1280, 360])
def test_an_administrator_adds_an_account_without_javascript(visit: Open, closed_site: str, width: int, shot: Shot) -> None:
    page = visit(closed_site, language="hu-HU", width=width, java_script_enabled=False)
    page.fill("[name=name]", "Adam")
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.goto(f"{closed_site}/administration")
    form = page.locator("form[action='/administration/accounts']")
    form.locator("[name=name]").fill(f"Gömöri Őze {width}")
    form.locator("[name=password]").fill("egy hosszú jelszó")
    form.locator("button").click()
    expect(page.locator(".done")).to_have_text("A fiók létrejött.")
    expect(page.locator("th", has_text=f"Gömöri Őze {width}")).to_be_visible()
    shot(page, f"access-administration-{width}")
    page.goto(f"{closed_site}/administration/audit")
    expect(page.locator("td", has_text=f"Gömöri Őze {width}: reader")).to_be_visible()
    shot(page, f"access-audit-{width}")
