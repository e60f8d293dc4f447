"""Pairs are read whole, each with its source and language, and passages are consecutive sentences."""

import gzip
from pathlib import Path

import pytest

from index.encoder import pairs
from index.encoder.pairs import Pair
from index.errors import UsageError


def _write(folder: Path, name: str, lines: list[str]) -> None:
    with gzip.open(folder / name, "wt", encoding="utf-8") as stream:
        stream.write("\n".join(lines) + "\n")


def test_reads_sentences_with_their_source_and_language(tmp_path: Path) -> None:
    _write(tmp_path, "tatoeba.cs.tsv.gz", ["The bus is late.\tAutobus má zpoždění.", "no translation\t", "only one column"])
    _write(tmp_path, "tatoeba.de.tsv.gz", ["The bus is late.\tDer Bus ist spät."])
    assert pairs.read_sentences(tmp_path) == [Pair("tatoeba", "cs", "The bus is late.", "Autobus má zpoždění.")]


def test_a_folder_without_pairs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no file"):
        pairs.read_sentences(tmp_path)


def test_terms_pair_english_with_each_language_that_has_the_term(tmp_path: Path) -> None:
    (tmp_path / "eurovoc.tsv").write_text("id\ten\tpl\tcs\tsk\thu\n637\teconomy\tgospodarka\t\thospodárstvo\tgazdaság\n", encoding="utf-8")
    assert pairs.read_terms(tmp_path) == [
        Pair("eurovoc", "pl", "economy", "gospodarka"),
        Pair("eurovoc", "sk", "economy", "hospodárstvo"),
        Pair("eurovoc", "hu", "economy", "gazdaság"),
    ]


def test_slovak_is_drawn_twice_as_often() -> None:
    assert Pair("eforms", "sk", "a", "b").weight == 2 * Pair("eforms", "cs", "a", "b").weight


def test_places_know_krakow_by_its_names() -> None:
    names = {pair.translation for pair in pairs.read_places() if pair.english == "Krakow"}
    assert {"Kraków", "Krakov", "Krakkó"} <= names


def test_passages_are_consecutive_sentences_and_the_same_each_time() -> None:
    sentences = [Pair("eforms", "hu", f"The contract number {i} is signed.", f"A(z) {i}. szerződést aláírták.") for i in range(200)]
    joined = pairs.join_passages(sentences)
    assert joined == pairs.join_passages(sentences)
    whole = " ".join(pair.english for pair in sentences)
    assert joined and all(passage.english in whole and len(passage.english) >= 250 for passage in joined)
    assert all(passage.english.count("contract") == passage.translation.count("szerződést") for passage in joined)


def test_diacritics_come_off_the_polish_l_too() -> None:
    assert pairs.without_diacritics("Łódź, Őrbottyán, Žďár") == "Lodz, Orbottyan, Zdar"
