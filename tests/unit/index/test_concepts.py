"""What a question is searched as, over the real glossary and dictionaries: terms in other languages, places, phrases, what stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import fold, words
from index.bounds import MOST_LEMMAS
from index.concepts import Concept, Sought, seek
from index.vocabulary import Vocabulary
from tests.encoders import CountingEncoder
from tests.vocabularies import vocabulary_of


@pytest.fixture(scope="module")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Vocabulary:
    counts = {"heat": 2, "ciepło": 1, "bus": 4}
    return vocabulary_of(tmp_path_factory.mktemp("v"), CountingEncoder(), counts, passages=10, languages={"ciepło": "pl"})


def terms(found: Sought) -> dict[str, set[str]]:
    return {c.name: set(c.alternatives) for c in found.of_kind("term")}


def test_a_term_of_several_words_is_sought_as_what_it_is_called_elsewhere(vocabulary: Vocabulary) -> None:
    found = seek("Jak osiągnąć neutralność klimatyczną?", "pl", vocabulary)
    assert terms(found) == {
        "neutralność klimatyczny": {"climate neutrality", "klimatický neutralita", "neutralita voči klíma", "klímasemlegesség"}
    }
    assert [w.name for w in found.words] == ["osiągnąć", "neutralność", "klimatyczny"]


def test_what_it_is_called_in_its_own_language_is_left_out(vocabulary: Vocabulary) -> None:
    (hungarian,) = seek("Mikorra várható a klímasemlegesség?", "hu", vocabulary).of_kind("term")
    assert hungarian.alternatives == {
        "climate neutrality": 1.0,
        "neutralność klimatyczny": 1.0,
        "klimatický neutralita": 1.0,
        "neutralita voči klíma": 1.0,
    }
    (czech,) = seek("Proč klimatická neutralita?", "cs", vocabulary).of_kind("term")  # Slovak calls it the same
    assert set(czech.alternatives) == {"climate neutrality", "neutralność klimatyczny", "neutralita voči klíma", "klímasemlegesség"}


def test_the_longest_term_is_meant(vocabulary: Vocabulary) -> None:
    longer, shorter = (seek(q, "cs", vocabulary) for q in ("Jaké jsou emise skleníkových plynů?", "Jaký je skleníkový plyn?"))
    assert list(terms(longer)) == ["emise skleníkový plyn"]
    assert "greenhouse gas emission" in terms(longer)["emise skleníkový plyn"]
    assert list(terms(shorter)) == ["skleníkový plyn"]
    assert "gaz cieplarniany" in terms(shorter)["skleníkový plyn"]


def test_english_terms_are_known_in_every_language(vocabulary: Vocabulary) -> None:
    found = terms(seek("Mennyi ghg kerül a levegőbe?", "pl", vocabulary))
    assert "skleníkový plyn" in found["ghg"]


def test_the_glossary_can_be_left_out(vocabulary: Vocabulary) -> None:
    assert terms(seek("Jak osiągnąć neutralność klimatyczną?", "pl", vocabulary, glossary=False)) == {}


@pytest.mark.parametrize(
    ("question", "language", "word"),
    [
        ("Jaki jest kod CPV?", "pl", "cpv"),
        ("Mi a SECAP?", "hu", "secap"),
        ("Čo je ETS2?", "sk", "ets2"),
        ("Co platí CEF?", "cs", "cef"),
        ("How much in 2030?", "en", "2030"),
        ("Ile to jest 3,5?", "pl", "3,5"),
        ("Co mówi 2021/1119?", "pl", "2021/1119"),
        ("Kolik CO₂?", "cs", "co2"),
    ],
)
def test_numbers_and_acronyms_stay_as_they_are(vocabulary: Vocabulary, question: str, language: str, word: str) -> None:
    assert Concept(word, "word", {word: 1.0}) in seek(question, language, vocabulary).words


def test_an_acronym_is_also_its_full_name_elsewhere(vocabulary: Vocabulary) -> None:
    assert "instrument łączyć europa" in terms(seek("A CEF mire ad pénzt?", "hu", vocabulary))["cef"]


def test_words_are_searched_as_their_neighbours_in_meaning(vocabulary: Vocabulary) -> None:
    (heat,) = seek("heat", "en", vocabulary).words
    assert heat.alternatives == {"heat": 1.0, "ciepło": pytest.approx(1.0, abs=1e-3)}


def test_places_are_one_term_each_in_whatever_form(vocabulary: Vocabulary) -> None:
    found = seek("Miben különbözik Krakkó és Kassa, és mit tesz Krakkóban a város?", "hu", vocabulary).of_kind("place")
    assert found == [Concept("Kraków", "place", {"@krakow": 1.0}), Concept("Košice", "place", {"@kosice": 1.0})]


@pytest.mark.parametrize(
    ("question", "phrases"),
    [
        ("Co znaczy „Neutralność Klimatyczna”?", [("neutralnosc", "klimatyczna")]),
        ("What is “district heating” for?", [("district", "heating")]),
        ('What is "district heating" for?', [("district", "heating")]),
        ("Co je «zelená dohoda»?", [("zelena", "dohoda")]),
        ("Mi a »zöld megállapodás«?", [("zold", "megallapodas")]),
        ("„první část“ a „druhá část“", [("prvni", "cast"), ("druha", "cast")]),
        ("Kolik „CO₂ a O3“?", [("co2", "a", "o3")]),
        ('What is the "plan"?', []),  # one word
        ("Co je „centrální zásobování teplem?", []),  # never closed
        ("Co je centrální zásobování“ teplem?", []),  # never opened
        ('a "b c" d "e f', [("b", "c")]),
        ('nothing "" and "  " and "?!"', []),
        ("it's the city's plan", []),  # apostrophes quote nothing
    ],
)
def test_phrases_in_quotation_marks(vocabulary: Vocabulary, question: str, phrases: list[tuple[str, ...]]) -> None:
    assert list(seek(question, "en", vocabulary).phrases) == phrases


def test_of_a_very_long_question_the_rarest_words_are_searched(vocabulary: Vocabulary) -> None:
    found = seek(" ".join(["bus", "heat", *(f"w{i}" for i in range(MOST_LEMMAS))]), "en", vocabulary)
    assert found.left_out == 2
    assert [w.name for w in found.words] == ["bus", "heat", *(f"w{i}" for i in range(MOST_LEMMAS - 2))]


@given(st.text(st.sampled_from('abż Ł"„“”«»\n.,1'), max_size=80))
def test_phrases_are_words_of_the_question_in_a_row(vocabulary: Vocabulary, question: str) -> None:
    folded = " ".join(fold(w) for w in words(question))
    for phrase in seek(question, "en", vocabulary).phrases:
        assert len(phrase) > 1
        assert f" {' '.join(phrase)} " in f" {folded} "
