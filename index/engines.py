"""What the engines of an index must do: a database for its catalogue, a sparse and a dense index over passages, a store of files. Opens none.

Each has one implementation for a folder (SQLite, tantivy, FAISS, plain files) and one for servers (PostgreSQL, Milvus, PostgreSQL). What is
asked here is what is called, and tests/unit/index/conformance asks the same of all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.schema import Indexed

Ids = NDArray[np.int64]
Rows = NDArray[np.float32]  # (n, dimensions)
Ranges = NDArray[np.int64]  # (n, 2): from the first id to before the second


class Found(Protocol):
    """The rows that a statement brought."""

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""
        ...

    def fetchone(self) -> Any: ...

    def fetchall(self) -> list[Any]: ...

    def __iter__(self) -> Iterator[Any]: ...


class Database(Protocol):
    """Where a catalogue's tables lie. One writer at a time, who opens it as such; any number of readers, who see whole transactions only.

    Statements are written once, in the SQL that SQLite and PostgreSQL share: `?` for a value, `= ANY(?)` for one of a list.
    """

    @property
    def name(self) -> str:
        """What a person calls it: a folder, or an address without its password."""
        ...

    def execute(self, statement: str, values: Sequence[object] = ()) -> Found: ...

    def executemany(self, statement: str, rows: Sequence[Sequence[object]]) -> None: ...

    def load(self, table: str, columns: str, rows: Iterable[Sequence[object]]) -> None:
        """Insert many rows, as fast as can be; `columns` are blank- and comma-separated names."""
        ...

    def stream(self, statement: str, values: Sequence[object] = ()) -> Iterator[Any]:
        """The rows of a long answer one by one: it is never in memory as a whole. Other statements may run meanwhile."""
        ...

    def define(self, statements: str) -> None:
        """Make tables, in the words of `index.schema`."""
        ...

    def exists(self) -> bool:
        """Whether there are tables yet."""
        ...

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing; a failure inside leaves everything as it was. Waits for the transactions of other writers."""
        ...

    def reserve(self, table: str, count: int) -> int:
        """The first of `count` ids in a row that no row of the table has had. Inside a transaction; rows are then inserted with them."""
        ...

    def reserved(self, table: str, last: int) -> None:
        """Never give an id up to `last`: rows came with ids of their own. Inside a transaction."""
        ...

    def compact(self) -> None:
        """Leave nothing of deleted rows where that is in our hands."""
        ...

    def close(self) -> None: ...


class SparseIndex(Protocol):
    """Passages by their words, ranked by BM25."""

    @property
    def generation(self) -> int:
        """The catalogue's generation that this index reflects; −1 where it was never filled, or is damaged."""
        ...

    def change(self, removed: Iterable[int], added: Iterable[Sequence[Indexed]], generation: int) -> None:
        """Take out and put in passages, then commit as `generation`. `added` comes in batches so that memory stays flat."""
        ...

    def purge(self, indexed: Callable[[Sequence[int]], Sequence[Indexed]]) -> int:
        """Leave nothing of removed passages where that is in our hands; returns how many passages were written again for it."""
        ...

    def search(
        self,
        terms: Mapping[str, float],
        text: str,
        limit: int,
        documents: Sequence[int] | None = None,
        phrases: Sequence[Sequence[str]] = (),
    ) -> list[tuple[int, float]]:
        """The best passages for weighted lemmas and the folded words of `text`: (passage id, BM25 score), best first, ties by id.

        A term of several lemmas counts where all of them stand. `documents` limits the search to these document ids; None does not limit.
        `phrases` are folded words that must stand in a row, every one of them.
        """
        ...

    def ids(self) -> Ids:
        """The ids of all passages, ascending."""
        ...

    def holds(self, first: int, end: int) -> bool:
        """Whether a passage with an id from `first` to before `end` is in the index."""
        ...

    def miscounted(self, counts: Mapping[str, int]) -> dict[str, int]:
        """The lemmas that stand in another number of passages than `counts` says, with the number in which they do stand here."""
        ...

    def refresh(self) -> None:
        """See what another process committed."""
        ...

    def clear(self) -> None:
        """Hold nothing and reflect no generation."""
        ...


class DenseIndex(Protocol):
    """Vectors of unit length by their ids."""

    @property
    def generation(self) -> int:
        """The catalogue's generation that this index reflects; −1 where it was never filled, or is damaged."""
        ...

    def __len__(self) -> int: ...

    def change(self, removed: Ids, added: Ids, rows: Callable[[Sequence[int]], Rows], generation: int) -> None:
        """Take out and put in vectors, and name the generation. `rows` gives the vectors of any ids, those that are held included."""
        ...

    def search(self, vector: Rows, limit: int, allowed: Ranges | None = None) -> list[tuple[int, float]]:
        """The nearest to a unit vector of (dimensions,): (id, cosine above 0), best first, ties by id; `allowed` limits to these ids."""
        ...

    def search_all(self, vectors: Rows, limit: int, allowed: Ranges | None = None) -> list[list[tuple[int, float]]]:
        """The same for several vectors at once, (n, dimensions)."""
        ...

    def ids(self) -> Ids:
        """The ids of all vectors, ascending."""
        ...

    def holds(self, first: int, end: int) -> bool:
        """Whether a vector with an id from `first` to before `end` is in the index."""
        ...

    def disagreeing(self, rows: Callable[[Sequence[int]], Rows]) -> list[int]:
        """The ids whose vectors are not those that `rows` gives, but for what the engine's number format loses."""
        ...

    def refresh(self) -> None:
        """See what another process committed."""
        ...

    def clear(self) -> None:
        """Hold nothing and reflect no generation."""
        ...


class Closing(Protocol):
    """What holds a connection."""

    def close(self) -> None: ...


class FileStore(Protocol):
    """The documents as they came, by the SHA-256 of their bytes and their format."""

    def keep(self, sha256: str, format_: str, file: Path) -> bool:
        """Have a copy of a file, whole or not at all; False where the file is gone or is not the one with this hash, and none was held."""
        ...

    def path(self, sha256: str, format_: str) -> Path | None:
        """Where the kept copy can be read, None where there is none. Whoever reads it checks its hash."""
        ...

    def held(self) -> dict[tuple[str, str], str]:
        """What is kept, (sha256, format), with what a person calls it."""
        ...

    def keep_only(self, wanted: set[tuple[str, str]]) -> None:
        """Drop every copy but these."""
        ...
