"""axe-core over every page that the navigation reaches, wide and narrow, light and dark: nothing serious, nothing critical.

The pages are found by following links from the rooms, one page of each form of address, so that a new room is looked at without a word here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.test_chat_page import POLISH, answered, no_sideways_scroll
from tests.browser.test_evaluation_page import bench, runs  # noqa: F401 - fixtures

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], "resultTypes": ["violations"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
MOST = 60  # pages: far more than there are forms of addresses, so that a mistake here does not run for hours

_word = re.compile(r"[a-z-]+")


def form(address: str) -> str:
    """What addresses of one kind of page share: the room, plain words further on, and a star for names, codes and numbers."""
    room, *rest = urlsplit(address).path.strip("/").split("/")
    last = len(rest) - 1
    return "/".join([room, *(part if _word.fullmatch(part) and (i < last or not i) else "*" for i, part in enumerate(rest))])


def findings(page: Page, options: dict[str, Any]) -> list[str]:
    """What axe found that is serious or critical: the page, the rule, and the first places."""
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{urlsplit(page.url).path} {one['id']} ({one['impact']}): {' | '.join(str(node['target']) for node in one['nodes'][:3])}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


def pages(page: Page, site: str) -> Iterator[None]:
    """Goes to one page of each form that links lead to, room by room."""
    page.goto(site)
    waiting = [a.get_attribute("href") or "" for a in page.locator("nav.rooms a").all()]
    seen: set[str] = set()
    while waiting:
        address = waiting.pop(0)
        if form(address) in seen:
            continue
        seen.add(form(address))
        assert len(seen) <= MOST, sorted(seen)
        answer = page.request.get(site + address)
        shown = (
            answer.headers.get("content-type", "").startswith("text/html") and "sandbox" not in answer.headers["content-security-policy"]
        )
        if not answer.ok or not shown:
            continue
        page.goto(site + address)
        yield
        links = page.locator("main a[href^='/'], nav.within a[href^='/'], footer a[href^='/']")
        waiting += links.evaluate_all("(all) => all.filter((a) => !a.hasAttribute('download')).map((a) => a.getAttribute('href'))")


@pytest.mark.parametrize("width", [1440, 360])
def test_no_page_has_a_serious_finding(visit: Open, bench: str, width: int) -> None:  # noqa: F811 - the fixture
    page = visit(bench, language="hu-HU" if width == 360 else "pl-PL", width=width, height=900)
    wrong, looked_at = [], []
    for _ in pages(page, bench):
        looked_at.append(form(page.url))
        no_sideways_scroll(page)
        page.emulate_media(color_scheme="light")
        wrong += findings(page, RULES)
        page.emulate_media(color_scheme="dark")
        wrong += [f"dark: {one}" for one in findings(page, COLOURS)]
    assert wrong == []
    details = {
        "alignment/cell",
        "alignment/goals/*",
        "alignment/green-deal/*",
        "alignment/*",
        "map/*/*",
        "evaluation/runs/*",
        "evaluation/compare",
    }
    assert {"", "alignment", "map", "evaluation", *details} <= set(looked_at)


def test_a_mistake_is_found(visit: Open, site: str) -> None:
    """The tool is at work under the page's own content policy, for the contrast of colours too."""
    page = visit(site, language="en")
    page.evaluate(
        """() => {
            const [picture, pale] = [document.createElement("img"), document.createElement("p")];
            picture.src = "/static/mark.svg";
            pale.textContent = "Hardly to be read";
            pale.style.color = "#ddd";
            pale.style.background = "#fff";
            document.querySelector("main").append(picture, pale);
        }"""
    )
    assert [one.split(" ")[1] for one in findings(page, RULES)] == ["color-contrast", "image-alt"]
    assert [one.split(" ")[1] for one in findings(page, COLOURS)] == ["color-contrast"]


@pytest.mark.parametrize("width", [1440, 360])
def test_a_conversation_with_its_source_open_has_no_serious_finding(visit: Open, bench: str, width: int) -> None:  # noqa: F811 - the fixture
    page = visit(bench, width=width, height=900)
    answered(page, POLISH)
    assert findings(page, RULES) == []
    page.locator(".answer .cite").first.click()
    expect(page.locator("#source-body[aria-busy]")).to_have_count(0)
    assert findings(page, RULES) == []
    page.emulate_media(color_scheme="dark")
    assert findings(page, COLOURS) == []
