"""The catalogue: one SQLite file that is the truth. Documents, pages, passages with their vectors and lemmas, and who made them.

Knows SQL and nothing of ranking. The word index and the vector index are derived from it and can be made again from it alone.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import IndexMismatch, IndexMissing, NotFound, ProductError
from index.types import Document, Filters, Heading, Page, Passage, Record, Table

SCHEMA_VERSION = "1"

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL,
    format TEXT NOT NULL,
    text TEXT NOT NULL,
    record TEXT NOT NULL,
    headings TEXT NOT NULL,
    tables TEXT NOT NULL,
    warnings TEXT NOT NULL
) STRICT;
CREATE TABLE pages (
    document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    number INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    source BLOB NOT NULL,
    PRIMARY KEY (document_id, number)
) STRICT;
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    page INTEGER,
    section TEXT NOT NULL,
    context TEXT NOT NULL,
    language TEXT NOT NULL,
    lemmas TEXT NOT NULL,
    vector BLOB NOT NULL
) STRICT;
CREATE INDEX passages_of_document ON passages (document_id, start);
CREATE TABLE vocabulary (lemma TEXT PRIMARY KEY, passages INTEGER NOT NULL) STRICT, WITHOUT ROWID;
"""

_PASSAGE = """SELECT p.id, d.name, p.start, p."end", p.text, p.page, p.section, p.context, p.language
              FROM passages p JOIN documents d ON d.id = p.document_id"""


@dataclass(frozen=True, slots=True)
class Listed:
    """A document without its text: what a list of documents shows."""

    id: int
    name: str
    sha256: str
    format: str
    record: Record
    warnings: tuple[str, ...]
    pages: int  # 0 for formats without pages
    passages: int


@dataclass(frozen=True, slots=True)
class Indexed:
    """A passage as the derived indexes need it."""

    id: int
    document_id: int
    text: str
    context: str
    lemmas: str  # blank-separated


class Catalogue:
    """The SQLite file of one index folder. One writer at a time; any number of readers, who see whole transactions only."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        if not create and not path.exists():
            raise IndexMissing(f"There is no index in {path.parent}: make one with “python -m ingest PATH --index {path.parent}”.")
        try:
            self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=30)
            self._db.execute("PRAGMA foreign_keys = ON")
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")  # what was committed survives a power cut
            if not self._db.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
                self._create()
        except sqlite3.Error as problem:
            raise ProductError(f"The catalogue {path} cannot be opened ({problem}): restore it from a copy or ingest anew.") from problem
        if (found := self.meta("schema")) != SCHEMA_VERSION:
            raise IndexMismatch(
                f"The index in {path.parent} has schema {found}, this program reads {SCHEMA_VERSION}: ingest the documents into a new folder."
            )

    def _create(self) -> None:
        with self.transaction():
            for statement in _SCHEMA.split(";\n"):
                self._db.execute(statement)
            self.set_meta("schema", SCHEMA_VERSION)
            self.set_meta("generation", "0")

    def close(self) -> None:
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; a failure inside leaves the file as it was."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    # --- who made it -------------------------------------------------------------------------------------------------

    def meta(self, key: str) -> str:
        """A fact about the index ("encoder", "analysis", …), "" where it was never set."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else ""

    def set_meta(self, key: str, value: str) -> None:
        self._db.execute("INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (key, value))

    @property
    def generation(self) -> int:
        """How many transactions changed passages: the derived indexes carry the generation that they reflect."""
        return int(self.meta("generation"))

    # --- writing -----------------------------------------------------------------------------------------------------

    def put(self, document: Document, passages: Sequence[Passage], lemmas: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Store a document with its passages in one transaction; its old self under the same name goes in the same one.

        `lemmas` holds one blank-separated string a passage, `vectors` one row; vectors are kept in half precision.
        """
        with self.transaction():
            self._delete(document.name)
            document_id = self._insert_document(document)
            self._db.executemany(
                'INSERT INTO pages (document_id, number, start, "end", source) VALUES (?, ?, ?, ?, ?)',
                [(document_id, p.number, p.start, p.end, p.source) for p in document.pages],
            )
            rows = zip(passages, lemmas, vectors.astype(np.float16), strict=True)
            self._db.executemany(
                'INSERT INTO passages (document_id, start, "end", text, page, section, context, language, lemmas, vector)'
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        document_id,
                        p.start,
                        p.end,
                        p.text,
                        p.page,
                        json.dumps(p.section, ensure_ascii=False),
                        p.context,
                        p.language,
                        words,
                        v.tobytes(),
                    )
                    for p, words, v in rows
                ],
            )
            self._count_lemmas(lemmas, 1)
            self._next_generation()

    def _insert_document(self, document: Document) -> int:
        cursor = self._db.execute(
            "INSERT INTO documents (name, sha256, format, text, record, headings, tables, warnings) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                document.name,
                document.sha256,
                document.format,
                document.text,
                _dump(document.record),
                json.dumps([asdict(h) for h in document.headings], ensure_ascii=False),
                json.dumps([asdict(t) for t in document.tables], ensure_ascii=False),
                json.dumps(document.warnings, ensure_ascii=False),
            ),
        )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def remove(self, name: str) -> int:
        """Delete a document with all that belongs to it; returns the number of its passages. NotFound where there is none."""
        with self.transaction():
            passages = self._delete(name)
            if passages is None:
                raise NotFound(f"No document is named “{name}” in the index: “python -m index info” lists the names.")
            self._next_generation()
        return passages

    def _delete(self, name: str) -> int | None:
        row = self._db.execute("SELECT id FROM documents WHERE name = ?", (name,)).fetchone()
        if row is None:
            return None
        lemmas = [r[0] for r in self._db.execute("SELECT lemmas FROM passages WHERE document_id = ?", row)]
        self._count_lemmas(lemmas, -1)
        self._db.execute("DELETE FROM documents WHERE id = ?", row)
        return len(lemmas)

    def _count_lemmas(self, passages: Sequence[str], sign: int) -> None:
        """Keep, for each lemma, in how many passages it stands."""
        counts = Counter(lemma for lemmas in passages for lemma in set(lemmas.split()))
        self._db.executemany(
            "INSERT INTO vocabulary VALUES (?, ?) ON CONFLICT (lemma) DO UPDATE SET passages = passages + excluded.passages",
            [(lemma, sign * n) for lemma, n in sorted(counts.items())],
        )
        if sign < 0:
            self._db.execute("DELETE FROM vocabulary WHERE passages <= 0")

    def set_record(self, name: str, record: Record) -> None:
        """Replace the record of a document; its passages stay as they are."""
        with self.transaction():
            changed = self._db.execute("UPDATE documents SET record = ? WHERE name = ?", (_dump(record), name)).rowcount
            if not changed:
                raise NotFound(f"No document is named “{name}” in the index: “python -m index info” lists the names.")

    def _next_generation(self) -> None:
        self._db.execute("UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'generation'")

    # --- reading documents -------------------------------------------------------------------------------------------

    def documents(self) -> list[Listed]:
        """All documents without their texts, by name."""
        rows = self._db.execute(
            """SELECT id, name, sha256, format, record, warnings,
                      (SELECT count(*) FROM pages WHERE document_id = documents.id),
                      (SELECT count(*) FROM passages WHERE document_id = documents.id)
               FROM documents ORDER BY name"""
        )
        return [Listed(i, n, h, f, _record(r), tuple(json.loads(w)), pages, passages) for i, n, h, f, r, w, pages, passages in rows]

    def fingerprints(self) -> dict[str, str]:
        """The SHA-256 of each document's file, by name."""
        return dict(self._db.execute("SELECT name, sha256 FROM documents"))

    def document(self, name: str) -> Document:
        """The whole document; NotFound where there is none of that name."""
        row = self._db.execute(
            "SELECT id, sha256, format, text, record, headings, tables, warnings FROM documents WHERE name = ?", (name,)
        ).fetchone()
        if row is None:
            raise NotFound(f"No document is named “{name}” in the index: “python -m index info” lists the names.")
        document_id, sha256, format_, text, record, headings, tables, warnings = row
        return Document(
            name=name,
            sha256=sha256,
            format=format_,
            text=text,
            record=_record(record),
            pages=tuple(
                Page(*r)
                for r in self._db.execute(
                    'SELECT number, start, "end", source FROM pages WHERE document_id = ? ORDER BY number', (document_id,)
                )
            ),
            headings=tuple(Heading(**h) for h in json.loads(headings)),
            tables=tuple(Table(**t) for t in json.loads(tables)),
            warnings=tuple(json.loads(warnings)),
        )

    def matching(self, filters: Filters) -> list[int]:
        """The ids of the documents that pass the filters. A record without a period passes no filter by year."""
        return [d.id for d in self.documents() if _passes(d, filters)]

    # --- reading passages --------------------------------------------------------------------------------------------

    def passage(self, passage_id: int) -> Passage:
        """One passage by its id; NotFound where it is gone."""
        found = self.passages([passage_id])
        if not found:
            raise NotFound(f"There is no passage {passage_id} in the index: its document was replaced or removed.")
        return found[passage_id]

    def passages(self, ids: Iterable[int]) -> dict[int, Passage]:
        """The passages with these ids, by id; ids that are gone are left out."""
        wanted = list(ids)
        rows = self._db.execute(f"{_PASSAGE} WHERE p.id IN ({','.join('?' * len(wanted))})", wanted)
        return {row[0]: _passage(row) for row in rows}

    def passages_of(self, name: str) -> list[Passage]:
        """All passages of one document in reading order."""
        return [_passage(row) for row in self._db.execute(f"{_PASSAGE} WHERE d.name = ? ORDER BY p.start", (name,))]

    # --- for the derived indexes -------------------------------------------------------------------------------------

    def passage_ids(self) -> NDArray[np.int64]:
        """The ids of all passages in ascending order."""
        return np.array([r[0] for r in self._db.execute("SELECT id FROM passages ORDER BY id")], dtype=np.int64)

    def passage_ids_of(self, document_ids: Sequence[int]) -> NDArray[np.int64]:
        """The ids of all passages of these documents in ascending order."""
        marks = ",".join("?" * len(document_ids))
        rows = self._db.execute(f"SELECT id FROM passages WHERE document_id IN ({marks}) ORDER BY id", list(document_ids))
        return np.array([r[0] for r in rows], dtype=np.int64)

    def indexed(self, ids: Sequence[int]) -> list[Indexed]:
        """What the word index stores of these passages."""
        rows = self._db.execute(
            f"SELECT id, document_id, text, context, lemmas FROM passages WHERE id IN ({','.join('?' * len(ids))}) ORDER BY id", list(ids)
        )
        return [Indexed(*row) for row in rows]

    def lemmas(self, ids: Sequence[int]) -> dict[int, str]:
        """The blank-separated lemmas of these passages, by id."""
        return dict(self._db.execute(f"SELECT id, lemmas FROM passages WHERE id IN ({','.join('?' * len(ids))})", list(ids)))

    def vocabulary(self) -> dict[str, int]:
        """In how many passages each lemma stands."""
        return dict(self._db.execute("SELECT lemma, passages FROM vocabulary"))

    def average_length(self) -> float:
        """The mean number of lemmas in a passage; 0 for an empty index."""
        (mean,) = self._db.execute("SELECT avg(length(lemmas) - length(replace(lemmas, ' ', '')) + 1) FROM passages").fetchone()
        return float(mean or 0)

    def vectors(self, ids: Sequence[int]) -> NDArray[np.float32]:
        """The vectors of these passages in the order of `ids`, (n, dimensions) in single precision."""
        rows = dict(self._db.execute(f"SELECT id, vector FROM passages WHERE id IN ({','.join('?' * len(ids))})", list(ids)))
        return np.stack([np.frombuffer(rows[i], dtype=np.float16) for i in ids]).astype(np.float32)

    def vector_batches(self, ids: Sequence[int], size: int) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]:
        """The same in batches: (ids, rows)."""
        for i in range(0, len(ids), size):
            batch = ids[i : i + size]
            yield np.array(batch, dtype=np.int64), self.vectors(batch)

    def broken_slices(self) -> list[str]:
        """One sentence for each passage whose text is not the slice of its document that it says it is. Empty in a sound index."""
        problems = []
        for document_id, name, text in self._db.execute("SELECT id, name, text FROM documents"):
            rows = self._db.execute('SELECT id, start, "end", text FROM passages WHERE document_id = ?', (document_id,))
            problems += [f"Passage {i} of {name} is not the text from {s} to {e}." for i, s, e, own in rows if text[s:e] != own]
        return problems


def _passes(listed: Listed, filters: Filters) -> bool:
    record = listed.record
    limits = (
        (listed.name, filters.documents),
        (record.country, filters.countries),
        (record.place, filters.places),
        (record.language, filters.languages),
        (record.kind, filters.kinds),
    )
    if any(allowed and value not in allowed for value, allowed in limits):
        return False
    if filters.year is None:
        return True
    first, last = record.period_from, record.period_to
    if first is None and last is None:
        return False
    return (first if first is not None else -9999) <= filters.year <= (last if last is not None else 9999)


def _dump(record: Record) -> str:
    return json.dumps(asdict(record), ensure_ascii=False)


def _record(stored: str) -> Record:
    return Record(**json.loads(stored))


def _passage(row: tuple[Any, ...]) -> Passage:
    passage_id, document, start, end, text, page, section, context, language = row
    return Passage(document, start, end, text, page, tuple(json.loads(section)), context, language, passage_id)
