"""The file that accounts, sessions and keys share, readable by its owner alone. Knows its tables, nothing of what is done with them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.shared_file import SharedFile
from index.errors import ProductError

FILE = "accounts.sqlite"
SCHEMA_VERSION = 1

_SCHEMA = """
CREATE TABLE accounts (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    folded TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL CHECK (role IN ('reader', 'editor', 'evaluator', 'administrator')),
    password TEXT NOT NULL,
    subject TEXT UNIQUE,
    created TEXT NOT NULL
) STRICT;
CREATE TABLE sessions (
    digest TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
    created TEXT NOT NULL,
    expires TEXT NOT NULL
) STRICT;
CREATE INDEX sessions_of_account ON sessions (account);
CREATE TABLE keys (
    id TEXT PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
    label TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('reader', 'editor', 'evaluator', 'administrator')),
    read_only INTEGER NOT NULL,
    created TEXT NOT NULL,
    expires TEXT NOT NULL
) STRICT;
CREATE INDEX keys_of_account ON keys (account);
CREATE TABLE secret (value TEXT NOT NULL) STRICT;
INSERT INTO secret VALUES (lower(hex(randomblob(32))));
"""


class AccessFile(SharedFile):
    """The file, open. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Open or make the file of an index folder; ProductError where that cannot be done."""
        path = folder / FILE
        _private(path)
        super().__init__(path, "accounts", _SCHEMA, SCHEMA_VERSION)

    def rows(self, statement: str, *values: object) -> Sequence[Any]:
        """The rows of a query."""
        return self._rows(statement, *values)

    def change(self, statement: str, *values: object) -> Sequence[Any]:
        """Run one statement that changes the file, all or nothing; the rows that it returns. sqlite3.IntegrityError for a name that is taken."""
        with self._transaction():
            return self._db.execute(statement, values).fetchall()

    @property
    def secret(self) -> str:
        """What cookies are signed with: 256 random bits, made with the file."""
        found: str = self._rows("SELECT value FROM secret")[0][0]
        return found


def _private(path: Path) -> None:
    """Make an empty file for its owner alone, before anything is in it; SQLite gives its log the same mode."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return
    except OSError as problem:
        raise ProductError(
            f"The accounts in {path} cannot be made ({problem.strerror}): make the folder, and make it writable."
        ) from problem


def now() -> str:
    """ISO 8601, UTC; such dates are in the order of their text."""
    return datetime.now(UTC).isoformat(timespec="seconds")
