"""Names in inflected and translated forms."""

import pytest

from assistant.answer.verify.names import alike, held, inside, places, proper
from index.analysis import fold


@pytest.mark.parametrize("text", ["Krakow grows.", "Nő Krakkó lakossága.", "Rozwój w Krakowie.", "Ve městě Krakov je tramvaj."])
def test_a_place_is_one_in_all_its_forms(text: str) -> None:
    assert [place.name for place, _, _ in places(text)] == ["Kraków"]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Brzozowiec", "Brzozowcu", True),
        ("Skalovce", "Skalovciach", True),
        ("Hársvár", "Hársvári", True),
        ("Rudomierz", "Rudomierzi", True),
        ("Brno", "Brnem", True),
        ("Hradnov", "Hradil", False),
        ("Szeged", "szén", False),
        ("Novohrad", "Novosad", False),
        ("WFOŚiGW", "NFOŚiGW", False),
    ],
)
def test_forms_of_a_name(one: str, other: str, expected: bool) -> None:
    assert alike(fold(one), fold(other)) is expected


def test_every_word_of_a_name_has_to_be_there() -> None:
    assert held("Dolné Jasenie", ["v", "dolnych", "jaseniach"])
    assert not held("Horné Jasenie", ["v", "dolnych", "jaseniach"])


def test_what_is_written_as_a_name() -> None:
    text = "Tramwaje z Podgórza. Rudomierz rośnie."
    assert proper("Podgórza", text, text.index("Podgórza"), "pl")
    assert proper("Rudomierz", text, text.index("Rudomierz"), "pl")
    assert not proper("Tramwaje", text, 0, "pl")
    assert not inside(text, text.index("Rudomierz"))
