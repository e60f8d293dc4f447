"""What hits carry of a question, on passages whose words can be seen through, with the encoder that comes with the product."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer.carried import NOTHING_ASKED, carried, unsaid_words
from assistant.answer.premise import contradiction
from assistant.answer.question.understand import understand
from index.encoder.registry import load
from index.reader import Reader
from index.types import Hit
from index.writer import Writer
from tests.unit.index.test_store import stored

TEXTS = [
    "Households of Lipowa used 212 GWh of heat in 2018.",
    "The depot was repaired in 2007. Its roof is green.",
    "The council rejected a congestion charge for the old town.",
    "A day ticket for the trams costs EUR 4.",
    "Residents asked for trees, benches and a playground.",
]


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    folder: Path = tmp_path_factory.mktemp("carried")
    with Writer(folder / "index", load()) as writer:
        writer.put(*stored(folder, "lipowa.txt", TEXTS, place="Lipowa"))
        writer.finish()
    return Reader(folder / "index", load())


def hits(reader: Reader, *which: int) -> list[Hit]:
    passages = reader.passages_of("lipowa.txt")
    return [Hit(passages[i], 1.0) for i in which]


def test_years_stand_apart_from_what_is_asked(reader: Reader) -> None:
    both = hits(reader, 0, 1)
    told = carried(both, reader.alignment("How much heat did households use in 2018?", "en"))
    apart = carried(both, reader.alignment("How much heat did households use in 2007?", "en"))
    assert told.years_apart == 0.0
    assert apart.years_apart > 0.4


def test_what_nobody_says_is_counted_and_named(reader: Reader) -> None:
    query = understand("Which trams did the hydrogen refinery repair?", ())
    alignment = reader.alignment(query.topic, "en")
    # A lemma that stands nowhere in the index tells nothing by its idf; one that stands elsewhere in it and in no hit does.
    assert carried(hits(reader, 1), alignment).unsaid == len(unsaid_words(query, hits(reader, 1), alignment))
    assert "trams" not in unsaid_words(query, hits(reader, 3), alignment)


def test_the_opening_is_what_the_question_asks_for(reader: Reader) -> None:
    alignment = reader.alignment("Which council rejected the charge?", "en")
    assert carried(hits(reader, 2), alignment).opening == 1.0
    assert carried(hits(reader, 4), alignment).opening < 0.5


def test_nothing_is_carried_by_nothing(reader: Reader) -> None:
    assert carried([], reader.alignment("What about heat?", "en")) == NOTHING_ASKED


@pytest.mark.parametrize(
    "question",
    ["How much does the congestion charge cost?", "Ile kosztuje congestion charge?", "How much is the congestion charge in EUR?"],
)
def test_a_price_of_what_was_rejected_is_contradicted(reader: Reader, question: str) -> None:
    query = understand(question, ())
    found = contradiction(query, hits(reader, 2, 3), reader.alignment(query.topic, query.language))
    assert found is not None and found.plain
    assert found.passage.text[found.start : found.end] == TEXTS[2]


@pytest.mark.parametrize(
    ("question", "which"),
    [
        ("Who rejected the congestion charge?", (2,)),  # wants no quantity: the denial answers
        ("Was the congestion charge not rejected, and how much is it?", (2,)),  # denies itself
        ("How much does a day ticket for the trams cost?", (2, 3)),  # the denial is of something else
        ("How much heat did households use?", (0, 1)),  # nothing is denied
    ],
)
def test_what_is_answered_is_not_contradicted(reader: Reader, question: str, which: tuple[int, ...]) -> None:
    query = understand(question, ())
    assert contradiction(query, hits(reader, *which), reader.alignment(query.topic, query.language)) is None
