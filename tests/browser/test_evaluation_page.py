"""The evaluation in a real browser: a report in its sandbox, an answer marked, a thumb down that becomes a case, two runs compared blind."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from assistant.answer.answer import Assistant
from assistant.web.locales import Locales
from assistant.workbench.bench import Workbench
from eval.report.page import page as report
from index.encoder.registry import load
from index.reader import Reader
from tests.browser.conftest import Open, Shot
from tests.browser.test_chat_page import answered as asked
from tests.browser.test_chat_page import no_sideways_scroll
from tests.conftest import ROOT
from tests.served import served
from tests.unit.assistant.workbench.folders import answered, fill
from tests.unit.eval.report.test_page import run
from tests.unit.eval.run.records import made

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LOCALES = Locales(ROOT / "assistant" / "web" / "locales")
LONG = "Město do roku 2031 postaví bioplynovou stanici, která z odpadu z kuchyní vyrobí teplo pro 1 640 domácností."


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two runs over the same questions, one with a report."""
    folder = tmp_path_factory.mktemp("workbench") / "runs"
    questions = [answered(f"c{n}", LONG, "A nic víc.", language="cs") for n in range(4)]
    fill(folder / "with-gate", [*questions, answered("refused")])
    fill(folder / "without-gate", [answered(f"c{n}", "Něco jiného.", language="cs") for n in range(4)])
    records = [made("lost", "en", hit10=1, gold_cited=0, refused_wrongly=0), *(made(f"c{n}", hit10=1, gold_cited=1) for n in range(8))]
    (folder / "with-gate" / "index.html").write_text(report(run(records)), "utf-8")
    return folder


@pytest.fixture(scope="module")
def bench(library: Reader, sample_index: Path, runs: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("kept")
    with served(library, Assistant(library, load()), folder, Workbench(runs, sample_index)) as address:
        yield address


@pytest.mark.parametrize("width", [1440, 360])
def test_screens_fit_their_window(visit: Open, bench: str, width: int, shot: Shot) -> None:
    page = visit(bench, language="cs-CZ", width=width, height=900)
    for name, address in {
        "runs": "/evaluation",
        "run": "/evaluation/runs/with-gate",
        "answer": "/evaluation/runs/with-gate/1",
        "compare": "/evaluation/compare",
        "pair": "/evaluation/compare?a=with-gate&b=without-gate&by=Eva",
        "result": "/evaluation/compare/result?a=with-gate&b=without-gate",
        "drafts": "/evaluation/drafts",
    }.items():
        page.goto(bench + address)
        expect(page.locator("h1")).to_be_visible()
        no_sideways_scroll(page)
        shot(page, f"evaluation-{name}-{width}")


def test_a_report_runs_in_its_sandbox(visit: Open, bench: str) -> None:
    page = visit(bench, language="en-GB")
    page.goto(f"{bench}/evaluation")
    page.locator(".run", has_text="with-gate").filter(has_not_text="without-gate").get_by_role("link", name="Open the report").click()
    page.select_option("select[name=reason]", "not cited")
    expect(page.locator(".filters output")).to_have_text("1 of 1")
    assert page.evaluate("window.origin") == "null"


def test_an_answer_is_marked(visit: Open, bench: str, shot: Shot) -> None:
    texts = LOCALES.screens("cs")["evaluation"]
    page = visit(bench, language="cs-CZ", width=1440, height=900)
    page.goto(f"{bench}/evaluation")
    page.get_by_role("link", name="with-gate", exact=True).click()
    page.get_by_role("link", name="What of c1?").click()
    for legend, verdict in [("Věta 1", "správně"), ("Citace [1]", "správně"), ("Věta 2", "špatně"), ("Citace [2]", "zčásti správně")]:
        page.get_by_role("group", name=legend, exact=True).get_by_label(verdict, exact=True).check()
    page.get_by_label(texts["name"]).fill("Eva Nováková")
    page.get_by_role("button", name=texts["save"], exact=True).click()
    expect(page.get_by_role("status")).to_have_text("Uloženo. Vaše skóre této odpovědi: 58 %.")  # (50 + 22.5) / 125
    shot(page, "evaluation-marked")
    page.get_by_role("link", name=texts["next"], exact=True).click()
    expect(page.get_by_label(texts["name"])).to_have_value("Eva Nováková")
    page.goto(f"{bench}/evaluation/runs/with-gate")
    expect(page.locator(".flag")).to_have_text(["58 %"])


def test_two_runs_are_compared_blind(visit: Open, bench: str) -> None:
    page = visit(bench, language="en-GB")
    page.goto(f"{bench}/evaluation/compare")
    page.get_by_label("Your name").fill("Anna")
    page.get_by_role("button", name="Compare", exact=True).click()
    for left in (4, 3, 2, 1):
        expect(page.get_by_role("status")).to_contain_text(f"Still to compare: {left}.")
        better = "The left one" if LONG in page.locator(".side").first.inner_text() else "The right one"
        page.get_by_role("button", name=better, exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("You have compared everything")
    page.get_by_role("link", name="See the result").click()
    expect(page.locator(".figures dd")).to_have_text(["4", "0", "0", "0"])
    expect(page.get_by_text("p = 0.125")).to_be_visible()  # 2 / 2**4


def test_a_thumb_down_becomes_a_case(visit: Open, bench: str, shot: Shot, errors: list[str]) -> None:
    texts = {**LOCALES.texts("pl"), **LOCALES.screens("pl")["evaluation"]}
    page = visit(bench, language="pl-PL", width=1440, height=900)
    asked(page, "O ile Rudomierz ograniczy emisję gazów cieplarnianych do 2032 roku?")
    page.get_by_role("button", name=texts["thumb_down"]).click()
    page.get_by_label(texts["thumb_reason"]).fill("Zły rok.")
    shot(page, "thumbs-1440")
    below = page.locator(".reason-box").evaluate("(e) => e.getBoundingClientRect().bottom")
    assert below <= page.locator("#composer").evaluate("(e) => e.getBoundingClientRect().top") + 16  # where its background has faded in
    page.set_viewport_size({"width": 360, "height": 900})
    page.locator(".reason-box").evaluate("(e) => e.scrollIntoView({block: 'center'})")
    no_sideways_scroll(page)
    shot(page, "thumbs-360")
    page.get_by_role("button", name=texts["thumb_send"], exact=True).click()
    expect(page.locator(".thumbs-said")).to_have_text(texts["thumb_thanks"])
    expect(page.get_by_role("button", name=texts["thumb_down"])).to_have_attribute("aria-pressed", "true")

    page.goto(f"{bench}/evaluation/drafts")
    expect(page.get_by_text("Zły rok.")).to_be_visible()
    page.get_by_role("link", name=texts["complete"], exact=True).click()
    page.locator(".gold .tick", has_text="48").locator("input").first.check()
    page.get_by_label("Fakty").fill("48 % | 48%\n2019")
    page.get_by_label(texts["name"]).fill("Ewa")
    page.get_by_label("Identyfikator").fill("reader-rudomierz")
    page.get_by_label(texts["paste"]).first.fill("Tego zdania nie ma.")
    for width in (1440, 360):
        page.set_viewport_size({"width": width, "height": 900})
        no_sideways_scroll(page)
        shot(page, f"evaluation-draft-{width}")
    page.get_by_role("button", name=texts["check"]).click()
    expect(page.get_by_role("alert")).to_contain_text("the quotation “Tego zdania nie ma.” is not in")
    assert [error for error in errors if "400" not in error] == []  # Chromium logs the status of a page
    errors.clear()
    page.get_by_label(texts["paste"]).first.fill("")
    page.get_by_role("button", name=texts["check"]).click()
    expect(page.get_by_role("status")).to_contain_text("reader-rudomierz")
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("JSONL")).click()
    case = json.loads(download.value.path().read_text("utf-8"))
    assert (case["kind"], case["nuggets"], case["cities"]) == ("fact", [["48 %", "48%"], ["2019"]], ["Rudomierz"])
    assert case["gold"][0]["doc"] == "rudomierz-klimat-goz-2032.pdf"
