"""The application over a small library: a PDF of two pages and a guide in Markdown."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.answer.conversations import FILE, Conversations
from assistant.desk.corrections import TagCorrections
from assistant.web.app import create_app
from index.types import Document, Heading, Record
from tests.unit.assistant.web.small_library import GUIDE, Library, Scripted, read_raw

PLAN = """<style>@page { size: A5; margin: 15mm } body { font: 11pt/1.5 sans-serif } .two { columns: 2; column-gap: 8mm }</style>
<h1>Plan klimatyczny</h1><p>Miasto Zażółcin ograniczy emisje o 45 % do 2030 roku. Źródłem ciepła będą pompy, a nie węgiel.</p>
<div class="two"><p>Pierwsza szpalta mówi o żłobkach, drugiej nikt nie czytał aż do końca tego zdania.</p>
<p>Druga szpalta mówi o śmieciach i oczyszczalniach, które łączą się w jeden obieg.</p></div>
<p style="break-before: page">Na drugiej stronie stoi tylko jedno zdanie.</p>"""


@pytest.fixture(scope="session")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A PDF of two pages with Polish letters, hyphens and columns."""
    from weasyprint import HTML

    path = tmp_path_factory.mktemp("plan") / "plan.pdf"
    HTML(string=f"<html lang=pl>{PLAN}</html>").write_pdf(path)
    return path


@pytest.fixture
def library(plan: Path, tmp_path: Path) -> Library:
    """The plan, and a guide in Markdown."""
    (tmp_path / "plan.pdf").write_bytes(plan.read_bytes())
    headings = tuple(
        Heading(line.lstrip("# "), line.count("#"), GUIDE.index(line), GUIDE.index(line) + len(line))
        for line in GUIDE.split("\n")
        if line.startswith("#")
    )
    guide = Document("guide.md", "0" * 64, "markdown", GUIDE, Record("Průvodce", "CZ", language="cs"), headings=headings)
    return Library(tmp_path, {"plan.pdf": read_raw(tmp_path / "plan.pdf", "plan.pdf"), "guide.md": guide})


@pytest.fixture
def assistant(library: Library) -> Scripted:
    return Scripted(library)


@pytest.fixture
def kept(tmp_path: Path) -> Conversations:
    return Conversations(tmp_path / FILE)


@pytest.fixture
def corrections(tmp_path: Path) -> TagCorrections:
    return TagCorrections(tmp_path)


@pytest.fixture
def client(
    library: Library, assistant: Scripted, kept: Conversations, corrections: TagCorrections, monkeypatch: pytest.MonkeyPatch
) -> TestClient:
    """The whole application over the small library."""
    monkeypatch.setattr("assistant.web.home.examples", lambda reader, language: [f"{language}: <b>emisje</b>?"])
    return TestClient(create_app(library, assistant, kept, corrections), raise_server_exceptions=False)  # type: ignore[arg-type]
