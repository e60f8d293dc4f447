"""A file of cases to Cases; what is wrong with a line is named by line and id. Knows the two forms of files, nothing of documents' texts.

The one form is a case a line (eval/cases/README.md). The other is a question set of others, `questions.jsonl` with its `passages.jsonl`
beside it, where each passage counts as a document of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from eval.cases.schema import Case
from index.errors import UsageError

# Of a passage that answers as a whole no longer quotation is wanted than this: it may have been split.
_QUOTED = 120


@dataclass(frozen=True, slots=True)
class Set:
    """Cases, and the documents that they bring with them: the text of each by its name. Without any, an index of theirs is given."""

    cases: tuple[Case, ...]
    documents: Mapping[str, str]
    lines: Mapping[str, int]  # of each case, by id, the line of its file


def read_set(path: Path) -> Set:
    """The cases of a file, or of the file `questions.jsonl` in a folder. UsageError names line and id of the first that is none."""
    file = path / "questions.jsonl" if path.is_dir() else path
    passages = file.parent / "passages.jsonl"
    found = _with_passages(file, passages) if passages.exists() else _plain(file)
    if not found.cases:
        raise UsageError(f"There is no case in {file}: a set of nothing has no figures; write a line for each case.")
    return found


def _plain(file: Path) -> Set:
    cases: list[Case] = []
    seen: dict[str, int] = {}
    for number, row in _rows(file):
        name = row.get("id", "without id")
        try:
            case = Case.model_validate_json(json.dumps(row))
        except ValidationError as problem:
            raise UsageError(f"Line {number} of {file}, case {name}: {_first(problem)}.") from problem
        if case.id in seen:
            raise UsageError(f"Line {number} of {file}, case {name}: line {seen[case.id]} has the same id; give each case its own.")
        seen[case.id] = number
        cases.append(case)
    return Set(tuple(cases), {}, seen)


def _rows(file: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a file with their line numbers."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise UsageError(f"The cases {file} cannot be read ({problem}): give a UTF-8 file with a JSON object a line.") from problem
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as problem:
            raise UsageError(f"Line {number} of {file} is no JSON ({problem}): write one object a line.") from problem
        if not isinstance(row, dict):
            raise UsageError(f"Line {number} of {file} is no JSON object: write one object a line.")
        yield number, row


def _first(problem: ValidationError) -> str:
    """The first thing that is wrong, with its place in the line."""
    error = problem.errors()[0]
    where = ".".join(str(part) for part in error["loc"] if part != "[key]")
    if error["type"] == "extra_forbidden":
        return f"the key “{where}” is none that a case has; correct or remove it"
    if error["type"] == "missing":
        return f"the key “{where}” is missing"
    message = str(error["msg"]).removeprefix("Value error, ")
    return f"“{where}”: {message}" if where else message


def _with_passages(file: Path, passages: Path) -> Set:
    """A set of questions, each answered by passages that it names. Those that the set calls impossible are left out: they are so for their
    passage, and nobody looked through the others.
    """
    texts = {row["passage_id"]: row for _, row in _rows(passages)}
    cases, seen = [], {}
    for number, row in _rows(file):
        if row.get("impossible"):
            continue
        try:
            cases.append(_case_of(row, texts))
            seen[cases[-1].id] = number
        except (KeyError, ValidationError) as problem:
            raise UsageError(f"Line {number} of {file}, case {row.get('id', 'without id')}: {problem}.") from problem
    return Set(tuple(cases), {f"{name}.md": f"# {row['title']}\n\n{row['text']}\n" for name, row in texts.items()}, seen)


def _case_of(row: Mapping[str, Any], texts: Mapping[str, Mapping[str, Any]]) -> Case:
    named = row.get("passage_ids") or [row["passage_id"]]
    said = [text for text in (row.get("answer"), row.get("answer_span")) if text and text.strip()]
    quotes = [row.get("answer_span") or texts[name]["text"][:_QUOTED] for name in named]
    return Case.model_validate(
        {
            "id": row["id"],
            "kind": "fact",
            "question": {row["lang"]: row["question"]},
            "answerable": True,
            "gold": tuple({"doc": f"{name}.md", "quote": quote} for name, quote in zip(named, quotes, strict=True)),
            "nuggets": (tuple(dict.fromkeys(said)),) if said else (),
        }
    )
