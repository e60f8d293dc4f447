"""The nearest sentence: values worked out by hand, and what 8 bits lose."""

import numpy as np
import pytest

from index.encoder.protocol import Encoder
from index.encoder.static import StaticEncoder
from index.sentence_vectors import Codes, best_sentences, sentence_codes
from index.sentences import sentences
from tests.encoders import CountingEncoder


def codes_of(passages: list[str], encoder: Encoder) -> list[Codes]:
    return sentence_codes(passages, [sentences(text) for text in passages], encoder)


def test_the_best_sentence_counts() -> None:
    encoder = CountingEncoder()
    question = encoder.encode_questions(["heat"])[0]
    passages = [
        "The bus and the bus again. The heat network is long.",
        "Water and heat share a sentence.",
        "Heat.",  # a crumb
        "",
        "Nothing of it is known here.",
    ]
    codes = codes_of(passages, encoder)
    assert [c.shape for c in codes] == [(2, 4), (1, 4), (1, 4), (0, 4), (1, 4)]
    assert codes[0].tolist() == [[0, 127, 0, 0], [127, 0, 0, 0]]
    assert codes[2].tolist() == [[0, 0, 0, 0]]
    nothing = [np.zeros(len(c)) for c in codes]
    assert best_sentences(question, codes, nothing) == pytest.approx([1.0, 1 / np.sqrt(2), 0.0, 0.0, 0.0], abs=1e-6)
    assert best_sentences(question, [], []).tolist() == []
    assert best_sentences(question, codes[3:4], nothing[3:4]).tolist() == [0]


def test_what_is_added_to_a_sentence_decides_too() -> None:
    encoder = CountingEncoder()
    question = encoder.encode_questions(["heat"])[0]
    codes = codes_of(["The heat network is long. The bus and the bus again.", "Heat. The water and the water."], encoder)
    added = [np.array([0.1, 1.5]), np.array([9.0, 0.25])]
    assert best_sentences(question, codes, added) == pytest.approx(
        [1.5, 0.25]
    )  # 1 + 0.1 < 0 + 1.5; what is added to a crumb does not count


def test_eight_bits_lose_less_than_two_thousandths() -> None:
    encoder = StaticEncoder.shipped()
    texts = [
        "Miasto ograniczy emisje z ciepłownictwa o połowę do 2030 roku.",
        "Až se rozšíří tramvajová síť, ubude ve městě aut.",
        "A távhő megújuló forrásokból származik majd.",
        "The council buys electric buses with the cohesion fund.",
    ]
    question = encoder.encode_questions(["How will district heating change?"])[0]
    exact = [max(0.0, float(encoder.encode_passages([text])[0] @ question)) for text in texts]
    assert best_sentences(question, codes_of(texts, encoder), [np.zeros(1)] * 4) == pytest.approx(exact, abs=2e-3)
