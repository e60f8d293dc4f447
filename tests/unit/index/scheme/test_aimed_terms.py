"""The terms with their goals: both files, and what is said where one is wrong."""

from __future__ import annotations

import pytest

from index.errors import ProductError
from index.languages import LANGUAGES
from index.scheme import targets, terms

HEADER = "concept\taims\ten\tpl\tcs\tsk\thu"


def test_a_concept_of_the_glossary_and_one_of_its_own_have_their_aims() -> None:
    aims = {concept.id: concept.aims for concept in terms.load()}
    assert aims["renewable-energy"] == ("7.2",)
    assert aims["electric-bus"] == ("11.2",)
    assert aims["homelessness"] == ("1.4", "11.1")


def test_goals_are_those_of_the_aims_each_once() -> None:
    goals = {concept.id: concept.goals for concept in terms.load()}
    assert goals["homelessness"] == (1, 11)
    assert goals["low-emission-zone"] == (11,)


def test_every_target_that_is_an_aim_exists() -> None:
    aims = {aim for concept in terms.load() for aim in concept.aims if "." in aim}
    assert aims - set(targets.by_id()) == set()


@pytest.mark.parametrize("goal", range(1, 18))
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_goal_has_forty_terms_in_each_language(goal: int, language: str) -> None:
    assert len({term for concept in terms.load() if goal in concept.goals for term in concept.terms[language]}) >= 40


def test_a_wrong_aim_is_named() -> None:
    with pytest.raises(ProductError, match=r"line 2: '18\.1' is no goal and no target"):
        terms.parse_terms([HEADER, "thing\t18.1\ta\tb\tc\td\te"])


def test_a_concept_that_the_glossary_lacks_is_named() -> None:
    with pytest.raises(ProductError, match="line 2: 'thing' is not in the glossary"):
        terms.parse_aims(["concept\taims", "thing\t7"], {"other": ()})


def test_a_wrong_header_is_named() -> None:
    with pytest.raises(ProductError, match="line 1: the header is 'concept'"):
        terms.parse_terms(["concept"])
