"""The word index: tantivy over our own lemmas and folded words. Knows terms and BM25, nothing of meaning or of documents' records.

Derived from the catalogue; it carries the catalogue's generation in its commit so that a stale one is seen.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import tantivy

from index.analysis import STOP_WORDS, fold, words
from index.catalogue import Indexed

# The lemma says more than the folded word, which is there for names and for words the dictionary lacks.
_FOLDED_WEIGHT = 0.4

_BATCH = 2_000  # documents between two looks at the writer's memory
_WRITER_BYTES = 128_000_000


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("passage", stored=True, indexed=True, fast=True)  # integer: an unsigned fast field panics on Python's ints
    builder.add_integer_field("document", stored=False, indexed=True, fast=False)
    for field in ("lemmas", "folded"):
        builder.add_text_field(field, stored=False, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


class LexicalIndex:
    """Passages by their words, in one folder."""

    def __init__(self, folder: Path) -> None:
        """Open the index in `folder`, or make an empty one. A damaged folder is made anew, empty: the caller fills it from the catalogue."""
        self._folder = folder
        self._generation = folder / "generation"
        folder.mkdir(parents=True, exist_ok=True)
        try:
            self._index = tantivy.Index(_schema(), path=str(folder))
        except ValueError:
            shutil.rmtree(folder)
            folder.mkdir()
            self._index = tantivy.Index(_schema(), path=str(folder))

    @property
    def generation(self) -> int:
        """The catalogue's generation that this index reflects; −1 where it was never filled."""
        try:
            return int(self._generation.read_text())
        except (FileNotFoundError, ValueError):
            return -1

    def change(self, removed: Iterable[int], added: Iterable[Sequence[Indexed]], generation: int) -> None:
        """Take out and put in passages, then commit as `generation`. `added` comes in batches so that memory stays flat."""
        self._generation.unlink(missing_ok=True)  # a run that dies half-way leaves no claim to be up to date
        writer = self._index.writer(_WRITER_BYTES, 1)
        for passage_id in removed:
            writer.delete_documents_by_term("passage", passage_id)
        for batch in added:
            for passage in batch:
                writer.add_document(_document(passage))
        writer.commit()
        writer.wait_merging_threads()
        self.refresh()
        self._generation.write_text(str(generation))

    def refresh(self) -> None:
        """See what another process committed."""
        self._index.reload()

    def passage_ids(self) -> set[int]:
        """The ids of all passages in the index."""
        searcher = self._index.searcher()
        if not searcher.num_docs:
            return set()
        found = searcher.search(tantivy.Query.all_query(), limit=searcher.num_docs, count=False)
        return {searcher.doc(address)["passage"][0] for _, address in found.hits}

    def search(
        self, concepts: Sequence[Mapping[str, float]], text: str, limit: int, documents: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """The best passages for weighted lemmas and the folded words of `text`: (passage id, BM25 score), best first.

        Each concept is a word with its alternatives and counts once, as the best of them. `documents` limits the search to these document
        ids; None does not limit. Ties are broken by passage id.
        """
        if documents is not None and not documents:
            return []
        query = self._query(concepts, text)
        if query is None:
            return []
        if documents is not None:
            allowed = tantivy.Query.term_set_query(self._index.schema, "document", list(documents))
            query = tantivy.Query.boolean_query(
                [(tantivy.Occur.Must, query), (tantivy.Occur.Must, tantivy.Query.const_score_query(allowed, 0.0))]
            )
        searcher = self._index.searcher()
        found = searcher.search(query, limit=limit, count=False)
        scored = [(int(searcher.doc(address)["passage"][0]), float(score)) for score, address in found.hits]
        return sorted(scored, key=lambda pair: (-pair[1], pair[0]))

    def _query(self, concepts: Sequence[Mapping[str, float]], text: str) -> tantivy.Query | None:
        schema = self._index.schema
        parts = [
            tantivy.Query.disjunction_max_query([_boosted(schema, "lemmas", lemma, weight) for lemma, weight in concept.items()])
            for concept in concepts
        ]
        parts += [
            _boosted(schema, "folded", word, _FOLDED_WEIGHT) for word in dict.fromkeys(fold(w) for w in words(text) if w not in STOP_WORDS)
        ]
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, part) for part in parts]) if parts else None


def _boosted(schema: tantivy.Schema, field: str, term: str, weight: float) -> tantivy.Query:
    return tantivy.Query.boost_query(tantivy.Query.term_query(schema, field, term, index_option="freq"), weight)


def _document(passage: Indexed) -> tantivy.Document:
    return tantivy.Document(
        passage=passage.id,
        document=passage.document_id,
        lemmas=passage.lemmas,
        folded=" ".join(map(fold, words(f"{passage.context} {passage.text}"))),
    )
