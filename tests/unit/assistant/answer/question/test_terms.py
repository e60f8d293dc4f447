"""Terms in their inflected forms."""

from __future__ import annotations

import pytest

from assistant.answer.question.terms import Terms


@pytest.mark.parametrize(
    ("term", "text", "language"),
    [
        ("pompa ciepła", "dotacje na pompy ciepła w mieście", "pl"),
        ("pompa ciepła", "dotacje na pompy ciepla", "pl"),
        ("tepelné čerpadlo", "o tepelných čerpadlech", "cs"),
        ("zelená strecha", "na zelených strechách", "sk"),
        ("hulladék", "a hulladékról szóló terv", "hu"),
        ("heat pump", "Heat pumps", "en"),
        ("ITS", "the ITS of the city", "en"),
        ("SUMP", "sump of the city", "en"),
    ],
)
def test_a_term_is_found(term: str, text: str, language: str) -> None:
    assert Terms([(term, "key")], language).find(text) == ["key"]


@pytest.mark.parametrize(
    ("term", "text", "language"),
    [
        ("ITS", "its city", "en"),
        ("tram", "trampoline", "en"),
        ("forest", "foreign", "en"),
        ("elektrina", "električka", "sk"),
        ("hulladékhő", "hulladék", "hu"),
        ("pompa ciepła", "pompa", "pl"),
        ("pompa ciepła", "pompa i ciepło", "pl"),
    ],
)
def test_another_word_is_not(term: str, text: str, language: str) -> None:
    assert Terms([(term, "key")], language).find(text) == []


def test_the_longest_term_wins_and_may_have_two_keys() -> None:
    terms = Terms([("climate action", "goal"), ("climate action plan", "plan"), ("climate action plan", "paper")], "en")
    assert terms.find("the climate action plan on climate action") == ["plan", "paper", "goal"]
