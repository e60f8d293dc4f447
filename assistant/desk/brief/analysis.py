"""What a filled matrix comes to: findings, common points, differences, what could be transferred, what to ask. Knows levels, no words.

Only what the cells show is said; nothing is concluded from the absence of evidence but a question.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.desk.alignment import legible
from assistant.desk.brief.rows import Row
from assistant.desk.brief.types import FUNDED, LEVELS, MONITORED, NONE, PLANNED, Cell

FINDINGS = 5
_MOST = 6  # rows that each list names


@dataclass(frozen=True, slots=True)
class Finding:
    """A row with the cell that goes furthest in it."""

    best: Cell
    places: int  # with evidence in this row


@dataclass(frozen=True, slots=True)
class Lead:
    """A row in which some places have gone further than others."""

    row: Row
    ahead: tuple[Cell, ...]  # funded or monitored; planned where no place is further
    behind: tuple[str, ...]  # places without evidence


def rank(level: str) -> int:
    """How far a level goes, 0 to 4."""
    return LEVELS.index(level)


def by_row(cells: Sequence[Cell]) -> dict[str, list[Cell]]:
    """The cells of each row by its key, in their order."""
    found: dict[str, list[Cell]] = {}
    for cell in cells:
        found.setdefault(cell.row.key, []).append(cell)
    return found


def findings(cells: Sequence[Cell]) -> list[Finding]:
    """Up to five rows with the sentence that goes furthest in each, the furthest first; no sentence twice, and the places in turn."""
    used: Counter[str] = Counter()
    quoted: set[tuple[str, int]] = set()
    rows = by_row(cells)
    found: list[Finding] = []
    while len(found) < FINDINGS:
        left = [c for c in cells if c.citation and c.row.key in rows and (c.citation.document, c.citation.start) not in quoted]
        if not left:
            break
        best = max(left, key=lambda c: (legible(c.citation.quote if c.citation else ""), rank(c.level), -used[c.place], c.certainty))
        assert best.citation is not None
        found.append(Finding(best, sum(c.level != NONE for c in rows.pop(best.row.key))))
        used[best.place] += 1
        quoted.add((best.citation.document, best.citation.start))
    return found


def common(cells: Sequence[Cell]) -> list[Row]:
    """The rows in which every place has a measure at least."""
    return [own[0].row for own in by_row(cells).values() if all(rank(c.level) >= rank(PLANNED) for c in own)]


def empty(cells: Sequence[Cell]) -> list[Row]:
    """The rows without evidence in any place; not those of which a person took evidence out."""
    return [own[0].row for own in by_row(cells).values() if all(c.silent for c in own)]


def leads(cells: Sequence[Cell]) -> list[Lead]:
    """The rows in which one place has a measure and another no evidence; those with the most funded and monitored measures first."""
    found = []
    for own in by_row(cells).values():
        behind = tuple(c.place for c in own if c.silent)
        measures = [c for c in own if rank(c.level) >= rank(PLANNED)]
        furthest = [c for c in measures if c.level in (FUNDED, MONITORED)]
        if behind and measures:
            found.append(Lead(own[0].row, tuple(furthest or measures), behind))
    return sorted(found, key=lambda lead: -max(rank(c.level) for c in lead.ahead))[:_MOST]


def unfunded(cells: Sequence[Cell]) -> dict[str, list[Row]]:
    """By place the rows with a planned measure of which no funding was found."""
    found: dict[str, list[Row]] = {}
    for cell in cells:
        if cell.level == PLANNED:
            found.setdefault(cell.place, []).append(cell.row)
    return found


def unmonitored(cells: Sequence[Cell]) -> dict[str, list[Row]]:
    """By place the rows with a funded measure of which no monitoring was found."""
    found: dict[str, list[Row]] = {}
    for cell in cells:
        if cell.level == FUNDED:
            found.setdefault(cell.place, []).append(cell.row)
    return found


def silent(cells: Sequence[Cell]) -> dict[str, list[Row]]:
    """By place the rows without evidence."""
    found: dict[str, list[Row]] = {}
    for cell in cells:
        if cell.silent:
            found.setdefault(cell.place, []).append(cell.row)
    return found
