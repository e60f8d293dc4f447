"""Writing an index: one writer at a time, a transaction a document, the derived indexes brought up to date at the end."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from types import TracebackType
from typing import Self

from index.address import Address
from index.encoder.protocol import Encoder
from index.errors import ProductError, UnreadableFile
from index.folder import Folder
from index.opening import open_index
from index.prepared import Prepared, prepare
from index.schema import Listed, Removal
from index.storage import speaking_of
from index.tagging import Tagger
from index.terms import Terms, terms
from index.types import Document, Passage, Record


class Writer:
    """An index open for writing; use as a context manager. IndexBusy where another writer holds it."""

    def __init__(self, index: Path | Address, encoder: Encoder, tagger: Tagger | None = None, *, create: bool = True) -> None:
        """Without a tagger passages get no tags, and those that are there stay. `mended` names the derived indexes that had to be."""
        self._tagger = tagger
        self._index = index
        with self._speaking():
            self._folder: Folder = open_index(index, encoder, create=create, write=True)
        try:
            self.mended = tuple(self._folder.behind) if self._folder.catalogue.size().passages else ()
            self.finish()  # what is damaged, of another version, or was left half-way by a run that died
        except BaseException:
            self._folder.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._folder.close()

    def _speaking(self) -> AbstractContextManager[None]:
        """While it lasts, what a disk refuses becomes a sentence; servers speak for themselves."""
        return speaking_of(self._index) if isinstance(self._index, Path) else nullcontext()

    def fingerprints(self) -> dict[str, str]:
        """The SHA-256 of each document's file, by name."""
        return self._folder.catalogue.fingerprints()

    def documents(self) -> list[Listed]:
        """All documents without their texts, by name."""
        return self._folder.catalogue.documents()

    def put(
        self,
        document: Document,
        passages: Sequence[Passage],
        file: Path,
        found_by: Sequence[Terms] | None = None,
        prepared: Prepared | None = None,
    ) -> None:
        """Store a document, its passages and a copy of its file; its old self under the same name is replaced.

        `found_by` are the terms of each passage, `prepared` their vectors and tags, where the caller has made them already, by an encoder and a
        tagger that are the same as this writer's.
        """
        if found_by is None:
            found_by = [terms(p, document.record.place, document.record.country) for p in passages]
        self._keep(document, file)
        made = prepared or prepare(document, passages, found_by, self._folder.encoder, self._tagger)
        with self._speaking():
            self._folder.catalogue.put(document, passages, found_by, made.vectors, made.sentences, made.tagged)

    def _keep(self, document: Document, file: Path) -> None:
        """Have the document's file among the stored ones before the catalogue speaks of it."""
        with self._speaking():
            if not self._folder.files.keep(document.sha256, document.format, file):
                raise UnreadableFile(
                    f"{document.name} was {'changed' if file.exists() else 'moved or deleted'} while it was read; ingest it again"
                )

    def tag_anew(self) -> int:
        """Tag every document again where the tags are another version's, from the catalogue alone; returns how many documents that took."""
        catalogue = self._folder.catalogue
        if not self._tagger or catalogue.meta("tagger") == self._tagger.version:
            return 0
        names = [d.name for d in catalogue.documents()]
        with self._speaking():
            for name in names:
                catalogue.put_tags(name, self._tagger.tag(catalogue.document(name), catalogue.passages_of(name)))
            with catalogue.transaction():
                catalogue.set_meta("tagger", self._tagger.version)
        return len(names)

    def remove(self, name: str) -> Removal:
        """Delete a document with all that belongs to it; returns what that was. Its words and vectors go with `finish`."""
        with self._speaking():
            return self._folder.catalogue.remove(name)

    def receipt(self, removal: Removal) -> str:
        """What went with a document, in a sentence, after `finish`; ProductError where something is still there."""
        if remains := self._folder.remains(removal.first_passage, removal.first_passage + removal.passages):
            raise ProductError(
                f"{removal.name} was removed from the catalogue, but its {' and '.join(remains)} are still indexed: "
                f"run “python -m index rebuild --index {self._folder.name}”."
            )
        file = "its stored file stays, for another document is the same file" if removal.file_stays else "its stored file"
        return (
            f"{removal.name} was removed: {removal.pages} pages, {removal.passages} passages with their words and vectors, "
            f"{removal.lemmas} words and places that stood nowhere else, {file}."
        )

    def set_record(self, name: str, record: Record) -> None:
        """Replace the record of a document."""
        with self._speaking():
            self._folder.catalogue.set_record(name, record)

    def finish(self) -> tuple[int, int]:
        """Bring the derived indexes up to date and drop copies of files that no document has; returns passages out and in."""
        with self._speaking():
            self._folder.files.keep_only({(d.sha256, d.format) for d in self.documents()})
            return self._folder.catch_up()

    def rebuild(self) -> int:
        """Make the derived indexes anew from the catalogue, without encoding again; returns the number of passages."""
        with self._speaking():
            self._folder.clear()
            return self._folder.catch_up()[1]
