"""What cells come to, from a matrix small enough to be read."""

from __future__ import annotations

from assistant.answer.types import Citation
from assistant.desk.brief.analysis import common, empty, findings, leads, silent, unfunded, unmonitored
from assistant.desk.brief.rows import Row, typed
from assistant.desk.brief.types import FUNDED, MENTIONED, MONITORED, NONE, PLANNED, Cell

WASTE, WATER, HEAT, BUSES = typed(["waste", "water", "heat", "buses"])
LONG = "The town will sort all waste by the year after next in all schools"


def cell(row: Row, place: str, level: str, start: int = 0, quote: str = LONG) -> Cell:
    citation = None if level == NONE else Citation(0, f"{place}.md", "A plan", None, "", start, start + 9, quote, 1, "en")
    return Cell(row, place, level, citation, 1.0)


CELLS = [
    cell(WASTE, "A", FUNDED, 1), cell(WASTE, "B", NONE), cell(WASTE, "C", PLANNED, 2),
    cell(WATER, "A", PLANNED, 3), cell(WATER, "B", MONITORED, 4), cell(WATER, "C", PLANNED, 5),
    cell(HEAT, "A", NONE), cell(HEAT, "B", NONE), cell(HEAT, "C", NONE),
    cell(BUSES, "A", MENTIONED, 6), cell(BUSES, "B", NONE), cell(BUSES, "C", NONE),
]  # fmt: skip


def test_findings_are_the_rows_with_what_goes_furthest_in_each() -> None:
    assert [(f.best.row.key, f.best.place, f.best.level, f.places) for f in findings(CELLS)] == [
        ("water", "B", MONITORED, 3),
        ("waste", "A", FUNDED, 2),
        ("buses", "A", MENTIONED, 1),
    ]


def test_no_sentence_is_a_finding_twice_and_places_take_turns() -> None:
    twice = [cell(WASTE, "A", PLANNED, 1), cell(WATER, "A", PLANNED, 1), cell(HEAT, "A", PLANNED, 2), cell(BUSES, "A", PLANNED, 3)]
    twice += [cell(row, "B", PLANNED, i) for i, row in enumerate((WASTE, WATER, HEAT, BUSES))]
    found = findings(twice)
    assert [(f.best.row.key, f.best.place) for f in found] == [("waste", "A"), ("water", "B"), ("heat", "A"), ("buses", "B")]


def test_a_sentence_that_can_be_read_comes_before_a_label() -> None:
    found = findings([cell(WASTE, "A", MONITORED, 1, "Indicator | waste"), cell(WATER, "A", MENTIONED, 2)])
    assert [f.best.row.key for f in found] == ["water", "waste"]


def test_at_most_five_findings() -> None:
    rows = typed([f"row {c}" for c in "abcdefg"])
    assert [f.best.row.key for f in findings([cell(row, "A", PLANNED, i) for i, row in enumerate(rows)])] == [f"row {c}" for c in "abcde"]


def test_common_are_rows_with_a_measure_everywhere_and_empty_those_without_evidence_anywhere() -> None:
    assert [row.key for row in common(CELLS)] == ["water"]
    assert [row.key for row in empty(CELLS)] == ["heat"]


def test_a_lead_sets_the_furthest_measures_against_places_without_evidence() -> None:
    (lead,) = leads(CELLS)  # buses are only mentioned
    assert (lead.row.key, [(c.place, c.level) for c in lead.ahead], lead.behind) == ("waste", [("A", FUNDED)], ("B",))
    planned = leads([cell(WASTE, "A", PLANNED, 1), cell(WASTE, "B", PLANNED, 2), cell(WASTE, "C", NONE)])
    assert [c.place for c in planned[0].ahead] == ["A", "B"]


def test_what_is_asked_of_each_place_follows_from_its_cells() -> None:
    def keys(found: dict[str, list[Row]]) -> dict[str, list[str]]:
        return {place: [row.key for row in rows] for place, rows in found.items()}

    assert keys(silent(CELLS)) == {"B": ["waste", "heat", "buses"], "A": ["heat"], "C": ["heat", "buses"]}
    assert keys(unfunded(CELLS)) == {"C": ["waste", "water"], "A": ["water"]}
    assert keys(unmonitored(CELLS)) == {"A": ["waste"]}
    assert findings([cell(HEAT, "A", NONE)]) == leads([]) == []
