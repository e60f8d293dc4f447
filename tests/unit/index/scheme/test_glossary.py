"""The glossary: what its rows say, and what a malformed row is answered with."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import ProductError
from index.languages import LANGUAGES
from index.scheme.glossary import SEPARATOR, Concept, load, parse

HEADER = "concept\ten\tpl\tcs\tsk\thu"
ROW = "heat-pump\theat pump\tpompa ciepła\ttepelné čerpadlo\ttepelné čerpadlo\thőszivattyú"


def by_id() -> dict[str, Concept]:
    return {concept.id: concept for concept in load()}


def test_the_glossary_is_wide_enough_and_its_identifiers_are_unique() -> None:
    assert len(load()) >= 420
    assert len(by_id()) == len(load())


def test_every_concept_has_terms_in_every_language_and_none_is_empty() -> None:
    for concept in load():
        assert tuple(concept.terms) == LANGUAGES, concept.id
        for language, terms in concept.terms.items():
            assert terms and all(term and term == term.strip() for term in terms), (concept.id, language)


def test_terms_are_composed_characters_of_their_language() -> None:
    """A decomposed or borrowed letter (ö for ő, ł in Czech) would never be found in a text."""
    foreign = {"en": "ąčďęěłńőřšťůűž", "pl": "čďěľňőřšťůűžäöü", "cs": "ąćęłńśźżľĺôäőűö", "sk": "ąćęłńśźżěůřőűö", "hu": "ąćčďęěłńřšťůžý"}
    for concept in load():
        for language, terms in concept.terms.items():
            for term in terms:
                assert unicodedata.is_normalized("NFC", term), (concept.id, term)
                assert not set(term.lower()) & set(foreign[language]), (concept.id, language, term)


@pytest.mark.parametrize(
    ("concept", "language", "terms"),
    [
        ("district-heating", "pl", ("ciepło systemowe", "ciepło sieciowe", "sieć ciepłownicza")),
        ("district-heating", "hu", ("távfűtés", "távhő", "távhőszolgáltatás")),
        ("circular-economy", "cs", ("oběhové hospodářství", "cirkulární ekonomika", "cirkulární hospodářství")),
        ("civic-amenity-site", "pl", ("punkt selektywnej zbiórki odpadów komunalnych", "PSZOK")),
        ("by-product", "hu", ("melléktermék",)),
        ("recovery-and-resilience-facility", "sk", ("Mechanizmus na podporu obnovy a odolnosti", "RRF")),
        ("green-public-procurement", "en", ("green public procurement", "GPP")),
        ("brownfield", "hu", ("barnamező", "barnamezős terület")),
        ("excess-inland-water", "hu", ("belvíz",)),
    ],
)
def test_known_rows(concept: str, language: str, terms: tuple[str, ...]) -> None:
    assert by_id()[concept].terms[language] == terms


def test_acronyms_differ_by_language() -> None:
    procurement, renewables = by_id()["green-public-procurement"], by_id()["renewable-energy-source"]
    assert (procurement.terms["pl"][-1], procurement.terms["sk"][-1]) == ("ZZP", "ZVO")
    assert [renewables.terms[code][-1] for code in ("en", "pl", "cs")] == ["RES", "OZE", "OZE"]


def test_the_terms_cannot_be_changed_and_are_read_once() -> None:
    assert load() is load()
    with pytest.raises(TypeError):
        load()[0].terms["en"] = ("something else",)  # type: ignore[index]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "line 1: the header is ''"),
        (["concept\ten\tpl\tcs\thu\tsk", ROW], "line 1: the header"),
        ([HEADER, ROW.rpartition("\t")[0]], "line 2: 5 cells instead of 6"),
        ([HEADER, ROW + "\tfurther"], "line 2: 7 cells"),
        ([HEADER, ROW.replace("hőszivattyú", "")], "line 2: the hu cell is ''"),
        ([HEADER, ROW.replace("pompa ciepła", "pompa ciepła;")], "line 2: the pl cell is 'pompa ciepła;'"),
        ([HEADER, ROW.replace("pompa ciepła", "pompa ciepła; Pompa ciepła")], "write each term once"),
        ([HEADER, ROW.replace("heat-pump", "Heat pump")], "line 2: 'Heat pump' is no identifier"),
        ([HEADER, ROW, "", ROW], "line 3: 1 cells"),
        ([HEADER, ROW, ROW], "line 3: the concept heat-pump stands on line 2 too"),
    ],
)
def test_a_malformed_row_is_named(lines: list[str], said: str) -> None:
    with pytest.raises(ProductError) as error:
        parse(lines)
    assert said in str(error.value)


WORD = st.text(st.characters(categories=["Ll"]), min_size=1, max_size=8)
CELL = st.lists(WORD, min_size=1, max_size=4, unique_by=str.lower).map(tuple)


@given(st.fixed_dictionaries(dict.fromkeys(LANGUAGES, CELL)))
def test_what_is_written_is_read_back(terms: dict[str, tuple[str, ...]]) -> None:
    row = "\t".join(("heat-pump", *(SEPARATOR.join(terms[code]) for code in LANGUAGES)))
    assert [dict(concept.terms) for concept in parse([HEADER, row])] == [terms]
