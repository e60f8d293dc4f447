"""Answers written by a chat model, against a real server with scripted replies: what is shown is only what the sources carry."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer.answer import Assistant
from assistant.answer.generate import Generator
from assistant.answer.prompts import load
from index.reader import Reader
from tests.encoders import CountingEncoder
from tests.integration.openai_server import Script, openai_server
from tests.unit.index.test_store import fill, stored

QUESTION = "What is planned for heat?"
# The first says “heat” twice: it is the best evidence, and so source 1.
SENTENCES = [
    "The heat network will give heat that is 80 % renewable by 2035.",
    "The heat pumps cost EUR 1,200,000.",
    "A bus line opens too.",
]


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Iterator[Script]:
    with openai_server() as script:
        monkeypatch.setenv("OPENAI_API_KEY", "none")
        monkeypatch.setenv("OPENAI_BASE_URL", script.address)
        monkeypatch.setenv("OPENAI_API_BASE", script.address)
        yield script


@pytest.fixture
def assistant(tmp_path: Path, script: Script) -> Assistant:
    fill(tmp_path / "index", stored(tmp_path, "plan.txt", SENTENCES))
    encoder = CountingEncoder()
    prompt = load("answer", frozenset({"question", "language", "sources"}))
    return Assistant(Reader(tmp_path / "index", encoder), encoder, Generator("openai:scripted", prompt, seconds=2))


def test_an_obedient_model_is_shown_with_its_sources(assistant: Assistant, script: Script) -> None:
    script.reply = "By 2035 the heat network will be 80 % renewable [1]. The pumps cost EUR 1,200,000 [2]."
    answer = assistant.ask(QUESTION)
    assert [s.text for b in answer.blocks for s in b.sentences] == [
        "By 2035 the heat network will be 80 % renewable.",
        "The pumps cost EUR 1,200,000.",
    ]
    assert [c.quote for c in answer.citations] == SENTENCES[:2]
    assert answer.made_by["chat model"] == "openai:scripted"
    assert answer.made_by["prompt"].startswith("answer ")
    asked = str(script.requests[0]["messages"])
    assert QUESTION in asked
    assert SENTENCES[0] in asked


def test_a_citation_that_does_not_exist_takes_its_sentence_along(assistant: Assistant, script: Script) -> None:
    script.reply = "The heat network will be 80 % renewable [1]. Everyone is happy [9]. Nobody said this."
    answer = assistant.ask(QUESTION)
    assert [s.text for b in answer.blocks for s in b.sentences] == ["The heat network will be 80 % renewable."]


def test_a_number_that_the_source_does_not_hold_is_not_shown(assistant: Assistant, script: Script) -> None:
    script.reply = "The heat network will be 95 % renewable [1]. The pumps cost EUR 1 200 000 [2]."
    answer = assistant.ask(QUESTION)
    assert [s.text for b in answer.blocks for s in b.sentences] == ["The pumps cost EUR 1 200 000."]


@pytest.mark.parametrize("reply", ["", "NONE", "I think that all is well.", "asdf qwer [7] zxcv", "[[[[["])
def test_a_model_that_cites_nothing_gives_way_to_the_quotations(assistant: Assistant, script: Script, reply: str) -> None:
    script.reply = reply
    answer = assistant.ask(QUESTION)
    assert answer.notice == "The language model's text did not rest on the sources; this answer was made without it."
    assert answer.citations[0].quote == SENTENCES[0]


@pytest.mark.parametrize("status", [429, 500])
def test_a_model_that_fails_gives_way_to_the_quotations(assistant: Assistant, script: Script, status: int) -> None:
    script.status = status
    answer = assistant.ask(QUESTION)
    assert answer.notice.startswith("The language model did not answer (openai:scripted")
    assert answer.citations[0].quote == SENTENCES[0]


def test_a_model_that_hangs_gives_way_after_its_time(assistant: Assistant, script: Script) -> None:
    script.delay = 6
    answer = assistant.ask(QUESTION)
    assert "did not answer" in answer.notice
    assert answer.seconds < 5
    assert answer.citations[0].quote == SENTENCES[0]
