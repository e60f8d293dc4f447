"""Reading an index: what the assistant and the command line ask of it. Sees new commits without being opened again; never writes the catalogue."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from index.address import Address
from index.alignment import Alignment
from index.concepts import seek
from index.encoder.protocol import Encoder
from index.errors import ProductError
from index.folder import Folder
from index.opening import open_index
from index.schema import Listed
from index.search import WEIGHTS, Found, Weights, search
from index.tagging import Located, Stated
from index.types import Document, Filters, Heading, Page, Passage, Tagged


class Reader:
    """An index open for reading. Safe to share between threads."""

    def __init__(self, index: Path | Address, encoder: Encoder, weights: Weights = WEIGHTS) -> None:
        """`weights` are what the parts of a score count for: others than ours are for measuring what each part brings."""
        self._weights = weights
        self._index = index
        self._folder: Folder = open_index(index, encoder)
        self._seen = -1
        # A question touches a handful of documents several times; a long one is a megabyte of text.
        self._document = lru_cache(maxsize=32)(self._read_document)
        self._listed = lru_cache(maxsize=1)(self._read_listed)  # a thousand records take 30 ms to read, and each answer asks for them twice
        self._aligned = lru_cache(maxsize=32)(self._align)
        self._fresh()

    def _fresh(self) -> Folder:
        """The folder with its derived indexes at the catalogue's generation."""
        generation = self._folder.catalogue.generation
        if generation != self._seen:
            self._folder.refresh()
            self._seen = generation if self._folder.current else -1
        return self._folder

    @property
    def stale(self) -> bool:
        """Whether the derived indexes lag behind the catalogue: a writer is at work, or one died; the next writer mends it."""
        return not self._fresh().current

    @property
    def missing(self) -> str:
        """One sentence where the index has gone since it was opened, though what is in memory still answers; "" where it stands."""
        if not isinstance(self._index, Path):
            try:
                return "" if self._folder.catalogue.meta("schema") else f"The index in {self._index} is gone: restore its catalogue."
            except ProductError as problem:
                return str(problem)
        if (path := self._index / "catalogue.sqlite").exists():
            return ""
        return f"The index in {self._index} is gone (there is no {path.name}): restore it from a copy and start the server again."

    @property
    def warning(self) -> str:
        """What a person should know before they trust a search: one sentence with the remedy, "" where all parts are current."""
        if not (behind := self._fresh().behind):
            return ""
        return (
            f"The {' and '.join(behind)} in {self._folder.name} are missing, damaged or behind the catalogue, so a search may miss passages: "
            f"run “python -m index rebuild --index {self._folder.name}”."
        )

    def search(self, question: str, limit: int = 20, filters: Filters = Filters(), language: str = "") -> Found:  # noqa: B008 - frozen
        """See index.search."""
        return search(self._fresh(), question, limit, filters, language, self._weights)

    def alignment(self, question: str, language: str) -> Alignment:
        """What holds texts against a question, word by word."""
        vocabulary = self._fresh().vocabulary
        return self._aligned(question, language, self._folder.catalogue.generation, vocabulary.generation)

    def _align(self, question: str, language: str, *generations: int) -> Alignment:
        """The alignment at these generations of catalogue and vocabulary."""
        vocabulary = self._folder.vocabulary
        sought = seek(question, language, vocabulary)
        return Alignment(sought.words, vocabulary, sought.of_kind("term"))

    def documents(self) -> list[Listed]:
        """All documents without their texts, by name."""
        return list(self._listed(self._folder.catalogue.generation))

    def _read_listed(self, generation: int) -> tuple[Listed, ...]:
        """The documents at a generation of the catalogue, as `_read_document`."""
        return tuple(self._folder.catalogue.documents())

    def document(self, name: str) -> Document:
        """One whole document."""
        return self._document(name, self._folder.catalogue.generation)

    def _read_document(self, name: str, generation: int) -> Document:
        """The document at a generation of the catalogue, which stands in the cache's key so that a replaced document is read anew."""
        return self._folder.catalogue.document(name)

    def text(self, name: str) -> str:
        """The stored text of a document."""
        return self.document(name).text

    def pages(self, name: str) -> tuple[Page, ...]:
        """The pages of a document; none for formats without pages."""
        return self.document(name).pages

    def headings(self, name: str) -> tuple[Heading, ...]:
        """The headings of a document in reading order."""
        return self.document(name).headings

    def passage(self, passage_id: int) -> Passage:
        """One passage by its id."""
        return self._folder.catalogue.passage(passage_id)

    def passages_of(self, name: str) -> list[Passage]:
        """All passages of a document in reading order."""
        return self._folder.catalogue.passages_of(name)

    @property
    def tagger(self) -> str:
        """The version of the scheme and the models that the tags are from; "" where nothing was tagged."""
        return self._folder.catalogue.meta("tagger")

    def tagged(self, ids: Iterable[int]) -> dict[int, Tagged]:
        """What was found in these passages, by passage id; passages that were not tagged are left out."""
        return self._folder.catalogue.tagged(ids)

    def tags(self, kinds: Sequence[str], values: Sequence[str] = (), documents: Sequence[str] = ()) -> list[Located]:
        """The tags of these kinds by document and passage; an empty list of values or documents does not limit."""
        return self._folder.catalogue.tags(kinds, values, documents)

    def quantities(self, kinds: Sequence[str], documents: Sequence[str] = ()) -> list[Stated]:
        """The quantities of these kinds (target, money) in the order of the documents; an empty list of documents does not limit."""
        return self._folder.catalogue.quantities(kinds, documents)

    def passages_with_digest(self, digests: Iterable[str]) -> dict[str, list[int]]:
        """The ids of the passages with these texts, by the digest of the text (see index.tagging)."""
        return self._folder.catalogue.passages_with_digest(digests)

    def file(self, name: str) -> Path:
        """The stored copy of a document's file, checked against the hash that the catalogue holds."""
        document = self.document(name)
        path = self._folder.files.path(document.sha256, document.format)
        if path is None:
            raise ProductError(f"The stored copy of {name} is missing from the index: ingest the document again.")
        if hashlib.sha256(path.read_bytes()).hexdigest() != document.sha256:
            raise ProductError(f"The stored copy of {name} is not the file that was read: ingest the document again.")
        return path

    def info(self) -> dict[str, object]:
        """What is indexed, and by whom it was made."""
        catalogue, documents = self._folder.catalogue, self.documents()
        return {
            "folder": self._folder.name,
            "documents": len(documents),
            "pages": sum(d.pages for d in documents),
            "passages": sum(d.passages for d in documents),
            "encoder": catalogue.meta("encoder"),
            "encoder fingerprint": catalogue.meta("encoder fingerprint"),
            "analysis": catalogue.meta("analysis"),
            "tagger": catalogue.meta("tagger"),
            "schema": catalogue.meta("schema"),
            "generation": catalogue.generation,
        }

    def problems(self) -> list[str]:
        """One sentence for each disagreement between the parts of the index."""
        return self._fresh().problems()
