"""Many questions from a file to many answers in a file, a JSON object a line: the form in which evaluators ask."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.progress import track

from assistant.answer.answer import Assistant
from assistant.answer.shape import as_json
from index.errors import UsageError


def answer_batch(questions: Path, out: Path, assistant: Assistant) -> int:
    """Answer each line {"id", "question"} of `questions` into a line of `out`; returns their number.

    A question that is refused as a question (empty, too long) becomes a refusal with the reason; UsageError names a line that is no question.
    """
    asked = list(_read(questions))
    with out.open("w", encoding="utf-8") as file:
        for identifier, question in track(asked, "Answering", console=Console(stderr=True), transient=True):
            file.write(json.dumps({"id": identifier, **_answer(question, assistant)}, ensure_ascii=False) + "\n")
    return len(asked)


def _answer(question: str, assistant: Assistant) -> dict[str, object]:
    try:
        return as_json(assistant.ask(question))
    except UsageError as problem:
        empty: dict[str, object] = {"sentences": [], "citations": [], "hits": [], "blocks": []}
        return {
            "question": question,
            "language": "en",
            "refused": True,
            "reason": str(problem),
            "answer": str(problem),
            **empty,
            "seconds": 0.0,
        }


def _read(path: Path) -> Iterator[tuple[str, str]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise UsageError(f"The batch {path} cannot be read ({problem}): give a UTF-8 file with a JSON object a line.") from problem
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            yield str(row["id"]), str(row["question"])
        except (json.JSONDecodeError, KeyError, TypeError) as problem:
            raise UsageError(f'Line {number} of {path} is not {{"id", "question"}}: correct it.') from problem
