"""The cells of a small brief, each told by reading its documents."""

from __future__ import annotations

from dataclasses import replace

from assistant.answer.question.understand import understand
from assistant.desk.brief.make import make
from assistant.desk.brief.matrix import Matrix
from assistant.desk.brief.relevance import Relevance
from assistant.desk.brief.rows import preset
from assistant.desk.brief.territories import territories
from assistant.desk.brief.types import FUNDED, LEVELS, MENTIONED, MONITORED, NONE, PLANNED, Brief, Wanted
from index.reader import Reader
from tests.encoders import CountingEncoder
from tests.unit.assistant.desk.brief.small_brief import LIPNICE, OLSZANKA, TOPIC, VODNIK


def levels(brief: Brief, place: str) -> dict[str, str]:
    return {c.row.key: c.level for c in brief.cells if c.place == place}


def quotes(brief: Brief, place: str) -> dict[str, str]:
    return {c.row.key: c.citation.quote for c in brief.cells if c.place == place and c.citation}


def test_each_cell_has_the_level_of_what_its_place_says(brief: Brief) -> None:
    found = levels(brief, "Lipnice")
    assert (found["roles"], found["coordination"], found["financing"], found["data"]) == (PLANNED, PLANNED, FUNDED, MONITORED)
    assert levels(brief, "Olszanka") | {"vision": MENTIONED, "capacity": PLANNED, "financing": MENTIONED} == levels(brief, "Olszanka")
    assert set(levels(brief, "Vodník").values()) == {NONE}


def test_each_cell_quotes_the_sentence_that_goes_furthest(brief: Brief) -> None:
    assert quotes(brief, "Lipnice")["financing"] == LIPNICE[2]
    assert quotes(brief, "Lipnice")["coordination"] == LIPNICE[1]
    assert quotes(brief, "Olszanka")["capacity"] == OLSZANKA[1]


def test_an_amount_with_its_programme_is_evidence_of_financing_and_of_no_other_row(reader: Reader) -> None:
    query = understand(TOPIC, [])
    matrix = Matrix(reader, CountingEncoder(), query, Relevance(reader, TOPIC, "en"))
    (lipnice,) = territories(reader, ["Lipnice"])
    rows = {row.key: replace(row, words=dict.fromkeys(row.words, ("elephants",))) for row in preset("oecd")}  # of which no sentence speaks
    financing, innovation = matrix.cells([rows["financing"], rows["innovation"]], [lipnice])
    assert financing.citation is not None
    assert (financing.level, financing.citation.quote, innovation.level) == (FUNDED, LIPNICE[5], NONE)


def test_an_order_to_a_machine_is_no_evidence(brief: Brief) -> None:
    assert levels(brief, "Lipnice")["capacity"] == NONE


def test_every_quotation_is_the_slice_it_says_it_is(brief: Brief, reader: Reader) -> None:
    cited = [c for c in brief.cells if c.citation]
    assert len(cited) >= 7
    for cell in cited:
        c = cell.citation
        assert c is not None
        assert reader.text(c.document)[c.start : c.end] == c.quote != ""
        assert c.page == 1
    for fact in (*brief.targets.shown, *brief.money.shown):
        c = fact.citation
        assert reader.text(c.document)[c.start : c.end] == c.quote


def test_a_level_is_none_exactly_where_nothing_is_quoted(brief: Brief) -> None:
    assert all((c.level == NONE) == (c.citation is None) and c.level in LEVELS for c in brief.cells)


def test_rows_come_first_and_places_in_the_order_asked_for(brief: Brief) -> None:
    assert [c.place for c in brief.cells[:4]] == ["Lipnice", "Olszanka", "Vodník", "Lipnice"]
    assert len(brief.cells) == 13 * 3


def test_figures_and_goals_come_from_the_tags(brief: Brief) -> None:
    (target,), (money,) = brief.targets.shown, brief.money.shown
    assert (target.place, target.stated.quantity.value, target.stated.quantity.year) == ("Lipnice", "60", 2030)
    assert (money.stated.quantity.value, money.stated.quantity.programme, money.citation.quote) == ("40,000", "LIFE", LIPNICE[5])
    assert brief.alignment is not None
    assert (brief.alignment.strengths[12, "Lipnice"], brief.alignment.passages[12, "Lipnice"]) == (1, 1)
    assert brief.alignment.strengths[12, "Vodník"] == 0


def test_the_same_question_gives_the_same_brief(reader: Reader, brief: Brief) -> None:
    assert make(reader, CountingEncoder(), Wanted(TOPIC, ("Lipnice", "Olszanka", "Vodník"), language="en")) == brief


def test_a_topic_nobody_writes_about_fills_no_cell(reader: Reader) -> None:
    made = make(reader, CountingEncoder(), Wanted("quantum computing", ("Lipnice", "Vodník"), language="en"))
    assert {c.level for c in made.cells} == {NONE}
    assert (made.targets.shown, made.money.shown, made.practices) == ((), (), ())


def test_rows_that_a_person_types_are_searched_in_the_topics_language(reader: Reader) -> None:
    made = make(reader, CountingEncoder(), Wanted(TOPIC, ("Lipnice",), ("repair shops", "old trees")))
    assert [(c.row.key, c.level) for c in made.cells] == [("repair shops", FUNDED), ("old trees", NONE)]
    assert VODNIK[0] not in quotes(made, "Lipnice").values()
