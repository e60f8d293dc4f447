"""Places and the documents that speak for them."""

from __future__ import annotations

import pytest

from assistant.desk.brief.territories import MOST_PLACES, territories
from index.errors import NotFound, UsageError
from index.reader import Reader
from tests.unit.assistant.desk.brief.small_brief import COUNTRY_NAME, LIPNICE_NAME, OLSZANKA_NAME


def test_places_come_in_the_order_asked_for_and_once(reader: Reader) -> None:
    found = territories(reader, ["olszanka", " Lipnice ", "LIPNICE", ""])
    assert [(t.name, t.country, [d.name for d in t.documents]) for t in found] == [
        ("Olszanka", "PL", [OLSZANKA_NAME]),
        ("Lipnice", "CZ", [LIPNICE_NAME]),
    ]


@pytest.mark.parametrize("name", ["Slovakia", "Słowacja", "Szlovákia"])
def test_a_country_is_its_own_documents_not_those_of_its_towns(reader: Reader, name: str) -> None:
    (found,) = territories(reader, [name])
    assert (found.name, [d.name for d in found.documents]) == ("Slovakia", [COUNTRY_NAME])


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Lipnicze", "No indexed document is of Lipnicze: did you mean Lipnice?"),
        ("Olsanka", "No indexed document is of Olsanka: did you mean Olszanka?"),
        ("Xyzzy", "No indexed document is of Xyzzy: there are documents of Lipnice, Olszanka, Vodník."),
        ("Hungary", "No indexed document is of Hungary: there are documents of"),
    ],
)
def test_an_unknown_place_suggests_the_nearest(reader: Reader, name: str, sentence: str) -> None:
    with pytest.raises(NotFound) as caught:
        territories(reader, ["Lipnice", name])
    assert str(caught.value).startswith(sentence)


@pytest.mark.parametrize("names", [[], [" ", ""], ["Lipnice"] * (MOST_PLACES + 1)])
def test_no_place_and_too_many_are_one_sentence(reader: Reader, names: list[str]) -> None:
    with pytest.raises(UsageError, match=f"places were named: name 1 to {MOST_PLACES}"):
        territories(reader, names)
