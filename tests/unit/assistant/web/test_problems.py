"""What goes wrong is told in the reader's language: every key that an error carries has its sentence, and the sentence has its values."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import html

from assistant.answer.conversations import Conversations
from assistant.web.locales import NAMES, Locales
from index import errors
from tests.conftest import ROOT
from tests.unit.assistant.web.whole_app import House, house

PROBLEMS = {language: Locales(ROOT / "assistant" / "web" / "locales").screens(language)["problems"] for language in NAMES}
CLASSES = {name for name in vars(errors) if isinstance(getattr(errors, name), type)}


def raised() -> Iterator[tuple[str, str, set[str]]]:
    """Every error of the program that is made with a key: where, the key, the names of its values."""
    for path in (*(ROOT / "index").rglob("*.py"), *(ROOT / "assistant").rglob("*.py"), *(ROOT / "ingest").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CLASSES and len(node.args) > 1:
                keys = [c.value for c in ast.walk(node.args[1]) if isinstance(c, ast.Constant) and isinstance(c.value, str)]
                for key in keys:
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", key, {k.arg or "" for k in node.keywords}


def test_every_key_that_an_error_carries_has_its_sentence_with_its_values_and_no_other() -> None:
    found = [one for one in raised() if one[1]]
    wrong = [
        where
        for where, key, values in found
        if key not in PROBLEMS["en"] or not {name for _, name, _, _ in string.Formatter().parse(PROBLEMS["en"][key]) if name} <= values
    ]
    assert wrong == []
    assert set(PROBLEMS["en"]) == {key for _, key, _ in found}


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> House:
    return house(tmp_path_factory.mktemp("problems"), requests=0, questions=0)


def alert(client: TestClient, address: str, **form: str) -> tuple[int, str]:
    """The status of a page and the sentence of its problem."""
    response = client.post(address, data=form) if form else client.get(address)
    shown = html.fromstring(response.text).xpath("//*[@role='alert']")
    return response.status_code, " ".join(shown[0].text_content().split()) if shown else ""


@pytest.mark.parametrize("language", NAMES)
def test_pages_say_what_is_wrong_in_the_readers_language(one: House, language: str) -> None:
    p, anna = PROBLEMS[language], one.client("Anna", language)
    assert alert(anna, "/funding?place=Atlantis") == (404, p["place_unknown"].format(name="Atlantis"))
    assert alert(anna, "/funding?programme=Marshall") == (404, p["programme_unknown"].format(name="Marshall"))
    assert alert(anna, "/practices?goal=99") == (400, p["goal_unknown"].format(value="99", last=17))
    assert alert(anna, "/practices?status=<b>") == (400, p["value_unknown"].format(value="<b>"))
    assert alert(anna, "/practices/nothing") == (404, p["practice_missing"])
    assert alert(anna, "/practices?start=x") == (400, p["address_incomplete"])
    assert alert(anna, "/ask", question=" – ") == (400, p["question_empty"])
    assert alert(anna, "/ask", question="waste " * 2_000) == (400, p["question_long"].format(n=11_999, longest=2_000))
    assert alert(anna, "/ask", question="waste?", conversation="gone") == (404, p["conversation_missing"])
    assert alert(anna, "/ask", question="waste?", document="gone.pdf") == (404, p["document_missing"])


@pytest.mark.parametrize("language", NAMES)
def test_the_chat_is_told_in_the_readers_language_and_a_program_in_english(one: House, language: str) -> None:
    asked = {"question": "waste?", "conversation": "gone"}
    for address in ("/api/ask", "/api/ask/stream"):
        told = one.client("Anna", language).post(address, json=asked)
        assert (told.status_code, told.json()["error"]) == (404, PROBLEMS[language]["conversation_missing"])
    program = one.program("Anna", "reader").post("/api/ask", json=asked)
    assert program.json()["error"] == "There is no conversation “gone”: it was deleted, or the link is incomplete."


@pytest.mark.parametrize("language", NAMES)
def test_a_conversation_that_can_only_be_read_is_said_to_be_anothers(one: House, language: str) -> None:
    made = one.client("Anna").post("/api/ask", json={"question": "waste?"}).json()
    kept: Conversations = one.kept.owned_by(one.account("Anna"))
    kept.share(made["conversation"], True)
    told = one.client("Jan", language).post("/api/ask", json={"question": "And?", "conversation": made["conversation"]})
    assert told.json()["error"] == PROBLEMS[language]["conversation_of_another"]


@pytest.mark.parametrize("language", NAMES)
def test_who_is_not_signed_in_is_told_so_in_their_language(one: House, language: str) -> None:
    told = one.client("", language).post("/api/ask", json={"question": "waste?"})
    refused = Locales(ROOT / "assistant" / "web" / "locales").screens(language)["refused"]
    assert (told.status_code, told.json()["error"]) == (401, refused["nobody"])


def test_an_address_that_leads_nowhere_is_a_page_for_people_and_json_for_programs(tmp_path: Path) -> None:
    local = TestClient(house(tmp_path).app, headers={"Accept-Language": "cs"})
    page = local.get("/nothing")
    assert (page.status_code, "Na této adrese nic není." in page.text) == (404, True)
    assert local.get("/api/nothing").json() == {"error": "/api/nothing: Not Found."}
