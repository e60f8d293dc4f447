"""Many texts from a file to their tags in a file, a JSON object a line. Knows the two forms, nothing of how tags are found."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from index.errors import UsageError
from index.languages import detect
from index.types import Tag
from ingest.tag.tag import Tagger


class Line(NamedTuple):
    """A text to tag."""

    id: object  # as given: a string or a number
    text: str


def tag_batch(source: Path, out: Path, tagger: Tagger, complain: Callable[[str], None]) -> int:
    """Tag each line {"id", "text"} of `source` into a line of `out`; returns how many. `complain` is told of each line that is none.

    UsageError where a file cannot be read or written. The output holds a line for every good line, in their order.
    """
    lines = list(_read(source, complain))
    languages = [detect(line.text) for line in lines]
    found = tagger.tag([line.text for line in lines], languages, None)
    rows = (as_json(line, language, tags) for line, language, tags in zip(lines, languages, found, strict=True))
    try:
        out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    except OSError as problem:
        raise UsageError(f"The tags cannot be written to {out} ({problem.strerror}): name a file in a folder that exists.") from problem
    return len(lines)


def as_json(line: Line, language: str, tags: Sequence[Tag]) -> dict[str, object]:
    """One line of the output: goals with strength 1 or more, best first."""
    goals = sorted((tag for tag in tags if tag.kind == "goal"), key=lambda tag: -tag.score)
    return {
        "id": line.id,
        "language": language,
        "goals": [
            {"goal": int(tag.value), "strength": tag.strength, "score": round(tag.score, 3), "span": [tag.start, tag.end]} for tag in goals
        ],
        "targets": [tag.value for tag in tags if tag.kind == "target"],
        "green_deal": [tag.value for tag in tags if tag.kind == "green deal"],
        "commitment": next(tag.value for tag in tags if tag.kind == "commitment"),
    }


def _read(source: Path, complain: Callable[[str], None]) -> Iterator[Line]:
    try:
        rows = source.read_bytes().splitlines()
    except OSError as problem:
        raise UsageError(f"The batch {source} cannot be read ({problem.strerror}): name a file with a JSON object a line.") from problem
    for number, row in enumerate(rows, 1):
        if not row.strip():
            continue
        try:
            value = json.loads(row.decode("utf-8"))
            line = Line(value["id"], value["text"])
        except (ValueError, KeyError, TypeError):
            complain(f'Line {number} of {source} is not {{"id", "text"}}: it is left out; correct it.')
            continue
        if isinstance(line.text, str) and isinstance(line.id, str | int):
            yield line
        else:
            complain(f"Line {number} of {source} has an id or a text of another kind: it is left out; give the text as a string.")
