"""Nearest vectors in one FAISS index: exact for few, inverted lists of 8-bit codes for many. Knows FAISS; nothing of files, documents or words."""

from __future__ import annotations

import math
from collections.abc import Iterator

import faiss
import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
Rows = NDArray[np.float32]  # (n, dimensions)
Ranges = NDArray[np.int64]  # (n, 2): from the first id to before the second

Index = faiss.IndexIDMap | faiss.IndexIVFScalarQuantizer

# Among so many allowed vectors, or fewer, every one is compared: the lists that hold few of them would hide the best.
_COMPARE_ALL = 50_000

# Lists for so many vectors, lists that a search looks into, and vectors for training a list.
_LISTS_A_ROOT = 2.0
_PROBED_A_ROOT = 3.0
_SAMPLE_A_LIST = 64

_BATCH = 50_000


def exact(dimensions: int) -> faiss.IndexIDMap:
    """An empty index that compares a question with every vector. Half precision, as the catalogue keeps vectors: nothing is lost."""
    codes = faiss.IndexScalarQuantizer(dimensions, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    return faiss.IndexIDMap(codes)


def lists_for(size: int) -> int:
    """How many lists `size` vectors are kept in."""
    return max(1, round(_LISTS_A_ROOT * math.sqrt(size)))


def sample_for(size: int) -> int:
    """How many of `size` vectors training needs."""
    return min(size, _SAMPLE_A_LIST * lists_for(size))


def inverted(sample: Rows, size: int) -> faiss.IndexIVFScalarQuantizer:
    """An empty index of inverted lists for about `size` vectors, trained on `sample_for(size)` of them."""
    dimensions = sample.shape[1]
    index = faiss.IndexIVFScalarQuantizer(
        faiss.IndexFlatIP(dimensions), dimensions, lists_for(size), faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
    )
    index.train(sample)
    return index


def is_exact(index: Index) -> bool:
    """Whether every search in it is exact."""
    return isinstance(index, faiss.IndexIDMap)


def nearest(index: Index, questions: Rows, limit: int, allowed: Ranges | None = None) -> tuple[Ids, Rows]:
    """Ids and inner products, (questions, limit) each, of the nearest vectors to each question, best first; id −1 where there are fewer.

    `allowed` limits the search to these ids.
    """
    limit = min(limit, index.ntotal)
    if not limit:
        return np.full((len(questions), 0), -1, dtype=np.int64), np.zeros((len(questions), 0), dtype=np.float32)
    if isinstance(index, faiss.IndexIDMap):
        parameters = faiss.SearchParameters()
    else:
        parameters = faiss.SearchParametersIVF()
        every = allowed is not None and int((allowed[:, 1] - allowed[:, 0]).sum()) <= _COMPARE_ALL
        parameters.nprobe = index.nlist if every else probed(index)
    bits = np.zeros(0, dtype=np.uint8) if allowed is None else _bitmap(allowed)
    selector = faiss.IDSelectorBitmap(len(bits), faiss.swig_ptr(bits))  # FAISS does not keep them: they live until the search has ended
    if allowed is not None:
        parameters.sel = selector
    scores, ids = index.search(questions, limit, params=parameters)
    return ids, scores


def probed(index: faiss.IndexIVF) -> int:
    """How many lists a search looks into."""
    return min(index.nlist, max(1, round(_PROBED_A_ROOT * math.sqrt(index.nlist))))


def _bitmap(allowed: Ranges) -> NDArray[np.uint8]:
    """A bit for each id from 0 on, set where it is allowed."""
    bits = np.zeros(int(allowed[:, 1].max(initial=0)), dtype=np.bool_)
    for first, end in allowed.tolist():
        bits[first:end] = True
    return np.packbits(bits, bitorder="little")


def held(index: Index) -> Ids:
    """The ids of all vectors in the index, ascending."""
    if isinstance(index, faiss.IndexIDMap):
        return np.sort(faiss.vector_to_array(index.id_map))
    return np.sort(np.concatenate([_list_ids(index, i) for i in range(index.nlist)] or [np.zeros(0, dtype=np.int64)]))


def decoded(index: Index) -> Iterator[tuple[Ids, Rows]]:
    """All vectors as the index keeps them, in batches of (ids, rows)."""
    if isinstance(index, faiss.IndexIDMap):
        ids = faiss.vector_to_array(index.id_map)
        for start in range(0, len(ids), _BATCH):
            yield ids[start : start + _BATCH], index.index.reconstruct_n(start, min(_BATCH, len(ids) - start))
        return
    for i in range(index.nlist):
        if len(ids := _list_ids(index, i)):
            yield ids, _list_rows(index, i)


def _list_ids(index: faiss.IndexIVF, number: int) -> Ids:
    lists = index.invlists
    assert lists is not None
    size = lists.list_size(number)
    return np.array(faiss.rev_swig_ptr(lists.get_ids(number), size)) if size else np.zeros(0, dtype=np.int64)


def _list_rows(index: faiss.IndexIVFScalarQuantizer, number: int) -> Rows:
    """The vectors of one list: its centre and what the codes add to it."""
    lists = index.invlists
    assert lists is not None
    size = lists.list_size(number)
    codes = faiss.rev_swig_ptr(lists.get_codes(number), size * index.code_size).reshape(size, index.code_size)
    return np.asarray(index.sq.decode(codes)) + index.quantizer.reconstruct(number)
