"""One process's assistant, and the judgement of what it answers. Knows the product's way from question to answer, nothing of other processes."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.answer.answer import Assistant, whole
from assistant.answer.examples import examples
from assistant.answer.generate import Generator
from assistant.answer.shape import as_json
from assistant.answer.types import Corrections, Turn
from assistant.answer.verify.check import Cited, Verifier
from eval.metrics.all import METRICS
from eval.metrics.metric import Answer, figures, judged
from eval.run.question import Question
from eval.run.record import Record, failed, record
from index.address import Address
from index.encoder.protocol import Encoder
from index.encoder.registry import load
from index.languages import LANGUAGES
from index.reader import Reader
from index.settings import IndexSettings
from index.types import Filters


@dataclass(frozen=True, slots=True)
class Opening:
    """What it takes to open an assistant in another process."""

    index: Path | Address
    settings: IndexSettings
    chat_model: str = ""
    chat_seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a question: its record and, apart from it, its whole answer (None where the assistant broke) and how long it took."""

    record: Record
    answer: Answer | None
    seconds: float


class Bench:
    """Asks questions and measures the answers."""

    def __init__(self, reader: Reader, assistant: Assistant, verifier: Verifier) -> None:
        self._reader = reader
        self._assistant = assistant
        self._verifier = verifier

    @classmethod
    def opened(cls, opening: Opening) -> Bench:
        """A bench over an index folder. The support test compares words, so that it takes a static encoder whatever searches."""
        settings = opening.settings
        encoder = load(settings.encoder, settings.question_prefix, settings.passage_prefix)
        generator = Generator.configured(opening.chat_model, opening.chat_seconds) if opening.chat_model else None
        reader = Reader(opening.index, encoder)
        bench = cls(reader, Assistant(reader, encoder, generator), Verifier(encoder if encoder.static else load()))
        Bench._warm(reader, encoder)
        return bench

    @staticmethod
    def _warm(reader: Reader, encoder: Encoder) -> None:
        """Dictionaries and weights are read before the first question, whose time would be theirs otherwise; no chat model is asked."""
        assistant = Assistant(reader, encoder)
        for language in LANGUAGES:
            for text in examples(reader, language, 1):
                assistant.ask(text)

    def ask(self, question: Question) -> Outcome:
        """The outcome of a question. Whatever breaks while it is answered is kept with it, and never ends the run."""
        began = time.perf_counter()
        try:
            answer = self.answer(question)
        except Exception as problem:  # the assistant is what is tested: one crash is a finding, not the end
            return Outcome(failed(question, f"{type(problem).__name__}: {problem}"), None, time.perf_counter() - began)
        return self.measured(question, answer)

    def answer(self, question: Question) -> Answer:
        """The answer as JSON, after the earlier questions of its conversation."""
        turns: list[Turn] = []
        for text in question.before:
            made = whole(self._assistant.steps(text, Filters(), Corrections(), turns))
            turns.append(Turn(made.query.text, made.query, made.answer.text))
        return plain(as_json(whole(self._assistant.steps(question.text, Filters(), Corrections(), turns)).answer))

    def measured(self, question: Question, answer: Answer) -> Outcome:
        """An answer with its figures."""
        one = judged(question.case, question.language, answer, self._reader, self._supports)
        return Outcome(record(question, one, figures(METRICS, one)), answer, float(answer["seconds"]))

    def _supports(self, sentence: str, language: str, texts: Sequence[Cited]) -> bool:
        return self._verifier.check(sentence, language, texts).supported


def plain(answer: dict[str, object]) -> Answer:
    """An answer as a reader of its JSON has it: lists, not tuples."""
    found: dict[str, Any] = json.loads(json.dumps(answer))
    return found
