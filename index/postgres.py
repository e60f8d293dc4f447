"""The catalogue's database as a schema of a PostgreSQL server. Knows psycopg and PostgreSQL, nothing of what the tables mean.

Every writing transaction takes one advisory lock, so that several programs write one after the other; the one writer of documents holds a
second one as long as it lives. Both go with the connection, so a writer that dies leaves nothing locked.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, TypeVar
from urllib.parse import urlsplit

import psycopg
from psycopg import errors, sql

from index.engines import Found
from index.errors import IndexBusy, IndexMismatch, ProductError, UnreadableFile

T = TypeVar("T")

_CONNECT_SECONDS = 10  # unless the address says connect_timeout

# So long a statement may take: what a question asks takes milliseconds. A writer's statements, and the long reads of “verify”, may take longer.
_STATEMENT_SECONDS = 30
_PATIENT_SECONDS = 3600


class PostgreSQL:
    """One schema of a database, over one connection; a connection that broke is opened again for reading. Safe to share between threads."""

    def __init__(self, conninfo: str, schema: str, *, create: bool = False, write: bool = False) -> None:
        """With `create` the schema is made where there is none; with `write` as the one writer, until it is closed.

        ProductError where the server cannot be reached or refuses us, or another program writes to the schema.
        """
        self._conninfo, self._schema = conninfo, schema
        self._names = itertools.count()
        self._held = self._inside = False
        self._connection = self._connected()
        encoding = self._connection.info.parameter_status("server_encoding")
        if encoding != "UTF8":
            raise IndexMismatch(
                f"The database of {self.name} has the encoding {encoding}: make one with ENCODING 'UTF8' for the catalogue."
            )
        if create:
            self._create_schema()
        if write:
            self._hold()

    @property
    def name(self) -> str:
        """The address without user and password, with the schema."""
        url = urlsplit(self._conninfo)
        return f"{url.scheme}://{url.netloc.rpartition('@')[2]}{url.path} (schema {self._schema})"

    def _connected(self) -> psycopg.Connection[Any]:
        given = psycopg.conninfo.conninfo_to_dict(self._conninfo)
        try:
            connection = psycopg.connect(
                self._conninfo,
                autocommit=True,
                connect_timeout=int(given.get("connect_timeout") or _CONNECT_SECONDS),
                application_name="smart-v4-assistant",
            )
            connection.execute(sql.SQL("SET search_path TO {}").format(sql.Identifier(self._schema)))
            connection.execute(f"SET statement_timeout TO '{_STATEMENT_SECONDS}s'")
        except psycopg.Error as problem:
            raise ProductError(
                f"The catalogue {self.name} cannot be opened ({_reason(problem)}): start the server, or correct host, user, password and database "
                "in INDEX_CATALOGUE."
            ) from problem
        return connection

    # --- asking ------------------------------------------------------------------------------------------------------

    def execute(self, statement: str, values: Sequence[object] = ()) -> Found:
        found: Found = self._tried(lambda: self._connection.cursor(binary=True).execute(_ours(statement), values))
        return found

    def executemany(self, statement: str, rows: Sequence[Sequence[object]]) -> None:
        self._tried(lambda: self._connection.cursor().executemany(_ours(statement), rows))

    def load(self, table: str, columns: str, rows: Iterable[Sequence[object]]) -> None:
        def write() -> None:
            with self._connection.cursor().copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)

        self._tried(write)

    def stream(self, statement: str, values: Sequence[object] = ()) -> Iterator[Any]:
        cursor = self._tried(lambda: self._opened(statement, values))
        with cursor:
            yield from cursor

    def _opened(self, statement: str, values: Sequence[object]) -> psycopg.ServerCursor[Any]:
        cursor = self._connection.cursor(f"long{next(self._names)}", binary=True, withhold=True)
        cursor.itersize = 2_000
        with self._patient():
            cursor.execute(_ours(statement), values)
        return cursor

    @contextmanager
    def _patient(self) -> Iterator[None]:
        """While it lasts, a statement may take long."""
        if self._held:  # it is patient already
            yield
            return
        self._connection.execute(f"SET statement_timeout TO '{_PATIENT_SECONDS}s'")
        try:
            yield
        finally:
            if not self._connection.closed and not self._connection.broken:
                self._connection.execute(f"SET statement_timeout TO '{_STATEMENT_SECONDS}s'")

    def _tried(self, ask: Callable[[], T]) -> T:
        """Ask, and once more over a new connection where the old one broke and nothing but reading was under way."""
        try:
            return ask()
        except psycopg.OperationalError as problem:
            if not self._connection.closed or self._held or self._inside:
                raise self._said(problem) from problem
        self._connection = self._connected()
        try:
            return ask()
        except psycopg.OperationalError as problem:
            raise self._said(problem) from problem

    def _said(self, problem: psycopg.OperationalError) -> ProductError:
        if isinstance(problem, errors.QueryCanceled):
            return ProductError(f"The catalogue {self.name} took too long to answer: ask again when the server is less busy.")
        if self._connection.closed:
            kept = "what was committed is kept, so run the command again" if self._held else "ask again"
            return ProductError(f"The connection to the catalogue {self.name} was lost ({_reason(problem)}): when the server runs, {kept}.")
        return ProductError(f"The catalogue {self.name} failed ({_reason(problem)}): see the server's log, then try again.")

    # --- writing -----------------------------------------------------------------------------------------------------

    def define(self, statements: str) -> None:
        try:
            for statement in translated(statements).split(";\n"):
                self._connection.execute(statement)
        except errors.InsufficientPrivilege as problem:
            raise ProductError(
                f"The user of {self.name} may not make tables ({_reason(problem)}): give it CREATE on the schema."
            ) from problem

    def exists(self) -> bool:
        row = self.execute("SELECT 1 FROM pg_tables WHERE schemaname = ? AND tablename = 'meta'", (self._schema,)).fetchone()
        return row is not None

    def _create_schema(self) -> None:
        """Make the schema where there is none; ProductError where the user may not."""
        if self.execute("SELECT 1 FROM pg_namespace WHERE nspname = ?", (self._schema,)).fetchone():
            return
        try:
            self._connection.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(self._schema)))
        except errors.UniqueViolation:  # another program was quicker
            return
        except errors.InsufficientPrivilege as problem:
            raise ProductError(
                f"The user of {self.name} may not make a schema ({_reason(problem)}): give it CREATE on the database, or make the schema for it."
            ) from problem

    @contextmanager
    def transaction(self) -> Iterator[None]:
        try:
            with self._connection.transaction():
                self._inside = True
                self._connection.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", (self._schema,))
                yield
        except psycopg.DataError as problem:
            raise UnreadableFile(
                f"the text cannot be kept in PostgreSQL ({_reason(problem)}); convert the file, or leave it out"
            ) from problem
        except psycopg.OperationalError as problem:
            raise self._said(problem) from problem
        finally:
            self._inside = False

    def reserve(self, table: str, count: int) -> int:
        """Ids come from the table's sequence, which no rollback sets back."""
        last, is_called = self.execute(f"SELECT last_value, is_called FROM {table}_id_seq").fetchone()
        first = int(last) + 1 if is_called else int(last)
        if count:
            self.execute("SELECT setval(?, ?)", (f"{table}_id_seq", first + count - 1))
        return first

    def reserved(self, table: str, last: int) -> None:
        if last >= self.reserve(table, 0):
            self.execute("SELECT setval(?, ?)", (f"{table}_id_seq", last))

    def _hold(self) -> None:
        row = self.execute("SELECT pg_try_advisory_lock(hashtextextended(?, 0))", (self._schema,)).fetchone()
        if not row[0]:
            self.close()
            raise IndexBusy(
                f"Another program is writing to the index in {self.name}: wait until it has ended, then try again.", "index_busy"
            )
        self._connection.execute(f"SET statement_timeout TO '{_PATIENT_SECONDS}s'")
        self._held = True

    def compact(self) -> None:
        """Nothing to do: the server's own vacuum takes deleted rows away, and its log and copies are its operator's."""

    def close(self) -> None:
        self._connection.close()


# What the schema says in SQLite's words, and in PostgreSQL's. Text is ordered by code point, as SQLite orders it.
_WORDS = (
    (r"\) STRICT(, WITHOUT ROWID)?", ")"),
    (r"INTEGER PRIMARY KEY AUTOINCREMENT", "BIGINT PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY"),
    (r"(TEXT|INTEGER) AS \((\w+) ->> ('\w+')\) STORED", r"\1 GENERATED ALWAYS AS (CAST(CAST(\2 AS JSONB) ->> \3 AS \1)) STORED"),
    (r"\bINTEGER\b", "BIGINT"),
    (r"\bBLOB\b", "BYTEA"),
    (r"\bREAL\b", "DOUBLE PRECISION"),
    (r"(\w+) TEXT\b(?=[ ,])", r'\1 TEXT COLLATE "C"'),
    (r"(CREATE TABLE quantities \([^;]*)\n\)", r"\1,\n    rowid BIGINT GENERATED ALWAYS AS IDENTITY\n)"),  # the order of insertion
)


def translated(statements: str) -> str:
    """The tables of `index.schema` as PostgreSQL makes them."""
    for ours, theirs in _WORDS:
        statements = re.sub(ours, theirs, statements)
    return statements.strip().rstrip(";")


@lru_cache(maxsize=256)
def _ours(statement: str) -> str:
    return statement.replace("%", "%%").replace("?", "%s")


def _reason(problem: psycopg.Error) -> str:
    """The server's own words, the last line of them, which names the cause."""
    lines = [line.strip() for line in str(problem).splitlines() if line.strip()]
    found = next((line for line in lines if "FATAL" in line or "ERROR" in line), lines[0] if lines else type(problem).__name__)
    return found.removesuffix(".")
