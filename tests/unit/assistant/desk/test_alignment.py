"""Views over tags: what a cell counts, how strong it is, what it shows, and how documents are ranked."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.desk.alignment import (
    COVERED,
    MENTIONED,
    MISSING,
    Cell,
    Reference,
    Row,
    all_rows,
    coverage,
    heat_table,
    legible,
    lower_end,
    ranking,
    strength,
)
from assistant.desk.corrections import ADDED, REJECTED, Said, TagCorrections
from assistant.desk.effective import Effective
from assistant.desk.scope import Scope
from index.errors import NotFound, UsageError
from index.reader import Reader
from index.types import Tag
from tests.unit.assistant.desk.small_desk import LAW_NAME, LIPNICE, LIPNICE_NAME, OLSZANKA_NAME, VODNIK_NAME, passage

CITIES = Row("goal", "11")


def cell(reader: Reader, document: str, row: Row = CITIES, corrections: TagCorrections | None = None) -> Cell:
    return heat_table(reader, corrections, [row], Scope(documents=(document,))).cells[row, document]


def test_a_cell_counts_passages_and_those_that_commit(reader: Reader) -> None:
    found = cell(reader, LIPNICE_NAME)
    assert (found.passages, found.committed, found.by_people, found.strength, found.state) == (3, 2, 0, 3, COVERED)
    assert found.targets == (("11.2", 2), ("11.6", 1))


def test_two_passages_make_a_strength_and_a_description_makes_none(reader: Reader) -> None:
    assert cell(reader, OLSZANKA_NAME).strength == 2
    assert (cell(reader, LIPNICE_NAME, Row("goal", "4")).strength, cell(reader, LIPNICE_NAME, Row("goal", "4")).state) == (1, COVERED)
    assert (cell(reader, LIPNICE_NAME, Row("goal", "6")).strength, cell(reader, LIPNICE_NAME, Row("goal", "6")).state) == (0, MENTIONED)
    assert cell(reader, LIPNICE_NAME, Row("goal", "1")).state == MISSING


def test_an_area_counts_the_targets_of_the_passages_that_carry_it(reader: Reader) -> None:
    found = cell(reader, LIPNICE_NAME, Row("green deal", "mobility"))
    assert (found.passages, found.strength, found.targets) == (1, 1, (("11.2", 1),))


def test_references_are_sentences_of_the_stored_text_the_furthest_commitment_first(reader: Reader) -> None:
    best = cell(reader, LIPNICE_NAME).best
    assert [r.commitment for r in best] == ["funded", "measure", "context"]
    text = reader.text(LIPNICE_NAME)
    for reference in best:
        assert text[reference.start : reference.end] == reference.quote
        assert reference.start <= reference.reason[0] < reference.reason[1] <= reference.end
        assert reference.page == 1
    assert best[0].quote in LIPNICE[0]


@given(st.text(max_size=40), st.integers(0, 100), st.integers(-20, 60), st.integers(0, 80))
def test_the_parts_of_a_quotation_are_the_quotation_with_its_reason_in_the_middle(quote: str, start: int, before: int, long: int) -> None:
    reason = (max(start + before, 0), max(start + before, 0) + long)
    parts = Reference(1, "a.txt", None, start, start + len(quote), quote, reason, 2, 0.5, "", "", "").parts
    assert "".join(parts) == quote
    own = [at for at in range(*reason) if start <= at < start + len(quote)]  # the reason's characters that are in the quotation, one by one
    assert parts[1] == "".join(quote[at - start] for at in own)


def test_a_coverage_parts_what_is_covered_mentioned_and_missing(reader: Reader) -> None:
    states = coverage(heat_table(reader, None, all_rows("goal"), Scope(places=("Lipnice",))), LIPNICE_NAME)
    assert [c.row.value for c in states[COVERED]] == ["11", "4"]
    assert [c.row.value for c in states[MENTIONED]] == ["6"]
    assert [c.row.value for c in states[MISSING]] == [str(n) for n in range(1, 18) if n not in (4, 6, 11)]


def test_the_ranking_puts_the_strongest_first_and_leaves_out_what_does_not_speak_of_it(reader: Reader) -> None:
    table = heat_table(reader, None, [CITIES, Row("goal", "4")])
    assert [c.document for c in ranking(table, CITIES)] == [LIPNICE_NAME, OLSZANKA_NAME, VODNIK_NAME]
    assert [c.document for c in ranking(table, Row("goal", "4"))] == [LIPNICE_NAME]


def test_laws_are_left_out_and_counted_unless_they_are_asked_for(reader: Reader) -> None:
    table = heat_table(reader, None, [CITIES])
    assert ([d.name for d in table.columns], table.left_out) == ([LIPNICE_NAME, OLSZANKA_NAME, VODNIK_NAME], 1)
    assert LAW_NAME in [d.name for d in heat_table(reader, None, [CITIES], Scope(every=True)).columns]
    assert [d.name for d in heat_table(reader, None, [CITIES], Scope(kinds=("law",))).columns] == [LAW_NAME]


@pytest.mark.parametrize(
    ("scope", "error", "sentence"),
    [
        (Scope(places=("Brno",)), NotFound, "No indexed document is of Brno: there are documents of Lipnice, Olszanka, Vodník."),
        (Scope(documents=("x.pdf",)), NotFound, "No document is named “x.pdf” in the index: “python -m index info” lists the names."),
        (Scope(kinds=("poem",)), UsageError, "There is no kind of document 'poem': choose from development, smart, climate"),
    ],
)
def test_what_is_not_there_is_one_sentence(reader: Reader, scope: Scope, error: type[Exception], sentence: str) -> None:
    with pytest.raises(error, match=sentence):
        heat_table(reader, None, [CITIES], scope)


def test_what_people_reject_is_not_counted_and_what_they_add_is_enough_alone(reader: Reader, corrections: TagCorrections) -> None:
    first = passage(reader, LIPNICE_NAME, 0)
    corrections.keep(Said(first, "goal", "11", REJECTED, "Anna Nowak"), reader)
    corrections.keep(Said(first, "goal", "13", ADDED, "Anna Nowak", 3), reader)
    lost, won = cell(reader, LIPNICE_NAME, CITIES, corrections), cell(reader, LIPNICE_NAME, Row("goal", "13"), corrections)
    assert (lost.passages, lost.committed, lost.strength) == (2, 1, 1)
    assert (won.passages, won.by_people, won.strength, won.best[0].editor) == (1, 1, 3, "Anna Nowak")


def tags(strengths: list[int], by: str = "") -> list[Effective]:
    return [Effective("d", i, Tag("goal", "7", s, 0.9, 0, 1), by) for i, s in enumerate(strengths)]


@pytest.mark.parametrize(
    ("strengths", "passages", "expected"),
    [([], 100, 0), ([3], 100, 1), ([3, 2], 100, 2), ([3, 3], 200, 3), ([3, 3], 201, 0), ([3, 3, 1], 300, 1), ([1], 100, 1), ([1], 101, 0)],
)
def test_the_strength_of_a_document(strengths: list[int], passages: int, expected: int) -> None:
    assert strength(tags(strengths), passages) == expected


def test_one_tag_by_a_person_is_enough_in_any_document() -> None:
    assert strength([*tags([1]), *tags([2], "accepted")], 9_000) == 2


@given(st.lists(st.integers(1, 3), max_size=30), st.integers(1, 3), st.integers(1, 2_000))
def test_one_passage_more_never_makes_a_document_weaker(strengths: list[int], more: int, passages: int) -> None:
    before, after = strength(tags(strengths), passages), strength(tags([*strengths, more]), passages)
    assert before <= after <= max([*strengths, more])


@given(st.integers(0, 500), st.integers(1, 500))
def test_the_lower_end_is_below_the_share_and_nearer_to_it_the_more_there_is(committed: int, rest: int) -> None:
    share = committed / (committed + rest)
    assert 0 <= lower_end(committed, committed + rest) <= share + 1e-12
    assert lower_end(committed, committed + rest) <= lower_end(10 * committed, 10 * (committed + rest)) + 1e-12


def test_the_lower_end_of_a_known_interval() -> None:
    assert lower_end(81, 263) == pytest.approx(0.2553, abs=1e-4)  # Newcombe 1998, Statistics in Medicine 17, 857: 81 of 263
    assert lower_end(0, 0) == 0.0


def test_legible_is_a_sentence_and_not_a_row() -> None:
    assert legible("The town will buy twelve electric buses.")
    assert not legible("| Transport | 777 293 | – | 777 293 |")
    assert not legible("# Renewable energy potential")


def test_the_state_follows_from_the_cell() -> None:
    states = Counter(Cell(CITIES, "d", n, 0, 0, s, 0.0, (), ()).state for n, s in ((0, 0), (2, 0), (2, 1)))
    assert states == {MISSING: 1, MENTIONED: 1, COVERED: 1}
