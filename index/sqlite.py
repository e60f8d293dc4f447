"""The catalogue's database as one SQLite file in the index folder. Knows SQLite, nothing of what the tables mean."""

from __future__ import annotations

import fcntl
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

from index.engines import Found
from index.errors import IndexBusy, ProductError, no_index
from index.storage import refusal, speaking_of


class SQLite:
    """One file; `write.lock` beside it is held by the one writer."""

    def __init__(self, path: Path, *, create: bool = False, write: bool = False) -> None:
        """With `write` as the one writer, until it is closed.

        IndexMissing where there is no file (unless `create`), ProductError where it cannot be opened or another program writes to it.
        """
        if not create and not path.exists():
            raise no_index(path.parent)
        self._path = path
        self._lock = write_lock(path.parent) if write else None  # before the file is opened, which a restoring writer may exchange
        try:
            self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=30)
            self._db.execute("PRAGMA foreign_keys = ON")
            self._db.execute("PRAGMA auto_vacuum = INCREMENTAL")  # counts for a new file only
            self._db.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten with zeros
            if create:
                self._db.execute("PRAGMA journal_mode = WAL")  # which the file keeps
            self._db.execute("PRAGMA synchronous = FULL")  # what was committed survives a power cut
            self._db.execute("PRAGMA cache_size = -32000")  # KiB: all inner pages of a million passages' tables stay in memory
            self.exists()
        except sqlite3.Error as problem:
            self._unlock()
            sentence = f"The catalogue {path} cannot be opened ({problem}): restore it from a back-up or ingest anew."
            raise ProductError(refusal(problem, path.parent) or sentence) from problem

    @property
    def name(self) -> str:
        """The index folder."""
        return str(self._path.parent)

    def execute(self, statement: str, values: Sequence[object] = ()) -> Found:
        return self._db.execute(_ours(statement), [json.dumps(v) if isinstance(v, list) else v for v in values])

    def executemany(self, statement: str, rows: Sequence[Sequence[object]]) -> None:
        self._db.executemany(statement, rows)

    def load(self, table: str, columns: str, rows: Iterable[Sequence[object]]) -> None:
        marks = ", ".join("?" * (columns.count(",") + 1))
        self._db.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)

    def stream(self, statement: str, values: Sequence[object] = ()) -> Iterator[Any]:
        yield from self.execute(statement, values)

    def define(self, statements: str) -> None:
        for statement in statements.split(";\n"):
            self._db.execute(statement)

    def exists(self) -> bool:
        return self._db.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone() is not None

    @contextmanager
    def transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def reserve(self, table: str, count: int) -> int:
        row = self._db.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
        return row[0] + 1 if row else 1

    def reserved(self, table: str, last: int) -> None:
        noted = self._db.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (last, table)).rowcount
        if not noted:
            self._db.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, last))

    def compact(self) -> None:
        """No free pages, no log that still holds the old rows. Pages that another process is reading right now go at the next call."""
        self._db.execute("PRAGMA incremental_vacuum").fetchall()
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        self._db.close()
        self._unlock()

    def _unlock(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None


def write_lock(folder: Path) -> IO[str]:
    """The lock that a writer of the index in `folder` holds until the file is closed. ProductError where another holds it."""
    with speaking_of(folder):
        lock = (folder / "write.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as problem:
        lock.close()
        raise IndexBusy(
            f"Another program is writing to the index in {folder}: wait until it has ended, then try again.", "index_busy"
        ) from problem
    return lock


@lru_cache(maxsize=256)
def _ours(statement: str) -> str:
    """A list of any length as one parameter: SQLite builds differ in how many parameters they take."""
    return statement.replace("= ANY(?)", "IN (SELECT value FROM json_each(?))")
