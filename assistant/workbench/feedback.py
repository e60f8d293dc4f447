"""What readers think of answers: a thumb up or down, with a reason if they gave one. Knows its table and answers' ids, not the answers.

A thumb holds an answer's id alone: what was asked and answered is read from the conversation, and is gone with it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from assistant.shared_file import SharedFile

FILE = "feedback.sqlite"
SCHEMA_VERSION = 1
UP, DOWN = VERDICTS = ("up", "down")
LONGEST_REASON = 2_000  # characters

_SCHEMA = """
CREATE TABLE thumbs (
    answer TEXT PRIMARY KEY,
    verdict TEXT NOT NULL CHECK (verdict IN ('up', 'down')),
    reason TEXT NOT NULL,
    date TEXT NOT NULL
) STRICT;
"""


@dataclass(frozen=True, slots=True)
class Thumb:
    """What a reader said of an answer."""

    answer: str  # its id, see assistant.answer.conversations
    verdict: str  # up | down
    reason: str  # "" where none was given
    date: str  # ISO 8601, UTC


class Feedback(SharedFile):
    """The file, open. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Open or make the file of an index folder; ProductError where that cannot be done."""
        super().__init__(folder / FILE, "readers' verdicts", _SCHEMA, SCHEMA_VERSION)

    def keep(self, answer: str, verdict: str, reason: str = "") -> Thumb:
        """Keep a verdict in place of an earlier one on the same answer."""
        thumb = Thumb(answer, verdict, reason.strip(), datetime.now(UTC).isoformat(timespec="seconds"))
        with self._transaction():
            self._db.execute("INSERT OR REPLACE INTO thumbs VALUES (?, ?, ?, ?)", (thumb.answer, thumb.verdict, thumb.reason, thumb.date))
        return thumb

    def down(self) -> list[Thumb]:
        """The complaints, the latest first."""
        return [Thumb(*row) for row in self._rows("SELECT * FROM thumbs WHERE verdict = 'down' ORDER BY date DESC, rowid DESC")]

    def forget(self, answers: Collection[str]) -> None:
        """Delete what was said of these answers."""
        with self._lock:
            with self._transaction():
                self._db.executemany("DELETE FROM thumbs WHERE answer = ?", [(answer,) for answer in answers])
            self._forget()
