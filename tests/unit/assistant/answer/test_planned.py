"""Sentences on what is to be done, and on their own document."""

from __future__ import annotations

import pytest

from assistant.answer.planned import introduces, to_be_done


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The depot will be rebuilt.", "en"),
        ("All buses are electric by 2030.", "en"),
        ("Zajezdnia zostanie przebudowana.", "pl"),
        ("Autobusy elektryczne do 2030 r.", "pl"),
        ("Město plánuje přestavbu vozovny.", "cs"),
        ("Elektrobusy mají být v provozu od jara.", "cs"),
        ("Mesto zavedie triedený zber bioodpadu.", "sk"),
        ("Podiel dosiahne 45 % do konca roku 2030.", "sk"),
        ("A város új buszokat tervez beszerezni.", "hu"),
        ("A teljes flotta 2030-ig elektromos.", "hu"),
    ],
)
def test_what_is_to_be_done(text: str, language: str) -> None:
    assert to_be_done(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("In 2018 the city had 418 diesel buses.", "en"),
        ("W 2018 r. miasto miało 418 autobusów.", "pl"),
        ("V roce 2018 mělo město 418 autobusů.", "cs"),
        ("V roku 2018 malo mesto 418 autobusov.", "sk"),
        ("2018-ban a városnak 418 busza volt.", "hu"),
    ],
)
def test_what_is_or_was(text: str, language: str) -> None:
    assert not to_be_done(text, language)
    assert not introduces(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("This strategy brings two plans together.", "en"),
        ("Strategia łączy dwa porządki.", "pl"),
        ("Tato strategie navazuje na územní plán.", "cs"),
        ("Tento dokument opisuje ciele mesta.", "sk"),
        ("A dokumentum egyszerre két szerepet tölt be.", "hu"),
        ("Ez a stratégia az anyagokról szól.", "hu"),
    ],
)
def test_a_document_that_speaks_of_itself(text: str, language: str) -> None:
    assert introduces(text, language)
