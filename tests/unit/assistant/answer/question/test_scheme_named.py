"""UN goals and Green Deal areas that a question names."""

from __future__ import annotations

import pytest

from assistant.answer.question.cues import flat
from assistant.answer.question.goals import areas, called, speaks_of_green_deal, speaks_of_un_goals, un_goals
from index.languages import LANGUAGES
from index.scheme import goals, green_deal


@pytest.mark.parametrize(
    ("text", "language", "numbers"),
    [
        ("SDG 11", "en", (11,)),
        ("Which measures serve SDGs 7, 11 and 13?", "en", (7, 11, 13)),
        ("target SDG 11.2", "en", (11,)),
        ("realizacja celu 11", "pl", (11,)),
        ("Cel zrównoważonego rozwoju nr 7", "pl", (7,)),
        ("CZR 11", "pl", (11,)),
        ("k cíli 11", "cs", (11,)),
        ("cíle udržitelného rozvoje č. 6 a 13", "cs", (6, 13)),
        ("k cieľu 11", "sk", (11,)),
        ("cieľ udržateľného rozvoja č. 6", "sk", (6,)),
        ("a 11. fenntartható fejlődési célhoz", "hu", (11,)),
        ("FFC 11", "hu", (11,)),
        ("a 7-es cél", "hu", (7,)),
        ("climate action in Gdynia", "en", (13,)),
        ("the climate action plan of Gdynia", "en", ()),
        ("plan działań na rzecz klimatu", "pl", ()),
        ("akcji klimatycznej", "pl", (13,)),
        ("udržitelnými městy a obcemi", "cs", (11,)),
        ("rodovej rovnosti", "sk", (5,)),
        ("a minőségi oktatásért", "hu", (4,)),
        ("the UN goal on water", "en", (6,)),
        ("water in the city", "en", ()),
        ("cel ONZ dotyczący klimatu", "pl", (13,)),
        ("cíl OSN o vzdělávání", "cs", (4,)),
        ("by 20 % the goal 40 % is met", "en", ()),
        ("SDG 18 and SDG 0", "en", ()),
        ("cel 30 MW", "pl", ()),
        ("2030 goals", "en", ()),
    ],
)
def test_goals(text: str, language: str, numbers: tuple[int, ...]) -> None:
    assert un_goals(text, flat(text), language) == numbers


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_goal_is_known_by_its_official_name_with_and_without_diacritics(language: str) -> None:
    for goal in goals.load():
        for name in (goal.names[language], flat(goal.names[language])):
            assert goal.number in un_goals(name, flat(name), language), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_area_is_known_by_its_name(language: str) -> None:
    for area in green_deal.load().areas:
        assert area.code in areas(area.names[language], language)


@pytest.mark.parametrize(
    ("text", "language", "codes"),
    [
        ("trolleybuses and heat pumps", "en", ("energy", "mobility")),
        ("tramwaje i odpady w mieście", "pl", ("industry", "mobility")),
        ("ve veřejné dopravě", "cs", ("mobility",)),
        ("vykurovanie bytových domov", "sk", ("energy", "buildings")),
        ("a hulladékgazdálkodásról", "hu", ("industry",)),
        ("what is its aim", "en", ()),
        ("ITS in Gdynia", "en", ("mobility",)),
        ("mit tesz a város", "hu", ()),
        ("the mayor's speech", "en", ()),
    ],
)
def test_areas(text: str, language: str, codes: tuple[str, ...]) -> None:
    assert areas(text, language) == codes


def test_what_is_spoken_of() -> None:
    assert speaks_of_un_goals(flat("cele zrównoważonego rozwoju"))
    assert speaks_of_un_goals(flat("az ENSZ-célok"))
    assert not speaks_of_un_goals(flat("cele klimatyczne miasta"))
    assert speaks_of_green_deal(flat("Európska zelená dohoda"))
    assert not speaks_of_green_deal(flat("zelená infraštruktúra"))


@pytest.mark.parametrize(
    ("text", "language", "numbers", "codes", "name"),
    [
        ("What serves SDG 12?", "en", (12,), (), "Responsible consumption and production"),
        ("Co slouží cíli 6?", "cs", (6,), (), "Čistá voda a hygiena"),
        ("What serves responsible consumption and production?", "en", (12,), (), ""),  # says it itself
        ("What is planned?", "en", (), ("mobility",), "Sustainable and smart mobility"),  # chosen by a chip
        ("What is planned for cycling and public transport?", "en", (), ("mobility",), ""),  # understood from the words
    ],
)
def test_what_is_known_by_number_or_chip_is_searched_by_its_name(
    text: str, language: str, numbers: tuple[int, ...], codes: tuple[str, ...], name: str
) -> None:
    assert called(numbers, codes, text, language) == name
