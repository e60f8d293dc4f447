"""Terms of texts: values that a person can check in a dictionary."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import fold, lemma, lemmas, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CO₂ by 80%", ["co2", "by", "80"]),
        ("Regulation 2021/1119, PLN 28,769.5", ["regulation", "2021/1119", "pln", "28,769.5"]),
        ("Łódź–Kaliska", ["łódź", "kaliska"]),
        ("city's plan", ["city's", "plan"]),
        ("", []),
        ("… — !", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [("łódź", "lodz"), ("žilina", "zilina"), ("győr", "gyor"), ("plzeň", "plzen"), ("ciepło", "cieplo"), ("abc", "abc")],
)
def test_fold(word: str, expected: str) -> None:
    assert fold(word) == expected


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("ciepłownictwa", "pl", "ciepłownictwo"),
        ("krakowie", "pl", "kraków"),
        ("městech", "cs", "město"),
        ("krakově", "cs", "krakov"),
        ("košiciach", "sk", "košice"),
        ("kibocsátását", "hu", "kibocsátás"),
        ("krakkóban", "hu", "krakkó"),
        ("cities", "en", "city"),
        ("2030", "pl", "2030"),
        ("co2", "hu", "co2"),
    ],
)
def test_lemma(word: str, language: str, expected: str) -> None:
    assert lemma(word, language) == expected


def test_function_words_of_all_languages_are_left_out() -> None:
    assert lemmas("What is the share of heat in the city?", "en") == ["share", "heat", "city"]
    assert lemmas("Jaki jest udział ciepła w mieście?", "pl") == ["udział", "ciepło", "miasto"]
    assert lemmas("Mi a hő aránya a városban?", "hu")[-1] == "város"


@given(st.text(alphabet=st.characters(max_codepoint=0x17F)))
def test_folding_by_its_definition(word: str) -> None:
    plain = word.lower().translate(str.maketrans("łđøŁĐØ", "ldoLDO")).replace("ß", "ss")
    assert fold(word) == "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
