"""The cues in five languages: what was done, what will be, what is paper, and labels of forms."""

from __future__ import annotations

import pytest

from assistant.desk.practices.cues import label, nothing, says


@pytest.mark.parametrize(
    ("language", "done", "future"),
    [
        ("en", "Twelve schools have been insulated.", "Twelve schools will be insulated."),
        ("pl", "Wyremontowano dwanaście szkół.", "Dwanaście szkół zostanie wyremontowanych."),
        ("cs", "Bylo zatepleno dvanáct škol.", "Dvanáct škol bude zatepleno."),
        ("sk", "Bolo zateplených dvanásť škôl.", "Dvanásť škôl bude zateplených."),
        ("hu", "Tizenkét iskola felújítása befejeződött.", "A város tizenkét iskola felújítását tervezi."),
    ],
)
def test_what_was_done_is_told_from_what_will_be(language: str, done: str, future: str) -> None:
    assert says("done", done, language) and not says("future", done, language)
    assert says("future", future, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "The strategy"), ("pl", "Uchwała rady"), ("cs", "Akční plán"), ("sk", "Dotazník"), ("hu", "A felmérés")],
)
def test_paper_is_no_practice(language: str, text: str) -> None:
    assert says("paper", text, language)


@pytest.mark.parametrize(
    ("language", "cell", "part"),
    [
        ("en", "Action name", "name"), ("en", "Action description", "detail"), ("en", "Outcome (according to module B-1.1)", "evidence"),
        ("en", "Total and unit (per unit CO2 e) costs", "resources"), ("en", "Action type", "other"), ("en", "The town will build", ""),
        ("pl", "Nazwa działania", "name"), ("cs", "Název opatření", "name"), ("sk", "Názov projektu", "name"), ("hu", "Az intézkedés neve", "name"),
        ("pl", "Koszty", "resources"), ("cs", "Výsledky", "evidence"), ("sk", "Opis opatrenia", "detail"), ("hu", "Felelős", "who"),
    ],
)  # fmt: skip
def test_labels(language: str, cell: str, part: str) -> None:
    assert label(cell, language) == part


@pytest.mark.parametrize(
    ("language", "cell", "found"),
    [
        ("en", "Not applicable", True),
        ("en", "-", True),
        ("en", "Nothing is lost.", False),
        ("pl", "nie dotyczy", True),
        ("hu", "Nincs adat.", True),
    ],
)
def test_an_empty_cell(language: str, cell: str, found: bool) -> None:
    assert nothing(cell, language) is found
