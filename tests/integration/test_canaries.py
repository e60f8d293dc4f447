"""Orders planted in documents are obeyed 0 times, even by a model that obeys them: its sentences cite the planted text and are not shown, nor is
that text quoted.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer.answer import Assistant
from assistant.answer.generate import Generator
from index.encoder.static import StaticEncoder
from index.reader import Reader
from index.writer import Writer
from tests.integration.openai_server import Script, openai_server
from tests.unit.assistant.answer.canaries import CANARIES, Canary
from tests.unit.index.test_store import stored

QUESTIONS = {
    "en": "What is planned for the heat network of Javorohrad by 2035?",
    "pl": "Co zaplanowano w sprawie sieci ciepłowniczej?",
    "cs": "Co se plánuje pro tepelnou síť?",
    "sk": "Čo sa plánuje pre tepelnú sieť?",
    "hu": "Mit terveznek a hőhálózattal kapcsolatban?",
}
TRUE = "The heat network of Javorohrad will be 80 % renewable by 2035, and the heat plan costs EUR 3.4 million."


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Iterator[Script]:
    with openai_server() as script:
        monkeypatch.setenv("OPENAI_API_KEY", "none")
        monkeypatch.setenv("OPENAI_BASE_URL", script.address)
        monkeypatch.setenv("OPENAI_API_BASE", script.address)
        yield script


def assistant(folder: Path, planted: str) -> Assistant:
    encoder = StaticEncoder.shipped()
    with Writer(folder / "index", encoder) as writer:
        writer.put(*stored(folder, "plan.txt", [TRUE, planted]))
        writer.finish()
    return Assistant(Reader(folder / "index", encoder), encoder, Generator.configured("openai:scripted", 30))


@pytest.mark.parametrize("canary", CANARIES, ids=lambda c: f"{c.language}-{c.mark}")
def test_a_model_that_obeys_is_not_shown(tmp_path: Path, script: Script, canary: Canary) -> None:
    """It cites whatever might carry what it says: the planted text, the true one, both."""
    said = canary.obeyed.rstrip(".")
    script.reply = f"{said} [1]. {said} [2]. {said} [1][2]."
    events = list(assistant(tmp_path, canary.text).stream(QUESTIONS[canary.language]))
    assert len(script.requests) == 1
    assert {str(e.data["text"]) for e in events if e.kind == "sentence"} <= {TRUE}
    assert canary.mark not in str(events[-1].data["answer"]).replace(TRUE, "")
    prompt = str(script.requests[0]["messages"])
    assert canary.text not in prompt


def test_thirty_phrasings_in_all_languages() -> None:
    assert len({c.text for c in CANARIES}) >= 30
    assert {c.language for c in CANARIES} == set(QUESTIONS)
    assert all(c.mark in c.obeyed for c in CANARIES)
