"""A real Chromium over a real server on 127.0.0.1. A console error, or a request to anywhere else, fails the test that caused it."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from assistant.answer.answer import Assistant
from assistant.answer.types import Corrections, Event, Made, Turn
from index.encoder.registry import load
from index.reader import Reader
from index.types import Filters
from index.writer import Writer
from ingest.pipeline import find, ingest
from tests.encoders import CountingEncoder
from tests.served import served

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PATIENCE = 20_000  # how long a page may take, in milliseconds: a loaded machine is no fault of the page

# What an enemy would put into a document: markup, event handlers, an end of script, a turn of writing direction,
# signs beyond the first plane.
HOSTILE = """# Plan <script>window.hit=1</script>

## Heat 🚋🚋 </script><svg onload=window.hit=2>

The 🚋 city heat plan says heat <img src=x onerror="window.hit=3"> will be renewable by 2030, and heat stays cheap \u202eevitanretla\u202c.

## Waste

Waste is collected twice a week by <b>the city</b> and waste is sorted.
"""


class Slowly(Assistant):
    """The same assistant, with time between the steps to look at each."""

    def steps(
        self, question: str, filters: Filters, corrections: Corrections, conversation: Sequence[Turn]
    ) -> Generator[Event, None, Made]:
        steps = super().steps(question, filters, corrections, conversation)
        while True:
            try:
                event = next(steps)
            except StopIteration as end:
                made: Made = end.value
                return made
            yield event
            time.sleep(0.6 if event.kind == "sentence" else 0)


@pytest.fixture(scope="session")
def library(sample_index: Path) -> Reader:
    """The sample documents."""
    return Reader(sample_index, load())


@pytest.fixture(scope="session")
def site(library: Reader, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the web chat over the sample documents."""
    with served(library, Assistant(library, load()), tmp_path_factory.mktemp("kept")) as address:
        yield address


@pytest.fixture(scope="session")
def slow_site(library: Reader, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(library, Slowly(library, load()), tmp_path_factory.mktemp("kept")) as address:
        yield address


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A web chat over one document written by an enemy."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "documents").mkdir()
    (folder / "documents" / "plan.md").write_text(HOSTILE, "utf-8")
    record = '["plan.md"]\ntitle = "<b onclick=window.hit=4>Plan</b>"\nplace = "<i>City</i>"\n'
    (folder / "documents" / "documents.toml").write_text(record, "utf-8")
    encoder = CountingEncoder()
    with Writer(folder / "index", encoder) as writer:
        ingest(find([folder / "documents"]), writer, lambda outcome: None)
    reader = Reader(folder / "index", encoder)
    with served(reader, Assistant(reader, encoder), folder) as address:
        yield address


@pytest.fixture(scope="module")  # its event loop runs in this thread and must be gone before tests of other kinds
def chromium() -> Iterator[Browser]:
    """One browser for the tests of a file."""
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed, so the web chat was not tried in a browser (Debian: apt install chromium)")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture
def errors() -> list[str]:
    """What went wrong in the page so far; a test that provokes an error looks for it here and clears the list."""
    return []


Open = Callable[..., Page]
Shot = Callable[[Page, str], None]


@pytest.fixture
def visit(chromium: Browser, errors: list[str]) -> Iterator[Open]:
    """Opens an address in a fresh browser profile: visit(address, language="pl-PL", width=1280, height=800, **options of new_context)."""
    contexts: list[BrowserContext] = []

    def opened(address: str, language: str = "pl-PL", width: int = 1280, height: int = 800, **options: object) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": height}, locale=language, reduced_motion="reduce", **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda message: errors.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("request", lambda request: None if request.url.startswith(address) else errors.append(f"asked for {request.url}"))
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def shot() -> Shot:
    """Keeps a picture of a page in the folder SCREENSHOTS, where that is set, for people to look at."""

    def taken(page: Page, name: str) -> None:
        if folder := os.environ.get("SCREENSHOTS"):
            page.screenshot(path=Path(folder) / f"{name}.png")

    return taken
