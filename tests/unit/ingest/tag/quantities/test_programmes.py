"""Programmes by their normal names."""

import pytest

from ingest.tag.quantities.programmes import nearest, programmes


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("z Europejskiego Funduszu Rozwoju Regionalnego", "ERDF"),
        ("EFRR", "ERDF"),
        ("Kohéziós Alapból", "Cohesion Fund"),
        ("z Kohézneho fondu", "Cohesion Fund"),
        ("Fundusz Sprawiedliwej Transformacji", "JTF"),
        ("projekt LIFE", "LIFE"),
        ("programu Horizont Evropa", "Horizon Europe"),
        ("Modernizačního fondu", "Modernisation Fund"),
        ("Plán obnovy a odolnosti", "RRF"),
        ("KEHOP Plusz", "KEHOP Plus"),
        ("ze státního rozpočtu", "national"),
        ("saját forrásból", "own"),
    ],
)
def test_a_programme(text: str, name: str) -> None:
    assert [found for found, _, _ in programmes(text)] == [name]


@pytest.mark.parametrize("text", ["life in the city", "the plan of renewal", "a top priority", "stop"])
def test_words_that_only_look_like_one(text: str) -> None:
    assert programmes(text) == []


def test_the_nearest_is_taken_and_the_lender_rather_than_the_loan() -> None:
    assert nearest("EIB loan of EUR 5 million", 12, 25) == "EIB"
    text = "ERDF pays EUR 5 million and the LIFE programme the rest"
    assert nearest(text, text.index("EUR"), text.index(" and")) == "ERDF"
