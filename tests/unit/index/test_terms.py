"""What a passage is found by: its sentences' lemmas, and places in whatever form they are written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis import lemmas
from index.languages import LANGUAGES
from index.terms import Terms, place_term, terms
from index.types import Passage


def of(text: str, language: str, place: str = "", country: str = "", context: str = "") -> Terms:
    return terms(Passage("a.txt", 0, len(text), text, context=context, language=language), place, country)


def places(found: Terms) -> list[str]:
    return found.lines.split("\n")[-1].split()


def test_a_line_a_sentence_and_one_of_places() -> None:
    text = "W Krakowie powstaje nowa linia tramwajowa. Autobusy będą elektryczne."
    found = of(text, "pl")
    assert found.lines == "kraków powstawać nowa linia tramwajowy\nautobus elektryczny\n@krakow"
    assert [text[start:end] for start, end in found.sentences] == [
        "W Krakowie powstaje nowa linia tramwajowa.",
        "Autobusy będą elektryczne.",
    ]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("W Krakowie powstaje nowa linia tramwajowa.", "pl", ["@krakow"]),
        ("Krakkóban új villamosvonal épül.", "hu", ["@krakow"]),
        ("The trams of Cracow are new.", "en", ["@krakow"]),
        ("V Košiciach pribudnú nové parky.", "sk", ["@kosice"]),
        ("W Koszycach przybędzie parków.", "pl", ["@kosice"]),
        ("Több park lesz Kassán.", "hu", ["@kosice"]),
        ("V Praze přibude nová linka metra.", "cs", ["@praha"]),
        ("W Pradze powstaje nowa linia metra.", "pl", ["@praha"]),
        ("Pécsett új buszok járnak.", "hu", ["@pecs"]),
        ("W Peczu jeżdżą nowe autobusy.", "pl", ["@pecs"]),
        ("V Banskej Bystrici je park.", "sk", ["@banska_bystrica"]),
        ("Besztercebányán park van.", "hu", ["@banska_bystrica"]),
        ("Krakovský park je větší než park ve Varšavě.", "cs", ["@krakow", "@warszawa"]),
        ("Parki są zielone.", "pl", []),
    ],
)
def test_a_place_is_one_term_in_every_language_and_case(text: str, language: str, expected: list[str]) -> None:
    assert places(of(text, language)) == expected


def test_the_documents_own_place_stands_in_every_passage() -> None:
    assert of("Powstanie szkoła.", "pl", "Lipówka", "PL").lines == "powstać szkoła\n@lipowka"
    assert places(of("W Lipówce i w Krakowie powstanie szkoła.", "pl", "Lipówka", "PL")) == ["@krakow", "@lipowka"]


def test_places_of_title_and_headings_count_too_and_their_words_do_not() -> None:
    assert of("The bus is electric.", "en", context="Mobility plan of Budapest").lines == "bus electric\n@budapest"


def test_a_place_is_no_word() -> None:
    assert place_term("Banská Bystrica") == "@banska_bystrica"
    assert lemmas("@banska_bystrica", "sk") == ["banska", "bystrica"]


def test_nothing_is_a_line_without_places() -> None:
    assert of("", "en") == Terms("", ())


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("abŁő É.!?\n,1@_"), max_size=120), st.sampled_from(LANGUAGES))
def test_lines_and_spans_agree(text: str, language: str) -> None:
    found = of(text, language, "Lipówka")
    *lines, last = found.lines.split("\n")
    assert len(lines) == len(found.sentences)
    assert [line.split() for line in lines] == [lemmas(text[start:end], language) for start, end in found.sentences]
    assert all(term.startswith("@") for term in last.split())
    assert not any("@" in line for line in lines)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80), st.sampled_from(LANGUAGES), st.text(max_size=12))
def test_single_blanks_and_nothing_else_stand_between_lemmas(text: str, language: str, place: str) -> None:
    lines = of(text, language, place).lines.split("\n")
    assert [line.split(" ") if line else [] for line in lines] == [line.split() for line in lines]


def test_a_place_with_a_hard_blank_is_one_term() -> None:
    assert place_term("Banská\u00a0Bystrica") == place_term("Banská Bystrica") == "@banska_bystrica"
