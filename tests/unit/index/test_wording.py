"""What single words tell of a text's language."""

from __future__ import annotations

from index.wording import OTHER, czech_or_slovak, votes


def test_a_word_of_one_language_speaks_for_it_and_a_shared_one_for_none() -> None:
    assert votes("ile kosztuje") == {"en": 0, "pl": 1, "cs": 0, "sk": 0, "hu": 0, OTHER: 0}
    assert sum(votes("do na to").values()) == 0


def test_a_term_of_the_glossary_counts_half() -> None:
    assert votes("hulladékgazdálkodás")["hu"] == 0.5


def test_foreign_function_words_speak_for_none_of_the_five() -> None:
    assert votes("wie viel")[OTHER] == 2


def test_endings_tell_czech_from_slovak() -> None:
    assert czech_or_slovak("hospodareni a zateplovani") == 1.0
    assert czech_or_slovak("hospodárenie a zatepľovanie") == -1.0
    assert czech_or_slovak("voda") == 0.0
