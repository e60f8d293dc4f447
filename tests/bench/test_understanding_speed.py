"""How long a question takes to be understood, warm: figures, never a failure."""

import json
import time
from pathlib import Path

import pytest

from assistant.answer.question.understand import understand

CASES = Path(__file__).parents[2] / "eval" / "cases" / "understand.jsonl"


@pytest.mark.slow
def test_milliseconds_a_question() -> None:
    questions = [json.loads(line)["question"] for line in CASES.read_text(encoding="utf-8").splitlines()]
    for question in questions:
        understand(question, ())
    taken = []
    for question in questions:
        began = time.perf_counter()
        understand(question, ())
        taken.append(1_000 * (time.perf_counter() - began))
    taken.sort()
    print(f"\nmilliseconds a question: mean {sum(taken) / len(taken):.2f}, median {taken[len(taken) // 2]:.2f}, slowest {taken[-1]:.2f}")
    assert taken
