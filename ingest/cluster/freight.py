"""A reading with its vectors and tags as bytes between two machines: an .npz file without pickles. What comes is checked, as in ingest.read.parcel."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter, ValidationError

from index.prepared import Prepared
from index.types import Tagged
from ingest.read.parcel import Damaged, pack, pack_reason, passages_of, unpack
from ingest.readers import Reading

_TAGGED = TypeAdapter(list[Tagged])


def pack_reading(reading: Reading) -> bytes:
    """A reading as bytes; a document's is prepared."""
    if reading.document is None:
        return _packed({"parcel": _bytes(pack_reason(reading.reason))}, reading.seconds)
    made = reading.prepared
    assert made is not None
    arrays: dict[str, NDArray[np.generic]] = {
        "parcel": _bytes(pack(reading.document, reading.passages, reading.terms)),
        "vectors": made.vectors,
        "tagged": _bytes(_TAGGED.dump_json(list(made.tagged))),
    }
    if made.sentences:
        arrays["sentences"] = np.concatenate(made.sentences)
    return _packed(arrays, reading.seconds)


def unpack_reading(data: bytes) -> Reading:
    """The reading in `data`; Damaged where it is none, or where its parts do not belong together."""
    try:
        with np.load(BytesIO(data), allow_pickle=False) as arrays:
            parts = {name: arrays[name] for name in arrays.files}
        parcel, seconds = unpack(parts["parcel"].tobytes()), float(parts["seconds"])
        if parcel.document is None:
            return Reading(None, [], (), parcel.reason, seconds)
        reading = Reading(parcel.document, passages_of(parcel), parcel.terms, "", seconds)
        return replace(reading, prepared=_prepared(parts, reading))
    except (ValidationError, ValueError, KeyError, OSError, EOFError, zipfile.BadZipFile) as problem:
        raise Damaged(str(problem)) from problem


def _prepared(parts: dict[str, NDArray[np.generic]], reading: Reading) -> Prepared:
    vectors, tagged = parts["vectors"], _TAGGED.validate_json(parts["tagged"].tobytes())
    count = len(reading.passages)
    if vectors.dtype != np.float32 or vectors.ndim != 2 or len(vectors) != count or len(tagged) not in (0, count):
        raise Damaged(f"{len(vectors)} vectors and {len(tagged)} tagged, of {count} passages")
    spans = [(t.start, t.end) for of_it in tagged for t in of_it.tags] + [(q.start, q.end) for of_it in tagged for q in of_it.quantities]
    assert reading.document is not None
    if any(not 0 <= start < end <= len(reading.document.text) for start, end in spans):
        raise Damaged("a tag lies outside of the document")
    if "sentences" not in parts:
        return Prepared(vectors.astype(np.float32, copy=False), (), tagged)
    codes, counts = parts["sentences"], [len(t.sentences) for t in reading.terms]
    if codes.dtype != np.int8 or codes.shape != (sum(counts), vectors.shape[1]):
        raise Damaged(f"vectors of {len(codes)} sentences, of {sum(counts)}")
    of_each = np.split(codes.astype(np.int8, copy=False), np.cumsum(counts)[:-1])
    return Prepared(vectors.astype(np.float32, copy=False), of_each, tagged)


def _bytes(data: bytes) -> NDArray[np.generic]:
    return np.frombuffer(data, dtype=np.uint8)


def _packed(arrays: dict[str, NDArray[np.generic]], seconds: float) -> bytes:
    out = BytesIO()
    np.savez(out, allow_pickle=False, **arrays, seconds=np.float64(seconds))
    return out.getvalue()
