"""The closer look: values worked out by hand, and alignment against plain loops."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.concepts import Concept
from index.rerank import alignments, idf, place_scores, word_scores
from index.vocabulary import Vocabulary
from tests.encoders import ANGLES, CountingEncoder, TurningEncoder
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


def lucene(held: int, passages: int = 10) -> float:
    return math.log(1 + (passages - held + 0.5) / (held + 0.5))


@pytest.mark.parametrize(
    ("concept", "held"),
    [
        (word("heat"), 2),
        (word("heat", ciepło=0.5), 2 + 1),
        (word("waste heat"), 2),  # as often as the rarer of the two
        (word("waste heat", "bus"), 2 + 4),
        (word("bus", "waste", "heat", "ciepło", "2030", "@lipowa"), 10),  # 13 in sum, but there are ten passages
    ],
)
def test_what_is_rare_tells_more(vocabulary: Vocabulary, concept: Concept, held: int) -> None:
    assert idf(concept, vocabulary) == pytest.approx(lucene(held))


def test_what_stands_nowhere_tells_nothing(vocabulary: Vocabulary) -> None:
    assert idf(word("unheard"), vocabulary) == 0
    assert idf(word("heat unheard"), vocabulary) == 0  # in a row they stand nowhere
    assert word_scores([word("unheard")], ["unheard a b c\n"], vocabulary).tolist() == [0]


def test_a_concept_is_one_word_whatever_it_is_written_as(vocabulary: Vocabulary) -> None:
    scores = word_scores([word("heat", ciepło=0.5)], ["heat a b c", "ciepło a b c", "heat ciepło b c", "a b c d"], vocabulary)
    expected = [lucene(3) * f * 2.2 / (f + 1.2) for f in (1.0, 0.5, 1.5, 0.0)]  # lengths are average: BM25's norm is k1
    assert scores == pytest.approx(expected)


def test_concepts_add_up(vocabulary: Vocabulary) -> None:
    both = word_scores([word("heat"), word("bus")], ["heat bus c d"], vocabulary)
    assert both == pytest.approx([lucene(2) + lucene(4)])  # each once in a passage of mean length: 1 · 2.2 / (1 + 1.2) = 1


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


# ---- alignment


@pytest.fixture(scope="module")
def turning(tmp_path_factory: pytest.TempPathFactory) -> Vocabulary:
    """alpha at 0°, beta at 30°, gamma at 60° … each in its own number of ten passages; 2030 has no direction."""
    counts = dict(zip(ANGLES, (1, 2, 3, 4, 5, 6), strict=True)) | {"2030": 2, "other": 1}
    return vocabulary_of(tmp_path_factory.mktemp("turning"), TurningEncoder(), counts, passages=10)


def alike(degrees: float) -> float:
    return max(0.0, (math.cos(math.radians(degrees)) - 0.3) / 0.7)


def test_each_word_takes_the_nearest_of_the_text_by_its_weight(turning: Vocabulary) -> None:
    asked = [word("alpha"), word("epsilon")]  # 0° and 90°
    of_passages, of_sentences = alignments(asked, ["beta other\ngamma delta\n@x", "omega\n", "\n\n"], turning)
    share = lucene(1) / (lucene(1) + lucene(5))
    first = share * alike(30) + (1 - share) * alike(60)  # beta is 30° off alpha and 60° off epsilon
    second = share * alike(60) + (1 - share) * alike(18)  # gamma is nearer to alpha, delta to epsilon
    assert of_sentences[0] == pytest.approx([first, second], abs=1e-3)
    assert of_sentences[1].tolist() == [0]
    assert of_sentences[2].tolist() == [0, 0]  # sentences without lemmas
    assert of_passages == pytest.approx([share * alike(30) + (1 - share) * alike(18), 0, 0], abs=1e-3)


def test_numbers_are_like_themselves_only(turning: Vocabulary) -> None:
    of_passages, _ = alignments([word("2030")], ["2030\n", "2031\n", "alpha\n"], turning)
    assert of_passages.tolist() == [1, 0, 0]


def test_forms_with_diacritics_are_the_word_itself_and_translations_are_not(turning: Vocabulary) -> None:
    of_passages, _ = alignments([word("other", "omega", alpha=0.9)], ["omega\n", "alpha\n"], turning)
    assert of_passages.tolist() == [1, 0]  # `other` has no direction of its own


def test_words_that_stand_nowhere_leave_nothing_to_align(turning: Vocabulary) -> None:
    of_passages, of_sentences = alignments([word("unheard")], ["alpha\nbeta\n"], turning)
    assert (of_passages.tolist(), [s.tolist() for s in of_sentences]) == ([0], [[0, 0]])
    assert alignments([], ["alpha\n"], turning)[0].tolist() == [0]


def by_loops(words: Sequence[Concept], lines: Sequence[str], vocabulary: Vocabulary) -> tuple[list[float], list[list[float]]]:
    """The oracle: every word against every token of every sentence."""
    weights = [idf(w, vocabulary) for w in words]
    total = sum(weights) or 1.0

    def likeness(asked: Concept, token: str) -> float:
        if asked.alternatives.get(token) == 1.0:
            return 1.0
        if any(c.isdigit() for c in asked.name) or asked.name not in ANGLES or token not in ANGLES:
            return 0.0
        return alike(ANGLES[asked.name] - ANGLES[token])

    def share(tokens: Sequence[str]) -> float:
        return sum(w * max((likeness(asked, t) for t in tokens), default=0.0) for asked, w in zip(words, weights, strict=True)) / total

    sentences = [[line.split() for line in passage.split("\n")[:-1]] for passage in lines]
    return [share([t for s in passage for t in s]) for passage in sentences], [[share(s) for s in passage] for passage in sentences]


TOKENS = [*ANGLES, "2030", "other", "unheard"]
sentences = st.lists(st.sampled_from(TOKENS), max_size=4).map(" ".join)
passages = st.lists(sentences, max_size=4).map(lambda lines: "\n".join([*lines, "@lipowa alpha"]))
concepts = st.builds(
    lambda name, others: Concept(name, "word", {name: 1.0} | {k: v for k, v in others.items() if k != name}),
    st.sampled_from(TOKENS),
    st.dictionaries(st.sampled_from(TOKENS), st.sampled_from([0.5, 1.0]), max_size=2),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(concepts, max_size=4, unique_by=lambda c: c.name), st.lists(passages, min_size=1, max_size=4))
def test_alignment_is_that_of_plain_loops(turning: Vocabulary, words: list[Concept], lines: list[str]) -> None:
    of_passages, of_sentences = alignments(words, lines, turning)
    expected_passages, expected_sentences = by_loops(words, lines, turning)
    assert of_passages == pytest.approx(expected_passages, abs=2e-3)
    assert [len(s) for s in of_sentences] == [len(s) for s in expected_sentences]
    for found, expected in zip(of_sentences, expected_sentences, strict=True):
        assert found == pytest.approx(expected, abs=2e-3)


@settings(max_examples=50, deadline=None)
@given(st.lists(concepts, min_size=1, max_size=3, unique_by=lambda c: c.name), passages, sentences)
def test_a_passage_says_no_less_than_any_of_its_sentences(turning: Vocabulary, words: list[Concept], lines: str, more: str) -> None:
    (passage,), (of_sentences,) = alignments(words, [lines], turning)
    assert 0 <= passage <= 1 + 1e-6
    assert all(s <= passage + 1e-6 for s in of_sentences)
    longer = alignments(words, [f"{more}\n{lines}"], turning)[0][0]
    assert longer >= passage - 1e-6


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=2, max_size=6))
def test_more_of_a_word_never_scores_less(turning: Vocabulary, times: list[int]) -> None:
    ordered = sorted(times)
    scores = word_scores([word("alpha")], [" ".join(["alpha"] * n + ["x"] * (6 - n)) for n in ordered], turning)
    assert all(a <= b for a, b in pairwise(scores))
    assert np.all(scores < lucene(1) * 2.2)  # what saturation allows
