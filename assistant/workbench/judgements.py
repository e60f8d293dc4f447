"""What evaluators say: marks of answers, choices between two runs, completed cases. Knows its tables, nothing of how any of it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from assistant.shared_file import SharedFile
from assistant.workbench.preferences import CHOICES
from assistant.workbench.scoring import VERDICTS
from index.errors import UsageError

FILE = "workbench.sqlite"
SCHEMA_VERSION = 1
SENTENCE, CITATION = PARTS = ("sentence", "citation")
LONGEST_NAME = 200  # characters of an evaluator's name

_SCHEMA = """
CREATE TABLE marks (
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    part TEXT NOT NULL CHECK (part IN ('sentence', 'citation')),
    n INTEGER NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('right', 'partly', 'wrong')),
    evaluator TEXT NOT NULL,
    date TEXT NOT NULL,
    PRIMARY KEY (question, answer, evaluator, part, n)
) STRICT;
CREATE TABLE choices (
    first TEXT NOT NULL,
    second TEXT NOT NULL,
    question TEXT NOT NULL,
    "case" TEXT NOT NULL,
    answers TEXT NOT NULL,
    choice TEXT NOT NULL CHECK (choice IN ('first', 'second', 'same', 'wrong')),
    evaluator TEXT NOT NULL,
    date TEXT NOT NULL,
    PRIMARY KEY (first, second, question, evaluator)
) STRICT;
CREATE TABLE cases (
    answer TEXT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    line TEXT NOT NULL,
    evaluator TEXT NOT NULL,
    date TEXT NOT NULL
) STRICT;
"""


@dataclass(frozen=True, slots=True)
class Mark:
    """A verdict on one sentence or citation of an answer."""

    question: str  # its id in the run
    answer: str  # see assistant.workbench.runs.digest
    part: str  # sentence | citation
    n: int  # of the sentence, from 1, or the citation's number
    verdict: str  # right | partly | wrong
    evaluator: str
    date: str  # ISO 8601, UTC


@dataclass(frozen=True, slots=True)
class Choice:
    """Which of two runs' answers to a question an evaluator found better."""

    first: str  # the runs, by name
    second: str
    question: str
    case: str
    answers: str  # the digests of both, so that a choice ends with the answers that it was between
    choice: str  # first | second | same | wrong
    evaluator: str
    date: str = ""  # ISO 8601, UTC; set when it is kept


@dataclass(frozen=True, slots=True)
class Completed:
    """A case that an evaluator made of a reader's complaint."""

    answer: str  # the id of the answer that was complained about
    id: str
    line: str  # JSON, as in eval/cases/README.md
    evaluator: str
    date: str  # ISO 8601, UTC


class Judgements(SharedFile):
    """The file, open. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Open or make the file in the folder of runs; ProductError where that cannot be done."""
        folder.mkdir(parents=True, exist_ok=True)
        super().__init__(folder / FILE, "judgements", _SCHEMA, SCHEMA_VERSION)

    def mark(self, question: str, answer: str, verdicts: Mapping[tuple[str, int], str], evaluator: str) -> None:
        """Keep what one evaluator says of the parts of an answer, {(part, n): verdict}, in place of what they said before."""
        name, now = named(evaluator), _now()
        for (part, _), verdict in verdicts.items():
            if part not in PARTS or verdict not in VERDICTS:
                raise UsageError(f"A {part[:20]} cannot be {verdict[:20]!r}: it is {', '.join(VERDICTS[:-1])} or {VERDICTS[-1]}.")
        with self._transaction():
            self._db.execute("DELETE FROM marks WHERE (question, answer, evaluator) = (?, ?, ?)", (question, answer, name))
            rows = [(question, answer, part, n, verdict, name, now) for (part, n), verdict in verdicts.items()]
            self._db.executemany("INSERT INTO marks VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def marks(self, question: str | None = None) -> list[Mark]:
        """Of one question or of all, by evaluator, sentences first."""
        order = "ORDER BY question, answer, evaluator, part DESC, n"
        where, values = ("WHERE question = ?", [question]) if question is not None else ("", [])
        return [Mark(*row) for row in self._rows(f"SELECT * FROM marks {where} {order}", *values)]

    def choose(self, choice: Choice) -> None:
        """Keep a choice, in place of the same evaluator's earlier one."""
        if choice.choice not in CHOICES:
            raise UsageError(f"A choice cannot be {choice.choice[:20]!r}: it is {', '.join(CHOICES[:-1])} or {CHOICES[-1]}.")
        row = (choice.first, choice.second, choice.question, choice.case, choice.answers, choice.choice, named(choice.evaluator), _now())
        with self._transaction():
            self._db.execute("INSERT OR REPLACE INTO choices VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)

    def choices(self, first: str, second: str) -> list[Choice]:
        """All between these two runs, the oldest first."""
        rows = self._rows("SELECT * FROM choices WHERE (first, second) = (?, ?) ORDER BY date, question, evaluator", first, second)
        return [Choice(*row) for row in rows]

    def complete(self, answer: str, case: str, line: str, evaluator: str) -> None:
        """Keep the case made of a complaint, in place of an earlier one; UsageError where another case has its id."""
        row = (answer, case, line, named(evaluator), _now())
        with self._transaction():
            if self._rows("SELECT 1 FROM cases WHERE id = ? AND answer <> ?", case, answer):
                raise UsageError(f"Another case has the id {case}: give this one its own.")
            self._db.execute("INSERT OR REPLACE INTO cases VALUES (?, ?, ?, ?, ?)", row)

    def completed(self) -> list[Completed]:
        """All completed cases, the oldest first."""
        return [Completed(*row) for row in self._rows("SELECT * FROM cases ORDER BY date, id")]


def named(evaluator: str) -> str:
    """A name as it is kept; UsageError where there is none."""
    name = " ".join(evaluator.split())
    if not name or len(name) > LONGEST_NAME:
        raise UsageError(f"What is said of an answer carries a name of at most {LONGEST_NAME} characters: say who you are.")
    return name


def verdicts(marks: Iterable[Mark]) -> dict[str, dict[tuple[str, int], str]]:
    """{evaluator: {(part, n): verdict}}."""
    found: dict[str, dict[tuple[str, int], str]] = {}
    for mark in marks:
        found.setdefault(mark.evaluator, {})[mark.part, mark.n] = mark.verdict
    return found


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
