"""Nearest vectors among a fixed set of them: every one compared while they are few, by way of sketches when they are many. Knows FAISS, not files.

A sketch is a product quantiser's code of four bits for every two dimensions, of which a processor compares 200 million in a second. The best
by their sketches are compared again by their codes of 8 or 16 bits a dimension. Inverted lists need a fifth to a third of all vectors looked at
for the same recall, because the static encoder's vectors form no tight clusters; sketches of all cost less than that.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import faiss
import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
Rows = NDArray[np.float32]  # (n, dimensions)
Ranges = NDArray[np.int64]  # (n, 2): from the first id to before the second

# So many of the best by sketches are compared again, and twice those that are wanted where that is more. At a million passages 97.9 % of
# the exact ten are among 200, 99.3 % among 400.
AGAIN = 400

# Among so many allowed vectors, or fewer, every one is decoded and compared; up to the second number by their codes where they lie, which
# passes over the others; beyond that as fast as by the sketches of all, a million.
_DECODE_ALL = 5_000
_COMPARE_ALL = 100_000

# Vectors to train on: twice as many change no recall by more than noise.
SAMPLE = 65_536

_BATCH = 50_000
_BLOCK = 32  # sketches that are compared at once, FAISS's own choice


def trained(sample: Rows, halves: bool) -> tuple[faiss.IndexScalarQuantizer, faiss.IndexPQ]:
    """Empty codes (16 bits a dimension, or 8) and sketches for vectors like those of `sample`."""
    dimensions = sample.shape[1]
    codes = exact_codes(dimensions) if halves else _codes(dimensions, faiss.ScalarQuantizer.QT_8bit)
    sketches = faiss.IndexPQ(dimensions, dimensions // 2 if dimensions % 2 == 0 else dimensions, 4, faiss.METRIC_INNER_PRODUCT)
    with _one_thread():  # 192 small problems: 1.1 s on one thread, 10.9 s on two that wait for each other
        codes.train(sample)
        sketches.train(sample)
    return codes, sketches


def exact_codes(dimensions: int) -> faiss.IndexScalarQuantizer:
    """Empty codes of 16 bits a dimension: half precision, as the catalogue keeps vectors, so that nothing is lost."""
    return _codes(dimensions, faiss.ScalarQuantizer.QT_fp16)


def _codes(dimensions: int, kind: int) -> faiss.IndexScalarQuantizer:
    return faiss.IndexScalarQuantizer(dimensions, kind, faiss.METRIC_INNER_PRODUCT)


@dataclass(slots=True)
class Part:
    """Vectors with their ids. `sketches` is None where every vector is compared."""

    ids: Ids  # in the order of the codes
    codes: faiss.IndexScalarQuantizer
    sketches: faiss.IndexPQ | None = None
    _packed: faiss.IndexPQFastScan | None = field(default=None, init=False)  # the sketches as the processor compares them
    _refined: faiss.IndexRefine | None = field(default=None, init=False)  # the same with the codes, by which the best are compared again
    _sorted: bool | None = field(default=None, init=False)  # whether the ids ascend, once it is known
    _by_id: Ids | None = field(default=None, init=False)  # the positions in the order of the ids, once they are asked for

    @classmethod
    def empty(cls, dimensions: int) -> Part:
        """Without vectors, exact."""
        return cls(np.zeros(0, dtype=np.int64), exact_codes(dimensions))

    def __len__(self) -> int:
        return len(self.ids)

    def add(self, ids: Ids, rows: Rows) -> None:
        """Put in vectors."""
        self.codes.add(rows)
        if self.sketches is not None:
            self.sketches.add(rows)
        self.ids = np.concatenate([self.ids, ids])
        self._sorted = self._by_id = None

    def remove(self, gone: Ids) -> None:
        """Take out the vectors with these ids, those that are not there passed over."""
        going = np.isin(self.ids, gone)
        selector = faiss.IDSelectorBatch(np.flatnonzero(going))
        self.codes.remove_ids(selector)
        if self.sketches is not None:
            self.sketches.remove_ids(selector)
        self.ids = self.ids[~going]
        self._by_id = None

    def decoded(self) -> Iterator[tuple[Ids, Rows]]:
        """All vectors as they are kept, in batches of (ids, rows)."""
        for start in range(0, len(self), _BATCH):
            batch = self.ids[start : start + _BATCH]
            yield batch, self.codes.reconstruct_n(start, len(batch))

    def rows(self, ids: Ids) -> tuple[NDArray[np.bool_], Rows]:
        """Which of these ids have a vector here, and the vectors of those, in order."""
        if self._by_id is None:
            self._by_id = np.argsort(self.ids, kind="stable")
        if not len(self):
            return np.zeros(len(ids), dtype=np.bool_), np.zeros((0, self.codes.d), dtype=np.float32)
        positions = self._by_id[np.minimum(np.searchsorted(self.ids, ids, sorter=self._by_id), len(self) - 1)]
        here = self.ids[positions] == ids
        return here, self.codes.reconstruct_batch(positions[here])

    def nearest(self, questions: Rows, limit: int, allowed: Ranges | None = None, again: int = AGAIN) -> tuple[Ids, Rows]:
        """Ids and inner products, (questions, ≤ limit) each, of the nearest to each question, best first; id −1 where there are fewer.

        `allowed` limits the search to these ids: the nearest of them are found however rare they are. See AGAIN for `again`.
        """
        with _one_thread():
            return self._nearest(questions, limit, allowed, again)

    def _nearest(self, questions: Rows, limit: int, allowed: Ranges | None, again: int) -> tuple[Ids, Rows]:
        limit = min(limit, len(self))
        inside = None if allowed is None else self._positions(allowed)
        if not limit or (inside is not None and not len(inside)):
            return np.full((len(questions), 0), -1, dtype=np.int64), np.zeros((len(questions), 0), dtype=np.float32)
        if inside is not None and len(inside) <= _DECODE_ALL:
            positions, scores = _stacked([self._compared(question, inside, limit) for question in questions])
        elif self.sketches is None or (inside is not None and len(inside) <= _COMPARE_ALL):
            positions, scores = self._by_codes(questions, limit, inside)
        else:
            positions, scores = self._by_sketches(questions, limit, inside, min(len(self), max(again, 2 * limit)))
        return np.where(positions >= 0, self.ids[positions], -1), scores

    def _positions(self, allowed: Ranges) -> Ids:
        """Where the allowed ids stand, ascending."""
        if self._sorted is None:
            self._sorted = bool(np.all(self.ids[1:] > self.ids[:-1]))
        if not self._sorted:
            return np.flatnonzero(_mask(allowed, int(self.ids.max(initial=0)))[self.ids])
        bounds = np.searchsorted(self.ids, allowed)
        return np.concatenate([np.arange(first, end) for first, end in bounds.tolist()] or [np.zeros(0, dtype=np.int64)])

    def _by_codes(self, questions: Rows, limit: int, inside: Ids | None) -> tuple[Ids, Rows]:
        """Positions and inner products, every vector that is inside compared."""
        if inside is None:
            scores, positions = self.codes.search(questions, limit)
            return positions, scores
        bits = np.packbits(self._inside(inside), bitorder="little")
        parameters = faiss.SearchParameters()
        parameters.sel = faiss.IDSelectorBitmap(len(bits), faiss.swig_ptr(bits))
        scores, positions = self.codes.search(questions, limit, params=parameters)
        return positions, scores

    def _by_sketches(self, questions: Rows, limit: int, inside: Ids | None, again: int) -> tuple[Ids, Rows]:
        """The same by way of the sketches, of which the best `again` are compared by their codes."""
        packed, refined = self._prepared()
        if inside is None:
            parameters = faiss.IndexRefineSearchParameters()
            parameters.k_factor = (again + 0.5) / limit  # of which FAISS takes the whole part, times limit
            scores, positions = refined.search(questions, limit, params=parameters)
            return positions, scores
        _, found = packed.search(questions, min(len(self), 2 * again * len(self) // len(inside)))
        member = self._inside(inside)
        chosen = [row[member[row]][:again] for row in (row[row >= 0] for row in found)]
        return _stacked([self._compared(question, row, limit) for question, row in zip(questions, chosen, strict=True)])

    def _prepared(self) -> tuple[faiss.IndexPQFastScan, faiss.IndexRefine]:
        """The sketches as they are searched, alone and with the codes; made when they are first asked for."""
        if self._packed is None or self._refined is None:
            assert self.sketches is not None
            self._packed = faiss.IndexPQFastScan(self.sketches, _BLOCK)  # type: ignore[arg-type]  # the stub knows one constructor of two
            self._refined = faiss.IndexRefine(self._packed, self.codes)
        return self._packed, self._refined

    def _inside(self, positions: Ids) -> NDArray[np.bool_]:
        """For each vector whether its position is among these."""
        member = np.zeros(len(self), dtype=np.bool_)
        member[positions] = True
        return member

    def _compared(self, question: Rows, positions: Ids, limit: int) -> tuple[Ids, Rows]:
        """The best of these positions, compared by their codes; padded with −1 to `limit`."""
        scores = self.codes.reconstruct_batch(positions) @ question
        order = np.argsort(-scores, kind="stable")[:limit]
        best, values = np.full(limit, -1, dtype=np.int64), np.zeros(limit, dtype=np.float32)
        best[: len(order)], values[: len(order)] = positions[order], scores[order]
        return best, values


@contextmanager
def _one_thread() -> Iterator[None]:
    """What takes a few milliseconds takes longer on threads that wait for each other, beside other programs most of all."""
    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(before)


def _stacked(found: list[tuple[Ids, Rows]]) -> tuple[Ids, Rows]:
    return np.stack([positions for positions, _ in found]), np.stack([scores for _, scores in found])


def _mask(allowed: Ranges, highest: int) -> NDArray[np.bool_]:
    """For each id from 0 to `highest` whether it is allowed."""
    mask = np.zeros(highest + 1, dtype=np.bool_)
    for first, end in allowed.tolist():
        mask[first:end] = True
    return mask
