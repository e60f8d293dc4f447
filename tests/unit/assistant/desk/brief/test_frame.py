"""The words of a brief: every language says the same things with the same placeholders."""

from __future__ import annotations

import re

import pytest

from assistant.desk.brief.frame import frames, say
from assistant.desk.brief.types import LEVELS
from index.languages import LANGUAGES

_placeholder = re.compile(r"\{(\w+)\}")
# The same in two languages or more by right.
SAME = {"subtitle", "finding_one", "hash", "p", "status", "quote", "v_index", "number_of_table", "number_of_figure"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_every_phrase_with_the_same_placeholders(language: str) -> None:
    english, own = frames()["en"], frames()[language]
    assert set(own) == set(english)
    for key, phrase in own.items():
        assert sorted(_placeholder.findall(phrase)) == sorted(_placeholder.findall(english[key])), key
        assert phrase.strip() == phrase != "", key


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_nothing_was_left_in_english(language: str) -> None:
    english = frames()["en"]
    left = {key for key, phrase in frames()[language].items() if phrase == english[key] and key not in SAME}
    assert left <= {"programme", "document"}  # Program, dokument: only where the word is the same


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_level_has_a_name(language: str) -> None:
    names = {say(level.replace(" ", "_"), language) for level in LEVELS}
    assert len(names) == len(LEVELS)


def test_there_are_twelve_sections_and_no_evidence_is_said_as_the_founding_documents_ask() -> None:
    assert [key for key in frames()["en"] if re.fullmatch(r"s\d+", key)] == [f"s{n}" for n in range(1, 13)]
    assert say("none", "en") == "no evidence in the indexed documents"
