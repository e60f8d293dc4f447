"""A vector index as files: a large base and the few vectors that came since, both mapped into memory. Knows ids and files, nothing of documents.

Derived from the catalogue; `manifest.json` names the parts and the catalogue's generation that they reflect, and is replaced in one step.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import faiss
import numpy as np

from index.nearest import Ids, Index, Ranges, Rows, decoded, exact, held, inverted, is_exact, nearest, sample_for

_VERSION = 1

# So many vectors are compared one by one; more are kept in inverted lists. Measured: see eval/LOG.md.
EXACT_UNTIL = 200_000

# So many new vectors wait beside the base before it is written anew with them: a change then costs milliseconds, a search two more.
_RECENT = 10_000

# Lists trained on n vectors serve until there are so many times n.
_OUTGROWN = 4.0

# The length of what a unit vector loses of itself. In half precision at most 2⁻¹¹ of each number; in 8 bits what was measured, doubled.
_LOST_IN_HALVES = 0.001
_LOST_IN_8_BITS = 0.1

_BATCH = 10_000


@dataclass(frozen=True, slots=True)
class _Manifest:
    """What the folder holds."""

    version: int = _VERSION
    dimensions: int = 0
    generation: int = -1  # of the catalogue
    base: str = ""  # file names, "" where there is no such part
    base_bytes: int = 0
    recent: str = ""
    recent_bytes: int = 0
    trained_on: int = 0  # how many vectors the base was trained for; 0 where it is exact


class VectorIndex:
    """Vectors of unit length by their ids, in one folder."""

    def __init__(self, folder: Path, dimensions: int, exact_until: int = EXACT_UNTIL) -> None:
        """Open the index in `folder`. One that is missing, damaged or of another version is empty: the caller fills it from the catalogue."""
        self._folder = folder
        self._dimensions = dimensions
        self._exact_until = exact_until
        self._manifest = _Manifest()
        self._base: Index = exact(dimensions)
        self._recent: Index = exact(dimensions)
        self.refresh()

    @property
    def generation(self) -> int:
        """The catalogue's generation that this index reflects; −1 where it was never filled, or is damaged."""
        return self._manifest.generation

    def __len__(self) -> int:
        return int(self._base.ntotal + self._recent.ntotal)

    @property
    def exact(self) -> bool:
        """Whether every search is exact."""
        return is_exact(self._base)

    # --- reading -----------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """See what another process wrote. A part that is still the same stays open."""
        for _ in range(2):  # a writer may take a file away between our look at the manifest and at the file
            manifest = self._read_manifest()
            try:
                base = self._part(manifest.base, manifest.base_bytes, self._base if manifest.base == self._manifest.base else None)
                recent = self._part(manifest.recent, manifest.recent_bytes, None)
            except (OSError, RuntimeError):  # RuntimeError is what FAISS throws for a file that is not whole
                continue
            self._manifest, self._base, self._recent = manifest, base, recent
            return
        self._manifest, self._base, self._recent = _Manifest(), exact(self._dimensions), exact(self._dimensions)

    def _read_manifest(self) -> _Manifest:
        try:
            manifest = _Manifest(**json.loads((self._folder / "manifest.json").read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return _Manifest()
        sound = manifest.version == _VERSION and manifest.dimensions == self._dimensions
        return manifest if sound else _Manifest()

    def _part(self, name: str, size: int, same: Index | None, flags: int = faiss.IO_FLAG_MMAP_IFC) -> Index:
        """One part, mapped into memory; OSError or RuntimeError where its file is not whole."""
        if not name:
            return exact(self._dimensions)
        file = self._folder / name
        if file.stat().st_size != size:  # a mapped file that is too short ends the process when it is read
            raise OSError(f"{file} is not whole")
        if same is not None:
            return same
        index = faiss.read_index(str(file), flags)
        if index.d != self._dimensions or not isinstance(index, Index):
            raise RuntimeError(f"{file} is another kind of index")
        return index

    def ids(self) -> Ids:
        """The ids of all vectors in ascending order."""
        return np.sort(np.concatenate([held(self._base), held(self._recent)]))

    def stored(self) -> Iterator[tuple[Ids, Rows]]:
        """All vectors as they are kept, in batches of (ids, rows): in half precision, or in 8 bits where there are many."""
        yield from decoded(self._base)
        yield from decoded(self._recent)

    def search(self, vector: Rows, limit: int, allowed: Ranges | None = None) -> list[tuple[int, float]]:
        """The nearest to a unit vector of (dimensions,): (id, cosine above 0), best first, ties by id.

        `allowed` limits the search to these ids: the nearest of them are found however rare they are. Cosines are exact to 0.001 up to
        `exact_until` vectors, beyond that to 0.01.
        """
        return self.search_all(vector[None, :], limit, allowed)[0]

    def search_all(self, vectors: Rows, limit: int, allowed: Ranges | None = None) -> list[list[tuple[int, float]]]:
        """The same for several vectors at once, (n, dimensions)."""
        parts = [nearest(part, vectors, limit, allowed) for part in (self._base, self._recent) if part.ntotal]
        if not parts or (allowed is not None and not len(allowed)):
            return [[] for _ in vectors]
        ids, scores = (np.concatenate(arrays, axis=1) for arrays in zip(*parts, strict=True))
        return [_best(i, s, limit) for i, s in zip(ids, scores, strict=True)]

    def disagreeing(self, rows: Callable[[Sequence[int]], Rows]) -> list[int]:
        """The ids whose vectors are not those that `rows` gives, but for what half precision or 8 bits lose."""
        wrong: list[int] = []
        for ids, kept in self.stored():
            true = rows(ids.tolist())
            lost = np.linalg.norm(kept - true, axis=1)
            wrong += ids[~(lost <= (_LOST_IN_HALVES if self.exact else _LOST_IN_8_BITS))].tolist()
        return sorted(wrong)

    # --- writing -----------------------------------------------------------------------------------------------------

    def change(self, removed: Ids, added: Ids, rows: Callable[[Sequence[int]], Rows], generation: int) -> None:
        """Take out and put in vectors, and name the generation. `rows` gives the vectors of any ids, those that are held included.

        Additions are written beside the base until they are many; removals from the base write it anew, so that nothing of them is left.
        """
        base, recent = held(self._base), np.union1d(np.setdiff1d(held(self._recent), removed), added)
        kept = np.setdiff1d(base, removed)
        trained_on = self._manifest.trained_on
        if len(kept) == len(base) and len(recent) <= _RECENT:
            self._write(base=None, recent=self._filled(exact(self._dimensions), recent, rows), trained_on=trained_on, generation=generation)
            return
        size = len(kept) + len(recent)
        if self._outgrown(size):
            everything = np.union1d(kept, recent)
            trained_on = size if size > self._exact_until else 0
            new = self._filled(self._empty(everything, rows), everything, rows)
        else:
            new = self._part(self._manifest.base, self._manifest.base_bytes, None, flags=0)  # a copy in memory, which can be changed
            if len(kept) < len(base):
                new.remove_ids(faiss.IDSelectorBatch(np.intersect1d(base, removed)))
            new = self._filled(new, recent, rows)
        self._write(base=new, recent=exact(self._dimensions), trained_on=trained_on, generation=generation)

    def _outgrown(self, size: int) -> bool:
        """Whether the base's form no longer suits so many vectors."""
        if not self.exact:
            return size <= self._exact_until // 2 or size > _OUTGROWN * self._manifest.trained_on
        return size > self._exact_until or not self._manifest.base

    def _empty(self, ids: Ids, rows: Callable[[Sequence[int]], Rows]) -> Index:
        """An index without vectors in the form that suits so many."""
        if len(ids) <= self._exact_until:
            return exact(self._dimensions)
        chosen = np.random.default_rng(0).choice(ids, sample_for(len(ids)), replace=False)
        return inverted(rows(np.sort(chosen).tolist()), len(ids))

    def _filled(self, index: Index, ids: Ids, rows: Callable[[Sequence[int]], Rows]) -> Index:
        for start in range(0, len(ids), _BATCH):
            batch = ids[start : start + _BATCH]
            index.add_with_ids(rows(batch.tolist()), batch)
        return index

    def _write(self, base: Index | None, recent: Index, trained_on: int, generation: int) -> None:
        """Write the parts that changed (`base` None: as it was), then the manifest that names them, then drop what it does not name."""
        self._folder.mkdir(parents=True, exist_ok=True)
        old = self._manifest
        base_file = (old.base, old.base_bytes) if base is None else self._write_part("base", generation, base)
        recent_file = self._write_part("recent", generation, recent)
        manifest = _Manifest(_VERSION, self._dimensions, generation, *base_file, *recent_file, trained_on)
        self._replace("manifest.json", lambda file: file.write_text(json.dumps(asdict(manifest)), encoding="utf-8"))
        for file in self._folder.iterdir():
            if file.name not in (manifest.base, manifest.recent, "manifest.json"):
                file.unlink(missing_ok=True)
        self.refresh()

    def _write_part(self, part: str, generation: int, index: Index) -> tuple[str, int]:
        """The name and size of the file that holds an index; no file for an empty one."""
        if not index.ntotal:
            return "", 0
        name = f"{part}-{generation}-{secrets.token_hex(4)}.faiss"  # never a name that a reader has open
        self._replace(name, lambda file: faiss.write_index(index, str(file)))
        return name, (self._folder / name).stat().st_size

    def _replace(self, name: str, write: Callable[[Path], object]) -> None:
        """Write a file beside and put it in its place: a reader sees the old one or the new one, never half of one."""
        beside = self._folder / f"{name}.new"
        write(beside)
        with beside.open("rb") as stream:
            os.fsync(stream.fileno())
        beside.replace(self._folder / name)


def _best(ids: Ids, scores: Rows, limit: int) -> list[tuple[int, float]]:
    usable = (ids >= 0) & (scores > 0)
    found = zip(ids[usable].tolist(), scores[usable].tolist(), strict=True)
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:limit]
