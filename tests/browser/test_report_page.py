"""The report of a run in a real browser: it asks nobody for anything, and its failures can be filtered and read."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from eval.report.page import page as report
from tests.browser.conftest import Open, Shot
from tests.unit.eval.report.test_page import run
from tests.unit.eval.run.records import made

pytestmark = pytest.mark.browser

RECORDS = [
    *(made(f"c{n}", hit10=1, gold_cited=1, refused_wrongly=0) for n in range(8)),
    made("lost", "en", hit10=0, gold_cited=0, refused_wrongly=0),
    made("uncited", "cs", hit10=1, gold_cited=0, refused_wrongly=0),
    {**made("answered", "hu", refused_rightly=0), "question": "Mennyi a ködszirének száma?"},
    made("broke", "en", error="ValueError: <img src=x onerror=window.hit=1>"),
]


def test_failures_are_filtered(visit: Open, shot: Shot, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(report(run(RECORDS), run(RECORDS[:9])), encoding="utf-8")
    page = visit(f"file://{tmp_path}/index.html", width=1320)
    cases = page.locator(".case[data-reasons]:visible")
    count = page.locator(".filters output")
    expect(cases).to_have_count(4)
    expect(count).to_have_text("4 of 4")
    page.select_option("select[name=reason]", "not cited")
    expect(cases.locator(".id")).to_have_text(["lost.en", "uncited.cs"])
    page.select_option("select[name=language]", "cs")
    expect(count).to_have_text("1 of 4")
    page.select_option("select[name=reason]", "")
    page.select_option("select[name=language]", "")
    page.get_by_label("Search").fill("KÖDSZIRÉNEK")
    expect(cases.locator(".id")).to_have_text(["answered.hu"])
    page.get_by_label("Search").fill("")
    page.select_option("select[name=kind]", "unanswerable")
    expect(count).to_have_text("1 of 4")
    cases.first.locator("summary").click()
    expect(cases.first.get_by_text("A refusal: the documents do not say.")).to_be_visible()
    assert page.evaluate("window.hit") is None
    shot(page, "report")


@pytest.mark.parametrize("width", [390, 1320])
def test_the_page_fits_its_window(visit: Open, tmp_path: Path, width: int) -> None:
    (tmp_path / "index.html").write_text(report(run(RECORDS)), encoding="utf-8")
    page = visit(f"file://{tmp_path}/index.html", width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
