"""How long an answer takes over a hundred thousand passages, warm and without a chat model: figures, never a failure.

BENCH_FOLDER keeps the index, as for test_scale, and BENCH_PASSAGES sets a smaller number.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from assistant.answer.answer import Assistant
from index.encoder.registry import load
from index.reader import Reader
from index.search import Found
from index.types import Filters
from tests.bench import synthetic
from tests.bench.test_scale import OPENED, PASSAGES, ROOT, build

WARM, ASKED = 30, 150


@dataclass(slots=True)
class Spent:
    """Milliseconds of the clock and of the processor, a number for each answer."""

    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def line(self) -> str:
        percentiles = ", ".join(f"p{p} {np.percentile(self.clock, p):.0f}" for p in (50, 95))
        used = ", ".join(f"p{p} {np.percentile(self.processor, p):.0f}" for p in (50, 95))
        return f"{percentiles}; of processor {used}, mean {np.mean(self.processor):.0f}"


class TimedReader(Reader):
    """A reader that knows how long it searched since it was last asked."""

    searched = 0.0
    processor = 0.0

    def search(self, question: str, limit: int = 20, filters: Filters = Filters(), language: str = "") -> Found:  # noqa: B008 - frozen
        began, used = time.perf_counter(), time.process_time()
        try:
            return super().search(question, limit, filters, language)
        finally:
            self.searched += time.perf_counter() - began
            self.processor += time.process_time() - used


def asked(assistant: Assistant, reader: TimedReader, questions: Sequence[str]) -> tuple[Spent, Spent]:
    """What each whole answer took, and what of it was not search."""
    whole, rest = Spent(), Spent()
    for question in questions:
        reader.searched = reader.processor = 0.0
        began, used = time.perf_counter(), time.process_time()
        assistant.ask(question)
        processor, clock = time.process_time() - used, time.perf_counter() - began
        whole.clock.append(1_000 * clock)
        whole.processor.append(1_000 * processor)
        rest.clock.append(1_000 * (clock - reader.searched))
        rest.processor.append(1_000 * (processor - reader.processor))
    return whole, rest


@pytest.mark.slow
def test_milliseconds_an_answer(tmp_path: Path) -> None:
    passages = min(OPENED, PASSAGES)
    kept = os.environ.get("BENCH_FOLDER")
    folder = Path(kept) / str(passages) if kept else tmp_path / "index"
    build(folder, passages, tmp_path)
    known = synthetic.languages(ROOT / "samples" / "source")
    invented = [synthetic.question(number, known) for number in range(WARM + ASKED)]
    words = [text.removesuffix(f" {place}?") for text, place in invented]
    places = [place for _, place in invented]
    held = [synthetic.place(number % synthetic.PLACES) for number in range(passages // synthetic.PASSAGES_A_DOCUMENT)]
    here = [held[i % len(held)] for i in range(len(words))]
    kinds = {
        "a question": [f"{text}?" for text in words[WARM:]],
        "a question on one place": [f"{text} {place}?" for text, place in zip(words[WARM:], here[WARM:], strict=True)],
        "a question that compares two": [f"{text} {here[i]}, {here[i - 1]}?" for i, text in enumerate(words) if i >= WARM],
        "a question on a place unknown": [f"{text} {place}?" for text, place in zip(words[WARM:], places[WARM:], strict=True)],
    }
    encoder = load()
    reader = TimedReader(folder, encoder)
    assistant = Assistant(reader, encoder)
    asked(assistant, reader, [f"{text}?" for text in words[:WARM]])
    print(f"\nmilliseconds an answer over {reader.info()['passages']:,} passages")
    for kind, questions in kinds.items():
        whole, rest = asked(assistant, reader, questions)
        print(f"  {kind:30} {whole.line()}\n  {'  of it not search':30} {rest.line()}")
        assert len(whole.clock) == ASKED
