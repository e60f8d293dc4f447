"""Function words by language: real questions lose all but what they ask about."""

from __future__ import annotations

import pytest

from index.analysis import STOP_WORDS, words
from index.languages import LANGUAGES
from index.stopwords import STOP_WORDS_OF


@pytest.mark.parametrize(
    ("language", "question", "left"),
    [
        ("en", "Which of the measures are for the heating of homes, and by when?", "measures heating homes"),
        ("pl", "Które z działań są dla ogrzewania mieszkań i od kiedy?", "działań ogrzewania mieszkań"),
        ("cs", "Která z opatření jsou pro vytápění bytů a od kdy?", "opatření vytápění bytů"),
        ("sk", "Ktoré z opatrení sú pre vykurovanie bytov a od kedy?", "opatrení vykurovanie bytov"),
        ("hu", "Melyik intézkedés szolgál a lakások fűtésére, és mikor lesz meg?", "intézkedés szolgál lakások fűtésére"),
    ],
)
def test_what_is_left_of_a_question(language: str, question: str, left: str) -> None:
    assert " ".join(word for word in words(question) if word not in STOP_WORDS_OF[language]) == left


def test_every_language_has_its_own_and_all_are_one_set() -> None:
    assert tuple(STOP_WORDS_OF) == LANGUAGES
    assert {"się"} <= STOP_WORDS_OF["pl"] - STOP_WORDS_OF["cs"] - STOP_WORDS_OF["sk"]
    assert all(words_ <= STOP_WORDS for words_ in STOP_WORDS_OF.values())
    assert all(word == word.lower() and words(word) == [word] for word in STOP_WORDS)


@pytest.mark.parametrize("word", ["plan", "miasto", "teplo", "voda", "levegő", "bus", "waste", "cieplo", "rok", "město"])
def test_what_is_a_subject_in_any_language_is_no_function_word(word: str) -> None:
    assert word not in STOP_WORDS
