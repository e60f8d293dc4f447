"""The page as the server sends it: in the reader's language, with nothing of a document unescaped, and small."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import assistant.web
from assistant.web.locales import NAMES, Locales

STATIC = Path(assistant.web.__file__).parent / "static"
LOCALES = Locales(STATIC.parent / "locales")


@pytest.mark.parametrize("language", NAMES)
def test_the_page_speaks_each_language(client: TestClient, language: str) -> None:
    html = client.get("/", headers={"Accept-Language": language}).text
    assert f'<html lang="{language}">' in html
    assert LOCALES.texts(language)["lead"] in html
    assert "2\u00a0" in html


def test_the_switch_is_remembered(client: TestClient) -> None:
    assert '<html lang="hu">' in client.get("/?lang=hu", headers={"Accept-Language": "pl"}).text
    assert '<html lang="hu">' in client.get("/", headers={"Accept-Language": "pl"}).text


def test_an_unknown_language_changes_nothing(client: TestClient) -> None:
    response = client.get("/?lang=<script>", headers={"Accept-Language": "sk"})
    assert '<html lang="sk">' in response.text
    assert "set-cookie" not in response.headers


def test_examples_are_text(client: TestClient) -> None:
    html = client.get("/", headers={"Accept-Language": "cs"}).text
    assert "cs: &lt;b&gt;emisje&lt;/b&gt;?" in html
    assert "<b>" not in html


def test_no_script_or_style_stands_in_the_page(client: TestClient) -> None:
    html = client.get("/").text
    assert re.findall(r"<script(?![^>]*(?:src=|type=\"application/json\"))", html) == []
    assert re.findall(r"<style|\sstyle=|\son\w+=", html) == []


def test_nothing_of_another_host_is_asked_for(client: TestClient) -> None:
    files = [client.get("/").text, *(path.read_text("utf-8") for path in STATIC.iterdir())]
    assert {url for text in files for url in re.findall(r"https?://[^\s\"')]+", text)} == {"http://www.w3.org/2000/svg"}


def test_no_module_makes_markup_of_text() -> None:
    scripts = "".join(path.read_text("utf-8") for path in STATIC.glob("*.js"))
    assert re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", scripts) == []


def test_the_first_page_is_under_100_kilobytes(client: TestClient) -> None:
    html = client.get("/").text
    files, seen = re.findall(r'(?:src|href)="/static/([\w.]+)"', html), set()
    while files:
        if (name := files.pop()) not in seen:
            seen.add(name)
            files += re.findall(r'from "\./([\w.]+)"', (STATIC / name).read_text("utf-8"))
    assert len(html.encode()) + sum((STATIC / name).stat().st_size for name in seen) < 100_000
