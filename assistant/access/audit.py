"""The log of changes: who did what to what, when, and how it ended. Knows its table; it can be added to and read, nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.access.file import now
from assistant.shared_file import SharedFile

FILE = "audit.sqlite"
SCHEMA_VERSION = 1
LONGEST = 500  # characters of what was changed

_SCHEMA = """
CREATE TABLE entries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    date TEXT NOT NULL,
    person TEXT NOT NULL,
    by TEXT NOT NULL,
    address TEXT NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    outcome TEXT NOT NULL
) STRICT;
CREATE TRIGGER entries_stay BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'the log of changes is only added to'); END;
CREATE TRIGGER entries_remain BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'the log of changes is only added to'); END;
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One change, or an attempt."""

    id: int
    date: str  # ISO 8601, UTC
    person: str  # the name; "" for one who was not signed in, or the one user without accounts
    by: str  # local | session | key | command | password | provider
    address: str  # of the browser or program
    action: str  # "DELETE /api/comments/{comment}", "sign in", "account add"
    object: str  # "/api/comments/7", the name of an account
    outcome: str  # the HTTP status, or "done"


class Audit(SharedFile):
    """The file, open. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Open or make the file of an index folder; ProductError where that cannot be done."""
        super().__init__(folder / FILE, "log of changes", _SCHEMA, SCHEMA_VERSION)

    def keep(self, person: str, by: str, address: str, action: str, object_: str, outcome: str) -> None:
        """Add an entry."""
        row = (now(), person, by, address, action, object_[:LONGEST], outcome)
        with self._transaction():
            self._db.execute("INSERT INTO entries (date, person, by, address, action, object, outcome) VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def latest(self, limit: int = 100, before: int | None = None) -> list[Entry]:
        """The latest entries, the latest first; those with a smaller id than `before` where that is given."""
        rows = self._rows("SELECT * FROM entries WHERE id < ifnull(?, id + 1) ORDER BY id DESC LIMIT ?", before, limit)
        return [Entry(*row) for row in rows]
