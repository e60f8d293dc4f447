"""What has nothing to tag is told by its looks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.tag.prose import SIZE, look

TEXTS = {
    "a Polish sentence": "Miasto wymieni do 2030 roku wszystkie piece węglowe na pompy ciepła.",
    "a row with numbers": "| Recycling rate | 41 % (2021) | 55 % (2025) | 60 % (2030) | waste company |",
    "a Hungarian sentence": "A város 2030-ig felére csökkenti az üvegházhatású gázok kibocsátását.",
    "a sentence with one source": "Emissions fell by a third in ten years (see the inventory of 2021, p. 12), mostly in heating and industry.",
}
LEFTOVERS = {
    "nothing": "",
    "white space": " \n\t ",
    "one word": "Energy",
    "numbers": "12 340 15 220 18 910 2019 2020 2021 0.4 | 0.6 | 0.9",
    "a foreign script": "Город сократит выбросы парниковых газов вдвое до 2030 года.",
    "Greek and a Latin name": "Η πόλη μειώνει τις εκπομπές αερίων του θερμοκηπίου έως το 2030, LIFE.",
    "contents": "Contents 1 Introduction 5 2 Methods 9 3 Analysis 14 3.1 Location 15 3.2 Population 18 4 Design 41 5 Implementation 77",
    "dotted contents": "Introduction ...... 3\nClimate goals ........ 7\nWater and waste ....... 12\nSignatures ......... 27",
    "references": "[1] Novák J. (2019): Heat. J. Clim. 12, pp. 44. [2] IPCC (2021). https://example.org [3] Eurostat (2020), p. 7.",
    "footnotes": ": [(1)](#footnoteref2) COM(2020) 80 final. : [(2)](#footnoteref3) COM(2019) 640 final. : SWD(2020) 178",
}


@pytest.mark.parametrize("name", TEXTS)
def test_running_text_is_prose(name: str) -> None:
    assert look(TEXTS[name]).is_prose


@pytest.mark.parametrize("name", LEFTOVERS)
def test_leftovers_are_none(name: str) -> None:
    assert not look(LEFTOVERS[name]).is_prose


@given(st.text())
def test_any_text_has_a_look_of_finite_numbers(text: str) -> None:
    numbers = look(text).numbers
    assert len(numbers) == SIZE and all(0 <= number < 1000 for number in numbers)
