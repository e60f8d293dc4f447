"""An index on servers: how its parts in PostgreSQL and Milvus are opened together. Imported only when one is opened."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from index.address import Address
from index.catalogue import Catalogue
from index.encoder.protocol import Encoder
from index.engines import Rows
from index.errors import ProductError, no_index
from index.files import DatabaseFiles
from index.folder import Folder, agree
from index.milvus.collection import Collection, Row
from index.milvus.connection import Connection
from index.milvus.vectors import MilvusVectors
from index.milvus.words import MilvusWords, passage_rows
from index.vocabulary import Vocabulary


def open_shared(address: Address, encoder: Encoder, *, create: bool = False, write: bool = False) -> Folder:
    """Open the index at an address with all its parts; see index.opening."""
    catalogue, files = _catalogue(address, encoder, create=create, write=write)
    try:
        return _joined(address, catalogue, files, encoder)
    except BaseException:
        catalogue.close()
        raise


def _joined(address: Address, catalogue: Catalogue, files: DatabaseFiles, encoder: Encoder) -> Folder:
    """The catalogue with the collections that are derived from it."""
    connection = Connection(address)
    owner = catalogue.meta("identity")
    passages = Collection(connection, "passages", owner, encoder.dimensions, passages=True)
    lemmas = Collection(connection, "lemmas", owner, encoder.dimensions, passages=False)

    def rows(ids: Sequence[int], vectors: Rows) -> list[Row]:
        return passage_rows(catalogue.indexed(ids), vectors)

    return Folder(
        str(address),
        catalogue,
        MilvusWords(passages, catalogue, catalogue.vectors),
        MilvusVectors(passages, rows),
        Vocabulary(MilvusVectors(lemmas), catalogue, encoder),
        files,
        encoder,
        connection,
    )


def _catalogue(address: Address, encoder: Encoder, *, create: bool, write: bool) -> tuple[Catalogue, DatabaseFiles]:
    try:
        from index.postgres import PostgreSQL
    except ImportError as problem:
        raise ProductError(f"{address} needs the package psycopg: pip install 'smart-v4-assistant[postgres]'.") from problem
    database = PostgreSQL(address.catalogue, address.collection, create=create, write=write)
    try:
        if not create and not database.exists():
            raise no_index(address)
        catalogue = Catalogue(database, create=create)
        agree(catalogue, str(address), encoder, create=create)
        if create:
            _identify(catalogue)
        return catalogue, DatabaseFiles(database, create=create)
    except BaseException:
        database.close()
        raise


def _identify(catalogue: Catalogue) -> None:
    """Give a new index a name of its own in the world, by which its collections are known."""
    if not catalogue.meta("identity"):
        with catalogue.transaction():
            if not catalogue.meta("identity"):
                catalogue.set_meta("identity", uuid.uuid4().hex)
