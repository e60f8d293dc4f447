"""The web chat as a person uses it: ask, watch, open a source, go on, change the language, on a desk and on a telephone."""

from __future__ import annotations

import io
import re
import unicodedata

import pypdfium2
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from assistant.web.locales import NAMES, Locales
from index.reader import Reader
from tests.browser.conftest import HOSTILE, Open, Shot
from tests.conftest import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TEXTS = {language: Locales(ROOT / "assistant" / "web" / "locales").texts(language) for language in NAMES}
POLISH = "Jaki jest cel redukcji emisji w Rudomierzu?"
CZECH = "Jaké cíle má Hradnov v oblasti klimatu?"
UNCOVERED = "Jaki jest cel redukcji emisji w Krakowie?"
CIRCULAR = "Kalvořicko: oběhové hospodářství a recyklace stavebních odpadů"


def ask(page: Page, question: str) -> None:
    page.get_by_role("textbox").fill(question)
    page.keyboard.press("Enter")


def answered(page: Page, question: str) -> None:
    ask(page, question)
    expect(page.locator(".exchange").last.locator(".made, .refusal")).to_be_visible()


def words(quotation: Locator) -> str:
    """A quotation's words without the button behind them; of a table's row without the header above it."""
    row = "[...e.querySelectorAll('tbody td')].map((cell) => cell.textContent).join(' | ')"
    return str(quotation.evaluate(f"(e) => {row} || e.firstChild.textContent"))


def letters(text: str) -> str:
    """What two readings of the same words have in common, whatever they do with hyphens, blanks and composed accents."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text))


def drawn(page: Page) -> None:
    """Wait for the pages' pictures."""
    expect(page.locator("#source-body[aria-busy]")).to_have_count(0)
    expect(page.locator("#source-body img").first).to_be_visible()
    for picture in page.locator("#source-body img").all():
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("(image) => image.naturalWidth") > 500


def fractions(page: Page) -> list[tuple[int, float, float, float, float]]:
    """Page number, and the marks' places on its picture, as the browser has laid them out."""
    return [
        tuple(row)
        for row in page.evaluate(
            """() => [...document.querySelectorAll("#source-body .sheet mark")].map((mark) => {
                const [own, sheet] = [mark, mark.parentElement.querySelector("img")].map((e) => e.getBoundingClientRect());
                const x = (v) => (v - sheet.left) / sheet.width, y = (v) => (v - sheet.top) / sheet.height;
                return [Number(mark.parentElement.dataset.page), x(own.left), y(own.top), x(own.right), y(own.bottom)];
            })"""
        )
    ]


def words_under_marks(page: Page, library: Reader, document: str) -> str:
    """What pdfium reads under the marks."""
    pdf = pypdfium2.PdfDocument(library.file(document))
    read = []
    for number, x0, y0, x1, y1 in fractions(page):
        sheet = pdf[number - 1]
        width, height = sheet.get_size()
        read.append(sheet.get_textpage().get_text_bounded(x0 * width, (1 - y1) * height, x1 * width, (1 - y0) * height))
    return " ".join(read)


def no_sideways_scroll(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_answer_arrives_sentence_by_sentence(visit: Open, slow_site: str, shot: Shot) -> None:
    page = visit(slow_site)
    shot(page, "desk-welcome")
    ask(page, POLISH)
    expect(page.get_by_text(TEXTS["pl"]["searching"])).to_be_visible()
    quotations = page.locator(".answer blockquote")
    expect(quotations.first).to_be_visible()
    early = page.evaluate("['.answer blockquote', '.waiting', '.sources'].map((all) => document.querySelectorAll(all).length)")
    expect(page.locator(".sources")).to_be_visible()
    expect(page.locator(".waiting")).to_have_count(0)
    assert 1 <= early[0] < quotations.count()
    assert early[1:] == [1, 0]
    expect(page.locator(".sources .row")).to_have_count(quotations.count())
    expect(page.locator(".card").first).to_contain_text("Rudomierz, Polska")
    expect(page.get_by_role("textbox")).to_have_value("")
    shot(page, "desk-answer")


def test_a_row_of_a_table_stands_under_its_header(visit: Open, site: str, shot: Shot) -> None:
    page = visit(site, language="hu")
    answered(
        page,
        "Milyen újrafeldolgozási arányt ért el Rudomierz 2023-ban, és mi lett a következménye, hogy elmaradt a törvényben előírt szinttől?",
    )
    table = page.locator(".answer blockquote table").filter(has_text="Poziom recyklingu")
    assert table.locator("th").all_inner_texts() == ["Wskaźnik", "Jednostka", "Rok bazowy", "Wartość bazowa", "2027", "2032"]
    assert table.locator("td").all_inner_texts() == ["Poziom recyklingu odpadów komunalnych", "%", "2023", "31,4", "48", "62"]
    shot(page, "desk-row")


@pytest.mark.parametrize(("language", "question", "document"), [("pl", POLISH, "rudomierz"), ("cs", CZECH, "hradnov")])
def test_a_citation_opens_its_page_with_its_words_marked(
    visit: Open, site: str, library: Reader, language: str, question: str, document: str, shot: Shot
) -> None:
    page = visit(site, language=language)
    answered(page, question)
    name = next(d.name for d in library.documents() if document in d.name)
    cites, quotations = page.locator(".answer .cite"), page.locator(".answer blockquote")
    seen = set()
    for i in range(cites.count()):
        cites.nth(i).click()
        expect(page.locator("#source-title")).to_be_visible()
        expect(page.locator("#source-body blockquote")).to_have_text(words(quotations.nth(i)))
        drawn(page)
        quote = page.locator("#source-body blockquote").inner_text()
        assert letters(words_under_marks(page, library, name)) == letters(quote)
        assert re.search(r"\b\d+\b", page.locator("#source-where").inner_text())
        expect(page.locator("#source-body mark").first).to_be_in_viewport()
        seen.add(quote)
        if i == 0:
            shot(page, f"desk-source-{language}")
    assert len(seen) == cites.count() > 1


def test_marks_are_yellow_over_readable_words(visit: Open, site: str) -> None:
    page = visit(site)
    answered(page, POLISH)
    page.locator(".answer .cite").first.click()
    drawn(page)
    image = Image.open(io.BytesIO(page.locator("#source-body mark").first.screenshot())).convert("RGB")
    colours = sorted(image.getcolors(image.width * image.height), reverse=True)
    assert colours[0][1] == (255, 216, 74)  # the marker on white paper
    assert min(sum(colour) for _, colour in colours) < 200  # and the letters' ink through it


def test_the_next_and_the_previous_source_by_key_and_by_button(visit: Open, site: str) -> None:
    page = visit(site)
    answered(page, POLISH)
    count = page.locator(".answer .cite").count()
    place, quote = page.locator("#source-place"), page.locator("#source-body blockquote")
    page.locator(".answer .cite").first.click()
    expect(page.locator("#source")).to_be_focused()
    first = quote.inner_text()
    for key, n in (("j", 2), ("k", 1), ("ArrowRight", 2), ("ArrowLeft", 1), ("k", 1)):
        page.keyboard.press(key)
        expect(place).to_have_text(TEXTS["pl"]["source_of"].format(n=n, all=count))
        expect(page.locator(f'.answer .cite[aria-expanded="true"][data-n="{n}"]')).to_be_visible()
    expect(quote).to_have_text(first)
    page.get_by_role("button", name=TEXTS["pl"]["next"]).click()
    expect(quote).not_to_have_text(first)
    page.keyboard.press("Escape")
    expect(page.locator("#source")).to_be_hidden()
    expect(page.locator('.answer [data-n="2"]')).to_be_focused()


def test_keys_typed_into_the_question_stay_there(visit: Open, site: str) -> None:
    page = visit(site)
    answered(page, POLISH)
    page.locator(".answer .cite").first.click()
    page.get_by_role("textbox").press_sequentially("jk")
    expect(page.get_by_role("textbox")).to_have_value("jk")
    expect(page.locator("#source-place")).to_have_text(re.compile("1"))


def test_by_keyboard_alone(visit: Open, site: str) -> None:
    page = visit(site)
    ask(page, POLISH)  # the question box has the focus from the start
    expect(page.locator(".made")).to_be_visible()
    page.keyboard.press("Shift+Tab")  # from the box back to the last source, and on to the first citation
    for _ in range(40):
        if page.evaluate("document.activeElement.matches('.cite[data-n=\"1\"]')"):
            break
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#source-body mark").first).to_be_visible()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('.cite[data-n=\"1\"]')")


def test_a_document_without_pages_shows_its_section(visit: Open, site: str, shot: Shot) -> None:
    page = visit(site, language="cs")
    answered(page, CIRCULAR)
    page.locator(".answer .cite").first.click()
    mark = page.locator("#source-body .text mark")
    expect(mark).to_be_in_viewport()
    expect(mark).to_have_text(words(page.locator(".answer blockquote").first))
    expect(page.locator("#source-zoom")).to_be_hidden()
    assert len(page.locator("#source-body .text").inner_text()) > len(mark.inner_text())
    shot(page, "desk-section")


def test_the_language_changes_and_the_conversation_stays(visit: Open, site: str) -> None:
    page = visit(site, language="hu-HU")
    expect(page.get_by_role("heading", level=1)).to_have_text(TEXTS["hu"]["lead"])
    answered(page, POLISH)
    quotations = page.locator(".answer blockquote").all_inner_texts()
    for language in NAMES:
        page.get_by_role("link", name=f"{language.upper()} – {NAMES[language]}").click()
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator(".sources h3")).to_have_text(TEXTS[language]["sources"])
        assert page.locator(".answer blockquote").all_inner_texts() == quotations
        expect(page.locator(".answer blockquote").first).to_have_attribute("lang", "pl")
    page.goto(site)  # the switch is remembered without the address saying so
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_new_conversation_begins_empty(visit: Open, site: str) -> None:
    page = visit(site)
    answered(page, POLISH)
    answered(page, UNCOVERED)
    page.reload()
    expect(page.locator(".exchange")).to_have_count(2)
    page.get_by_role("button", name=TEXTS["pl"]["new_conversation"]).click()
    expect(page.locator(".exchange")).to_have_count(0)
    expect(page.get_by_role("heading", level=1, name=TEXTS["pl"]["lead"])).to_be_visible()
    page.reload()
    expect(page.locator(".exchange")).to_have_count(0)


def test_a_refusal_is_calm_and_says_why(visit: Open, site: str, shot: Shot) -> None:
    page = visit(site)
    answered(page, UNCOVERED)
    refusal = page.locator(".refusal")
    expect(refusal.locator(".reason")).to_contain_text("Kraków")
    expect(refusal.locator(".searched")).to_contain_text("Hradnov, Javorohrad, ")  # what there is instead
    expect(page.locator(".cite")).to_have_count(0)
    expect(page.locator(".problem")).to_have_count(0)
    shot(page, "desk-refusal")


def test_an_example_is_a_question(visit: Open, site: str) -> None:
    page = visit(site, language="sk-SK")
    example = page.locator(".example").first
    text = example.inner_text()
    example.click()
    expect(page.locator(".question")).to_have_text(text)
    expect(page.locator(".made, .refusal")).to_be_visible()


@pytest.mark.parametrize("width", [360, 390])
def test_on_a_telephone(visit: Open, site: str, library: Reader, width: int, shot: Shot) -> None:
    page = visit(site, width=width, height=800, has_touch=True, is_mobile=True, device_scale_factor=2)
    no_sideways_scroll(page)
    shot(page, f"telephone-{width}-welcome")
    answered(page, POLISH)
    no_sideways_scroll(page)
    shot(page, f"telephone-{width}-answer")
    page.locator(".answer .cite").first.tap()
    panel = page.get_by_role("dialog")
    box = panel.bounding_box()
    assert box and (box["x"], box["y"], box["width"]) == (0, 0, width)
    expect(page.locator("main")).to_have_js_property("inert", True)
    drawn(page)
    quote = page.locator("#source-body blockquote").inner_text()
    assert letters(words_under_marks(page, library, "rudomierz-klimat-goz-2032.pdf")) == letters(quote)
    no_sideways_scroll(page)
    shot(page, f"telephone-{width}-source")
    page.get_by_role("button", name=TEXTS["pl"]["enlarge"]).tap()
    expect(page.locator("#source-body mark").first).to_be_in_viewport()
    page.get_by_role("button", name=TEXTS["pl"]["close"]).tap()
    expect(panel).to_be_hidden()
    expect(page.locator("main")).to_have_js_property("inert", False)


def test_markup_in_a_question_stays_text(visit: Open, site: str) -> None:
    page = visit(site, language="en")
    question = '<img src=x onerror="window.hit=5"><script>window.hit=6</script> Rudomierz </h2>'
    answered(page, question)
    expect(page.locator(".question")).to_have_text(question)
    page.reload()
    expect(page.locator(".question")).to_have_text(question)
    assert page.evaluate("window.hit") is None


def test_markup_in_a_document_stays_text(visit: Open, hostile_site: str) -> None:
    page = visit(hostile_site, language="en")
    answered(page, "What does the city heat plan say about heat?")
    expect(page.locator(".answer h3").first).to_contain_text("<b onclick=window.hit=4>Plan</b>")
    page.locator(".answer .cite").first.click()
    expect(page.locator("#source-title")).to_have_text("<b onclick=window.hit=4>Plan</b>")
    mark = page.locator("#source-body mark")
    quoted = words(page.locator(".answer blockquote").first)
    expect(mark).to_have_text(quoted)  # behind signs beyond the first plane: the offsets count characters
    assert quoted in HOSTILE and "🚋" in page.locator("#source-body .text").inner_text()
    assert page.locator("#source-body img, #source-body svg, #source-body script, .answer b, .answer i").count() == 0
    assert page.evaluate("window.hit") is None


def test_a_question_that_is_too_long_is_not_sent(visit: Open, site: str) -> None:
    page = visit(site)
    ask(page, "x" * 100_000)
    expect(page.locator("#composer-note")).to_have_text(TEXTS["pl"]["too_long"].format(n="100\u00a0000", longest="2000"))
    expect(page.locator(".exchange")).to_have_count(0)
    ask(page, "   ")
    expect(page.locator(".exchange")).to_have_count(0)


def test_shift_enter_is_a_new_line(visit: Open, site: str) -> None:
    page = visit(site)
    box = page.get_by_role("textbox")
    before = box.bounding_box()
    box.press_sequentially("one")
    page.keyboard.press("Shift+Enter")
    box.press_sequentially("two")
    expect(box).to_have_value("one\ntwo")
    after = box.bounding_box()
    assert before and after and after["height"] > before["height"]


def test_a_word_of_5000_characters_fits(visit: Open, site: str) -> None:
    page = visit(site, width=390, height=800)
    answered(page, "ž" * 1_999)
    no_sideways_scroll(page)


def test_a_server_that_is_gone_and_comes_back(visit: Open, site: str, errors: list[str]) -> None:
    page = visit(site)
    page.route("**/api/ask/stream", lambda route: route.abort())
    ask(page, POLISH)
    expect(page.locator(".problem")).to_contain_text(TEXTS["pl"]["unreachable"])
    page.unroute("**/api/ask/stream")
    page.get_by_role("button", name=TEXTS["pl"]["try_again"]).click()
    expect(page.locator(".made")).to_be_visible()
    expect(page.locator(".problem")).to_have_count(0)
    assert [e for e in errors if "ERR_FAILED" not in e] == []
    errors.clear()


def test_a_connection_lost_in_mid_stream(visit: Open, site: str) -> None:
    page = visit(site)
    half = 'event: understood\ndata: {"language": "pl"}\n\nevent: heading\ndata: {"text": "Plan"}\n\nevent: sentence\nda'
    page.route("**/api/ask/stream", lambda route: route.fulfill(body=half, content_type="text/event-stream"))
    ask(page, POLISH)
    expect(page.locator(".problem")).to_contain_text(TEXTS["pl"]["broken_off"])
    expect(page.locator(".answer h3")).to_have_text("Plan")
    expect(page.locator(".waiting")).to_have_count(0)
    page.reload()
    expect(page.locator(".exchange")).to_have_count(0)  # half an answer is not kept as one


def test_an_answer_can_be_stopped(visit: Open, slow_site: str) -> None:
    page = visit(slow_site)
    ask(page, POLISH)
    expect(page.locator(".answer blockquote").first).to_be_visible()
    page.get_by_role("button", name=TEXTS["pl"]["stop"]).click()
    expect(page.locator(".problem")).to_contain_text(TEXTS["pl"]["stopped"])
    expect(page.get_by_role("button", name=TEXTS["pl"]["send"])).to_be_visible()


def test_a_document_that_changed_is_not_marked(visit: Open, site: str) -> None:
    page = visit(site)
    answered(page, POLISH)
    page.route(
        "**/api/marks?*", lambda route: route.fulfill(json={"format": "pdf", "quote": "other words", "title": "", "count": 1, "pages": []})
    )
    page.locator(".answer .cite").first.click()
    expect(page.locator("#source-body .problem")).to_have_text(TEXTS["pl"]["changed"])
    expect(page.locator("#source-body mark")).to_have_count(0)
    expect(page.locator("#source-body blockquote")).to_be_visible()


def test_a_document_that_is_gone_is_said_in_one_sentence(visit: Open, site: str, errors: list[str]) -> None:
    page = visit(site)
    answered(page, POLISH)
    page.route("**/api/marks?*", lambda route: route.fulfill(status=404, json={"error": "No document is named “x” in the index."}))
    page.locator(".answer .cite").first.click()
    expect(page.locator("#source-body .problem")).to_have_text("No document is named “x” in the index.")
    assert all("404" in error for error in errors)
    errors.clear()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_letters_stand_out_from_what_is_behind_them(visit: Open, site: str, scheme: str, shot: Shot) -> None:
    """WCAG 2.2 AA: 4.5 : 1, computed from the colours that the browser arrived at."""
    page = visit(site, color_scheme=scheme)
    answered(page, POLISH)
    page.locator(".answer .cite").first.click()
    expect(page.locator("#source-body mark").first).to_be_visible()
    poor = page.evaluate(
        """() => {
            const numbers = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
            const solid = (e) => {
                const c = numbers(getComputedStyle(e).backgroundColor);
                return c.length === 3 || c[3] === 1 ? c : e.parentElement ? solid(e.parentElement) : [255, 255, 255];
            };
            const linear = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
            const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
            const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            return [...document.querySelectorAll("body *")]
                .filter((e) => e.checkVisibility() && [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()))
                .map((e) => [e.className || e.tagName, ratio(light(numbers(getComputedStyle(e).color)), light(solid(e)))])
                .filter(([, r]) => r < 4.5);
        }"""
    )
    assert poor == []
    shot(page, f"desk-{scheme}")


def test_a_quotation_in_another_language_says_so(visit: Open, site: str, shot: Shot) -> None:
    page = visit(site, language="hu-HU", width=1440, height=900)
    answered(page, "Mit tervez Rudomierz a távhő szénmentesítésére?")
    expect(page.locator(".answer h3").first).to_contain_text("lengyel")
    expect(page.locator(".answer")).to_have_attribute("lang", "hu")
    expect(page.locator(".answer blockquote").first).to_have_attribute("lang", "pl")
    page.locator(".answer .cite").first.click()
    expect(page.locator("#source-body figcaption")).to_have_text("Idézet, nyelve: lengyel")
    drawn(page)
    shot(page, "answer")
