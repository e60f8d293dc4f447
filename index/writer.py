"""Writing an index: one writer at a time, a transaction a document, the derived indexes brought up to date at the end."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from index.catalogue import no_index
from index.encoder.protocol import Encoder
from index.errors import IndexBusy, ProductError, UnreadableFile
from index.folder import CATALOGUE, DERIVED, Folder, make_folder, open_folder
from index.schema import Listed, Removal
from index.sentence_vectors import sentence_codes
from index.storage import put_in_place, speaking_of
from index.tagging import Tagger
from index.terms import terms
from index.types import Document, Passage, Record


class Writer:
    """An index open for writing; use as a context manager. IndexBusy where another writer holds it."""

    def __init__(self, path: Path, encoder: Encoder, tagger: Tagger | None = None, *, create: bool = True) -> None:
        """Without a tagger passages get no tags, and those that are there stay."""
        self._tagger = tagger
        self._path = path
        if not create and not (path / CATALOGUE).exists():
            raise no_index(path)
        make_folder(path)
        self._lock = write_lock(path)
        try:
            with speaking_of(path):
                self._folder: Folder = open_folder(path, encoder, create=create)
                self._settle()  # what is damaged, of another version, or was left half-way by a run that died
        except BaseException:
            self._lock.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._folder.catalogue.close()
        self._lock.close()

    @property
    def path(self) -> Path:
        """The index folder."""
        return self._folder.path

    def fingerprints(self) -> dict[str, str]:
        """The SHA-256 of each document's file, by name."""
        return self._folder.catalogue.fingerprints()

    def documents(self) -> list[Listed]:
        """All documents without their texts, by name."""
        return self._folder.catalogue.documents()

    def put(self, document: Document, passages: Sequence[Passage], file: Path) -> None:
        """Store a document, its passages and a copy of its file; its old self under the same name is replaced."""
        searched = [f"{p.context}\n{p.text}" for p in passages]
        found_by = [terms(p, document.record.place, document.record.country) for p in passages]
        self._keep(document, file)
        encoder = self._folder.encoder
        spans = [t.sentences for t in found_by]
        codes = sentence_codes([p.text for p in passages], spans, encoder) if encoder.static else []
        tagged = self._tagger.tag(document, passages) if self._tagger else []
        vectors = encoder.encode_passages(searched)
        with speaking_of(self._path):
            self._folder.catalogue.put(document, passages, found_by, vectors, codes, tagged)

    def _keep(self, document: Document, file: Path) -> None:
        """Have the document's file among the stored ones before the catalogue speaks of it."""
        copy = self._folder.file(document.sha256, document.format)
        if copy.exists():
            return
        if not file.exists():
            raise UnreadableFile(f"{document.name} was moved or deleted while it was read; ingest it again")
        with speaking_of(self._path):
            kept = put_in_place(file, copy)
        if kept != document.sha256:
            copy.unlink()
            raise UnreadableFile(f"{document.name} was changed while it was read; ingest it again")

    def tag_anew(self) -> int:
        """Tag every document again where the tags are another version's, from the catalogue alone; returns how many documents that took."""
        catalogue = self._folder.catalogue
        if not self._tagger or catalogue.meta("tagger") == self._tagger.version:
            return 0
        names = [d.name for d in catalogue.documents()]
        with speaking_of(self._path):
            for name in names:
                catalogue.put_tags(name, self._tagger.tag(catalogue.document(name), catalogue.passages_of(name)))
            with catalogue.transaction():
                catalogue.set_meta("tagger", self._tagger.version)
        return len(names)

    def remove(self, name: str) -> Removal:
        """Delete a document with all that belongs to it; returns what that was. Its words and vectors go with `finish`."""
        with speaking_of(self._path):
            return self._folder.catalogue.remove(name)

    def receipt(self, removal: Removal) -> str:
        """What went with a document, in a sentence, after `finish`; ProductError where something is still there."""
        if remains := self._folder.remains(removal.first_passage, removal.first_passage + removal.passages):
            raise ProductError(
                f"{removal.name} was removed from the catalogue, but its {' and '.join(remains)} are still indexed: "
                f"run “python -m index rebuild --index {self._folder.path}”."
            )
        file = "its stored file stays, for another document is the same file" if removal.file_stays else "its stored file"
        return (
            f"{removal.name} was removed: {removal.pages} pages, {removal.passages} passages with their words and vectors, "
            f"{removal.lemmas} words and places that stood nowhere else, {file}."
        )

    def set_record(self, name: str, record: Record) -> None:
        """Replace the record of a document."""
        with speaking_of(self._path):
            self._folder.catalogue.set_record(name, record)

    def finish(self) -> tuple[int, int]:
        """Bring the derived indexes up to date and drop copies of files that no document has; returns passages out and in."""
        with speaking_of(self._path):
            return self._settle()

    def _settle(self) -> tuple[int, int]:
        """As `finish`. Costs little where all is as it should be."""
        kept = {self._folder.file(d.sha256, d.format) for d in self.documents()}
        for copy in (self._path / "files").iterdir():
            if copy not in kept:
                copy.unlink()
        return self._folder.catch_up()

    def rebuild(self) -> int:
        """Make the derived indexes anew from the catalogue, without encoding again; returns the number of passages."""
        with speaking_of(self._path):
            for part in DERIVED:
                shutil.rmtree(self._path / part, ignore_errors=True)
            self._folder.catalogue.close()
            self._folder = open_folder(self._path, self._folder.encoder)
            return self._folder.catch_up()[1]


def write_lock(path: Path) -> IO[str]:
    """The lock that a writer of the index in `path` holds until the file is closed. IndexBusy where another holds it."""
    with speaking_of(path):
        lock = (path / "write.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as problem:
        lock.close()
        raise IndexBusy(f"Another program is writing to the index in {path}: wait until it has ended, then try again.") from problem
    return lock
