"""The library in a real browser, in Polish at a desk and in Hungarian on a telephone: found, read, asked about, added to, corrected, taken out."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assistant.answer.answer import Assistant
from assistant.library.intake import Bounds, Intake
from assistant.web.locales import Locales
from index.encoder.registry import load
from index.reader import Reader
from tests.browser.conftest import Open, Shot
from tests.browser.test_chat_page import no_sideways_scroll
from tests.conftest import ROOT
from tests.served import served

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LOCALES = Locales(ROOT / "assistant" / "web" / "locales")
PLAN = "rudomierz-klimat-goz-2032.pdf"
WHO = [("pl", "pl-PL", 1440), ("hu", "hu-HU", 360)]
EITHER = pytest.mark.parametrize(("language", "locale", "width"), WHO)
PATIENCE = 120_000


@pytest.fixture(scope="module")
def office(sample_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over a copy of the samples that editors may change; another process copies, for SQLite's locks."""
    index = tmp_path_factory.mktemp("office") / "index"
    subprocess.run([sys.executable, "-c", "import shutil, sys; shutil.copytree(*sys.argv[1:])", str(sample_index), str(index)], check=True)
    reader = Reader(index, load())
    with served(reader, Assistant(reader, load()), index, intake=Intake(index, index, Bounds(files=3, megabytes=1))) as address:
        yield address


def texts(language: str) -> dict[str, dict[str, str]]:
    return LOCALES.screens(language)


def filters(page: Page, width: int) -> None:
    """On a telephone the filters are behind one line."""
    if width < 900:
        page.locator(".filters > summary").click()


@EITHER
def test_a_passage_is_found_by_facets_and_words(visit: Open, office: str, shot: Shot, language: str, locale: str, width: int) -> None:
    t = texts(language)
    page = visit(office, language=locale, width=width, height=900)
    page.get_by_role("link", name=t["navigation"]["library"], exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(t["library"]["title"])
    no_sideways_scroll(page)
    shot(page, f"library-list-{language}-{width}")
    filters(page, width)
    page.get_by_role("link", name=t["library_values"]["country_PL"]).click()
    expect(page.locator(".chosen li")).to_have_count(1)
    expect(page.locator(".card-of")).to_have_count(3)
    page.get_by_label(t["library"]["search"]).fill("ciepło odpadowe z odlewni")
    page.get_by_role("button", name=t["library"]["find"], exact=True).click()
    expect(page.locator(".card-of").first).to_contain_text("Rudomierz")
    expect(page.locator(".chosen li").first).to_contain_text("ciepło odpadowe z odlewni")
    no_sideways_scroll(page)
    shot(page, f"library-search-{language}-{width}")
    page.locator(".card-of").first.get_by_role("link").last.click()
    expect(page.locator("#marked")).to_be_in_viewport()
    assert page.locator(".boxes rect").count() > 0
    expect(page.locator(".picture img")).not_to_have_js_property("naturalWidth", 0)
    no_sideways_scroll(page)
    shot(page, f"library-marked-{language}-{width}")
    page.get_by_role("link", name=t["library"]["following"], exact=True).first.click()
    page.get_by_role("link", name=t["library"]["previous"], exact=True).first.click()
    page.go_back()
    page.goto(f"{office}/library?country=PL&q=qqqxyz")
    expect(page.get_by_text(t["library"]["nothing"])).to_be_visible()
    page.get_by_role("link", name=t["library"]["take_away"].format(what=f"{t['library_facets']['search']} – qqqxyz")).click()
    expect(page.locator(".card-of")).to_have_count(3)


@EITHER
def test_a_document_is_looked_at_and_asked(visit: Open, office: str, shot: Shot, language: str, locale: str, width: int) -> None:
    t = texts(language)
    page = visit(office, language=locale, width=width, height=900)
    page.goto(f"{office}/library/{PLAN}")
    for image in page.locator(".thumbnails img").all():
        image.scroll_into_view_if_needed()
        expect(image).to_have_js_property("naturalWidth", 240)
    no_sideways_scroll(page)
    page.evaluate("scrollTo(0, 0)")
    shot(page, f"library-document-{language}-{width}")
    page.locator(".tags .leaves a").first.click()
    expect(page.locator("#marked")).to_be_in_viewport()
    page.goto(f"{office}/library/{PLAN}/tags")
    no_sideways_scroll(page)
    page.goto(f"{office}/library/{PLAN}")
    with page.expect_download() as download:
        page.get_by_role("link", name=t["library"]["download"].format(format="PDF")).click()
    assert download.value.suggested_filename == PLAN
    page.get_by_role("link", name=t["library"]["ask"], exact=True).click()
    page.wait_for_load_state()
    expect(page.locator(".only")).to_contain_text("Rudomierz")
    page.locator("#question").fill("Emisja gazów cieplarnianych")
    with page.expect_request("**/api/ask/stream") as asked:
        page.locator("#send").click()
    assert asked.value.post_data_json["filters"] == {"documents": [PLAN]}
    page.wait_for_url(f"**/c/*?document={PLAN}")
    expect(page.locator("#stop")).to_be_hidden()
    no_sideways_scroll(page)
    page.reload()
    expect(page.locator(".only")).to_contain_text("Rudomierz")
    expect(page.locator(".exchange")).to_have_count(1)


@EITHER
def test_documents_come_are_edited_and_go(
    visit: Open, office: str, shot: Shot, tmp_path: Path, errors: list[str], language: str, locale: str, width: int
) -> None:
    t = texts(language)
    plan = tmp_path / f"zelenov-{language}.md"
    plan.write_text(
        f"# Heat plan {language}\n\nThe town of Zelenov heats with renewable heat and lowers emissions by 40 % until 2030.\n", "utf-8"
    )
    (tmp_path / "empty.pdf").touch()
    (tmp_path / "large.md").write_bytes(b"x" * 1_500_000)
    page = visit(office, language=locale, width=width, height=900)
    page.goto(f"{office}/library")
    page.get_by_role("link", name=t["library"]["add"], exact=True).click()
    page.get_by_label(t["library"]["files"], exact=True).set_input_files([tmp_path / "large.md"])
    expect(page.get_by_role("alert")).to_have_text(t["library_problems"]["upload_too_large"].format(megabytes=1))
    no_sideways_scroll(page)
    page.get_by_label(t["library"]["files"], exact=True).set_input_files([plan, tmp_path / "empty.pdf"])
    page.get_by_role("button", name=t["library"]["upload"], exact=True).click()
    expect(page.get_by_text(t["library"]["done"].format(taken=1, all=2))).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text(t["library_reasons"]["no_bytes"])).to_be_visible()
    no_sideways_scroll(page)
    shot(page, f"library-report-{language}-{width}")

    page.get_by_role("link", name=plan.name).click()
    page.get_by_role("link", name=t["library"]["edit"], exact=True).click()
    page.get_by_label(t["library"]["title_of"], exact=True).fill("Plan <b>Zelenov</b>")
    page.get_by_label(t["library_facets"]["place"], exact=True).fill("Zelenov")
    no_sideways_scroll(page)
    shot(page, f"library-edit-{language}-{width}")
    page.get_by_role("button", name=t["library"]["save"], exact=True).click()
    expect(page.get_by_role("status")).to_have_text(t["library"]["record_saved"], timeout=PATIENCE)
    expect(page.get_by_role("heading", level=1)).to_have_text("Plan <b>Zelenov</b>")

    page.get_by_role("link", name=t["library"]["read_it"], exact=True).click()
    page.get_by_text(t["library"]["add_tag"], exact=True).first.click()
    page.locator('select[name="tag"]').select_option("goal|14")
    form = page.locator("form.verdict", has=page.locator('select[name="tag"]'))
    form.get_by_label(t["library"]["editor"], exact=True).fill("Anna")
    form.get_by_role("button").click()
    expect(page.get_by_role("status")).to_have_text(t["library"]["tag_saved"])
    expect(page.get_by_text(t["library_values"]["by_added"].format(name="Anna"))).to_be_visible()

    page.goto(f"{office}/library/{plan.name}")
    page.get_by_role("link", name=t["library"]["delete_it"], exact=True).click()
    page.get_by_label(t["library"]["sure"]).check()
    no_sideways_scroll(page)
    page.get_by_role("button", name=t["library"]["delete_now"], exact=True).click()
    expect(page.get_by_role("status")).to_contain_text(plan.name, timeout=PATIENCE)
    shot(page, f"library-receipt-{language}-{width}")
    page.goto(f"{office}/library/{plan.name}")
    expect(page.get_by_role("alert")).to_have_text(t["library_problems"]["gone"])
    assert all("404" in error for error in errors)  # Chromium logs the status of a page
    errors.clear()


def test_without_scripts_the_library_is_read_and_a_run_shown(visit: Open, office: str, tmp_path: Path) -> None:
    t = texts("cs")
    page = visit(office, language="cs-CZ", width=360, height=800, java_script_enabled=False)
    page.goto(f"{office}/library?q=odpady")
    page.locator(".card-of").first.get_by_role("link").last.click()
    expect(page.locator("mark").first).to_be_visible()
    (tmp_path / "empty.pdf").touch()
    page.goto(f"{office}/library/upload")
    page.get_by_label(t["library"]["files"], exact=True).set_input_files(tmp_path / "empty.pdf")
    page.get_by_role("button", name=t["library"]["upload"], exact=True).click()
    expect(page.get_by_text(t["library_reasons"]["no_bytes"])).to_be_visible(timeout=PATIENCE)  # the page loads itself again


def test_without_scripts_a_question_keeps_to_its_document(visit: Open, office: str, shot: Shot) -> None:
    page = visit(office, language="hu-HU", width=360, height=800, java_script_enabled=False)
    page.goto(f"{office}/library/{PLAN}")
    page.get_by_role("link", name=texts("hu")["library"]["ask"], exact=True).click()
    expect(page.locator(".only")).to_be_visible()
    shot(page, "ask-one-document-hu-360")
    page.locator("#question").fill("Emisja gazów cieplarnianych")
    page.locator("#send").click()
    page.wait_for_url(f"**/c/*?document={PLAN}#answer-*")
    found = page.locator(".sources a").evaluate_all("(all) => all.map((a) => a.pathname)")
    assert found and all(path.startswith(f"/library/{PLAN}/") for path in found)
    expect(page.locator(".only")).to_contain_text("Rudomierz")
    no_sideways_scroll(page)


def test_everything_is_reached_by_keyboard_and_at_twice_the_size(visit: Open, office: str) -> None:
    page = visit(office, language="pl-PL", width=720, height=450)  # a window of 1440 × 900 at 200 %
    page.goto(f"{office}/library")
    no_sideways_scroll(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # to the content
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name=texts("pl")["library"]["add"], exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("odpady")
    page.keyboard.press("Enter")
    expect(page.locator(".chosen li")).to_have_count(1)
    page.locator(".filters > summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".chosen li")).to_have_count(3)  # both, and a link to clear them
    no_sideways_scroll(page)
