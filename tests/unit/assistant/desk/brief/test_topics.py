"""What belongs to a topic that is asked for by name."""

from __future__ import annotations

import pytest

from assistant.desk.brief.topics import concepts, table
from index.scheme import glossary, green_deal


def test_the_table_names_concepts_of_the_glossary() -> None:
    known = {concept.id for concept in glossary.load()}
    for topic, own in table().items():
        assert topic in known
        assert own <= known
        assert topic in own or topic in ("sustainable-mobility", "urban-mobility", "biodiversity")


@pytest.mark.parametrize(
    ("topic", "language"),
    [("circular economy", "en"), ("gospodarka o obiegu zamkniętym", "pl"), ("oběhové hospodářství", "cs"), ("obehové hospodárstvo", "sk"),
     ("körforgásos gazdaság", "hu")],
)  # fmt: skip
def test_a_topic_is_known_in_each_language(topic: str, language: str) -> None:
    assert {"recycling", "by-product", "composting"} <= concepts(topic, language)
    assert not {"industry", "climate-neutrality"} & concepts(topic, language)


def test_an_area_is_known_by_the_words_of_its_name() -> None:
    areas = {area.code: frozenset(area.concepts) for area in green_deal.load().areas}
    assert concepts("mobilita", "cs") == areas["mobility"]
    assert concepts("Clean energy", "en") == areas["energy"]


def test_a_narrower_topic_is_not_its_area() -> None:
    assert "climate-neutrality" not in concepts("climate adaptation", "en")
    assert "heatwave" in concepts("climate adaptation", "en")


@pytest.mark.parametrize("topic", ["quantum computing", "a", "?"])
def test_other_topics_have_their_own_words_only(topic: str) -> None:
    assert concepts(topic, "en") == frozenset()
