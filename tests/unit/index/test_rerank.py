"""The closer look: values worked out by hand, and BM25 against plain loops."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.alignment import idf
from index.concepts import Concept
from index.rerank import concept_scores, place_scores
from index.vocabulary import Vocabulary
from tests.encoders import CountingEncoder
from tests.vocabularies import vocabulary_of


def word(*alternatives: str, **weighted: float) -> Concept:
    """A concept under the name of its first alternative."""
    all_ = dict.fromkeys(alternatives, 1.0) | weighted
    return Concept(next(iter(all_)), "word", all_)


@pytest.fixture
def vocabulary(tmp_path: Path) -> Vocabulary:
    """Ten passages of four lemmas each."""
    counts = {"heat": 2, "ciepło": 1, "bus": 4, "waste": 3, "2030": 1, "@lipowa": 2}
    return vocabulary_of(tmp_path, CountingEncoder(), counts, passages=10, average_length=4.0)


def word_scores(concepts: Sequence[Concept], lines: Sequence[str], vocabulary: Vocabulary) -> NDArray[np.float64]:
    """The sum over all concepts."""
    return concept_scores(concepts, lines, vocabulary).sum(axis=0)


def lucene(held: int, passages: int = 10) -> float:
    return math.log(1 + (passages - held + 0.5) / (held + 0.5))


def test_what_stands_nowhere_tells_nothing(vocabulary: Vocabulary) -> None:
    assert word_scores([word("unheard")], ["unheard a b c\n"], vocabulary).tolist() == [0]


def test_a_concept_is_one_word_whatever_it_is_written_as(vocabulary: Vocabulary) -> None:
    scores = word_scores([word("heat", ciepło=0.5)], ["heat a b c", "ciepło a b c", "heat ciepło b c", "a b c d"], vocabulary)
    expected = [lucene(3) * f * 2.2 / (f + 1.2) for f in (1.0, 0.5, 1.5, 0.0)]  # lengths are average: BM25's norm is k1
    assert scores == pytest.approx(expected)


def test_concepts_add_up(vocabulary: Vocabulary) -> None:
    both = [word("heat"), word("bus")]
    lines = ["heat bus c d", "bus x y z"]
    # each once in a passage of mean length: 1 · 2.2 / (1 + 1.2) = 1
    assert concept_scores(both, lines, vocabulary) == pytest.approx(np.array([[lucene(2), 0], [lucene(4), lucene(4)]]))
    assert word_scores(both, lines, vocabulary) == pytest.approx([lucene(2) + lucene(4), lucene(4)])
    assert concept_scores([], lines, vocabulary).shape == (0, 2)


def test_longer_passages_gain_less_from_a_word(vocabulary: Vocabulary) -> None:
    short, long = word_scores([word("heat")], ["heat a", "heat" + " x" * 19], vocabulary)
    assert short == pytest.approx(lucene(2) * 2.2 / (1 + 1.2 * (0.5 + 0.5 * 2 / 4)))
    assert long == pytest.approx(lucene(2) * 2.2 / (1 + 1.2 * (0.5 + 0.5 * 20 / 4)))


@pytest.mark.parametrize(
    ("lines", "times"),
    [
        ("waste heat here now\n", 1),
        ("the waste heat\nof waste heat", 2),
        ("heat waste here now\n", 0),  # the other way round
        ("some of waste\nheat", 0),  # over the end of a sentence
        ("waste heated some more\n", 0),  # a word that only begins so
        ("unwaste heat heat waste\n", 0),
    ],
)
def test_a_term_of_several_words_counts_within_a_sentence_only(vocabulary: Vocabulary, lines: str, times: int) -> None:
    norm = 1.2 * (0.5 + 0.5 * len(lines.split()) / 4)
    assert word_scores([word("waste heat")], [lines], vocabulary) == pytest.approx([lucene(2) * times * 2.2 / (times + norm)])


def test_places_count_once_each_and_on_the_last_line_only(vocabulary: Vocabulary) -> None:
    lipowa = Concept("Lipowa", "place", {"@lipowa": 1.0})
    nowhere = Concept("Nowhere", "place", {"@nowhere": 1.0})
    lines = ["heat\n@dębina @lipowa", "heat\nbus\n@lipowa", "@lipowa heat\n@dębina", "heat\n"]
    assert place_scores([lipowa, nowhere], lines, vocabulary) == pytest.approx([lucene(2), lucene(2), 0, 0])
    assert place_scores([], lines, vocabulary).tolist() == [0, 0, 0, 0]


# ---- plain loops


def by_loops(concepts: Sequence[Concept], lines: Sequence[str], vocabulary: Vocabulary) -> list[float]:
    """The oracle: each alternative looked for at each position of each sentence."""

    def times(term: list[str], sentence: list[str]) -> int:
        return sum(sentence[k : k + len(term)] == term for k in range(len(sentence)))

    scores = []
    for passage in lines:
        norm = 1.2 * (0.5 + 0.5 * len(passage.split()) / vocabulary.average_length)
        score = 0.0
        for concept in concepts:
            f = sum(w * times(term.split(), line.split()) for term, w in concept.alternatives.items() for line in passage.split("\n"))
            score += idf(concept, vocabulary) * f * 2.2 / (f + norm)
        scores.append(score)
    return scores


TOKENS = ["heat", "bus", "waste", "plan", "2030"]
passages = st.lists(st.lists(st.sampled_from(TOKENS), max_size=6, unique=True).map(" ".join), max_size=4).map(
    lambda sentences: "\n".join([*sentences, "@lipowa"])
)
concepts = st.dictionaries(
    st.sampled_from([*TOKENS, "waste heat", "bus plan", "heat plan"]), st.sampled_from([0.5, 1.0]), min_size=1, max_size=3
).map(lambda alternatives: Concept(next(iter(alternatives)), "word", alternatives))


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Vocabulary:
    counts = dict(zip([*TOKENS, "@lipowa"], (2, 4, 3, 1, 5, 2), strict=True))
    return vocabulary_of(tmp_path_factory.mktemp("known"), CountingEncoder(), counts, passages=10, average_length=4.0)


@settings(max_examples=150, deadline=None)
@given(st.lists(concepts, max_size=4), st.lists(passages, min_size=1, max_size=4))
def test_scores_are_those_of_plain_loops(known: Vocabulary, concepts: list[Concept], lines: list[str]) -> None:
    assert word_scores(concepts, lines, known) == pytest.approx(by_loops(concepts, lines, known))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=2, max_size=6))
def test_more_of_a_word_never_scores_less(known: Vocabulary, times: list[int]) -> None:
    scores = word_scores([word("heat")], [" ".join(["heat"] * n + ["x"] * (6 - n)) for n in sorted(times)], known)
    assert sorted(scores) == scores.tolist()
    assert all(score < lucene(2) * 2.2 for score in scores)  # what saturation allows
