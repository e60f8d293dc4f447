"""How much sentences say of a topic and of a row. The encoder of the small library knows no word of them, so that only words themselves count."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer.extract import Chosen
from assistant.answer.types import Evidence
from assistant.desk.brief.relevance import Relevance
from assistant.desk.brief.rows import typed
from index.reader import Reader
from index.types import Heading, Passage, Record
from index.writer import Writer
from tests.encoders import CountingEncoder
from tests.unit.assistant.desk.brief.small_brief import LIPNICE_NAME
from tests.unit.index.test_store import stored

RECORD = Record("A plan")


def chosen(sentence: str, before: str = "", after: str = "", context: str = "", language: str = "en") -> Chosen:
    text = before + sentence + after
    passage = Passage(LIPNICE_NAME, 0, len(text), text, context=context, language=language, id=1)
    return Chosen(Evidence(passage, RECORD, 1.0), len(before), len(before) + len(sentence), sentence, 0.0)


@pytest.fixture
def relevance(reader: Reader) -> Relevance:
    return Relevance(reader, "circular economy", "en")


def topic(relevance: Relevance, one: Chosen, *, nearby: bool = True) -> float:
    return round(float(relevance.topic([one], nearby=nearby)[0]), 2)


def test_a_sentence_says_a_topic_itself_beside_it_or_under_it(relevance: Relevance) -> None:
    assert topic(relevance, chosen("The circular economy of the town grows.")) == 1.0
    assert topic(relevance, chosen("It grows.", before="The circular economy of the town is young. ")) == 0.85
    assert topic(relevance, chosen("It grows.", context="A plan › Circular economy")) == 0.9
    assert topic(relevance, chosen("Trees grow along the river.")) == 0.0


def test_neighbours_do_not_count_in_a_table_nor_where_they_are_not_wanted(relevance: Relevance) -> None:
    row = chosen("Buses | 12", before="| Circular economy | 3 |\n| ", after=" |\n")
    assert topic(relevance, row) == 0.0
    same_row = chosen("12 shops", before="| Trees | 3 |\n| Circular economy | ", after=" |\n")
    assert topic(relevance, same_row) == 0.85
    assert topic(relevance, chosen("It grows.", before="The circular economy is young. "), nearby=False) == 0.0


def test_words_far_apart_say_nothing_together(relevance: Relevance) -> None:
    apart = "Circular saws are sold at the market, old tools, ropes, lamps, chairs, tables, beds, doors, windows and books, and the economy grows."
    assert topic(relevance, chosen(apart)) < 0.8


@pytest.mark.parametrize(
    ("language", "sentence", "said"),
    [
        ("en", "Composting of kitchen waste is taught at schools.", 0.9),
        ("pl", "W szkołach uczy się kompostowania odpadów kuchennych.", 0.9),
        ("hu", "A biohulladék komposztálását az iskolákban tanítják.", 0.9),
        ("en", "Waste heat of the smelter warms the houses.", 0.0),  # a term of its own
        ("en", "The product is sold by the industry.", 0.0),  # by-products are meant, and industry is wider
    ],
)
def test_terms_of_the_area_whose_name_the_topic_is_count_in_every_language(
    relevance: Relevance, language: str, sentence: str, said: float
) -> None:
    assert topic(relevance, chosen(sentence, language=language)) == said


def test_of_a_topic_that_no_passage_holds_nothing_speaks(reader: Reader) -> None:
    unheard = Relevance(reader, "quantum economy", "en")
    assert topic(unheard, chosen("The economy of the town grows.")) < 0.5


def test_a_row_is_said_where_all_words_of_a_phrase_are(relevance: Relevance) -> None:
    (row,) = typed(["repair shops"])
    said = relevance.row(row, [chosen("Repair shops open."), chosen("Shops open."), chosen("Trees grow.")])
    assert [round(float(s), 2) for s in said] == [1.0, 0.0, 0.0]


def test_under_a_short_heading_that_is_a_row_all_sentences_speak_of_it(tmp_path: Path) -> None:
    lines = [
        "Repair shops",
        "Two open in May.",
        "What repair shops of the town and of all its neighbours did in the year",
        "Three open in June.",
    ]
    document, passages, file = stored(tmp_path, "plan.txt", lines)
    starts = [p.start for p in passages]
    headings = (Heading(lines[0], 1, starts[0], starts[0] + 12), Heading(lines[2], 1, starts[2], starts[2] + len(lines[2])))
    with Writer(tmp_path / "index", CountingEncoder()) as writer:
        writer.put(replace(document, headings=headings), passages, file)
        writer.finish()
    reader = Reader(tmp_path / "index", CountingEncoder())
    sentences = [
        Chosen(Evidence(p, RECORD, 1.0), p.start, p.end, p.text, 0.0)
        for p in reader.passages_of("plan.txt")
        if p.text.endswith(("May.", "June."))
    ]
    said = Relevance(reader, "town", "en").row(typed(["repair shops"])[0], sentences)
    assert [round(float(s), 2) for s in said] == [0.9, 0.0]


def test_nothing_is_said_by_nothing(relevance: Relevance, library: Path) -> None:
    assert relevance.topic([]).shape == relevance.row(typed(["repair"])[0], []).shape == (0,)
