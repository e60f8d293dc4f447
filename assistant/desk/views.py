"""What the command line and HTTP both ask for: which view, of which rows, over which documents. Knows names of parameters, no formats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.desk.alignment import BEST, STATES, Cell, HeatTable, Row, all_rows, coverage, heat_table, ranking
from assistant.desk.corrections import TagCorrections
from assistant.desk.scheme import GOAL, GREEN_DEAL, check
from assistant.desk.scope import Scope
from index.errors import UsageError
from index.reader import Reader

TABLE, COVERAGE, RANKING = VIEWS = ("table", "coverage", "ranking")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A view as it is asked for."""

    view: str = TABLE
    goals: tuple[int, ...] = ()
    green_deal: tuple[str, ...] = ()  # codes; without goals and codes all of both are shown
    scope: Scope = Scope()  # noqa: RUF009 - frozen
    best: int = BEST  # passages that each cell shows


@dataclass(frozen=True, slots=True)
class View:
    """A view as it came out; `cells` are in the order in which it is read."""

    name: str  # table | coverage | ranking
    table: HeatTable
    cells: tuple[Cell, ...]
    warning: str = ""  # what the reader has to know about the tags


def view(reader: Reader, corrections: TagCorrections | None, wanted: Wanted, tagger: str = "") -> View:
    """The view; `tagger` is the version that the program would tag with, "" where that is not known.

    UsageError for an unknown view, goal or code, for a coverage of more than one document, and for a ranking by more than one goal or area;
    NotFound for a place or document of which there is none.
    """
    if wanted.view not in VIEWS:
        raise UsageError(f"There is no view {wanted.view!r}: choose from {', '.join(VIEWS)}.")
    rows = _rows(wanted)
    if wanted.view == RANKING and len(rows) != 1:
        raise UsageError("A ranking is by one goal or one Green Deal area: name it.")
    table = heat_table(reader, corrections, rows, wanted.scope, wanted.best)
    return View(wanted.view, table, tuple(_cells(wanted.view, table)), tag_warning(reader.tagger, tagger))


def _rows(wanted: Wanted) -> Sequence[Row]:
    rows = [Row(GOAL, str(goal)) for goal in wanted.goals] + [Row(GREEN_DEAL, code) for code in wanted.green_deal]
    for row in rows:
        check(row.kind, row.value)
    return list(dict.fromkeys(rows)) or [*all_rows(GOAL), *all_rows(GREEN_DEAL)]


def _cells(name: str, table: HeatTable) -> list[Cell]:
    if name == RANKING:
        return ranking(table, table.rows[0])
    if name == TABLE:
        return [table.cells[row, d.name] for row in table.rows for d in table.columns]
    if len(table.columns) != 1:
        names = ", ".join(d.name for d in table.columns[:5])
        fitting = f"{len(table.columns)} fit ({names}{', …' if len(table.columns) > 5 else ''})" if names else "none fits"
        raise UsageError(f"A coverage is of one document, and of what was asked for {fitting}: name one document.")
    states = coverage(table, table.columns[0].name)
    return [cell for state in STATES for cell in states[state]]


def tag_warning(held: str, program: str) -> str:
    """What to know of the tags of an index: that there are none, or that they are another version's; "" where all is well."""
    if not held:
        return "Nothing in this index is tagged yet, so every cell is empty: run “python -m ingest --tag”."
    if program and held != program:
        return f"The tags of this index are of version {held}, this program tags by {program}: run “python -m ingest --tag”."
    return ""
