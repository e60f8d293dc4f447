"""The open parts of an index, how they are kept in step, and how those of a folder are opened. Knows every part by name.

catalogue.sqlite   the truth                       files/        the documents as they came, by their hash
words/             tantivy, derived from it        vectors/      FAISS, the passages' vectors, derived
                                                   vocabulary/   FAISS, the lemmas' vectors, derived
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index import analysis
from index.catalogue import Catalogue
from index.encoder.protocol import Encoder
from index.engines import Closing, DenseIndex, FileStore, Ids, SparseIndex
from index.errors import IndexMismatch, no_index
from index.files import FolderFiles
from index.lexical import LexicalIndex
from index.sqlite import SQLite
from index.storage import sha256_of
from index.vectors import VectorIndex
from index.vocabulary import Vocabulary, lemma_vectors

CATALOGUE = "catalogue.sqlite"
DERIVED = ("words", "vectors", "vocabulary")

_BATCH = 1_000  # passages moved at once from the catalogue to a derived index


@dataclass(frozen=True, slots=True)
class Folder:
    """The open parts of one index, whatever engines they are."""

    name: str  # what a person calls it: a folder, or an address without its password
    catalogue: Catalogue
    lexical: SparseIndex
    vectors: DenseIndex
    vocabulary: Vocabulary
    files: FileStore
    encoder: Encoder
    server: Closing | None = None  # what the derived indexes are reached by

    def close(self) -> None:
        """Give up connections and locks."""
        self.catalogue.close()
        if self.server:
            self.server.close()

    @property
    def behind(self) -> list[str]:
        """The derived indexes that do not reflect the catalogue, by name."""
        generation = self.catalogue.generation
        parts = (("words", self.lexical), ("vectors", self.vectors), ("vocabulary", self.vocabulary))
        return [name for name, part in parts if part.generation != generation]

    @property
    def current(self) -> bool:
        """Whether the derived indexes reflect the catalogue."""
        return not self.behind

    def catch_up(self) -> tuple[int, int]:
        """Bring the derived indexes to the catalogue's state; returns how many passages went out of and came into them."""
        generation = self.catalogue.generation
        removed, added = (np.zeros(0, dtype=np.int64),) * 2
        if self.lexical.generation != generation:
            removed, added = self._difference(self.lexical)
            batches = (self.catalogue.indexed(added[i : i + _BATCH].tolist()) for i in range(0, len(added), _BATCH))
            self.lexical.change(removed.tolist(), batches, generation)
        if self.vectors.generation != generation:
            out, into = self._difference(self.vectors)
            self.vectors.change(out, into, self.catalogue.vectors, generation)
            removed, added = max(removed, out, key=len), max(added, into, key=len)
        if self.vocabulary.generation != generation:
            self.vocabulary.catch_up(generation)
        self.lexical.purge(self.catalogue.indexed)
        self.catalogue.forget_removed()
        return len(removed), len(added)

    def _difference(self, part: SparseIndex | DenseIndex) -> tuple[Ids, Ids]:
        """The ids that a part holds too much, and those that it lacks: from the catalogue's journal where it reaches back far enough."""
        if self.catalogue.journal_from <= part.generation:
            return self.catalogue.removed_since(part.generation), self.catalogue.added_since(part.generation)
        wanted, held = self.catalogue.passage_ids(), part.ids()
        return np.setdiff1d(held, wanted), np.setdiff1d(wanted, held)

    def remains(self, first: int, end: int) -> list[str]:
        """What the derived indexes still hold of the passages from `first` to before `end`; nothing after a removal."""
        held = (("words", self.lexical.holds(first, end)), ("vectors", self.vectors.holds(first, end)))
        return [name for name, holds in held if holds]

    def refresh(self) -> None:
        """See what another process wrote to the derived indexes."""
        self.lexical.refresh()
        self.vectors.refresh()
        self.vocabulary.refresh()

    def clear(self) -> None:
        """Empty the derived indexes, to be made anew from the catalogue."""
        for part in (self.lexical, self.vectors, self.vocabulary):
            part.clear()

    def problems(self) -> list[str]:
        """One sentence for each disagreement between the parts; empty for a sound index."""
        found = self.catalogue.problems()
        wanted = self.catalogue.passage_ids()
        for name, held in (("word", self.lexical.ids()), ("vector", self.vectors.ids())):
            if len(missing := np.setdiff1d(wanted, held)):
                found.append(f"{len(missing)} passages of the catalogue are missing from the {name} index, passage {missing[0]} first.")
            if len(extra := np.setdiff1d(held, wanted)):
                found.append(f"The {name} index holds {len(extra)} passages that the catalogue does not, passage {extra[0]} first.")
            if len(held) != len(np.unique(held)):
                found.append(f"The {name} index holds {len(held) - len(np.unique(held))} passages twice.")
        if found:
            return found + self._file_problems()
        if wrong := self.vectors.disagreeing(self.catalogue.vectors):
            found.append(f"{len(wrong)} vectors are not those of the catalogue, that of passage {wrong[0]} first.")
        return found + self._word_problems() + self.vocabulary.problems() + self._file_problems()

    def _word_problems(self) -> list[str]:
        """Whether each lemma stands in as many passages of the word index as of the catalogue; what was removed still counts there."""
        kept = dict(self.catalogue.lemma_counts())
        if not (wrong := self.lexical.miscounted(kept)):
            return []
        first = min(wrong)
        return [
            f"The word index has {len(wrong)} lemmas in other numbers than the catalogue: "
            f"“{first}” {wrong[first]} times, not {kept.get(first, 0)}."
        ]

    def _file_problems(self) -> list[str]:
        found = []
        copies = {(d.sha256, d.format): d for d in self.catalogue.documents()}
        for key, document in copies.items():
            if (file := self.files.path(*key)) is None:
                found.append(f"The stored copy of {document.name} is missing from {self.name}.")
            elif sha256_of(file) != document.sha256:
                found.append(f"The stored copy of {document.name} is not the file that was read: ingest the document again.")
        leftover = [called for key, called in self.files.held().items() if key not in copies]
        return found + [f"{called} belongs to no document." for called in leftover]


def open_folder(path: Path, encoder: Encoder, *, create: bool = False, write: bool = False) -> Folder:
    """Open the index in `path` with all its parts; with `write` as the one writer, until it is closed.

    Raises IndexMissing where there is none (unless `create`), IndexMismatch where it was made by another encoder or analysis.
    """
    if write and not create and not (path / CATALOGUE).exists():
        raise no_index(path)
    files = FolderFiles(path / "files", create=create or write)
    database = SQLite(path / CATALOGUE, create=create, write=write)
    try:
        catalogue = Catalogue(database, create=create)
        agree(catalogue, str(path), encoder, create=create)
    except BaseException:
        database.close()
        raise
    vectors = VectorIndex(path / "vectors", encoder.dimensions)
    vocabulary = Vocabulary(lemma_vectors(path / "vocabulary", encoder.dimensions), catalogue, encoder)
    return Folder(str(path), catalogue, LexicalIndex(path / "words"), vectors, vocabulary, files, encoder)


def agree(catalogue: Catalogue, name: str, encoder: Encoder, *, create: bool) -> None:
    """Note who made a new index; refuse one that others made."""
    made_by = {"encoder": encoder.name, "encoder fingerprint": encoder.fingerprint, "analysis": analysis.VERSION}
    if not catalogue.meta("encoder"):
        if not create:  # whoever began to make it died at once
            raise no_index(name)
        with catalogue.transaction():
            for key, value in made_by.items():
                catalogue.set_meta(key, value)
        return
    for key, value in made_by.items():
        if (found := catalogue.meta(key)) != value:
            remedy = f"set INDEX_ENCODER={found}" if key == "encoder" else "use the version of the program that made it"
            raise IndexMismatch(
                f"The index in {name} was made with {key} “{found}”, not “{value}”: {remedy}, or ingest the documents into a new index."
            )
