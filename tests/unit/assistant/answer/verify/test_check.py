"""The verdict on whole sentences. Quality on many pairs is measured in tests/integration/test_verifier.py."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answer.verify.check import Cited, Verifier
from index.encoder.static import StaticEncoder
from index.languages import LANGUAGES

VERIFIER = Verifier(StaticEncoder.shipped())
SOURCE = "By 2030 Javorohrad will cut the heat losses of its network from 14 % to 9 %. No new gas boilers will be installed after 2027."


def why(sentence: str, language: str = "en", *texts: Cited) -> str:
    verdict = VERIFIER.check(sentence, language, texts or (Cited(SOURCE),))
    assert verdict.supported is (verdict.why in ("verbatim", "carried"))
    return verdict.why


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("No new gas boilers will be installed after 2027.", "en", "verbatim"),
        ("Javorohrad will cut heat losses from 14 to 9 % by 2030.", "en", "carried"),
        ("A Javorohrad 2030-ig 14%-ról 9%-ra csökkenti hálózatának hőveszteségét.", "hu", "carried"),
        ("Javorohrad will cut heat losses from 14 to 8 % by 2030.", "en", "number"),
        ("Po roce 2027 se budou instalovat nové plynové kotle.", "cs", "negation"),
        ("Gas boilers will be installed after 2027.", "en", "negation"),
        ("Javorohrad will raise the heat losses of its network to 14 % by 2030.", "en", "direction"),
        ("Warsaw will cut the heat losses of its network from 14 % to 9 %.", "en", "place"),
        ("The heat losses of the Veolia network fall from 14 % to 9 %.", "en", "name"),
        ("In June 2030 the heat losses fall to 9 %.", "en", "date"),
        ("Mieszkańcy chcą więcej parków i placów zabaw.", "pl", "meaning"),
        ("BANANA", "en", "empty"),
        ("", "en", "empty"),
        ("热损失 Javorohrad heat losses network 14 %", "en", "meaning"),
        ("Heat losses qwrtz zxcvb of the network", "en", "meaning"),
    ],
)
def test_each_kind_of_objection(sentence: str, language: str, expected: str) -> None:
    assert why(sentence, language) == expected


def test_a_sentence_that_cites_nothing_does_not_stand() -> None:
    assert VERIFIER.check("Anything at all.", "en", ()).why == "uncited"
    assert VERIFIER.check("Anything at all.", "en", [Cited("")]).supported is False


def test_a_slice_that_leaves_out_the_denial_does_not_stand() -> None:
    assert "new gas boilers will be installed after 2027." in SOURCE
    assert why("new gas boilers will be installed after 2027.") == "negation"


def test_what_the_document_is_of_stands_around_the_text() -> None:
    around = Cited("Heat losses of the network fall from 14 % to 9 %.", "Klimatický plán mesta Prešov › Teplo", "en")
    assert why("Heat losses of the network in Prešov fall to 9 %.", "en", around) == "carried"
    assert why("Heat losses of the network in Prešov fall to 9 %.") == "place"


def test_a_number_of_another_sentence_is_not_taken_along() -> None:
    text = "Trams carry 23,000 passengers a day. Sewage sludge gives biogas, and the brewery sells malt to 41 farms."
    assert why("Trams carry 41 passengers a day.", "en", Cited(text)) == "number"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120), st.sampled_from(LANGUAGES))
def test_whatever_is_written_gets_a_verdict_and_noise_does_not_stand(noise: str, language: str) -> None:
    verdict = VERIFIER.check(noise, language, [Cited("The brewery sells malt.", language="en")])
    assert not verdict.supported or "malt" in noise.lower()


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 99_999), st.integers(2, 99_999))
def test_a_changed_number_never_stands(said: int, written: int) -> None:
    verdict = VERIFIER.check(f"The city plants {said} trees.", "en", [Cited(f"The city plants {written} trees.", language="en")])
    assert verdict.supported is (said == written)
