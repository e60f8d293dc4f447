"""The whole chain on the sample documents, asked in five languages: what is found, cited and refused."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from assistant.answer.answer import Assistant
from assistant.answer.shape import as_json
from index.encoder.registry import load
from index.languages import LANGUAGES
from index.reader import Reader
from tests.cases import rows

QUESTIONS = rows()


@pytest.fixture(scope="module")
def reader(sample_index: Path) -> Reader:
    return Reader(sample_index, load())


@pytest.fixture(scope="module")
def assistant(reader: Reader) -> Assistant:
    return Assistant(reader, load())


def squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).replace("|", " ").split()).casefold()


def holds(text: str, quote: str) -> bool:
    """Whether a text holds the first half of a quote, white space apart: the judge's measure in its simplest form."""
    wanted = squeezed(quote)
    return wanted[: len(wanted) // 2 + 1] in squeezed(text) or wanted[len(wanted) // 2 :] in squeezed(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_right_passage_is_among_the_first_ten(assistant: Assistant, language: str) -> None:
    asked = [q for q in QUESTIONS if q["answerable"] and q["kind"] != "comparison"]
    missed = []
    for q in asked:
        hits = assistant.ask(q["question"][language]).hits[:10]
        if not any(h.passage.document == g["doc"] and holds(h.passage.text, g["quote"]) for h in hits for g in q["gold"]):
            missed.append(q["id"])
    assert len(missed) <= 0.1 * len(asked), missed


@pytest.mark.parametrize("q", QUESTIONS[::3], ids=lambda q: q["id"])
def test_every_sentence_is_a_slice_of_its_document(assistant: Assistant, reader: Reader, q: dict[str, Any]) -> None:
    for language in LANGUAGES:
        answer = assistant.ask(q["question"][language])
        assert answer.language == language
        cited = {c.n: c for c in answer.citations}
        for block in answer.blocks:
            for sentence in block.sentences:
                assert sentence.citations
                for n in sentence.citations:
                    c = cited[n]
                    assert reader.text(c.document)[c.start : c.end] == c.quote == sentence.text
                    pages = reader.pages(c.document)
                    assert (c.page is None) == (not pages)
                    assert c.page is None or pages[c.page - 1].start <= c.start < pages[c.page - 1].end


def test_the_same_question_gets_the_same_answer_byte_for_byte(sample_index: Path) -> None:
    def ask() -> str:
        answer = as_json(Assistant(Reader(sample_index, load()), load()).ask("Jak chce Hradnov využít odpadní teplo ze skláren?"))
        return json.dumps({**answer, "seconds": 0})

    assert ask() == ask()


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("How much will the extension of Lublin's trolleybus network cost?", "No indexed document is of Lublin"),
        ("Hány kazánházat állítottak át Szegeden?", "Egyetlen indexelt dokumentum sem vonatkozik a következő helyre: Szeged"),
        ("Ile tramwajów kupi Gdańsk?", "Żaden zaindeksowany dokument nie dotyczy miejsca: Gdańsk"),
    ],
)
def test_a_city_without_a_document_is_refused(assistant: Assistant, question: str, reason: str) -> None:
    answer = assistant.ask(question)
    assert answer.refused
    assert answer.text.startswith(reason)
    assert answer.citations == ()


def test_a_comparison_quotes_every_place(assistant: Assistant) -> None:
    answer = assistant.ask("Porovnaj Hradnov a Lužovany: odpadové teplo")
    assert {c.document for c in answer.citations} == {"akcni-plan-klima-hradnov.pdf", "program-rozvoja-luzovany.pdf"}


def test_streaming_says_what_asking_says(assistant: Assistant) -> None:
    question = "What heats the swimming pool in Skalovce?"
    events = list(assistant.stream(question))
    whole = {**as_json(assistant.ask(question)), "seconds": 0}
    assert events[0].kind == "understood"
    assert {**events[-1].data, "seconds": 0} == whole
    assert [e.data for e in events if e.kind == "sentence"] == whole["sentences"]
    assert [e.data for e in events if e.kind == "citation"] == whole["citations"]
