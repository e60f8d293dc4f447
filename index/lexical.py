"""The word index: tantivy over our own lemmas and folded words. Knows terms and BM25, nothing of meaning or of documents' records.

Derived from the catalogue; it carries the catalogue's generation in its commit so that a stale one is seen.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import tantivy

from index.folded import FOLDED_WEIGHT, asked_words, folded_words
from index.nearest import Ids
from index.schema import Indexed

_BATCH = 2_000  # documents between two looks at the writer's memory
_WRITER_BYTES = 128_000_000

_segment_name = re.compile("[0-9a-f]{32}")


@cache
def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("passage", stored=True, indexed=True, fast=True)  # integer: an unsigned fast field panics on Python's ints
    builder.add_integer_field("document", stored=False, indexed=True, fast=False)
    builder.add_text_field("lemmas", stored=False, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("folded", stored=False, tokenizer_name="whitespace", index_option="position")  # for quoted phrases
    return builder.build()


class LexicalIndex:
    """Passages by their words, in one folder."""

    def __init__(self, folder: Path) -> None:
        """Open the index in `folder`. One that is missing or damaged is empty until `change` makes it anew: the caller fills it."""
        self._folder = folder
        self._marker = folder / "generation"
        self._index = self._open()

    def _open(self) -> tantivy.Index | None:
        """The index, or None where there is none or it is not whole; nothing is written here."""
        try:
            if not tantivy.Index.exists(str(self._folder)):
                return None
            index = tantivy.Index.open(str(self._folder))
            return index if index.schema == _schema() and _whole(index) else None
        except BaseException as problem:
            if _is_damage(problem):
                return None
            raise

    def _opened_for_writing(self) -> tantivy.Index:
        if self._index is None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder.mkdir(parents=True)
            self._index = tantivy.Index(_schema(), path=str(self._folder))
        return self._index

    @property
    def generation(self) -> int:
        """The catalogue's generation that this index reflects; −1 where it was never filled, or is damaged."""
        if self._index is None:
            return -1
        try:
            return int(self._marker.read_text())
        except (FileNotFoundError, ValueError):
            return -1

    def change(self, removed: Iterable[int], added: Iterable[Sequence[Indexed]], generation: int) -> None:
        """Take out and put in passages, then commit as `generation`. `added` comes in batches so that memory stays flat."""
        index = self._opened_for_writing()
        self._sweep()
        self._marker.unlink(missing_ok=True)  # a run that dies half-way leaves no claim to be up to date
        writer = index.writer(_WRITER_BYTES, 1)
        for passage_id in removed:
            writer.delete_documents_by_term("passage", passage_id)
        for batch in added:
            for passage in batch:
                writer.add_document(_document(passage))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        beside = self._marker.with_suffix(".new")
        beside.write_text(str(generation))
        beside.replace(self._marker)

    def _segments(self) -> list[dict[str, Any]]:
        """What the last commit consists of."""
        found: list[dict[str, Any]] = json.loads((self._folder / "meta.json").read_text(encoding="utf-8"))["segments"]
        return found

    def _sweep(self) -> None:
        """Take away what a writer that died had begun: tantivy would give a file the same name again, and refuse to write over it."""
        segments = {segment["segment_id"].replace("-", ""): segment["deletes"] for segment in self._segments()}
        for file in self._folder.glob("*.*"):
            name, _, rest = file.name.partition(".")
            if not _segment_name.fullmatch(name):
                continue
            deletes = segments.get(name)
            if name not in segments or (rest.endswith("del") and rest != f"{deletes and deletes['opstamp']}.del"):
                file.unlink(missing_ok=True)

    def purge(self, indexed: Callable[[Sequence[int]], Sequence[Indexed]]) -> int:
        """Make those segments anew that still hold words of removed passages; returns how many passages were written again.

        tantivy only marks a removed document until its segment happens to be merged. `indexed` gives the passages of any ids.
        """
        index = self._opened_for_writing()
        touched = {number for number, segment in enumerate(self._segments()) if segment["deletes"]}
        if not touched:
            return 0
        ids = [passage for passage, segment in self._addresses() if segment in touched]
        generation = self.generation
        self.change(ids, (indexed(ids[i : i + _BATCH]) for i in range(0, len(ids), _BATCH)), generation)
        index.writer(_WRITER_BYTES, 1).garbage_collect_files()
        return len(ids)

    def _addresses(self) -> Iterator[tuple[int, int]]:
        """Each passage's id with the number of its segment."""
        if self._index is None:
            return
        searcher = self._index.searcher()
        if not searcher.num_docs:
            return
        found = [address for _, address in searcher.search(tantivy.Query.all_query(), limit=searcher.num_docs, count=False).hits]
        for passage, address in zip(searcher.fast_field_values("passage", found), found, strict=True):
            yield int(passage or 0), address.segment_ord

    def refresh(self) -> None:
        """See what another process committed."""
        if self._index is None or not self._marker.exists():
            self._index = self._open()
        else:
            self._index.reload()

    def ids(self) -> Ids:
        """The ids of all passages in the index, ascending."""
        return np.sort(np.fromiter((passage for passage, _ in self._addresses()), dtype=np.int64))

    def holds(self, first: int, end: int) -> bool:
        """Whether a passage with an id from `first` to before `end` is in the index."""
        if self._index is None:
            return False
        between = tantivy.Query.range_query(
            self._index.schema, "passage", tantivy.FieldType.Integer, first, end, include_lower=True, include_upper=False
        )
        return bool(self._index.searcher().search(between, limit=1, count=False).hits)

    def miscounted(self, counts: Mapping[str, int]) -> dict[str, int]:
        """The lemmas that stand in another number of passages than `counts` says, with the number here; what was removed and not purged counts."""
        held = dict(self._index.searcher().terms_with_prefix("lemmas", "")) if self._index else {}
        return {lemma: held.get(lemma, 0) for lemma in held.keys() | counts.keys() if held.get(lemma, 0) != counts.get(lemma, 0)}

    def clear(self) -> None:
        """Hold nothing and reflect no generation."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._index = None

    def search(
        self,
        terms: Mapping[str, float],
        text: str,
        limit: int,
        documents: Sequence[int] | None = None,
        phrases: Sequence[Sequence[str]] = (),
    ) -> list[tuple[int, float]]:
        """The best passages for weighted lemmas and the folded words of `text`: (passage id, BM25 score), best first.

        A term of several lemmas counts where all of them stand. Without such terms and without limits, tantivy passes over whatever cannot be
        among the best. `documents` limits the search to these document ids; None does not limit. `phrases` are folded words that must stand
        in a row, every one of them. Ties are broken by passage id.
        """
        if self._index is None or (documents is not None and not documents):
            return []
        query = _query(terms, text)
        if query is None:
            return []
        required = [_phrase(phrase) for phrase in phrases]
        if documents is not None:
            required.append(tantivy.Query.term_set_query(_schema(), "document", list(documents)))
        if required:
            limits = [(tantivy.Occur.Must, tantivy.Query.const_score_query(part, 0.0)) for part in required]
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), *limits])
        searcher = self._index.searcher()
        found = searcher.search(query, limit=limit, count=False)
        ids = searcher.fast_field_values("passage", [address for _, address in found.hits])
        scored = [(int(passage or 0), float(score)) for passage, (score, _) in zip(ids, found.hits, strict=True)]
        return sorted(scored, key=lambda pair: (-pair[1], pair[0]))


def _query(terms: Mapping[str, float], text: str) -> tantivy.Query | None:
    """Any of the terms or words, or None where there are none."""
    schema = _schema()
    parts = [_term(schema, term, weight) for term, weight in terms.items()]
    parts += [_boosted(schema, "folded", word, FOLDED_WEIGHT) for word in asked_words(text)]
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, part) for part in parts]) if parts else None


def _term(schema: tantivy.Schema, term: str, weight: float) -> tantivy.Query:
    """A term; each of several lemmas weighs its share, so that it weighs like a single one."""
    parts = term.split()
    if len(parts) == 1:
        return _boosted(schema, "lemmas", term, weight)
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, _boosted(schema, "lemmas", part, weight / len(parts))) for part in parts])


def _phrase(words_: Sequence[str]) -> tantivy.Query:
    """Passages that hold these folded words in a row."""
    schema = _schema()
    if len(words_) == 1:
        return tantivy.Query.term_query(schema, "folded", words_[0], index_option="freq")
    return tantivy.Query.phrase_query(schema, "folded", list(words_))


def _whole(index: tantivy.Index) -> bool:
    """Whether every segment can be read: opening alone does not look into all files."""
    searcher = index.searcher()
    for field in ("lemmas", "folded"):
        searcher.doc_freq(field, "a")
    searcher.fast_field_values("passage", [address for _, address in searcher.search(tantivy.Query.all_query(), limit=1).hits])
    return True


def _is_damage(problem: BaseException) -> bool:
    """Whether tantivy says that a file is missing or broken: as a ValueError or OSError, or as a panic, which is no Exception."""
    return isinstance(problem, ValueError | OSError) or type(problem).__name__ == "PanicException"


def _boosted(schema: tantivy.Schema, field: str, term: str, weight: float) -> tantivy.Query:
    return tantivy.Query.boost_query(tantivy.Query.term_query(schema, field, term, index_option="freq"), weight)


def _document(passage: Indexed) -> tantivy.Document:
    return tantivy.Document(
        passage=passage.id,
        document=passage.document_id,
        lemmas=passage.lemmas,
        folded=" ".join(folded_words(passage)),
    )
