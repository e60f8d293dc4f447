"""Words across languages: what a lemma is searched as, and how often it stands in passages."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import index.vocabulary
from index.catalogue import Catalogue
from index.encoder.static import StaticEncoder
from index.sqlite import SQLite
from index.terms import Terms
from index.types import Document, Passage, Record
from index.vocabulary import LEAST_COSINE, NEAREST, Vocabulary, lemma_vectors
from tests.encoders import CountingEncoder
from tests.vocabularies import vocabulary_of

COUNTS = {"heat": 3, "ciepło": 2, "bus": 1, "łódź": 1, "2030": 5}
LANGUAGE_OF = {"ciepło": "pl", "łódź": "pl"}
WORDS = "city heat heating energy plan waste bus tram water street forest school money council law climate air park".split()


@pytest.fixture
def vocabulary(tmp_path: Path) -> Vocabulary:
    return vocabulary_of(tmp_path, CountingEncoder(), COUNTS, passages=8, average_length=2.5, languages=LANGUAGE_OF)


def test_a_word_is_searched_as_its_translation_too(vocabulary: Vocabulary) -> None:
    assert vocabulary.alternatives("heat") == {"heat": 1.0, "ciepło": pytest.approx(1.0, abs=1e-3)}


def test_a_word_typed_without_diacritics(vocabulary: Vocabulary) -> None:
    assert vocabulary.alternatives("lodz") == {"lodz": 1.0, "łódź": 1.0}


@pytest.mark.parametrize("lemma", ["2030", "co2", "unheard"])
def test_numbers_and_unknown_words_stay_as_they_are(vocabulary: Vocabulary, lemma: str) -> None:
    assert vocabulary.alternatives(lemma) == {lemma: 1.0}


def test_all_lemmas_of_a_question_at_once(vocabulary: Vocabulary) -> None:
    asked = ["lodz", "heat", "2030", "heat"]
    assert vocabulary.all_alternatives(asked) == {lemma: vocabulary.alternatives(lemma) for lemma in ("lodz", "heat", "2030")}


def test_it_counts(vocabulary: Vocabulary) -> None:
    assert (vocabulary.passages, vocabulary.average_length) == (8, 2.5)
    assert [vocabulary.passages_with(lemma) for lemma in ("heat", "2030", "absent")] == [3, 5, 0]


def test_a_lemma_that_is_gone_is_not_searched_for(vocabulary: Vocabulary, tmp_path: Path) -> None:
    catalogue = Catalogue(SQLite(tmp_path / "catalogue.sqlite"))
    catalogue.remove("a.txt")
    again = Vocabulary(lemma_vectors(tmp_path / "vocabulary", 4), catalogue, CountingEncoder())
    assert again.generation == 1
    again.catch_up(catalogue.generation)
    assert again.generation == 2
    assert (again.passages_with("heat"), again.alternatives("heat")) == (0, {"heat": 1.0})
    assert again.problems() == []


def test_a_damaged_file_is_out_of_date(vocabulary: Vocabulary, tmp_path: Path) -> None:
    for file in (tmp_path / "vocabulary").glob("*.faiss"):
        file.write_bytes(file.read_bytes()[:50])
    again = Vocabulary(lemma_vectors(tmp_path / "vocabulary", 4), Catalogue(SQLite(tmp_path / "catalogue.sqlite")), CountingEncoder())
    assert again.generation == -1
    assert again.alternatives("heat") == {"heat": 1.0}


def test_an_encoder_too_slow_for_words_translates_none(tmp_path: Path) -> None:
    encoder = CountingEncoder()
    encoder.static = False
    assert vocabulary_of(tmp_path, encoder, COUNTS, passages=8).alternatives("heat") == {"heat": 1.0}


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(st.sampled_from(WORDS), st.sampled_from(["en", "sk", "hu"]), min_size=1))
def test_the_nearest_of_each_language_are_those_of_a_plain_comparison(
    tmp_path_factory: pytest.TempPathFactory, language_of: dict[str, str]
) -> None:
    encoder = StaticEncoder.shipped()
    counts = dict.fromkeys(language_of, 1)
    vocabulary = vocabulary_of(tmp_path_factory.mktemp("v"), encoder, counts, passages=3, languages=language_of)
    for asked in ("heating", "miasto", "klimat"):
        cosines = {lemma: float(encoder.encode_passages([lemma])[0] @ encoder.encode_questions([asked])[0]) for lemma in counts}
        expected = {asked: 1.0}
        for language in set(language_of.values()):
            near = sorted((lemma for lemma in counts if language_of[lemma] == language), key=lambda lemma: -cosines[lemma])
            expected |= {lemma: cosines[lemma] for lemma in near[:NEAREST] if cosines[lemma] >= LEAST_COSINE and lemma != asked}
        assert vocabulary.alternatives(asked) == pytest.approx(expected, abs=2e-3)


def test_a_word_of_two_languages_takes_a_place_in_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """heat and its twins have one direction; with one place a language the first by alphabet takes it."""
    monkeypatch.setattr(index.vocabulary, "NEAREST", 1)
    catalogue = Catalogue(SQLite(tmp_path / "catalogue.sqlite", create=True), create=True)
    passages = [("bus autobus", "en"), ("autobus", "sk"), ("autobus", "cs"), ("ciepło", "pl")]
    catalogue.put(
        Document("a.txt", "", "text", "", Record("A")),
        [Passage("a.txt", 0, 0, "", language=language) for _, language in passages],
        [Terms(f"{lemmas}\n", ()) for lemmas, _ in passages],
        np.zeros((len(passages), 4), dtype=np.float32),
    )
    vocabulary = Vocabulary(lemma_vectors(tmp_path / "vocabulary", 4), catalogue, CountingEncoder())
    vocabulary.catch_up(catalogue.generation)
    # a third of autobus is English, Slovak and Czech each: it takes the place of all three before bus, which is English alone
    assert vocabulary.alternatives("bus") == {"bus": 1.0, "autobus": pytest.approx(1.0, abs=1e-3)}
    assert vocabulary.alternatives("autobus") == {"autobus": 1.0}


def test_the_lemmas_around_a_word_are_of_all_languages_and_not_only_those_it_is_searched_as(tmp_path: Path) -> None:
    counts = {"heat": 1, "ciepło": 1, "bus": 1, "other": 1, "@lipowa": 1}
    vocabulary = vocabulary_of(tmp_path, CountingEncoder(), counts, passages=3, languages={"ciepło": "pl"})
    near = vocabulary.near(["heat", "2030", "other"])
    one = pytest.approx(1.0, abs=1e-3)
    assert near == {"heat": {"heat": one, "ciepło": one}, "2030": {}, "other": {}}


def test_places_and_numbers_translate_nothing(tmp_path: Path) -> None:
    vocabulary = vocabulary_of(tmp_path, CountingEncoder(), {"@heat": 1, "heat2": 1, "bus": 1}, passages=1)
    assert vocabulary.alternatives("heat") == {"heat": 1.0}
    assert Catalogue(SQLite(tmp_path / "catalogue.sqlite")).commonest_lemmas(10).tolist() == [2, 3]  # ids by alphabet: @heat, bus, heat2


def test_only_the_commonest_have_vectors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.vocabulary, "COMMONEST", 2)
    vocabulary = vocabulary_of(
        tmp_path, CountingEncoder(), {"heat": 3, "ciepło": 2, "bus": 1, "water": 1}, passages=5, languages={"ciepło": "pl"}
    )
    assert set(vocabulary.alternatives("heat")) == {"heat", "ciepło"}
    assert vocabulary.alternatives("autobus") == {"autobus": 1.0}
    assert np.array_equal(
        Catalogue(SQLite(tmp_path / "catalogue.sqlite")).commonest_lemmas(3), [2, 3]
    )  # ciepło and heat; of equally common ones all or none


def test_vectors_of_words_are_the_encoders(tmp_path: Path) -> None:
    encoder = StaticEncoder.shipped()
    vocabulary = vocabulary_of(tmp_path, encoder, {"heat": 1, "miasto": 1}, passages=1)
    words = ["miasto", "bus", "heat", "miasto", "😀"]
    assert vocabulary.vectors(words) == pytest.approx(encoder.encode_passages(words), abs=1e-3)
