"""Cues of what a passage does are counted in five languages."""

from __future__ import annotations

import pytest

from index.languages import LANGUAGES
from ingest.tag import cues


def _counts(text: str, language: str) -> dict[str, int]:
    return {name: int(count) for name, count in zip(cues.names(), cues.counts(text, language), strict=True) if count}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The renovation costs 4.2 million euros and is funded by the state."),
        ("pl", "Koszt przebudowy wynosi 4,2 mln zł, a finansowanie zapewnia budżet państwa."),
        ("cs", "Náklady na rekonstrukci jsou 96 mil. Kč a hradí je dotace."),
        ("sk", "Náklady na obnovu sú 4,2 mil. EUR a hradí ich dotácia."),
        ("hu", "A felújítás költsége 4,2 milliárd Ft, forrása állami támogatás."),
    ],
)
def test_an_amount_and_words_of_paying_are_found(language: str, text: str) -> None:
    found = _counts(text, language)
    assert found["amount"] == 1 and found["fund"] >= 2


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The city will build two lines."),
        ("pl", "Miasto planuje budowę dwóch linii, które powstaną na północy."),
        ("cs", "Město vybuduje dvě linky a připraví třetí."),
        ("sk", "Mesto vybuduje dve linky a pripraví tretiu."),
        ("hu", "A város két vonalat tervez, és kiépíti a harmadikat."),
    ],
)
def test_words_of_planning_are_found(language: str, text: str) -> None:
    assert _counts(text, language)["plan"] >= 1


def test_years_are_past_or_future_and_units_are_counted() -> None:
    found = _counts("From 41 % in 2021 to 60 % in 2030; 5 MWh less.", "en")
    assert (found["percent"], found["past"], found["future"], found["unit"]) == (2, 1, 1, 1)


def test_a_cue_is_a_whole_word() -> None:
    assert "plan" not in _counts("Willows were measured.", "en")  # neither “will” nor “measure”


def test_starts_are_where_the_cues_stand() -> None:
    text = "Odběr klesne; opatření zaplatí dotace."
    assert [text[start:].split()[0] for start in cues.starts(text, "cs", "fund")] == ["dotace."]


def test_all_languages_have_the_same_signs() -> None:
    assert len({tuple(cues._table()[code]) for code in LANGUAGES}) == 1
