"""Vectors in a collection of Milvus: of passages beside their words, or of lemmas alone. Knows ids and vectors, nothing of documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from index.engines import Ids, Ranges, Rows
from index.milvus.collection import Collection, Row, batches, inside

# The length of what a unit vector loses of itself: nothing in single precision, but the catalogue keeps half.
_LOST = 0.001


class MilvusVectors:
    """Vectors of unit length by their ids."""

    def __init__(self, collection: Collection, rows: Callable[[Sequence[int], Rows], list[Row]] | None = None) -> None:
        """`rows` makes what the collection stores of some ids and their vectors; the two alone where it is not given."""
        self._collection = collection
        self._rows = rows or _bare

    @property
    def generation(self) -> int:
        """The catalogue's generation that this index reflects; −1 where it was never filled."""
        return self._collection.generation

    def __len__(self) -> int:
        return len(self._collection)

    def change(self, removed: Ids, added: Ids, rows: Callable[[Sequence[int]], Rows], generation: int) -> None:
        """Take out and put in vectors, and name the generation."""
        self._collection.change(removed.tolist(), batches(added.tolist(), lambda ids: self._rows(ids, rows(ids))), generation)

    def search(self, vector: Rows, limit: int, allowed: Ranges | None = None) -> list[tuple[int, float]]:
        """The nearest to a unit vector of (dimensions,): (id, cosine above 0), best first, ties by id; `allowed` limits to these ids."""
        return self.search_all(vector[None, :], limit, allowed)[0]

    def search_all(self, vectors: Rows, limit: int, allowed: Ranges | None = None) -> list[list[tuple[int, float]]]:
        """The same for several vectors at once, (n, dimensions), in one call."""
        where = "" if allowed is None else inside(allowed)
        if (allowed is not None and not where) or not len(vectors):
            return [[] for _ in vectors]
        found = self._collection.search("vector", list(vectors), limit, where)
        scored = [[(int(hit["id"]), float(hit["distance"])) for hit in hits] for hits in found]
        return [sorted(((i, s) for i, s in hits if s > 0), key=lambda hit: (-hit[1], hit[0])) for hits in scored]

    def ids(self) -> Ids:
        """The ids of all vectors, ascending."""
        return self._collection.ids()

    def holds(self, first: int, end: int) -> bool:
        """Whether a vector with an id from `first` to before `end` is in the index."""
        return self._collection.holds(first, end)

    def disagreeing(self, rows: Callable[[Sequence[int]], Rows]) -> list[int]:
        """The ids whose vectors are not those that `rows` gives, but for what half precision loses."""
        wrong: list[int] = []
        for batch in self._collection.rows(("vector",)):
            ids = np.array([row["id"] for row in batch], dtype=np.int64)
            kept = np.array([row["vector"] for row in batch], dtype=np.float32)
            lost = np.linalg.norm(kept - rows(ids.tolist()), axis=1)
            wrong += ids[~(lost <= _LOST)].tolist()
        return sorted(wrong)

    def refresh(self) -> None:
        """See what another process committed."""
        self._collection.refresh()

    def clear(self) -> None:
        """Hold nothing and reflect no generation."""
        self._collection.clear()


def _bare(ids: Sequence[int], vectors: Rows) -> list[Row]:
    return [{"id": i, "vector": vector} for i, vector in zip(ids, vectors, strict=True)]
