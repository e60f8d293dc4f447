"""Every engine that can stand behind a protocol, made empty for a test."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from index.address import Address, located
from index.catalogue import Catalogue
from index.engines import Database, DenseIndex, FileStore, Rows, SparseIndex
from index.files import DatabaseFiles, FolderFiles
from index.folded import asked_words
from index.lexical import LexicalIndex
from index.schema import Indexed, Size
from index.sqlite import SQLite
from index.vectors import VectorIndex
from tests.servers import Postgres, need_milvus

FOLDER = pytest.param("folder", id="folder")
MILVUS = pytest.param("milvus", id="milvus", marks=pytest.mark.milvus)
POSTGRES = pytest.param("postgres", id="postgres", marks=pytest.mark.postgres)
SERVERS = pytest.param("servers", id="servers", marks=[pytest.mark.milvus, pytest.mark.postgres])

_numbers = itertools.count(1)


def a_name() -> str:
    """A collection and schema that no other test has."""
    return f"t{next(_numbers)}"


@pytest.fixture(params=[FOLDER, POSTGRES])
def open_database(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[..., Database]:
    """Opens one and the same database, again and again; `write=True` as its one writer."""
    if request.param == "folder":
        return partial(SQLite, tmp_path / "catalogue.sqlite", create=True)
    server: Postgres = request.getfixturevalue("postgres_server")  # skips where there is none

    from index.postgres import PostgreSQL

    name = a_name()
    return partial(PostgreSQL, server.url(), name, create=True)


@pytest.fixture
def database(open_database: Callable[[], Database]) -> Iterator[Database]:
    found = open_database()
    yield found
    found.close()


@pytest.fixture
def catalogue(database: Database) -> Catalogue:
    return Catalogue(database, create=True)


@pytest.fixture
def files(database: Database, tmp_path: Path) -> FileStore:
    return FolderFiles(tmp_path / "files", create=True) if isinstance(database, SQLite) else DatabaseFiles(database, create=True)


class Counted:
    """The catalogue's figures, counted in a list of passages by hand."""

    def __init__(self) -> None:
        self.passages: dict[int, Indexed] = {}

    def counts(self, lemmas: Iterable[str]) -> dict[str, int]:
        return {lemma: n for lemma in lemmas if (n := sum(lemma in p.lemmas.split() for p in self.passages.values()))}

    def folded_counts(self, words: Iterable[str]) -> dict[str, int]:
        return {word: n for word in words if (n := sum(word in asked_words(f"{p.context} {p.text}") for p in self.passages.values()))}

    def size(self) -> Size:
        return Size(1, len(self.passages), 0)


@dataclass
class Sparse:
    """A sparse index with what it has to be told, and the lengths of passages that it takes for the mean."""

    index: SparseIndex
    again: Callable[[], SparseIndex]  # opens the same one
    counted: Counted
    mean: Callable[[list[int]], float]

    def change(self, removed: Iterable[int], added: list[Indexed], generation: int) -> None:
        self.counted.passages = {i: p for i, p in self.counted.passages.items() if i not in set(removed)} | {p.id: p for p in added}
        self.index.change(removed, [added] if added else [], generation)


@pytest.fixture(params=[FOLDER, MILVUS])
def sparse_of(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Sparse]]:
    """Makes an empty index, another one each time."""
    if request.param == "folder":

        def in_folder() -> Sparse:
            folder = tmp_path_factory.mktemp("words")
            return Sparse(LexicalIndex(folder), lambda: LexicalIndex(folder), Counted(), lambda lengths: sum(lengths) / len(lengths))

        yield in_folder
        return
    need_milvus()
    import numpy as np

    from index.milvus.collection import Collection
    from index.milvus.connection import Connection
    from index.milvus.weights import MEAN_LEMMAS
    from index.milvus.words import MilvusWords

    connection = Connection(milvus_file(tmp_path_factory.mktemp("milvus")))

    def vectors(ids: Iterable[int]) -> Rows:
        return np.eye(4, dtype=np.float32)[[i % 4 for i in ids]]

    def in_milvus() -> Sparse:
        counted, name = Counted(), a_name()

        def opened() -> SparseIndex:
            return MilvusWords(Collection(connection, name, "test", 4, passages=True), counted, vectors)

        return Sparse(opened(), opened, counted, lambda lengths: MEAN_LEMMAS)

    yield in_milvus
    connection.close()


@pytest.fixture
def sparse(sparse_of: Callable[[], Sparse]) -> Sparse:
    return sparse_of()


@pytest.fixture(params=[FOLDER, MILVUS])
def dense_of(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[int], Callable[[], DenseIndex]]]:
    """Given a width, a function that opens one and the same index again and again."""
    if request.param == "folder":

        def in_folder(dimensions: int) -> Callable[[], DenseIndex]:
            folder = tmp_path_factory.mktemp("vectors")
            return lambda: VectorIndex(folder, dimensions)

        yield in_folder
        return
    need_milvus()
    from index.milvus.collection import Collection
    from index.milvus.connection import Connection
    from index.milvus.vectors import MilvusVectors

    connection = Connection(milvus_file(tmp_path_factory.mktemp("milvus")))

    def in_milvus(dimensions: int) -> Callable[[], DenseIndex]:
        name = a_name()
        return lambda: MilvusVectors(Collection(connection, name, "test", dimensions, passages=False))

    yield in_milvus
    connection.close()


def milvus_file(folder: Path) -> Address:
    """A file of milvus-lite in a folder."""
    found = located(f"milvus://{folder}/test.db?dense=FLAT", "postgresql://nobody@127.0.0.1/none")
    assert isinstance(found, Address)
    return found


@pytest.fixture(params=[FOLDER, SERVERS])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Path | Address:
    """Where a whole index may lie: nothing is there yet."""
    return tmp_path / "index" if request.param == "folder" else shared_address(request, tmp_path)


def shared_address(request: pytest.FixtureRequest, folder: Path) -> Address:
    """An address of an index on servers where there is none yet."""
    need_milvus()
    server: Postgres = request.getfixturevalue("postgres_server")
    found = located(f"milvus://{folder}/{a_name()}.db?dense=FLAT", server.url())
    assert isinstance(found, Address)
    return found
