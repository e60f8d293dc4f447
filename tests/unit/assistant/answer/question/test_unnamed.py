"""Questions that ask which goals are served, or who serves them, in five languages."""

from __future__ import annotations

import pytest

from assistant.answer.question.cues import flat
from assistant.answer.question.understand import understand
from assistant.answer.question.unnamed import asks_which_areas, asks_which_goals, asks_whose, names_matter
from index.types import Record

RECORDS = [Record("x", place="Kraków", country="PL")]


@pytest.mark.parametrize(
    "question",
    [
        "Which goals does Kraków's contract serve?",
        "Jakie cele realizuje strategia Krakowa?",
        "Které cíle plní strategie Krakova?",
        "Ktorým cieľom slúži stratégia Krakova?",
        "Mely célokat szolgálja Krakkó stratégiája?",
    ],
)
def test_which_goals_with_what_serves_them_is_alignment(question: str) -> None:
    assert asks_which_goals(flat(question))
    assert understand(question, RECORDS).intent == "alignment"


@pytest.mark.parametrize(
    "question",
    [
        "Which targets does Kraków meet by 2030?",
        "Jakie środki służą Krakowowi?",
        "Proč Brno neplní limity hluku?",
        "Aký cieľ si dal Krakov?",
        "Miért nem teljesült a cél?",
    ],
)
def test_other_questions_ask_for_no_goals(question: str) -> None:
    assert not asks_which_goals(flat(question))
    assert understand(question, RECORDS).intent != "alignment"


@pytest.mark.parametrize(
    "question",
    [
        "Which areas of the European Green Deal does it serve?",
        "Które obszary Europejskiego Zielonego Ładu obejmuje strategia?",
        "Kterým oblastem Zelené dohody pro Evropu slouží strategie?",
        "Ktorým oblastiam Európskej zelenej dohody slúži stratégia?",
        "Az európai zöld megállapodás mely területeit szolgálja a stratégia?",
    ],
)
def test_areas_of_the_green_deal(question: str) -> None:
    assert asks_which_areas(flat(question))


@pytest.mark.parametrize(
    ("question", "whose"),
    [
        ("Who has the strongest goal 11?", True),
        ("Która strategia wspiera cel 11?", True),
        ("Jaké strategie plní cíl 7?", True),
        ("Ktoré mestá majú najsilnejší cieľ 7?", True),
        ("Kinek a legerősebb a 7. célja?", True),
        ("What is planned for goal 11?", False),
        ("Co się robi dla celu 11?", False),
        ("Mit tesznek a 7. célért?", False),
    ],
)
def test_whose(question: str, whose: bool) -> None:
    assert asks_whose(flat(question)) is whose


@pytest.mark.parametrize(
    ("topic", "language", "place", "matter"),
    [
        ("Which UN goals does Kraków's contract serve?", "en", "Kraków", False),
        ("To which UN goals does planting six thousand trees in Hársvár contribute?", "en", "Hársvár", True),
        ("Jakim celom zrównoważonego rozwoju służy strategia Rudomierza?", "pl", "Rudomierz", False),
        ("Jakim celom ONZ służy przebudowa ciepłowni w Rudomierzu?", "pl", "Rudomierz", True),
        ("Které cíle OSN naplňuje klimatický plán Brna?", "cs", "Brno", False),
        ("Kterým cílům OSN slouží retenční nádrž v Brně?", "cs", "Brno", True),
        ("Ktoré ciele plní stratégia mesta Lužovany?", "sk", "Lužovany", False),
        ("Ktoré ciele plní nová čistiareň v meste Lužovany?", "sk", "Lužovany", True),
        ("Mely célokat szolgálja Budapest klímaszerződése?", "hu", "Budapest", False),
        ("Mely ENSZ-célokhoz járul hozzá hatezer fa elültetése Hársváron?", "hu", "Hársvár", True),
    ],
)
def test_a_measure_is_told_from_a_document(topic: str, language: str, place: str, matter: bool) -> None:
    assert names_matter(topic, language, [place]) is matter
