"""Who checked and who published a practice, and when. Knows its table, nothing of practices but their ids.

A practice is a draft until somebody checks it against its sources; another person publishes it; anybody may return it, with a reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from assistant.shared_file import SharedFile
from index.errors import UsageError

FILE = "validations.sqlite"
SCHEMA_VERSION = 1
DRAFT, CHECKED, PUBLISHED = STATUSES = ("draft", "checked", "published")
RETURNED = "returned"
STEPS = (CHECKED, PUBLISHED, RETURNED)
LONGEST_NAME, LONGEST_NOTE = 200, 2_000  # characters

_SCHEMA = """
CREATE TABLE steps (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    practice TEXT NOT NULL,
    step TEXT NOT NULL CHECK (step IN ('checked', 'published', 'returned')),
    person TEXT NOT NULL,
    note TEXT NOT NULL,
    date TEXT NOT NULL
) STRICT;
CREATE INDEX steps_of_practice ON steps (practice);
"""


@dataclass(frozen=True, slots=True)
class Step:
    """What one person did with a practice."""

    id: int
    practice: str
    step: str  # checked | published | returned
    person: str
    note: str
    date: str  # ISO 8601, UTC


class Validations(SharedFile):
    """The file, open. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Open or make the file of an index folder; ProductError where that cannot be done."""
        super().__init__(folder / FILE, "validations", _SCHEMA, SCHEMA_VERSION)

    def keep(self, practice: str, step: str, person: str, note: str = "") -> Step:
        """Keep a step. UsageError for one that does not follow from the practice's status, for a publisher who checked it, for an empty name."""
        person = person.strip()
        if step not in STEPS:
            raise UsageError(f"A practice cannot be {step!r}: it is {', '.join(STEPS[:-1])} or {STEPS[-1]}.")
        if not person or len(person) > LONGEST_NAME:
            raise UsageError(
                f"A validation carries a person's name, of at most {LONGEST_NAME} characters: say who you are.", "name_missing"
            )
        if len(note) > LONGEST_NOTE:
            sentence = f"The note has {len(note):,} characters; at most {LONGEST_NOTE:,} are kept: shorten it."
            raise UsageError(sentence, "text_long", n=len(note), longest=LONGEST_NOTE)
        with self._transaction():
            _follows(practice, step, person, self.history(practice))
            row = (practice, step, person, note.strip(), datetime.now(UTC).isoformat(timespec="seconds"))
            cursor = self._db.execute("INSERT INTO steps (practice, step, person, note, date) VALUES (?, ?, ?, ?, ?)", row)
            assert cursor.lastrowid is not None
        return Step(cursor.lastrowid, *row)

    def history(self, practice: str) -> list[Step]:
        """What was done with a practice, the oldest first."""
        return [
            Step(*row)
            for row in self._rows("SELECT id, practice, step, person, note, date FROM steps WHERE practice = ? ORDER BY id", practice)
        ]

    def statuses(self) -> dict[str, Step]:
        """The last step of each practice that anybody touched."""
        rows = self._rows("SELECT max(id), practice, step, person, note, date FROM steps GROUP BY practice")
        return {row[1]: Step(*row) for row in rows}


def open_validations(folder: Path) -> Validations | None:
    """The validations of an index folder for reading; None where there are none, so that looking leaves no file behind."""
    return Validations(folder) if (folder / FILE).exists() else None


def status(last: Step | None) -> str:
    """What a practice is after its last step."""
    return DRAFT if last is None or last.step == RETURNED else last.step


def _follows(practice: str, step: str, person: str, history: list[Step]) -> None:
    now = status(history[-1] if history else None)
    if step == RETURNED and now == DRAFT:
        raise UsageError(f"Practice {practice} is a draft: there is nothing to return.", "practice_step")
    if step == CHECKED and now != DRAFT:
        raise UsageError(f"Practice {practice} is {now} already: return it first.", "practice_step")
    if step == PUBLISHED and now != CHECKED:
        reason = "published already" if now == PUBLISHED else "a draft: somebody has to check it first"
        raise UsageError(f"Practice {practice} is {reason}.", "practice_step")
    if step == PUBLISHED and history[-1].person.casefold() == person.casefold():
        sentence = f"{person} checked practice {practice}, so another person has to publish it."
        raise UsageError(sentence, "practice_same_person", person=person)
