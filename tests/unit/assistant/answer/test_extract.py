"""Which sentences are chosen: on passages whose scores can be seen through, with the encoder that comes with the product."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer.extract import SENTENCES, SENTENCES_A_PLACE, Chosen, extract
from assistant.answer.question.understand import understand
from assistant.answer.types import Evidence
from index.encoder.static import StaticEncoder
from index.reader import Reader
from index.types import Record
from index.writer import Writer
from tests.unit.index.test_store import stored

HEAT = [
    "The heat network of Lipowa is 186 km long.",
    "The new heat pumps of Lipowa cost EUR 3.4 million.",
    "Two parks were opened on the river bank last summer.",
    "Heat pumps are quiet, and neighbours of the plant say they like that.",
]


@pytest.fixture(scope="module")
def encoder() -> StaticEncoder:
    return StaticEncoder.shipped()


@pytest.fixture
def reader(tmp_path: Path, encoder: StaticEncoder) -> Reader:
    with Writer(tmp_path / "index", encoder) as writer:
        writer.put(*stored(tmp_path, "lipowa.txt", HEAT, place="Lipowa"))
        writer.put(*stored(tmp_path, "brzozowa.txt", [s.replace("Lipowa", "Brzozowa") for s in HEAT], place="Brzozowa"))
        writer.finish()
    return Reader(tmp_path / "index", encoder)


def chosen(reader: Reader, encoder: StaticEncoder, question: str, *names: str) -> list[Chosen]:
    records = {d.name: d.record for d in reader.documents()}
    query = understand(question, records.values())
    evidence = [Evidence(p, records[name], 1.0) for name in names for p in reader.passages_of(name)]
    return extract(query, evidence, encoder, reader.alignment(query.topic, query.language))


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("How much do the heat pumps in Lipowa cost?", HEAT[1]),
        ("Ile kosztują pompy ciepła w Lipowej?", HEAT[1]),
        ("Milyen hosszú a hőhálózat Lipowában?", HEAT[0]),
    ],
)
def test_what_is_wanted_comes_first(reader: Reader, encoder: StaticEncoder, question: str, best: str) -> None:
    assert chosen(reader, encoder, question, "lipowa.txt")[0].text == best


def test_every_sentence_is_a_slice_and_none_repeats(reader: Reader, encoder: StaticEncoder) -> None:
    found = chosen(reader, encoder, "What about the heat pumps?", "lipowa.txt", "lipowa.txt")
    texts = [c.text for c in found]
    assert 1 <= len(texts) <= SENTENCES
    assert len(set(texts)) == len(texts)
    for c in found:
        assert reader.text(c.evidence.passage.document)[c.start : c.end] == c.text


def test_a_comparison_has_its_share_for_each_place(reader: Reader, encoder: StaticEncoder) -> None:
    found = chosen(reader, encoder, "Compare the heat pumps of Lipowa and Brzozowa.", "lipowa.txt", "brzozowa.txt")
    places = [c.evidence.record.place for c in found]
    assert {*places} == {"Lipowa", "Brzozowa"}
    assert max(map(places.count, places)) <= SENTENCES_A_PLACE
    assert places == sorted(places, key=places.index)  # one block a place


def test_headings_and_crumbs_are_no_answer(reader: Reader, encoder: StaticEncoder) -> None:
    record = Record("Plan", language="en")
    passage = replace(reader.passages_of("lipowa.txt")[0], text="Heat\n\n![](heat.png)\n\nHeat pumps ........ 7", context="Plan › Heat")
    query = understand("What about heat pumps?", ())
    assert extract(query, [Evidence(passage, record, 1.0)], encoder, reader.alignment(query.topic, "en")) == []
