"""Moves an index from one kind of engines to another: rows as they are, with their ids, then the derived indexes from them; and checks it.

Knows the tables and what belongs to a document in them. A copy that was stopped goes on where it was; until it is whole nobody can open it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from index.engines import Database
from index.errors import ProductError
from index.folder import Folder

# So many passages are copied in a transaction: 10 MB.
_AT_ONCE = 2_000

# What of the catalogue's own facts a copy takes over; its journal begins anew.
_FACTS = ("tagger", "generation")

UNFINISHED = "copying"  # the fact that a copy has until it is whole: what it is copied from


@dataclass(frozen=True, slots=True)
class _Table:
    """A table whose rows belong to documents."""

    name: str
    columns: str  # all that are not computed
    by: str  # the column that tells the document, by its own id or by that of a passage
    order: str


_BY_DOCUMENT = (
    _Table("documents", "id, name, sha256, format, generation, pages, first_passage, passages, lemmas, record, warnings", "id", "id"),
    _Table("texts", "document_id, headings, tables, text", "document_id", "document_id"),
    _Table("pages", 'document_id, number, start, "end", source', "document_id", "document_id, number"),
    _Table("passages", 'id, document_id, start, "end", text, page, section, context, language', "document_id", "id"),
)
_BY_PASSAGE = (
    _Table("searched", "passage_id, vector, lemmas", "passage_id", "passage_id"),
    _Table("sentences", "passage_id, vectors", "passage_id", "passage_id"),
    _Table("tagged", "passage_id, digest", "passage_id", "passage_id"),
    _Table("tags", 'passage_id, kind, value, strength, score, start, "end"', "passage_id", "passage_id, kind, value"),
    _Table(
        "quantities",
        'passage_id, kind, start, "end", indicator, value, number, unit, year, baseline, baseline_year, currency, programme, payer',
        "passage_id",
        "passage_id, rowid",
    ),
)
_VOCABULARY = _Table("vocabulary", "id, lemma, folded, passages, en, pl, cs, sk, hu", "id", "id")


@dataclass(frozen=True, slots=True)
class _Document:
    """What tells a document's rows."""

    id: int
    name: str
    sha256: str
    generation: int
    first: int
    passages: int


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy holds, and what of it was there from a run that was stopped."""

    documents: int
    passages: int
    lemmas: int
    files: int
    there: int  # passages
    missing: tuple[str, ...]  # documents whose stored file the source lacks


def copy(source: Folder, target: Folder, done: Callable[[int], None] = lambda passages: None) -> Copied:
    """Copy a whole index into an empty one, or go on with a copy of it; `done` hears of passages as they come.

    Both are open for writing, so that nobody changes them meanwhile. ProductError where the target holds another index, or is not the same afterwards.
    """
    ours, theirs = source.catalogue.database, target.catalogue.database
    documents = _documents(ours)
    held = _documents(theirs)
    _begin(source, target, bool(held))
    there = sorted(held.keys() & documents.keys(), key=lambda one: one.id)
    _drop(theirs, [one.id for one in held.keys() - documents.keys()])
    done(sum(one.passages for one in there))
    for batch in _batches([one for one in documents if one not in held]):
        with theirs.transaction():
            for table, values in _selections(batch):
                theirs.load(table.name, table.columns, _rows(ours, table, values))
        done(sum(one.passages for one in batch))
    _vocabulary(ours, theirs)
    files, missing = _files(source, target)
    _facts(source, target)
    target.refresh()
    target.catch_up()
    _compare(source, target, list(documents))
    with target.catalogue.transaction():
        target.catalogue.set_meta(UNFINISHED, "")
    size = target.catalogue.size()
    lemmas = sum(1 for _ in target.catalogue.lemma_counts())
    return Copied(size.documents, size.passages, lemmas, files, sum(one.passages for one in there), missing)


def _documents(database: Database) -> dict[_Document, None]:
    """All documents in the order of their ids."""
    rows = database.execute("SELECT id, name, sha256, generation, first_passage, passages FROM documents ORDER BY id")
    return dict.fromkeys(_Document(*row) for row in rows)


def _begin(source: Folder, target: Folder, holds: bool) -> None:
    """Note that a copy is under way; refuse a target that is something else."""
    if holds and target.catalogue.meta(UNFINISHED) != source.name:
        raise ProductError(
            f"The index in {target.name} holds documents that no unfinished copy of {source.name} left there: name an empty one."
        )
    with target.catalogue.transaction():
        target.catalogue.set_meta(UNFINISHED, source.name)


def _drop(database: Database, ids: Sequence[int]) -> None:
    """Take out documents that the source has no longer."""
    if ids:
        with database.transaction():
            database.execute("DELETE FROM documents WHERE id = ANY(?)", (list(ids),))


def _batches(documents: Sequence[_Document]) -> Iterator[list[_Document]]:
    batch: list[_Document] = []
    for one in documents:
        batch.append(one)
        if sum(held.passages for held in batch) >= _AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _selections(documents: Sequence[_Document]) -> Iterator[tuple[_Table, list[int]]]:
    """Each table with the values that tell these documents' rows, in an order in which they can be inserted."""
    passages = list(chain.from_iterable(range(one.first, one.first + one.passages) for one in documents))
    yield from ((table, [one.id for one in documents]) for table in _BY_DOCUMENT)
    yield from ((table, passages) for table in _BY_PASSAGE)


def _rows(database: Database, table: _Table, values: list[int]) -> list[tuple[object, ...]]:
    statement = f"SELECT {table.columns} FROM {table.name} WHERE {table.by} = ANY(?) ORDER BY {table.order}"
    return database.execute(statement, (values,)).fetchall()


def _vocabulary(source: Database, target: Database) -> None:
    """All lemmas, in place of what is there: they are few, and their counts are those of the whole."""
    with target.transaction():
        target.execute("DELETE FROM vocabulary")
        rows = source.stream(f"SELECT {_VOCABULARY.columns} FROM vocabulary ORDER BY id")
        target.load(_VOCABULARY.name, _VOCABULARY.columns, rows)


def _files(source: Folder, target: Folder) -> tuple[int, tuple[str, ...]]:
    """Copy the stored files; how many there are, and the documents that lack theirs."""
    held, missing = target.files.held().keys(), []
    documents = source.catalogue.documents()
    for one in documents:
        if (one.sha256, one.format) in held:
            continue
        file = source.files.path(one.sha256, one.format)
        if file is None or not target.files.keep(one.sha256, one.format, file):
            missing.append(one.name)
    return len({(one.sha256, one.format) for one in documents if one.name not in missing}), tuple(missing)


def _facts(source: Folder, target: Folder) -> None:
    """The same generation, from which on removals are known, and no id that the source has given is given again."""
    with target.catalogue.transaction():
        for key in _FACTS:
            target.catalogue.set_meta(key, source.catalogue.meta(key))
        target.catalogue.set_meta("journal from", source.catalogue.meta("generation"))
        for table in ("documents", "passages", "vocabulary"):
            target.catalogue.database.reserved(table, source.catalogue.database.reserve(table, 1) - 1)


def _compare(source: Folder, target: Folder, documents: Sequence[_Document]) -> None:
    """ProductError for the first difference: in the rows of a document or of the vocabulary, by their hash, or in what the derived indexes hold."""
    ours, theirs = source.catalogue.database, target.catalogue.database
    for batch in _batches(documents):
        for table, values in _selections(batch):
            if _digest(_rows(ours, table, values)) != _digest(_rows(theirs, table, values)):
                raise ProductError(
                    f"The {table.name} of {batch[0].name} to {batch[-1].name} differ in {target.name}: remove what is there and copy again."
                )
    every = f"SELECT {_VOCABULARY.columns} FROM vocabulary ORDER BY id"
    if _digest(ours.stream(every)) != _digest(theirs.stream(every)):
        raise ProductError(f"The vocabulary differs in {target.name}: remove what is there and copy again.")
    ids = target.catalogue.passage_ids()
    for name, part in (("words", target.lexical), ("vectors", target.vectors)):
        if not np.array_equal(part.ids(), ids):
            raise ProductError(
                f"The {name} in {target.name} are not those of its {len(ids)} passages: run “python -m index rebuild --index {target.name}”."
            )


def _digest(rows: Sequence[tuple[object, ...]] | Iterator[tuple[object, ...]]) -> str:
    digest = hashlib.sha256()
    for row in rows:
        digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()
