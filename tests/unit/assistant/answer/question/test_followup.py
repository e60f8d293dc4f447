"""Follow-ups made to stand alone: the labelled dialogues, and each way by an example."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answer.question.cues import flat
from assistant.answer.question.followup import Resolved, resolve
from assistant.answer.question.understand import understand
from assistant.answer.types import Turn
from index.types import Record

CASES = Path(__file__).parents[5] / "eval" / "cases" / "followups.jsonl"
FLOOR = 0.9  # goal 0.90, on the test half (even numbers)


def turn(text: str) -> Turn:
    return Turn(text, understand(text, ()))


def play(questions: list[str]) -> list[Resolved]:
    turns: list[Turn] = []
    found: list[Resolved] = []
    for question in questions:
        found.append(resolve(question, turns))
        turns.append(turn(found[-1].text))
    return found


def is_right(case: dict[str, Any]) -> bool:
    last = play(case["turns"])[-1]
    places = sorted(p.name for p in understand(last.text, ()).places)
    holds = all(any(flat(one) in flat(last.text) for one in alternatives) for alternatives in case["contains"])
    return holds and places == sorted(case["places"]) and (last.text == case["turns"][-1]) == case["alone"] == (not last.carried)


def test_dialogues() -> None:
    cases = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    for name, odd in (("tuning", 1), ("test", 0)):
        half = [case for case in cases if int(case["id"].partition("-f")[2]) % 2 == odd]
        share = sum(map(is_right, half)) / len(half)
        by_language = {code: [is_right(c) for c in half if c["language"] == code] for code in ("en", "pl", "cs", "sk", "hu")}
        print(f"\n{name} half: {share:.3f} ", {code: f"{sum(right)}/{len(right)}" for code, right in by_language.items()})
    assert share >= FLOOR


@pytest.mark.parametrize(
    ("questions", "text", "carried"),
    [
        (["How many buses does Gdynia run?", "And in Brno?"], "How many buses does Brno run?", {"question"}),
        (["Kolik stromů roste v Praze?", "A v Brně?"], "Kolik stromů roste v Brně?", {"question"}),
        (["Jaką długość ma warszawska sieć ciepłownicza?", "A co Koszyce?"], "Jaką długość ma sieć ciepłownicza – Koszyce?", {"question"}),
        (["Hány busz jár Szegeden?", "És Pécsett?"], "Hány busz jár Pécsett?", {"question"}),
        (["Kde v Trnave vznikne park?", "A dokedy?"], "Dokedy – v Trnave vznikne park?", {"topic", "places"}),
        (["Who runs the buses of Gdynia?", "Who pays for it?"], "Who pays for it – buses of Gdynia?", {"topic", "places"}),
        (
            ["Jak Łódź chroni drzewa?", "A ile parków tam powstanie?"],
            "Ile parków powstanie – Łódź?",
            {"places"},
        ),
        (
            ["Which parks does Trnava plan by 2030?", "and by 2035?"],
            "Which parks does Trnava plan by 2035?",
            {"question", "places"},
        ),
        (["What does Gdynia plan for its harbour?", "And for trams?"], "What does Gdynia plan – for trams?", {"question", "places"}),
        (["Ile kosztuje nowa spalarnia w Poznaniu?", "A autobusy?"], "Ile kosztuje – autobusy, Poznań?", {"question", "places"}),
        (["Ile kosztuje nowa spalarnia w Poznaniu?", "Ile to potrwa?"], "Ile to potrwa – nowa spalarnia w Poznaniu?", {"topic", "places"}),
        (["How does Brno heat?", "And which cities have done the same?"], "Which cities have done the same – heat?", {"topic"}),
        (["odpady Brno", "a Praha?"], "odpady Praha", {"question"}),
        (
            ["Who is responsible for waste in Brno?", "And for air quality?"],
            "Who is responsible – for air quality, Brno?",
            {"question", "places"},
        ),
    ],
)
def test_each_way(questions: list[str], text: str, carried: set[str]) -> None:
    assert play(questions)[-1] == Resolved(text, frozenset(carried))


@pytest.mark.parametrize(
    "question",
    [
        "Which towns compost their waste?",
        "Kto w Gdyni odpowiada za sieć ciepłowniczą?",
        "odpady Brno",
        "Mi az a körforgásos gazdaság?",
        "Díky",
        "A které město má nejvíc parků?",
    ],
)
def test_a_whole_question_is_left_alone(question: str) -> None:
    assert resolve(question, [turn("Kolik stromů roste v Praze?")]) == Resolved(question)


def test_places_of_the_index_are_known_though_no_gazetteer_has_them() -> None:
    records = [Record("Plán", country="CZ", place="Hradnov"), Record("Plan", country="SK", place="Javorohrad")]
    before = Turn("What does Hradnov plan?", understand("What does Hradnov plan?", records))
    assert resolve("And in Javorohrad?", [before], records).text == "What does Javorohrad plan?"


def test_without_earlier_turns_nothing_is_carried() -> None:
    assert resolve("  And in Brno? ", []) == Resolved("And in Brno?")


def test_the_topic_lives_on_over_several_turns() -> None:
    texts = [r.text for r in play(["Jaká je dotace na zelené střechy v Brně?", "A v Praze?", "A kdo ji vyřizuje?"])]
    assert texts[1] == "Jaká je dotace na zelené střechy v Praze?"
    assert texts[2] == "Kdo ji vyřizuje – dotace na zelené střechy v Praze?"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
def test_any_text_resolves(text: str) -> None:
    found = resolve(text, [turn("Kolik stromů roste v Praze?")])
    assert found.carried or found.text == " ".join(found.text.split())
