"""An index as a folder: where its parts lie and how they are opened together. The one place that knows every part by name.

catalogue.sqlite   the truth            files/    the documents as they came, by their hash
words/             tantivy, derived     vectors.faiss   FAISS, derived     vocabulary.npz   lemmas, derived
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from index import analysis
from index.catalogue import Catalogue
from index.encoder.protocol import Encoder
from index.errors import IndexMismatch, ProductError
from index.lexical import LexicalIndex
from index.vectors import VectorIndex
from index.vocabulary import Vocabulary

_BATCH = 1_000  # passages moved at once from the catalogue to a derived index


@dataclass(frozen=True, slots=True)
class Folder:
    """The open parts of one index."""

    path: Path
    catalogue: Catalogue
    lexical: LexicalIndex
    vectors: VectorIndex
    vocabulary: Vocabulary
    encoder: Encoder

    def file(self, sha256: str, format_: str) -> Path:
        """Where the stored copy of a document's file lies."""
        return self.path / "files" / f"{sha256}.{format_}"

    @property
    def current(self) -> bool:
        """Whether the derived indexes reflect the catalogue."""
        return self.lexical.generation == self.vectors.generation == self.vocabulary.generation == self.catalogue.generation

    def catch_up(self) -> tuple[int, int]:
        """Bring the derived indexes to the catalogue's state; returns how many passages went out of and came into them."""
        generation = self.catalogue.generation
        wanted = set(self.catalogue.passage_ids().tolist())
        removed = added = 0
        if self.lexical.generation != generation:
            held = self.lexical.passage_ids()
            new = sorted(wanted - held)
            self.lexical.change(
                sorted(held - wanted), (self.catalogue.indexed(new[i : i + _BATCH]) for i in range(0, len(new), _BATCH)), generation
            )
            removed, added = len(held - wanted), len(new)
        if self.vectors.generation != generation:
            held = self.vectors.passage_ids()
            new = sorted(wanted - held)
            self.vectors.change(sorted(held - wanted), self.catalogue.vector_batches(new, _BATCH), generation)
            removed, added = max(removed, len(held - wanted)), max(added, len(new))
        if self.vocabulary.generation != generation:
            self.vocabulary.change(self.catalogue.vocabulary(), len(wanted), self.catalogue.average_length(), generation)
        return removed, added

    def refresh(self) -> None:
        """See what another process wrote to the derived indexes."""
        self.lexical.refresh()
        self.vectors.refresh()
        self.vocabulary.refresh()

    def problems(self) -> list[str]:
        """One sentence for each disagreement between the parts; empty for a sound index."""
        found = self.catalogue.broken_slices()
        wanted = set(self.catalogue.passage_ids().tolist())
        for name, held in (("word", self.lexical.passage_ids()), ("vector", self.vectors.passage_ids())):
            if missing := wanted - held:
                found.append(f"{len(missing)} passages of the catalogue are missing from the {name} index, passage {min(missing)} first.")
            if extra := held - wanted:
                found.append(f"The {name} index holds {len(extra)} passages that the catalogue does not, passage {min(extra)} first.")
        for document in self.catalogue.documents():
            if not self.file(document.sha256, document.format).exists():
                found.append(f"The stored copy of {document.name} is missing from {self.path / 'files'}.")
        return found


def open_folder(path: Path, encoder: Encoder, *, create: bool = False) -> Folder:
    """Open the index in `path` with all its parts.

    Raises IndexMissing where there is none (unless `create`), IndexMismatch where it was made by another encoder or analysis.
    """
    if create:
        try:
            (path / "files").mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise ProductError(f"The index folder {path} cannot be made ({problem.strerror}): choose another with --index.") from problem
    catalogue = Catalogue(path / "catalogue.sqlite", create=create)
    _agree(catalogue, path, encoder)
    vectors = VectorIndex(path / "vectors.faiss", encoder.dimensions)
    return Folder(path, catalogue, LexicalIndex(path / "words"), vectors, Vocabulary(path / "vocabulary.npz", encoder), encoder)


def _agree(catalogue: Catalogue, path: Path, encoder: Encoder) -> None:
    """Note who made a new index; refuse one that others made."""
    made_by = {"encoder": encoder.name, "encoder fingerprint": encoder.fingerprint, "analysis": analysis.VERSION}
    if not catalogue.meta("encoder"):
        with catalogue.transaction():
            for key, value in made_by.items():
                catalogue.set_meta(key, value)
        return
    for key, value in made_by.items():
        if (found := catalogue.meta(key)) != value:
            remedy = f"set INDEX_ENCODER={found}" if key == "encoder" else "use the version of the program that made it"
            raise IndexMismatch(
                f"The index in {path} was made with {key} “{found}”, not “{value}”: {remedy}, or ingest the documents into a new folder."
            )
