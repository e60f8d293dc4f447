"""Section 9 shows practices of the catalogue: of the brief's places, on its topic, the best proved first, with what people did with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.desk.brief.practised import practices
from assistant.desk.brief.relevance import Relevance
from assistant.desk.brief.territories import territories
from assistant.desk.brief.types import Practice
from assistant.desk.practices.catalogue import Practices
from assistant.desk.practices.validation import CHECKED, Validations
from index.reader import Reader
from tests.unit.assistant.desk.practices.small_practices import fill, opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return fill(tmp_path)


def found(folder: Path, topic: str, *places: str) -> tuple[Practice, ...]:
    reader: Reader = opened(folder)
    catalogue = Practices(reader, validations=Validations(folder))
    return practices(reader, Relevance(reader, topic, "en"), territories(reader, places), catalogue)


def test_a_practice_on_the_topic_is_shown_with_its_evidence_and_its_whole_sentence(folder: Path) -> None:
    (buses,) = found(folder, "electric buses", "Lipnice")
    assert (buses.place, buses.strength, buses.status) == ("Lipnice", "measured by others", "draft")
    assert buses.citations[0].quote == "In 2022 the town has replaced 14 old diesel buses by electric buses on its three busiest lines."
    assert all(opened(folder).text(c.document)[c.start : c.end] == c.quote for c in buses.citations)


def test_what_people_did_with_it_is_told(folder: Path) -> None:
    (buses,) = found(folder, "electric buses", "Lipnice")
    Validations(folder).keep(buses.id, CHECKED, "Anna Nowak")
    assert [p.status for p in found(folder, "electric buses", "Lipnice")] == ["checked"]


def test_those_of_other_places_and_on_other_topics_are_not_shown(folder: Path) -> None:
    assert found(folder, "electric buses", "Olszanka") == ()
    assert found(folder, "quantum computing", "Lipnice", "Olszanka") == ()
