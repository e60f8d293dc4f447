"""The passages labelled with goals say the same in five languages, each in its own; the labels themselves are a person's judgement."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from index.languages import LANGUAGES, detect

FILE = Path(__file__).parents[3] / "eval" / "cases" / "goals_translated.jsonl"
CASES: list[dict[str, Any]] = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]

each = pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])


@each
def test_a_case_has_an_id_that_names_its_main_goal(case: dict[str, Any]) -> None:
    assert set(case) == {"id", "goals", "text"}
    goals = case["goals"]
    assert len(goals) == len(set(goals)) <= 3
    assert all(type(goal) is int and 1 <= goal <= 17 for goal in goals)
    assert re.fullmatch(f"g{goals[0]:02d}-\\d\\d" if goals else r"none-\d\d", case["id"])


@each
def test_its_text_is_in_the_language_that_it_is_filed_under(case: dict[str, Any]) -> None:
    assert tuple(case["text"]) == LANGUAGES
    assert {code: detect(text) for code, text in case["text"].items()} == {code: code for code in LANGUAGES}


@each
def test_its_text_is_one_paragraph_of_35_to_70_words(case: dict[str, Any]) -> None:
    for code, text in case["text"].items():
        assert 35 <= len(text.split()) <= 70, code
        assert text == unicodedata.normalize("NFC", " ".join(text.split())), code
        assert text[0].isupper() and text.endswith("."), code
        assert not set(text) & set("\"'"), code


@each
def test_decimals_are_the_same_with_a_comma_outside_english(case: dict[str, Any]) -> None:
    decimals = Counter(re.findall(r"\d+\.\d+", case["text"]["en"]))
    for code in LANGUAGES[1:]:
        # A comma between digits is a decimal one in these languages: thousands are set off by a space or not at all.
        assert Counter(number.replace(",", ".") for number in re.findall(r"\d+,\d+", case["text"][code])) == decimals, code


def test_no_id_and_no_text_comes_twice() -> None:
    for values in ([case["id"] for case in CASES], [text for case in CASES for text in case["text"].values()]):
        assert [value for value, times in Counter(values).items() if times > 1] == []


def test_every_goal_is_the_main_one_of_six_passages_or_more_and_some_serve_several_or_none() -> None:
    main = Counter(case["goals"][0] for case in CASES if case["goals"])
    assert sorted(main) == list(range(1, 18))
    assert min(main.values()) >= 6
    assert Counter(min(len(case["goals"]), 2) for case in CASES) == {0: 12, 1: 90, 2: 24}
