"""A SQLite file in the index folder that everybody who uses the program writes. Knows how it is opened and shared, nothing of its tables.

It lies beside the catalogue and apart from it, which only ingestion writes. Any number of threads and processes may use it at once; what was
kept survives the end of the program at any moment, what was deleted is overwritten with zeros.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index.errors import IndexMismatch, ProductError

# Seconds: how long another program's work on the file is waited for, and how long between two tries.
_PATIENCE, _PAUSE = 30.0, 0.01


class SharedFile:
    """The file, open. Safe to share between threads."""

    def __init__(self, path: Path, holds: str, schema: str, version: int, upgrades: Mapping[int, str] | None = None) -> None:
        """Open the file, or make it by the statements of `schema`; `holds` names its contents in messages ("conversations").

        `upgrades` are the statements that bring a file of an earlier version to the next one, by that earlier version.
        ProductError where it cannot be opened, IndexMismatch where a program of another version made it.
        """
        self._lock = threading.RLock()
        try:
            self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=_PATIENCE)
            self._db.execute("PRAGMA foreign_keys = ON")
            self._db.execute("PRAGMA auto_vacuum = INCREMENTAL")  # counts for a new file only
            self._db.execute("PRAGMA secure_delete = ON")
            _write_ahead(self._db)
            self._db.execute("PRAGMA synchronous = FULL")
            found = self._make(schema, version, upgrades or {})
        except sqlite3.Error as problem:
            raise ProductError(
                f"The {holds} in {path} cannot be opened ({problem}): make the folder writable, or move the file away."
            ) from problem
        if found != version:
            raise IndexMismatch(
                f"The {holds} in {path} have schema {found}, this program reads {version}: move the file away to start anew."
            )

    def _make(self, schema: str, version: int, upgrades: Mapping[int, str]) -> int:
        """Make the tables of a new file, or bring those of an earlier version up to date; the version that the file has then."""
        with self._transaction():
            found: int = self._db.execute("PRAGMA user_version").fetchone()[0]
            steps = [upgrades.get(n, "") for n in range(found, version)] if found else [schema]
            if found >= version or not all(steps):
                return found
            for statement in (part for step in steps for part in step.split(";\n") if part.strip()):
                self._db.execute(statement)
            self._db.execute(f"PRAGMA user_version = {version}")
        return version

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All or nothing, one thread at a time."""
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def _rows(self, statement: str, *values: object) -> Sequence[Any]:
        with self._lock:
            return self._db.execute(statement, values).fetchall()

    def _forget(self) -> bool:
        """Leave nothing of what was deleted in the file; False while another program still reads it."""
        with self._lock:
            self._db.execute("PRAGMA incremental_vacuum").fetchall()
            return not self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]

    def close(self) -> None:
        self._db.close()


def _write_ahead(db: sqlite3.Connection) -> None:
    """Switch the file to a write-ahead log. While another program does so SQLite says at once that the file is locked, whatever time-out is set."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(_PAUSE)
