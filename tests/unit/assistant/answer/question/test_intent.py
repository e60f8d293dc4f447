"""What a question asks for: the cues and what follows from them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer.question.cues import WANTED, flat, signs, spans
from assistant.answer.question.intent import INTENTS, Surroundings, intent
from index.languages import LANGUAGES

ALONE = Surroundings(places=1, goals=False, scheme=False)


@pytest.mark.parametrize(
    ("text", "language", "kind", "wanted"),
    [
        ("How long is the tram network?", "en", "number", {"length"}),
        ("How long will the works take?", "en", "number", {"duration"}),
        ("Na jak dlouhé období platí cena tepla?", "cs", "number", {"duration", "money"}),
        ("Kto odpowiada za odpady?", "pl", "governance", {"person_or_body"}),
        ("Kto za to zapłaci?", "pl", "funding", {"person_or_body", "money"}),
        ("Ki fizeti a felújítást?", "hu", "funding", {"person_or_body", "money"}),
        ("Aké opatrenia chystá mesto?", "sk", "list", set()),
        ("Prečo mesto zastavilo stavbu?", "sk", "fact", {"reason"}),
        ("centrum miasta: ile drzew posadzono?", "pl", "number", {"count"}),
        ("O ile spadną emisje?", "pl", "number", {"percent", "mass"}),
        ("mely utak maradnak ki belőle?", "hu", "fact", set()),
        ("tramvaje Brno", "cs", "keyword", set()),
        ("tramvaje?", "cs", "fact", set()),
    ],
)
def test_intent(text: str, language: str, kind: str, wanted: set[str]) -> None:
    assert intent(flat(text), language, ALONE) == (kind, wanted)


def test_two_places_make_a_comparison_and_the_un_goals_an_alignment() -> None:
    text = flat("Which parks are planned?")
    assert intent(text, "en", Surroundings(2, goals=False, scheme=False))[0] == "comparison"
    assert intent(text, "en", Surroundings(1, goals=True, scheme=True))[0] == "alignment"
    assert intent(text, "en", Surroundings(1, goals=True, scheme=False))[0] != "alignment"


def test_a_sign_has_the_offset_of_its_first_phrase() -> None:
    assert signs("kto za to odpowiada i ile to kosztuje", "pl")["number"] == 22
    assert spans("how many trees and how many parks", "en", "count") == [(0, 8), (19, 27)]


def test_czech_typed_without_diacritics_is_read_with_slovak_cues_too() -> None:
    assert "number" in signs("kolko to stoji", "cs")


@given(st.text(max_size=300), st.sampled_from(LANGUAGES))
def test_flat_text_keeps_its_length_and_any_text_has_an_intent(text: str, language: str) -> None:
    import unicodedata

    assert len(flat(text)) == len(unicodedata.normalize("NFC", text))
    kind, wanted = intent(flat(text), language, ALONE)
    assert kind in INTENTS
    assert wanted <= set(WANTED)
