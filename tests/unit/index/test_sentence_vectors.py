"""The best sentence of a passage: values worked out by hand, and what 8 bits lose."""

from collections.abc import Sequence

import numpy as np
import pytest

from index.encoder.protocol import Encoder
from index.encoder.static import StaticEncoder
from index.sentence_vectors import Codes, best_sentences, sentence_codes
from index.sentences import sentences
from tests.encoders import CountingEncoder


def codes_of(passages: Sequence[str], encoder: Encoder) -> list[Codes]:
    return sentence_codes(passages, [sentences(text) for text in passages], encoder)


def nearest(question: np.ndarray, codes: Sequence[Codes]) -> list[float]:
    return best_sentences(question, codes, [np.zeros(len(c)) for c in codes]).tolist()


def test_the_nearest_sentence_counts() -> None:
    encoder = CountingEncoder()
    question = encoder.encode_questions(["heat"])[0]
    passages = [
        "The bus and the bus again. The heat network is long.",
        "Water and heat share a sentence.",
        "No.",
        "",
        "Nothing of it is known here.",
    ]
    codes = codes_of(passages, encoder)
    assert [c.shape for c in codes] == [(2, 4), (1, 4), (1, 4), (0, 4), (1, 4)]
    assert nearest(question, codes) == pytest.approx([1.0, 1 / np.sqrt(2), 0.0, 0.0, 0.0], abs=1e-6)
    assert nearest(question, []) == []


def test_what_is_added_to_each_sentence_counts_too() -> None:
    encoder = CountingEncoder()
    codes = codes_of(["The bus and the bus again. The heat network is long."], encoder)
    assert best_sentences(encoder.encode_questions(["heat"])[0], codes, [np.array([1.5, 0.2])]) == pytest.approx([1.5], abs=1e-6)


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
    assert nearest(question, codes_of(texts, encoder)) == pytest.approx(exact, abs=2e-3)
