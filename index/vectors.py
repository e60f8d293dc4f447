"""The vector index: FAISS, exact, by inner product of unit vectors. Knows ids and vectors, nothing of words or documents.

Derived from the catalogue; a file beside it names the catalogue's generation that it reflects.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray


class VectorIndex:
    """Passages by their vectors, in one file."""

    def __init__(self, file: Path, dimensions: int) -> None:
        """Open the index in `file`. A missing, damaged or other-sized file gives an empty index: the caller fills it from the catalogue."""
        self._file = file
        self._dimensions = dimensions
        self._generation = file.with_suffix(".generation")
        self._index = self._read()

    def _read(self) -> faiss.IndexIDMap2:
        if self._file.exists():
            try:
                index = faiss.read_index(str(self._file))
                if isinstance(index, faiss.IndexIDMap2) and index.d == self._dimensions:
                    return index
            except RuntimeError:  # what FAISS throws for a file that is not whole
                pass
            self._generation.unlink(missing_ok=True)
        return faiss.IndexIDMap2(faiss.IndexFlatIP(self._dimensions))

    @property
    def generation(self) -> int:
        """The catalogue's generation that this index reflects; −1 where it was never filled."""
        try:
            return int(self._generation.read_text()) if self._file.exists() else -1
        except (FileNotFoundError, ValueError):
            return -1

    def change(self, removed: Iterable[int], added: Iterable[tuple[NDArray[np.int64], NDArray[np.float32]]], generation: int) -> None:
        """Take out and put in vectors (batches of ids and (n, dimensions) rows), then write the file whole and name its generation."""
        gone = np.fromiter(removed, dtype=np.int64)
        if gone.size:
            self._index.remove_ids(faiss.IDSelectorBatch(gone))
        for ids, rows in added:
            self._index.add_with_ids(rows, ids)
        self._generation.unlink(missing_ok=True)
        self._file.parent.mkdir(parents=True, exist_ok=True)
        beside = self._file.with_suffix(".new")
        faiss.write_index(self._index, str(beside))
        beside.replace(self._file)  # a reader sees the old file or the new one, never half of one
        self._generation.write_text(str(generation))

    def refresh(self) -> None:
        """See what another process wrote."""
        self._index = self._read()

    def passage_ids(self) -> set[int]:
        """The ids of all passages in the index."""
        return set(faiss.vector_to_array(self._index.id_map).tolist()) if self._index.ntotal else set()

    def search(self, vector: NDArray[np.float32], limit: int, allowed: NDArray[np.int64] | None = None) -> list[tuple[int, float]]:
        """The nearest passages to a unit vector of (dimensions,): (passage id, cosine above 0), best first, ties by id.

        `allowed` limits the search to these passage ids, exactly: the nearest of them are found however rare they are.
        """
        if not self._index.ntotal or not vector.any() or (allowed is not None and not allowed.size):
            return []
        parameters = None if allowed is None else faiss.SearchParameters(sel=faiss.IDSelectorBatch(allowed))  # type: ignore[call-arg]
        scores, ids = self._index.search(vector[None, :], min(limit, self._index.ntotal), params=parameters)
        found = [(int(i), float(s)) for i, s in zip(ids[0], scores[0], strict=True) if i >= 0 and s > 0]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))
