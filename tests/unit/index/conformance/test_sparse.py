"""Each sparse index against BM25 written out by hand."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.schema import Indexed
from tests.unit.index.conformance.conftest import Sparse

WORDS = ["heat", "bus", "waste", "water", "@lipowa"]


def passage(i: int, lemmas: str, document: int = 1) -> Indexed:
    return Indexed(i, document, "", "", lemmas)


def bm25(
    corpus: Mapping[int, list[str]], terms: Mapping[str, float], mean: Callable[[list[int]], float], k1: float = 1.2, b: float = 0.75
) -> dict[int, float]:
    """Robertson's BM25 with Lucene's idf; a term of several words counts where all stand, each of them its share: the oracle."""
    average = mean([len(words) for words in corpus.values()])
    scores: dict[int, float] = {}
    for i, words in corpus.items():
        count, score = Counter(words), 0.0
        for term, weight in terms.items():
            parts = term.split()
            if not all(count[part] for part in parts):
                continue
            for part in parts:
                n = sum(part in other for other in corpus.values())
                idf = math.log(1 + (len(corpus) - n + 0.5) / (n + 0.5))
                score += weight / len(parts) * idf * count[part] * (k1 + 1) / (count[part] + k1 * (1 - b + b * len(words) / average))
        if score > 0:
            scores[i] = score
    return scores


corpora = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30), min_size=1, max_size=12)
asked = st.dictionaries(
    st.sampled_from(["heat", "bus", "absent", "@lipowa", "heat bus", "waste water heat", "bus absent"]),
    st.sampled_from([0.3, 0.5, 1.0, 2.0]),
    min_size=1,
)


@pytest.mark.parametrize("limit", [2, 100])
def test_scores_are_bm25(sparse_of: Callable[[], Sparse], limit: int) -> None:
    @settings(max_examples=12, deadline=None)
    @given(corpora, asked)
    def check(corpus: list[list[str]], terms: dict[str, float]) -> None:
        sparse = sparse_of()
        numbered = dict(enumerate(corpus, 1))
        sparse.change([], [passage(i, " ".join(words)) for i, words in numbered.items()], 1)
        expected = bm25(numbered, terms, sparse.mean)
        found = sparse.index.search(terms, "", limit)
        best = sorted(expected.values(), reverse=True)[:limit]
        assert [score for _, score in found] == pytest.approx(best, rel=1e-4)
        assert all(score == pytest.approx(expected[i], rel=1e-4) for i, score in found)

    check()


def test_the_best_of_many_where_terms_of_several_words_mislead(sparse: Sparse) -> None:
    """Hundreds of passages hold one half of a term each, twenty hold both: the halves alone would rank first."""
    corpus = {i: ["heat"] * 9 if i % 2 else ["bus"] * 9 for i in range(1, 400)}
    corpus |= {i: ["heat", "bus", *["waste"] * (i - 390)] for i in range(400, 420)}
    sparse.change([], [passage(i, " ".join(words)) for i, words in corpus.items()], 1)
    expected = bm25(corpus, {"heat bus": 1.0}, sparse.mean)
    assert len(expected) == 20
    found = sparse.index.search({"heat bus": 1.0}, "", 5)
    assert [i for i, _ in found] == [400, 401, 402, 403, 404]
    assert dict(found) == pytest.approx({i: expected[i] for i, _ in found}, rel=1e-4)


def test_best_first_and_ties_by_id(sparse: Sparse) -> None:
    sparse.change([], [passage(3, "heat bus"), passage(1, "heat bus"), passage(2, "heat heat")], 1)
    assert [i for i, _ in sparse.index.search({"heat": 1.0}, "", 10)] == [2, 1, 3]


def test_filter_by_document(sparse: Sparse) -> None:
    sparse.change([], [passage(1, "heat", document=7), passage(2, "heat", document=8), passage(3, "heat bus", document=9)], 1)
    assert [i for i, _ in sparse.index.search({"heat": 1.0}, "", 10, documents=[8])] == [2]
    assert [i for i, _ in sparse.index.search({"heat bus": 1.0}, "", 10, documents=[7, 9])] == [3]
    assert sparse.index.search({"heat": 1.0}, "", 10, documents=[]) == []


def test_words_without_diacritics_are_found(sparse: Sparse) -> None:
    texts = [Indexed(1, 1, "Ciepło sieciowe w Łodzi", "", "ciepło sieciowy łódź"), Indexed(2, 1, "Autobusy", "Tramwaje", "autobus")]
    sparse.change([], texts, 1)
    assert [i for i, _ in sparse.index.search({"x": 1.0}, "cieplo lodzi", 10)] == [1]
    assert [i for i, _ in sparse.index.search({}, "TRAMWAJE", 10)] == [2]  # of its context
    assert sparse.index.search({}, "w na x", 10) == sparse.index.search({}, "", 10) == []


def test_a_passage_without_a_word(sparse: Sparse) -> None:
    sparse.change([], [Indexed(1, 1, "— …", "", ""), passage(2, "heat")], 1)
    assert sparse.index.ids().tolist() == [1, 2]
    assert [i for i, _ in sparse.index.search({"heat": 1.0}, "heat", 10)] == [2]


PHRASED = [
    Indexed(1, 7, "Dálkové vytápění města", "", "heat"),
    Indexed(2, 7, "Vytápění dálkové je drahé", "", "heat"),
    Indexed(3, 8, "dalkove vytapeni, město Brno", "", "heat heat"),
    Indexed(4, 8, "Dálkové autobusy a vytápění. It's 1,865", "", "heat"),
]


@pytest.mark.parametrize(
    ("phrases", "documents", "found"),
    [
        ([("dalkove", "vytapeni")], None, [3, 1]),
        ([("dalkove", "vytapeni", "mesta")], None, [1]),
        ([("dalkove", "vytapeni"), ("mesto", "brno")], None, [3]),  # every one of them
        ([("dalkove", "vytapeni"), ("autobusy", "a")], None, []),
        ([("vytapeni",)], None, [3, 1, 2, 4]),
        ([("alkove", "vytapen")], None, []),
        ([("it's", "1,865")], None, [4]),
        ([("dalkove", "vytapeni")], [7], [1]),
        ([("dalkove", "vytapeni")], [], []),
    ],
)
def test_phrases_stand_word_for_word(sparse: Sparse, phrases: list[tuple[str, ...]], documents: list[int] | None, found: list[int]) -> None:
    sparse.change([], PHRASED, 1)
    plain = dict(sparse.index.search({"heat": 1.0}, "", 10))
    ranked = sparse.index.search({"heat": 1.0}, "", 10, documents, phrases)
    assert [i for i, _ in ranked] == found
    assert dict(ranked) == pytest.approx({i: plain[i] for i in found})  # a phrase limits, and counts nothing


def test_changes_are_seen_by_who_opens_it_and_by_who_looks_again(sparse: Sparse) -> None:
    assert (sparse.index.generation, sparse.index.ids().tolist()) == (-1, [])
    sparse.change([], [passage(1, "heat"), passage(2, "heat bus"), passage(3, "waste")], 4)
    other = sparse.again()
    sparse.change([1], [passage(9, "heat")], 5)
    other.refresh()
    for found in (sparse.index, other, sparse.again()):
        assert (found.generation, found.ids().tolist()) == (5, [2, 3, 9])
        assert (found.holds(1, 2), found.holds(1, 3), found.holds(4, 9), found.holds(9, 10)) == (False, True, False, True)
        assert sorted(i for i, _ in found.search({"heat": 1.0}, "", 10)) == [2, 9]


def test_lemmas_in_other_numbers_are_named(sparse: Sparse) -> None:
    sparse.change([], [passage(1, "heat heat bus"), passage(2, "heat"), passage(3, "waste")], 1)
    sparse.change([3], [], 2)
    sparse.index.purge(lambda ids: [sparse.counted.passages[i] for i in ids])
    assert sparse.index.miscounted({"heat": 2, "bus": 1}) == {}
    assert sparse.index.miscounted({"heat": 3, "bus": 1, "water": 1}) == {"heat": 2, "water": 0}
    assert list(sparse.index.miscounted({"heat": 2}).values()) == [1]  # bus, which should not be there


def test_cleared_it_is_as_new(sparse: Sparse) -> None:
    sparse.change([], [passage(1, "heat")], 1)
    sparse.index.clear()
    for found in (sparse.index, sparse.again()):
        assert (found.generation, found.ids().tolist(), found.search({"heat": 1.0}, "", 5)) == (-1, [], [])
    sparse.change([1], [passage(2, "heat")], 7)
    assert (sparse.again().generation, sparse.again().ids().tolist()) == (7, [2])
