"""The word index against BM25 written out by hand, and its life-cycle."""

import math
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.lexical import LexicalIndex
from index.schema import Indexed


def passage(i: int, lemmas: str, document: int = 1) -> Indexed:
    return Indexed(i, document, "", "", lemmas)


def bm25(corpus: dict[int, list[str]], terms: dict[str, float], k1: float = 1.2, b: float = 0.75) -> dict[int, float]:
    """Robertson's BM25 with Lucene's idf, ln(1 + (N − n + ½) / (n + ½)): the oracle."""
    average = sum(map(len, corpus.values())) / len(corpus)
    scores = {}
    for i, words in corpus.items():
        count = Counter(words)
        score = 0.0
        for term, weight in terms.items():
            n = sum(term in other for other in corpus.values())
            idf = math.log(1 + (len(corpus) - n + 0.5) / (n + 0.5))
            tf = count[term]
            score += weight * idf * tf * (k1 + 1) / (tf + k1 * (1 - b + b * len(words) / average))
        if score > 0:
            scores[i] = score
    return scores


# tantivy keeps a field's length in one byte; up to 40 words it is exact.
corpora = st.lists(st.lists(st.sampled_from(["heat", "bus", "waste", "water"]), min_size=1, max_size=30), min_size=1, max_size=8)


@settings(max_examples=25, deadline=None)
@given(corpora, st.dictionaries(st.sampled_from(["heat", "bus", "absent"]), st.sampled_from([0.5, 1.0, 2.0]), min_size=1))
def test_scores_are_bm25(tmp_path_factory: pytest.TempPathFactory, corpus: list[list[str]], terms: dict[str, float]) -> None:
    index = LexicalIndex(tmp_path_factory.mktemp("words"))
    numbered = dict(enumerate(corpus, 1))
    index.change([], [[passage(i, " ".join(words)) for i, words in numbered.items()]], 1)
    found = dict(index.search(terms, "", 100))
    expected = bm25(numbered, terms)
    assert found.keys() == expected.keys()
    for i, score in expected.items():
        assert found[i] == pytest.approx(score, rel=1e-4)


def test_best_first_and_ties_by_id(tmp_path: Path) -> None:
    index = LexicalIndex(tmp_path)
    index.change([], [[passage(3, "heat bus"), passage(1, "heat bus"), passage(2, "heat heat")]], 1)
    assert [i for i, _ in index.search({"heat": 1.0}, "", 10)] == [2, 1, 3]


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 40), st.dictionaries(st.integers(0, 30).map(lambda n: f"w{n}"), st.sampled_from([0.3, 0.5, 1.0]), min_size=1))
def test_the_best_of_many_are_those_of_a_plain_sum(tmp_path_factory: pytest.TempPathFactory, limit: int, terms: dict[str, float]) -> None:
    """What tantivy passes over because it cannot be among the best is not among them."""
    index = LexicalIndex(tmp_path_factory.mktemp("words"))
    numbered = {i: [f"w{i * k % 31}" for k in range(1, 2 + i % 9)] for i in range(1, 600)}
    index.change([], [[passage(i, " ".join(words)) for i, words in numbered.items()]], 1)
    best = sorted(bm25(numbered, terms).values(), reverse=True)[:limit]
    assert [score for _, score in index.search(terms, "", limit)] == pytest.approx(best, rel=1e-4)


def test_filter_by_document(tmp_path: Path) -> None:
    index = LexicalIndex(tmp_path)
    index.change([], [[passage(1, "heat", document=7), passage(2, "heat", document=8)]], 1)
    assert [i for i, _ in index.search({"heat": 1.0}, "", 10, documents=[8])] == [2]
    assert index.search({"heat": 1.0}, "", 10, documents=[]) == []


def test_removed_passages_are_gone_and_the_generation_is_named(tmp_path: Path) -> None:
    index = LexicalIndex(tmp_path)
    assert index.generation == -1
    index.change([], [[passage(1, "heat"), passage(2, "heat")]], 4)
    index.change([1], [], 5)
    again = LexicalIndex(tmp_path)
    assert again.ids().tolist() == [2]
    assert again.generation == 5


def test_words_without_diacritics_are_found(tmp_path: Path) -> None:
    index = LexicalIndex(tmp_path)
    index.change([], [[Indexed(1, 1, "Ciepło sieciowe w Łodzi", "", "ciepło sieciowy łódź"), Indexed(2, 1, "Autobusy", "", "autobus")]], 1)
    assert [i for i, _ in index.search({"x": 1.0}, "cieplo lodzi", 10)] == [1]


def test_a_term_of_several_words_counts_where_all_stand_and_weighs_like_one(tmp_path: Path) -> None:
    index = LexicalIndex(tmp_path)
    corpus = {1: ["heat", "plan"], 2: ["heat", "bus"], 3: ["plan", "bus", "heat"]}
    index.change([], [[passage(i, " ".join(words)) for i, words in corpus.items()]], 1)
    expected = bm25(corpus, {"heat": 0.5, "plan": 0.5})
    assert dict(index.search({"heat plan": 1.0}, "", 10)) == pytest.approx({1: expected[1], 3: expected[3]}, rel=1e-4)


PHRASED = [
    Indexed(1, 7, "Dálkové vytápění města", "", "heat"),
    Indexed(2, 7, "Vytápění dálkové je drahé", "", "heat"),
    Indexed(3, 8, "dalkove vytapeni, město Brno", "", "heat heat"),
    Indexed(4, 8, "Dálkové autobusy a vytápění", "", "heat"),
]


@pytest.mark.parametrize(
    ("phrases", "documents", "found"),
    [
        ([("dalkove", "vytapeni")], None, [3, 1]),
        ([("dalkove", "vytapeni", "mesta")], None, [1]),
        ([("dalkove", "vytapeni"), ("mesto", "brno")], None, [3]),  # every one of them
        ([("dalkove", "vytapeni"), ("autobusy", "a")], None, []),
        ([("vytapeni",)], None, [3, 1, 2, 4]),
        ([("dalkove", "vytapeni")], [7], [1]),
        ([("dalkove", "vytapeni")], [], []),
    ],
)
def test_phrases_stand_word_for_word(tmp_path: Path, phrases: list[tuple[str, ...]], documents: list[int] | None, found: list[int]) -> None:
    index = LexicalIndex(tmp_path)
    index.change([], [PHRASED], 1)
    plain = dict(index.search({"heat": 1.0}, "", 10))
    ranked = index.search({"heat": 1.0}, "", 10, documents, phrases)
    assert [i for i, _ in ranked] == found
    assert dict(ranked) == pytest.approx({i: plain[i] for i in found})  # a phrase limits, and counts nothing


PHRASE_WORDS = ["heat", "bus", "plan"]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(PHRASE_WORDS), min_size=1, max_size=6), min_size=1, max_size=6),
    st.lists(st.sampled_from(PHRASE_WORDS), min_size=1, max_size=3),
)
def test_a_phrase_is_found_where_a_plain_look_finds_it(
    tmp_path_factory: pytest.TempPathFactory, texts: list[list[str]], phrase: list[str]
) -> None:
    index = LexicalIndex(tmp_path_factory.mktemp("words"))
    index.change([], [[Indexed(i, 1, " ".join(words), "", "any") for i, words in enumerate(texts, 1)]], 1)
    expected = [i for i, words in enumerate(texts, 1) if any(words[k : k + len(phrase)] == phrase for k in range(len(words)))]
    assert sorted(i for i, _ in index.search({"any": 1.0}, "", 100, phrases=[phrase])) == expected


def test_a_damaged_folder_is_made_anew(tmp_path: Path) -> None:
    index = LexicalIndex(tmp_path)
    index.change([], [[passage(1, "heat")]], 3)
    (tmp_path / "meta.json").write_text("{ not json")
    assert LexicalIndex(tmp_path).generation == -1
