"""The folders that “python -m eval” writes, as files: what was run, its figures, its answers. Knows their names and forms, not how they are made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import NotFound, ProductError

LOG = "log.txt"  # what a run that was started here said
PAGE = "index.html"
_RUN, _RECORDS, _FIGURES = "run.json", "records.jsonl", "figures.json"

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Run:
    """A run's folder."""

    folder: Path

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def about(self) -> Mapping[str, Any]:
        """What was run: cases, questions, date, versions; empty until the run has begun."""
        return _object(self.folder / _RUN)

    @property
    def figures(self) -> Mapping[str, Any]:
        """{figure: {"all", "interval", language: …}}; empty until the run is done."""
        return _object(self.folder / _FIGURES)

    @property
    def finished(self) -> bool:
        return (self.folder / _FIGURES).is_file()

    @property
    def answered(self) -> int:
        """How many questions have been answered so far."""
        try:
            with (self.folder / _RECORDS).open("rb") as lines:
                return sum(1 for _ in lines)
        except FileNotFoundError:
            return 0

    @property
    def page(self) -> Path | None:
        """The report to read; None until it is written."""
        path = self.folder / PAGE
        return path if path.is_file() else None

    @property
    def last_words(self) -> str:
        """The last line that the run said, which is why it ended where it failed; "" where it said nothing."""
        try:
            said = (self.folder / LOG).read_text("utf-8", errors="replace")
        except FileNotFoundError:
            return ""
        return next((line.strip() for line in reversed(said.splitlines()) if line.strip()), "")[:500]

    def records(self) -> list[Record]:
        """All answers, in order; ProductError names a line that cannot be read. Of a run under way a last half line is left out."""
        found: list[Record] = []
        for number, line in enumerate(self._lines(), 1):
            found.append(self._record(number, line))
        return found

    def record(self, number: int) -> Record:
        """The answer in line `number`, from 1; NotFound where there is none."""
        lines = self._lines()
        if not 1 <= number <= len(lines):
            raise NotFound(f"The run {self.name} has {len(lines)} answers, none with the number {number}.")
        return self._record(number, lines[number - 1])

    def _lines(self) -> list[str]:
        try:
            text = (self.folder / _RECORDS).read_text("utf-8")
        except FileNotFoundError:
            return []
        return text[: text.rfind("\n") + 1].split("\n")[:-1]

    def _record(self, number: int, line: str) -> Record:
        try:
            row = json.loads(line)
            return {**row, "id": str(row["id"]), "expected": dict(row["expected"])}
        except (ValueError, KeyError, TypeError) as problem:
            raise ProductError(f"Line {number} of {self.folder / _RECORDS} holds no answer ({problem}): run the set again.") from problem


class Runs:
    """The folder of all runs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def listed(self) -> list[Run]:
        """The latest first. Only folders in this one that hold a run, so that no name leads out of it."""
        if not self.folder.is_dir():
            return []
        found = [path for path in self.folder.iterdir() if path.is_dir() and not path.is_symlink()]
        began = {
            path: max((path / name).stat().st_mtime for name in (_RUN, LOG) if (path / name).is_file()) for path in found if _is_run(path)
        }
        return [Run(path) for path in sorted(began, key=lambda path: (-began[path], path.name))]

    def named(self, name: str) -> Run:
        """One of those listed; NotFound for any other name."""
        for run in self.listed():
            if run.name == name:
                return run
        raise NotFound(f"There is no run “{name[:60]}” in {self.folder}: it was deleted, or the link is incomplete.")


def sentences(record: Record) -> list[Mapping[str, Any]]:
    """What is marked of an answer, each {"text", "citations"}: its sentences, or the one text of a refusal. Nothing where there is no answer."""
    answer = record["answer"]
    if not answer:
        return []
    return answer["sentences"] or [{"text": answer["answer"], "citations": []}]


def failed(record: Record) -> bool:
    """Whether the suite's own figures call the answer a failure: none came, refused or answered wrongly, or no gold passage cited."""
    figures = record["figures"]
    return (
        bool(record["error"])
        or figures.get("refused wrongly") == 1
        or figures.get("refused rightly") == 0
        or figures.get("gold cited") == 0
    )


def digest(record: Record) -> str:
    """What an answer is told by, whichever run it stands in: two runs with the same answer to a question have the same marks."""
    answer = record["answer"] or {}
    told = [
        record["question"],
        answer.get("answer"),
        [s["text"] for s in sentences(record)],
        [c["quote"] for c in answer.get("citations", ())],
    ]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:32]


def _is_run(path: Path) -> bool:
    return (path / _RUN).is_file() or (path / LOG).is_file()


def _object(path: Path) -> Mapping[str, Any]:
    """The JSON object in a file; empty where there is none, or a half-written one."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
