"""What the program says of itself is true of how it was started, in five languages, and linked from every page."""

from __future__ import annotations

from importlib.metadata import version

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.web import about
from assistant.web.app import _HERE
from assistant.web.locales import NAMES, Locales
from assistant.web.screens import Screens

LOCALES = Locales(_HERE / "locales")


def client(model: str = "", days: float = 0) -> TestClient:
    app = FastAPI()
    app.include_router(about.routes(Screens(LOCALES, _HERE / "templates", ["chat"]), model, days))
    return TestClient(app)


@pytest.mark.parametrize("language", NAMES)
@pytest.mark.parametrize("page", about.PAGES)
def test_every_page_is_there_in_every_language_with_links_to_the_others(language: str, page: str) -> None:
    html = client().get(f"/about/{page}?lang={language}").text
    own = LOCALES.screens(language)["about"]
    assert f"<h1>{own[f'link_{page}']}</h1>" in html
    foot = html.split('<footer class="foot">')[1]
    assert [f'href="/about/{other}"' in foot for other in about.PAGES] == [True] * 4


def test_privacy_tells_how_long_and_what_leaves_the_machine() -> None:
    kept, erased = client().get("/about/privacy").text, client("openai:gpt", 30).get("/about/privacy").text
    assert "kept until somebody deletes them" in kept
    assert "erased by themselves 30 days after" in erased
    assert "No question and no document is sent anywhere." in kept
    assert "openai:gpt" in erased


def test_answers_tell_who_writes_them() -> None:
    assert "put together by a program from the quoted documents" in client().get("/about/answers").text
    assert "verbatim quotations" in client().get("/about/answers").text
    assert "written by the language model openai:gpt" in client("openai:gpt").get("/about/answers").text


def test_licences_are_those_of_the_installed_packages() -> None:
    parts = {part.name.lower(): part for part in about.parts()}
    assert (parts["fastapi"].version, parts["fastapi"].licence) == (version("fastapi"), "MIT")
    assert "pytest" not in parts
    assert parts["torch"].licence.startswith("Apache-2.0 AND")
    assert all(part.licence for part in parts.values())
