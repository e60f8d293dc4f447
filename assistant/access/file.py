"""The file that accounts, sessions and keys share, readable by its owner alone. Knows its tables, nothing of what is done with them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.shared_file import SharedFile
from index.errors import ProductError, no_index

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
        """Open or make the file of an index folder; IndexMissing where there is no such folder, ProductError where that cannot be done."""
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
    """Make an empty file for its owner alone, before anything is in it, or make one so that came out of a back-up. SQLite's log gets its mode.

    An existing file is not opened: who closes a file gives up all locks that this process has on it.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        with suppress(PermissionError):  # somebody else's: SQLite will say whether it can be used
            path.chmod(0o600)
    except FileNotFoundError as problem:
        raise no_index(path.parent) from problem
    except OSError as problem:
        raise ProductError(f"The accounts in {path} cannot be made ({problem.strerror}): make the folder writable.") from problem


def now() -> str:
    """ISO 8601, UTC; such dates are in the order of their text."""
    return datetime.now(UTC).isoformat(timespec="seconds")
