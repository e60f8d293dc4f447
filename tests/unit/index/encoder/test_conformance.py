"""What every encoder promises, asked of each: ours, the same weights through sentence-transformers, the English MiniLM, and the tests' own."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from index.encoder import registry
from index.encoder.protocol import Encoder
from index.encoder.static import SHIPPED
from tests.encoders import CountingEncoder

NAMES = ["counting", "v4-static", *(pytest.param(name, marks=pytest.mark.slow) for name in (str(SHIPPED), registry.MINILM))]

ODD = ["", " \n", "2030", "😀", "日本語", "x" * 3000, "heat\x00", "\u200b", "ciepło i woda, autobus", "waste"]


@cache
def encoder(name: str) -> Encoder:
    return CountingEncoder() if name == "counting" else registry.load(name)


@pytest.fixture(params=NAMES, ids=lambda name: "the same weights" if name == str(SHIPPED) else name)
def subject(request: pytest.FixtureRequest) -> Encoder:
    return encoder(request.param)


def test_rows_are_finite_and_of_unit_length_or_zero(subject: Encoder) -> None:
    for encode in (subject.encode_questions, subject.encode_passages):
        vectors = encode(ODD)
        assert vectors.shape == (len(ODD), subject.dimensions) and vectors.dtype == np.float32
        lengths = np.linalg.norm(vectors.astype(np.float64), axis=1)
        assert np.all((np.abs(lengths - 1) < 1e-3) | (lengths == 0))


def test_blank_texts_are_zero_and_words_are_not(subject: Encoder) -> None:
    vectors = subject.encode_passages(["", "  \n\t", "heat"])
    assert vectors.any(axis=1).tolist() == [False, False, True]


def test_rows_stand_in_the_order_of_the_texts(subject: Encoder) -> None:
    texts = ["heat", "", "waste water treatment in the city and its region", "bus", "heat"]
    together = subject.encode_passages(texts)
    alone = np.concatenate([subject.encode_passages([text]) for text in texts])
    assert np.abs(together - alone).max() < 0.02  # 16-bit arithmetic in batches of other lengths
    assert np.argmax(together @ alone[2]) == 2


def test_no_texts_no_rows(subject: Encoder) -> None:
    assert subject.encode_questions([]).shape == (0, subject.dimensions)


def test_what_means_the_same_lies_closer(subject: Encoder) -> None:
    heat, water, question = subject.encode_passages(["heat", "water"])[0], subject.encode_passages(["water"])[0], "heat heat"
    vector = subject.encode_questions([question])[0]
    assert vector @ heat > vector @ water


def test_name_and_fingerprint_say_which_it_is(subject: Encoder) -> None:
    assert subject.name
    assert len(subject.fingerprint) == 16 and int(subject.fingerprint, 16) >= 0
    assert isinstance(subject.static, bool)
