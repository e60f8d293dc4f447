"""The nearest sentence: values worked out by hand, and what 8 bits lose."""

import numpy as np
import pytest

from index.encoder.static import StaticEncoder
from index.sentence_vectors import nearest_sentence, sentence_codes
from tests.encoders import CountingEncoder


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
    codes = sentence_codes(passages, encoder)
    assert [c.shape for c in codes] == [(2, 4), (1, 4), (0, 4), (0, 4), (0, 4)]
    assert nearest_sentence(question, codes) == pytest.approx([1.0, 1 / np.sqrt(2), 0.0, 0.0, 0.0], abs=1e-6)
    assert nearest_sentence(question, []).tolist() == []


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
    assert nearest_sentence(question, sentence_codes(texts, encoder)) == pytest.approx(exact, abs=2e-3)
