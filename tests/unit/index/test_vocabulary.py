"""Words across languages: what a lemma is searched as, and how often it stands in passages."""

from pathlib import Path

import pytest

from index.vocabulary import Vocabulary
from tests.encoders import CountingEncoder

COUNTS = {"heat": 3, "ciepło": 2, "bus": 1, "łódź": 1, "2030": 5}


@pytest.fixture
def vocabulary(tmp_path: Path) -> Vocabulary:
    found = Vocabulary(tmp_path / "vocabulary.npz", CountingEncoder())
    found.change(COUNTS, passages=6, average_length=2.5, generation=7)
    return found


def test_a_word_is_searched_as_its_translation_too(vocabulary: Vocabulary) -> None:
    assert vocabulary.alternatives("heat") == {"heat": 1.0, "ciepło": pytest.approx(1.0, abs=1e-3)}


def test_a_word_typed_without_diacritics(vocabulary: Vocabulary) -> None:
    assert vocabulary.alternatives("lodz") == {"lodz": 1.0, "łódź": 1.0}


@pytest.mark.parametrize("lemma", ["2030", "co2", "unheard"])
def test_numbers_and_unknown_words_stay_as_they_are(vocabulary: Vocabulary, lemma: str) -> None:
    assert vocabulary.alternatives(lemma) == {lemma: 1.0}


def test_it_comes_back_from_its_file_and_takes_changes(vocabulary: Vocabulary, tmp_path: Path) -> None:
    again = Vocabulary(tmp_path / "vocabulary.npz", CountingEncoder())
    assert (again.generation, again.passages, again.average_length) == (7, 6, 2.5)
    assert [again.passages_with(lemma) for lemma in ("heat", "2030", "absent")] == [3, 5, 0]
    again.change({"bus": 1}, passages=1, average_length=1, generation=8)
    assert again.passages_with("heat") == 0
    assert Vocabulary(tmp_path / "vocabulary.npz", CountingEncoder()).generation == 8


def test_a_damaged_file_is_out_of_date(vocabulary: Vocabulary, tmp_path: Path) -> None:
    file = tmp_path / "vocabulary.npz"
    file.write_bytes(file.read_bytes()[:50])
    assert Vocabulary(file, CountingEncoder()).generation == -1


def test_an_encoder_too_slow_for_words_translates_none(tmp_path: Path) -> None:
    encoder = CountingEncoder()
    encoder.static = False
    vocabulary = Vocabulary(tmp_path / "vocabulary.npz", encoder)
    vocabulary.change(COUNTS, passages=6, average_length=2.5, generation=1)
    assert vocabulary.alternatives("heat") == {"heat": 1.0}
