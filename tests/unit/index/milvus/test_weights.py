"""BM25 taken apart into two sparse vectors: their product is the score; numbers of words are apart."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.milvus.weights import (
    EVERY,
    MEAN_FOLDED,
    MEAN_LEMMAS,
    asked_weights,
    dimension,
    folded_dimension,
    idf,
    is_lemma,
    passage_weights,
)

words = st.lists(st.sampled_from(["heat", "bus", "lodz", "@lipowa"]), max_size=200)


@given(words, words)
def test_a_passage_holds_what_its_words_weigh(lemmas: list[str], folded: list[str]) -> None:
    def expected(held: list[str], word: str, mean: float) -> float:
        tf = held.count(word)
        return tf * 2.2 / (tf + 1.2 * (0.25 + 0.75 * len(held) / mean))

    found = passage_weights(lemmas, folded)
    assert found.pop(EVERY) == 1.0
    assert found == pytest.approx(
        {dimension(w): expected(lemmas, w, MEAN_LEMMAS) for w in set(lemmas)}
        | {folded_dimension(w): expected(folded, w, MEAN_FOLDED) for w in set(folded)}
    )


@given(st.text(), st.text())
def test_numbers_are_those_that_milvus_takes_and_kinds_do_not_mix(lemma: str, word: str) -> None:
    assert EVERY < dimension(lemma) < 2**31 <= folded_dimension(word) < 2**32 - 1
    assert is_lemma(dimension(lemma))
    assert not is_lemma(folded_dimension(word))
    assert not is_lemma(EVERY)


def test_the_idf_is_lucenes() -> None:
    assert idf(10, 3) == pytest.approx(math.log(1 + 7.5 / 3.5))
    assert (idf(10, 0), idf(0, 0)) == (0.0, 0.0)
    assert idf(10, 12) == idf(10, 12) > 0  # folded forms of several lemmas may add up to more than there are


def test_a_form_that_is_no_lemma_weighs_as_the_mean_of_those_that_are() -> None:
    found = asked_weights(["plan", "heat", "planu"], {"plan": 50, "heat": 2}, 100, 0.4)
    known = [idf(100, 50), idf(100, 2)]
    assert found == pytest.approx(
        {
            folded_dimension("plan"): 0.4 * known[0],
            folded_dimension("heat"): 0.4 * known[1],
            folded_dimension("planu"): 0.4 * sum(known) / 2,
        }
    )
    assert asked_weights(["planu"], {}, 1_000, 1.0) == pytest.approx({folded_dimension("planu"): idf(1_000, 10)})
