"""Sentences in five languages, and what holds for any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


FIVE = {
    "pl": [
        "Miasto zadba o zieleń.",
        "Łąki kwietne chronią owady.",
        "Powietrze będzie czystsze, bo ruch się zmniejszył.",
        "Mieszkańcy to widzą.",
        "Środki są.",
    ],
    "cs": [
        "Voda zůstává v krajině.",
        "Řeka je čistá.",
        "Údržbu platí město.",
        "Žáci sázejí stromy.",
        "Školy uspořily polovinu tepla, což je úspěch.",
    ],
    "sk": [
        "Ľudia šetria energiu.",
        "Čistý vzduch je cieľ.",
        "Školy sa obnovujú.",
        "Údaje sú verejné.",
        "Ďalšie kroky určí mesto ešte tento rok.",
    ],
    "hu": [
        "A város zöldül.",
        "Új fasorokat ültettünk.",
        "Élhetőbb lett a belváros.",
        "Őszig elkészül a híd.",
        "Ügyfeleink elégedettek a szolgáltatással, ami jó.",
    ],
    "en": ["The city acts.", "It pays for trams.", "Buses follow in 2030.", "Results are public!", "Who owns them?"],
}


@pytest.mark.parametrize("language", FIVE)
def test_five_sentences_are_five(language: str) -> None:
    assert cut(" ".join(FIVE[language])) == FIVE[language]


# A class of small letters as [a-z] joined such Polish sentences into one.
ENDING_IN_ACCENTS = {
    "pl": [
        "Sieć ogrzeje całą część.",
        "Chcemy poprawić jakość.",
        "Trzeba działać już dziś, bo rośnie złość.",
        "Mamy moc i chęć.",
        "Oto treść.",
    ],
    "cs": [
        "Vzduch ve městě je čistší.",
        "Řadu domů čekají opravy, které jsou nutné.",
        "Na náměstí přibylo stromů.",
        "Žáci se učí o vodě.",
        "Údržba zeleně je drahá.",
    ],
    "sk": [
        "Vzduch v meste je čistý.",
        "Škôlky šetria teplo, lebo je drahé.",
        "Ľudia vedia, ako sa vodou šetrí.",
        "Častejšie autobusy cestujúci chvália a využívajú.",
        "Údržba zelene je drahá.",
    ],
    "hu": [
        "A zaj a belvárosban is mérhető.",
        "Őszig elkészül a híd, hiszen a terve egyszerű.",
        "Élhetőbb lett a környék, és ez jó.",
        "Így válik az üres telek parkká.",
        "Új játszótér is épül, a beruházás haszna hosszú távú.",
    ],
}


@pytest.mark.parametrize("language", ENDING_IN_ACCENTS)
def test_sentences_that_end_in_accented_letters_are_apart(language: str) -> None:
    assert all(sentence[-2] not in "abcdefghijklmnopqrstuvwxyz" for sentence in ENDING_IN_ACCENTS[language])
    assert cut(" ".join(ENDING_IN_ACCENTS[language])) == ENDING_IN_ACCENTS[language]


@pytest.mark.parametrize(
    "sentence",
    [
        "Biuro mieści się przy ul. Grodzkiej 12 i działa np. w soboty.",
        "Prof. Elżbieta Nowak i dr inż. Jan Kot ocenili tzw. niską emisję.",
        "Zákon č. 89/2012 Sb. platí od 12. 5. 2024 pro město.",
        "Žáci 1. stupně šetří, tj. zhasínají, např. Karel i Eva.",
        "Opatrenie stojí napr. 40 mil. eur ročne.",
        "A 2030. évi cél kb. 40 %-os csökkentés, pl. a közlekedésben.",
        "II. Rákóczi Ferenc tér felújítása 2025. március 3-án indul.",
        "Mayor J. Majchrowski and Dr. Smith signed No. 12 of the agreement.",
        "Teplárna Hradnov, a. s., dodala v roce 2022 do sítě 1 020 TJ tepla.",
        "Stavba přijde na 12,5 mil. Kč a potrvá rok.",
        "Oszczędność wyniesie 28 tys. MWh rocznie.",
        "Estimated costs for 2025 - approx. PLN 55 000 000.",
    ],
)
def test_abbreviations_ordinals_and_dates_do_not_end_a_sentence(sentence: str) -> None:
    assert cut(sentence) == [sentence]


def test_an_abbreviation_that_may_close_a_sentence_does_before_a_capital() -> None:
    assert cut("Emisja spadła w 2023 r. Miasto zapłaciło 61 mln zł. To dużo.") == [
        "Emisja spadła w 2023 r.",
        "Miasto zapłaciło 61 mln zł.",
        "To dużo.",
    ]
    assert cut("Emisja w 2023 r. spadła.") == ["Emisja w 2023 r. spadła."]


def test_a_year_closes_a_sentence() -> None:
    assert cut("The target is 80% by 2030. The rest follows.") == ["The target is 80% by 2030.", "The rest follows."]


def test_lines() -> None:
    assert cut("# Cel\nPierwsze zdanie\n\nDrugie") == ["# Cel", "Pierwsze zdanie", "Drugie"]
    assert cut("Cíle:\n- voda\n- vzduch") == ["Cíle:", "- voda", "- vzduch"]
    assert cut("| Sektor | 2019 |\n| Doprava. Vše | 12 |") == ["| Sektor | 2019 |", "| Doprava. Vše | 12 |"]


def test_a_line_of_wrapped_prose_goes_on() -> None:
    text = "EU agrees on a 2040 Climate target that sets a clear path towards a\ndecarbonised economy. It is\nbinding."
    assert cut(text) == [text[: text.index(" It is")], "It is\nbinding."]


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("aąŁ .!?…\n|#-1”")), max_size=400))
def test_spans_hold_every_character_that_is_not_blank(text: str) -> None:
    position = 0
    for start, end in sentences(text):
        assert position <= start < end <= len(text)
        assert not text[position:start].strip()
        assert text[start:end] == text[start:end].strip()
        position = end
    assert not text[position:].strip()
