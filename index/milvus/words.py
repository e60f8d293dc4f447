"""Passages by their words in a collection of Milvus: BM25 as the inner product of sparse vectors. Knows terms, nothing of meaning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from index.engines import Ids, Rows
from index.folded import FOLDED_WEIGHT, asked_words, folded_words
from index.milvus.collection import MOST, Collection, Row
from index.milvus.weights import asked_weights, dimension, idf, is_lemma, passage_weights
from index.schema import Indexed, Size

_Sparse = Mapping[int, float]


class Statistics(Protocol):
    """In how many passages words stand: the catalogue knows."""

    def counts(self, lemmas: Iterable[str]) -> dict[str, int]: ...

    def folded_counts(self, words: Iterable[str]) -> dict[str, int]: ...

    def size(self) -> Size: ...


class MilvusWords:
    """Passages by their lemmas and folded words, in one collection with their vectors."""

    def __init__(self, collection: Collection, statistics: Statistics, vectors: Callable[[Sequence[int]], Rows]) -> None:
        """`vectors` gives the passages' vectors, which are written with their words."""
        self._collection, self._statistics, self._vectors = collection, statistics, vectors

    @property
    def generation(self) -> int:
        """The catalogue's generation that this index reflects; −1 where it was never filled."""
        return self._collection.generation

    def change(self, removed: Iterable[int], added: Iterable[Sequence[Indexed]], generation: int) -> None:
        """Take out and put in passages with their vectors, then name the generation."""
        rows = (passage_rows(batch, self._vectors([passage.id for passage in batch])) for batch in added if batch)
        self._collection.change(list(removed), rows, generation)

    def purge(self, indexed: Callable[[Sequence[int]], Sequence[Indexed]]) -> int:
        """Nothing to do: Milvus takes removed rows out of its segments by itself."""
        return 0

    def search(
        self,
        terms: Mapping[str, float],
        text: str,
        limit: int,
        documents: Sequence[int] | None = None,
        phrases: Sequence[Sequence[str]] = (),
    ) -> list[tuple[int, float]]:
        """As index.engines says."""
        if documents is not None and not documents:
            return []
        single, several = self._weights(terms, text)
        if not single and not several:
            return []
        conditions = [f'folded like "% {" ".join(phrase)} %"' for phrase in phrases]
        if documents is not None:
            conditions.append(f"document in {list(documents)}")
        where = " and ".join(conditions)
        if several:
            return self._where_all_stand(single, several, limit, where)
        hits = self._collection.search("terms", [single], limit, where)[0]
        return _ranked(((int(hit["id"]), float(hit["distance"])) for hit in hits), limit)

    def _weights(self, terms: Mapping[str, float], text: str) -> tuple[dict[int, float], list[dict[int, float]]]:
        """What single words weigh, and what the parts of each term of several lemmas do: its share each."""
        passages = self._statistics.size().passages
        counts = self._statistics.counts({lemma for term in terms for lemma in term.split()})
        folded = asked_words(text)
        single = asked_weights(folded, self._statistics.folded_counts(folded), passages, FOLDED_WEIGHT)
        several = []
        for term, weight in terms.items():
            parts = term.split()
            if not all(counts.get(part) for part in parts):
                continue
            weights = _sum({dimension(part): weight / len(parts) * idf(passages, counts[part])} for part in parts)
            if len(parts) == 1:
                single = _sum([single, weights])
            else:
                several.append(weights)
        return single, several

    def _where_all_stand(self, single: _Sparse, several: Sequence[_Sparse], limit: int, where: str) -> list[tuple[int, float]]:
        """The same with terms of several lemmas, which an inner product cannot ask for.

        Milvus ranks as if each part counted alone, which is never less than a passage's score. So many of its best are looked at that no other
        passage can be among the best of those.
        """
        every = _sum([single, *several])
        depth = 2 * limit
        while True:
            hits = self._collection.search("terms", [every], depth, where, ["terms"])[0]
            scored = ((int(hit["id"]), _score(hit["entity"]["terms"], single, several)) for hit in hits)
            best = _ranked(((i, score) for i, score in scored if score > 0), limit)
            bound = float(hits[-1]["distance"]) if len(hits) >= min(depth, MOST) else 0.0
            if depth >= MOST or bound <= 0 or (len(best) == limit and best[-1][1] >= bound):
                return best
            depth *= 2

    def ids(self) -> Ids:
        """The ids of all passages, ascending."""
        return self._collection.ids()

    def holds(self, first: int, end: int) -> bool:
        """Whether a passage with an id from `first` to before `end` is in the index."""
        return self._collection.holds(first, end)

    def miscounted(self, counts: Mapping[str, int]) -> dict[str, int]:
        """The lemmas that stand in another number of passages than `counts` says, with the number here; others by their dimension.

        Lemmas that share a dimension are not compared.
        """
        held: Counter[int] = Counter()
        for batch in self._collection.rows(("terms",)):
            for row in batch:
                held.update(filter(is_lemma, row["terms"]))
        of_dimension: dict[int, list[str]] = {}
        for lemma in counts:
            of_dimension.setdefault(dimension(lemma), []).append(lemma)
        alone = {lemmas[0]: held.get(number, 0) for number, lemmas in of_dimension.items() if len(lemmas) == 1}
        wrong = {lemma: count for lemma, count in alone.items() if count != counts[lemma]}
        return wrong | {f"dimension {number}": count for number, count in held.items() if number not in of_dimension}

    def refresh(self) -> None:
        """See what another process committed."""
        self._collection.refresh()

    def clear(self) -> None:
        """Hold nothing and reflect no generation."""
        self._collection.clear()


def passage_rows(passages: Sequence[Indexed], vectors: Rows) -> list[Row]:
    """What the collection stores of passages."""
    rows = []
    for passage, vector in zip(passages, vectors, strict=True):
        folded = folded_words(passage)
        rows.append(
            Collection.row(passage.id, vector, passage.document_id, passage_weights(passage.lemmas.split(), folded), " ".join(folded))
        )
    return rows


def _sum(vectors: Iterable[_Sparse]) -> dict[int, float]:
    total: dict[int, float] = {}
    for vector in vectors:
        for number, weight in vector.items():
            total[number] = total.get(number, 0.0) + weight
    return total


def _score(passage: _Sparse, single: _Sparse, several: Sequence[_Sparse]) -> float:
    """The inner product, terms of several lemmas counting only where all of them stand."""
    counted = [single, *(term for term in several if term.keys() <= passage.keys())]
    return sum(weight * passage.get(number, 0.0) for part in counted for number, weight in part.items())


def _ranked(scored: Iterable[tuple[int, float]], limit: int) -> list[tuple[int, float]]:
    return sorted(scored, key=lambda pair: (-pair[1], pair[0]))[:limit]
