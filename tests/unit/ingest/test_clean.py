"""Cleaning: letters, joints of lines, running headers, and that sources are carried along."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.clean import characters, furniture, inserted, joined, joint, margin_key, pack, traced, unpack


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("eﬃcient ﬁnance", "efficient finance"),
        ("ener​gie a te\u00adplo", "energie a teplo"),
        ("c\u030cistý", "čistý"),
        ("C ˇ eská", "Č eská"),
        ("vˇeci", "věci"),
        ("Krakow´s plan", "Krakow´s plan"),
        ("a  b\t c\u00a0d", "a b c d"),
        ("Úvod ........................ 3", "Úvod … 3"),
        ("\uf0b7 cíl", "• cíl"),
    ],
)
def test_characters(raw: str, clean: str) -> None:
    assert characters(traced(raw)).text == clean


def test_an_accent_that_could_go_either_way_stays() -> None:
    assert characters(traced("cˇe")).text == "cˇe"  # č or ě


def test_sources_point_at_what_became_the_character() -> None:
    result = characters(traced("a  ﬁ c\u030c", 10))
    assert result.text == "a fi č"
    assert result.source.tolist() == [10, 11, 13, 13, 14, 15]


@given(st.text(max_size=200))
def test_every_character_has_a_source_and_unchanged_ones_the_right_one(raw: str) -> None:
    result = characters(traced(raw))
    assert len(result.text) == len(result.source)
    assert (np.diff(result.source) >= 0).all()
    for character, index in zip(result.text, result.source.tolist(), strict=True):
        near = raw[max(0, index - 3) : index + 40]
        assert character == raw[index] or character in " •–…" or character in unicodedata.normalize("NFKC", near) or character.isalpha()


def test_a_letter_behind_an_accent_that_went_to_the_letter_before_it_comes_from_itself() -> None:
    result = characters(traced("O¨¼"))
    assert (result.text, result.source.tolist()) == ("Ö¼", [0, 2])


def test_characters_are_clean_after_one_round() -> None:
    text = "Běžný text s čísly 1 020 TJ, „uvozovkami“ a § 413."
    assert characters(traced(text)).text == text


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("pro-", "měna", (1, "")),
        ("zago-", "spodarowanie", (1, "")),
        ("Praga-", "Południe", (0, "")),
        ("ŠTÁTNE-", "HO", (1, "")),
        ("bude-", "-li", (1, "")),
        ("2021 -", "2027", (0, " ")),
        ("město", "platí", (0, " ")),
    ],
)
def test_joint(before: str, after: str, expected: tuple[int, str]) -> None:
    assert joint(before, after) == expected


def test_furniture_is_what_repeats_up_to_its_digits() -> None:
    pages = [
        [f"Plán města {year}", f"Strana {n}", text] for n, (year, text) in enumerate([(2030, "Cíl"), (2030, "Voda"), (2030, "Les")], 1)
    ]
    assert furniture(pages) == {margin_key("Plán města 7"), margin_key("strana 9")}
    assert furniture([["12", "Cíl"], ["13", "Voda"]]) == {"#"}


@given(st.lists(st.integers(-1, 2**31 - 1), max_size=300))
def test_packed_sources_come_back(indices: list[int]) -> None:
    assert unpack(pack(indices)).tolist() == indices


def test_nothing_packed_is_nothing() -> None:
    assert unpack(b"").tolist() == []
    assert joined([]).text == ""
    assert inserted("ab").source.tolist() == [-1, -1]
