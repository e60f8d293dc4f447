"""The 17 goals: what their rows say, and what a malformed row is answered with."""

from __future__ import annotations

import csv
import unicodedata
from pathlib import Path

import pytest

from index.errors import ProductError
from index.languages import LANGUAGES
from index.scheme.goals import COUNT, SEPARATOR, load, parse

HEADER = "goal\tcolour\ten\tpl\tcs\tsk\thu\ten subjects\tpl subjects\tcs subjects\tsk subjects\thu subjects"


def rows() -> list[str]:
    """All goals as a file would hold them, under invented names."""
    names = ["official; short; alias"] * 5
    return ["\t".join((str(number), "#0A97D9", *names, *["subject"] * 5)) for number in range(1, COUNT + 1)]


@pytest.mark.parametrize(
    ("number", "language", "name", "short"),
    [
        (11, "en", "Sustainable cities and communities", "Cities"),
        (13, "pl", "Działania w dziedzinie klimatu", "Klimat"),
        (8, "cs", "Důstojná práce a hospodářský růst", "Práce"),
        (12, "sk", "Zodpovedná výroba a spotreba", "Spotreba"),
        (2, "hu", "Az éhezés megszüntetése", "Éhezés"),
    ],
)
def test_known_names(number: int, language: str, name: str, short: str) -> None:
    goal = load()[number - 1]
    assert (goal.number, goal.names[language], goal.short[language]) == (number, name, short)


def test_the_colours_are_those_of_the_un() -> None:
    assert [load()[n - 1].colour for n in (1, 7, 11, 17)] == ["#E5243B", "#FCC30B", "#FD9D24", "#19486A"]
    assert len({goal.colour for goal in load()}) == COUNT


def test_a_paraphrase_is_an_alias_and_no_name_means_two_goals() -> None:
    assert "akcja klimatyczna" in load()[12].aliases["pl"]
    for language in LANGUAGES:
        named = [name.lower() for goal in load() for name in (goal.names[language], *goal.aliases[language])]
        assert sorted(named) == sorted(set(named)), language


def test_names_are_composed_characters_of_their_language() -> None:
    foreign = {"en": "ąčďęěłńőřšťůűž", "pl": "čďěľňőřšťůűžäöü", "cs": "ąćęłńśźżľĺôäőűö", "sk": "ąćęłńśźżěůřőűö", "hu": "ąćčďęěłńřšťůžý"}
    for goal in load():
        for language in LANGUAGES:
            for name in (goal.names[language], goal.short[language], *goal.aliases[language], *goal.subjects[language]):
                assert unicodedata.is_normalized("NFC", name)
                assert not set(name.lower()) & set(foreign[language]), (goal.number, language, name)


def test_english_and_czech_names_are_those_of_the_published_tables(shared: Path) -> None:
    for language in ("en", "cs"):
        with (shared / "sdg" / f"opensdg_{language}.tsv").open(encoding="utf-8") as file:
            published = {row[1]: row[2] for row in csv.reader(file, delimiter="\t") if row[0] == "global_goals"}
        for goal in load():
            assert goal.names[language].lower() == published[f"{goal.number}-short"].lower()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda lines: [], "line 1: the header is ''"),
        (lambda lines: [lines[0].replace("colour", "color"), *lines[1:]], "line 1: the header"),
        (lambda lines: lines[:-1], "has 16 goals; write all 17"),
        (lambda lines: [lines[0], lines[2], *lines[2:]], "line 2: the goal is '2'; write the goals in their order, 1 here"),
        (lambda lines: [lines[0], lines[1].replace("#0A97D9", "blue"), *lines[2:]], "line 2: the colour is 'blue'"),
        (lambda lines: [lines[0], lines[1] + "\tmore", *lines[2:]], "line 2: 13 cells instead of 12"),
        (lambda lines: [lines[0], lines[1].replace("official; short; alias", "official; short", 1), *lines[2:]], "line 2: the en cell is"),
        (lambda lines: [lines[0], lines[1].replace("short; alias", "short; Short", 1), *lines[2:]], "write each term once"),
    ],
)
def test_a_malformed_row_is_named(change: object, said: str) -> None:
    assert callable(change)
    with pytest.raises(ProductError) as error:
        parse(change([HEADER, *rows()]))
    assert said in str(error.value)


def test_what_is_written_is_read_back() -> None:
    goals = parse([HEADER, *rows()])
    assert [goal.number for goal in goals] == list(range(1, 18))
    assert SEPARATOR.join((goals[0].names["hu"], goals[0].short["hu"], *goals[0].aliases["hu"])) == "official; short; alias"
