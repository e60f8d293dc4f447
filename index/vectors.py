"""A vector index as files: a large base and the few vectors that came since, both mapped into memory. Knows ids and files, nothing of documents.

Derived from the catalogue; `manifest.json` names the parts and the catalogue's generation that they reflect, and is replaced in one step.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from index.nearest import AGAIN, SAMPLE, Ids, Part, Ranges, Rows, trained

_VERSION = 1

# So many vectors are compared one by one; with more, sketches choose those that are. Measured: see eval/LOG.md.
EXACT_UNTIL = 50_000

# So many new vectors wait beside the base before it is written anew with them: a change then costs milliseconds.
_RECENT = 10_000

# What was trained on n vectors serves until there are so many times n.
_OUTGROWN = 4.0

# The length of what a unit vector loses of itself. In half precision at most 2⁻¹¹ of each number; in 8 bits what was measured, doubled.
_LOST_IN_HALVES = 0.001
_LOST_IN_8_BITS = 0.1

_BATCH = 10_000
_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class _Manifest:
    """What the folder holds."""

    version: int = _VERSION
    dimensions: int = 0
    generation: int = -1  # of the catalogue
    base: Mapping[str, int] = field(default_factory=dict)  # file names with their sizes in bytes; none where there is no such part
    recent: Mapping[str, int] = field(default_factory=dict)
    trained_on: int = 0  # how many vectors the base was trained for; 0 where it is exact


class VectorIndex:
    """Vectors of unit length by their ids, in one folder."""

    def __init__(self, folder: Path, dimensions: int, exact_until: int = EXACT_UNTIL, *, halves: bool = False, again: int = AGAIN) -> None:
        """Open the index in `folder`. One that is missing, damaged or of another version is empty: the caller fills it from the catalogue.

        Beyond `exact_until` vectors are kept in 8 bits a number, with `halves` in 16, and `again` of them are compared for a question.
        """
        self._folder = folder
        self._dimensions = dimensions
        self._exact_until = exact_until
        self._halves = halves
        self._again = again
        self._manifest = _Manifest()
        self._base = self._recent = Part.empty(dimensions)
        self.refresh()

    @property
    def generation(self) -> int:
        """The catalogue's generation that this index reflects; −1 where it was never filled, or is damaged."""
        return self._manifest.generation

    def __len__(self) -> int:
        return len(self._base) + len(self._recent)

    # --- reading -----------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """See what another process wrote. A part that is still the same stays open."""
        for _ in range(3):  # a writer may take a file away between our look at the manifest and at the file
            manifest = self._read_manifest()
            try:
                base = self._base if manifest.base == self._manifest.base else self._part(manifest.base)
                recent = self._recent if manifest.recent == self._manifest.recent else self._part(manifest.recent)
            except (OSError, ValueError, RuntimeError):  # RuntimeError is what FAISS throws for a file that is not whole
                continue
            self._manifest, self._base, self._recent = manifest, base, recent
            return
        self._manifest, self._base, self._recent = _Manifest(), Part.empty(self._dimensions), Part.empty(self._dimensions)

    def _read_manifest(self) -> _Manifest:
        try:
            manifest = _Manifest(**json.loads((self._folder / _MANIFEST).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return _Manifest()
        sound = manifest.version == _VERSION and manifest.dimensions == self._dimensions
        return manifest if sound else _Manifest()

    def _part(self, files: Mapping[str, int], flags: int = faiss.IO_FLAG_MMAP_IFC) -> Part:
        """One part, mapped into memory; OSError, ValueError or RuntimeError where its files are not whole."""
        part = Part.empty(self._dimensions)
        for name, size in files.items():
            file = self._folder / name
            if file.stat().st_size != size:  # a mapped file that is too short ends the process when it is read
                raise OSError(f"{file} is not whole")
            if name.endswith(".npy"):
                part.ids = np.load(file)
                continue
            index = faiss.read_index(str(file), flags)
            if index.d != self._dimensions:
                raise ValueError(f"{file} has vectors of another width")
            if isinstance(index, faiss.IndexScalarQuantizer):
                part.codes = index
            elif isinstance(index, faiss.IndexPQ):
                part.sketches = index
        if any(index.ntotal != len(part.ids) for index in (part.codes, part.sketches) if index is not None):
            raise ValueError(f"The parts in {self._folder} do not belong together")
        return part

    def ids(self) -> Ids:
        """The ids of all vectors in ascending order."""
        return np.sort(np.concatenate([self._base.ids, self._recent.ids]))

    def holds(self, first: int, end: int) -> bool:
        """Whether a vector with an id from `first` to before `end` is in the index."""
        return any(bool(np.any((part.ids >= first) & (part.ids < end))) for part in (self._base, self._recent))

    def rows(self, ids: Ids) -> tuple[NDArray[np.bool_], Rows]:
        """For each id whether it has a vector, and the vectors as they are kept, (ids, dimensions), zero where there is none."""
        found, known = np.zeros((len(ids), self._dimensions), dtype=np.float32), np.zeros(len(ids), dtype=np.bool_)
        for part in (self._base, self._recent):
            here, vectors = part.rows(ids)
            found[here] = vectors
            known |= here
        return known, found

    def disagreeing(self, rows: Callable[[Sequence[int]], Rows]) -> list[int]:
        """The ids whose vectors are not those that `rows` gives, but for what half precision or 8 bits lose."""
        wrong: list[int] = []
        for part in (self._base, self._recent):
            limit = _LOST_IN_HALVES if part.sketches is None or self._halves else _LOST_IN_8_BITS
            for ids, kept in part.decoded():
                lost = np.linalg.norm(kept - rows(ids.tolist()), axis=1)
                wrong += ids[~(lost <= limit)].tolist()
        return sorted(wrong)

    def search(self, vector: Rows, limit: int, allowed: Ranges | None = None) -> list[tuple[int, float]]:
        """The nearest to a unit vector of (dimensions,): (id, cosine above 0), best first, ties by id.

        `allowed` limits the search to these ids: the nearest of them are found however rare they are. Cosines are exact to 0.001 up to
        `exact_until` vectors and with `halves`, else to 0.01.
        """
        return self.search_all(vector[None, :], limit, allowed)[0]

    def search_all(self, vectors: Rows, limit: int, allowed: Ranges | None = None) -> list[list[tuple[int, float]]]:
        """The same for several vectors at once, (n, dimensions)."""
        found = [part.nearest(vectors, limit, allowed, self._again) for part in (self._base, self._recent)]
        ids, scores = (np.concatenate(arrays, axis=1) for arrays in zip(*found, strict=True))
        return [_best(i, s, limit) for i, s in zip(ids, scores, strict=True)]

    # --- writing -----------------------------------------------------------------------------------------------------

    def clear(self) -> None:
        """Hold nothing and reflect no generation."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self.refresh()

    def change(self, removed: Ids, added: Ids, rows: Callable[[Sequence[int]], Rows], generation: int) -> None:
        """Take out and put in vectors, and name the generation. `rows` gives the vectors of any ids, those that are held included.

        Additions are written beside the base until they are many; removals from the base write it anew, so that nothing of them is left.
        """
        waiting = np.union1d(np.setdiff1d(self._recent.ids, removed), added)
        kept = np.setdiff1d(self._base.ids, removed)
        if len(kept) == len(self._base) and len(waiting) <= _RECENT:
            recent = self._filled(Part.empty(self._dimensions), waiting, rows)
            self._write(None, recent, self._manifest.trained_on, generation)
            return
        size = len(kept) + len(waiting)
        if self._outgrown(size):
            trained_on = size if size > self._exact_until else 0
            everything = np.union1d(kept, waiting)
            base = self._filled(self._empty(everything, rows), everything, rows)
        else:
            trained_on = self._manifest.trained_on
            base = self._part(self._manifest.base, flags=0)  # a copy in memory, which can be changed
            base.remove(removed)
            base = self._filled(base, waiting, rows)
        self._write(base, Part.empty(self._dimensions), trained_on, generation)

    def _outgrown(self, size: int) -> bool:
        """Whether the base's form no longer suits so many vectors."""
        if self._base.sketches is None:
            return size > self._exact_until or not len(self._base)
        return size <= self._exact_until // 2 or size > _OUTGROWN * self._manifest.trained_on

    def _empty(self, ids: Ids, rows: Callable[[Sequence[int]], Rows]) -> Part:
        """A part without vectors in the form that suits so many."""
        if len(ids) <= self._exact_until:
            return Part.empty(self._dimensions)
        chosen = np.sort(np.random.default_rng(0).choice(ids, min(SAMPLE, len(ids)), replace=False))
        return Part(np.zeros(0, dtype=np.int64), *trained(rows(chosen.tolist()), self._halves))

    def _filled(self, part: Part, ids: Ids, rows: Callable[[Sequence[int]], Rows]) -> Part:
        for start in range(0, len(ids), _BATCH):
            batch = ids[start : start + _BATCH]
            part.add(batch, rows(batch.tolist()))
        return part

    def _write(self, base: Part | None, recent: Part, trained_on: int, generation: int) -> None:
        """Write the parts that changed (`base` None: as it was), then the manifest that names them, then drop what it does not name."""
        self._folder.mkdir(parents=True, exist_ok=True)
        base_files = self._manifest.base if base is None else self._write_part("base", base)
        manifest = _Manifest(_VERSION, self._dimensions, generation, base_files, self._write_part("recent", recent), trained_on)
        self._replace(_MANIFEST, lambda file: file.write_text(json.dumps(asdict(manifest)), encoding="utf-8"))
        for file in self._folder.iterdir():
            if file.name not in (*manifest.base, *manifest.recent, _MANIFEST):
                file.unlink(missing_ok=True)
        self.refresh()

    def _write_part(self, kind: str, part: Part) -> dict[str, int]:
        """The names and sizes of the files that hold a part; none for an empty one."""
        if not len(part):
            return {}
        name = f"{kind}-{secrets.token_hex(4)}"  # never a name that a reader has open
        self._replace(f"{name}.ids.npy", lambda file: _save(file, part.ids))
        for suffix, index in (("codes", part.codes), ("sketches", part.sketches)):
            if index is not None:
                self._replace(f"{name}.{suffix}.faiss", lambda file, index=index: faiss.write_index(index, str(file)))  # type: ignore[misc]
        return {file.name: file.stat().st_size for file in self._folder.glob(f"{name}.*")}

    def _replace(self, name: str, write: Callable[[Path], object]) -> None:
        """Write a file beside and put it in its place: a reader sees the old one or the new one, never half of one."""
        beside = self._folder / f"{name}.new"
        write(beside)
        with beside.open("rb") as stream:
            os.fsync(stream.fileno())
        beside.replace(self._folder / name)


def _save(file: Path, ids: Ids) -> None:
    with file.open("wb") as stream:
        np.save(stream, ids)


def _best(ids: Ids, scores: Rows, limit: int) -> list[tuple[int, float]]:
    usable = (ids >= 0) & (scores > 0)
    ids, scores = ids[usable], scores[usable]
    best = np.lexsort((ids, -scores))[:limit]
    return list(zip(ids[best].tolist(), scores[best].tolist(), strict=True))
