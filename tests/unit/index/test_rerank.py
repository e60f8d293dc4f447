"""The closer look: values worked out by hand."""

import math
from pathlib import Path

import pytest

from index.concepts import Concept
from index.rerank import word_scores
from tests.encoders import CountingEncoder
from tests.vocabularies import vocabulary_of


def test_a_concept_is_one_word_whatever_it_is_written_as(tmp_path: Path) -> None:
    vocabulary = vocabulary_of(tmp_path, CountingEncoder(), {"heat": 2, "ciepło": 1, "bus": 4}, passages=10, average_length=4.0)
    scores = word_scores(
        [Concept("heat", "word", {"heat": 1.0, "ciepło": 0.5})], ["heat a b c", "ciepło a b c", "heat ciepło b c", "a b c d"], vocabulary
    )
    idf = math.log(1 + (10 - 3 + 0.5) / 3.5)  # the concept stands in 2 + 1 of 10 passages
    expected = [idf * f * 2.2 / (f + 1.2) for f in (1.0, 0.5, 1.5, 0.0)]  # lengths are average: BM25's norm is k1
    assert scores == pytest.approx(expected)


def test_longer_passages_gain_less_from_a_word(tmp_path: Path) -> None:
    vocabulary = vocabulary_of(tmp_path, CountingEncoder(), {"heat": 2}, passages=10, average_length=4.0)
    short, long = word_scores([Concept("heat", "word", {"heat": 1.0})], ["heat", "heat " + "x " * 20], vocabulary)
    assert short > long > 0
