"""Views as JSON, CSV and plain text. Knows the formats, nothing of how views come about."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from urllib.parse import urlencode

from assistant.desk.alignment import STATES, Cell, Reference
from assistant.desk.scheme import label, name
from assistant.desk.views import COVERAGE, RANKING, View
from index.schema import Listed

COLUMNS = (
    "kind", "value", "name", "document", "title", "place", "country", "state", "strength", "passages", "committing passages",
    "passages by people", "share of committing passages (lower end of the 95 % interval)", "strongest targets", "passage", "page", "start", "end",
    "commitment", "quote", "source", "further passages",
)  # fmt: skip

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_WIDEST = 8  # columns of a table in plain text that have names; more have numbers
_SHORT = 18  # letters of a column's name


# ---- JSON


def as_json(view: View, language: str) -> dict[str, object]:
    """All of a view as plain values; names of goals and areas in `language`."""
    table = view.table
    rows = [{"kind": r.kind, "value": r.value, "name": name(r.kind, r.value, language)} for r in table.rows]
    documents = [{**asdict(d.record), "name": d.name, "pages": d.pages, "passages": d.passages} for d in table.columns]
    found = {"view": view.name, "warning": view.warning, "rows": rows, "documents": documents, "left_out": table.left_out}
    if view.name == COVERAGE:
        return {**found, **{state: [_cell(c) for c in view.cells if c.state == state] for state in STATES}}
    return {**found, "cells": [_cell(c) for c in view.cells]}


def _cell(cell: Cell) -> dict[str, object]:
    return {
        "kind": cell.row.kind,
        "value": cell.row.value,
        "document": cell.document,
        "state": cell.state,
        "strength": cell.strength,
        "passages": cell.passages,
        "committed": cell.committed,
        "by_people": cell.by_people,
        "share": round(cell.share, 4),
        "targets": [{"target": target, "passages": n} for target, n in cell.targets],
        "best": [{**asdict(r), "score": round(r.score, 4), "source": source(r)} for r in cell.best],
    }


def source(reference: Reference) -> str:
    """Where the program shows a passage marked on its page."""
    return f"/api/marks?{urlencode({'document': reference.document, 'start': reference.start, 'end': reference.end})}"


# ---- CSV


def as_csv(view: View, language: str) -> str:
    """A line a cell, in the view's order, after a header (RFC 4180). No cell can run as a formula where a spreadsheet opens the file."""
    records = {d.name: d for d in view.table.columns}
    return written(COLUMNS, (_line(cell, records[cell.document], language) for cell in view.cells))


def written(header: Sequence[str], lines: Iterable[Sequence[object]]) -> str:
    """A table as CSV; None is an empty cell."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(header)
    writer.writerows([safe(value) for value in line] for line in lines)
    return file.getvalue()


def safe(value: object) -> object:
    """A value that no spreadsheet takes for a formula: a text that begins like one is led by an apostrophe (OWASP, CSV Injection)."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _line(cell: Cell, document: Listed, language: str) -> list[object]:
    record, best = document.record, cell.best[0] if cell.best else None
    row = cell.row
    start = [row.kind, row.value, name(row.kind, row.value, language), cell.document, record.title, record.place, record.country]
    counts = [cell.state, cell.strength, cell.passages, cell.committed, cell.by_people, round(cell.share, 4)]
    targets = "; ".join(f"{target} ({n})" for target, n in cell.targets)
    shown = [best.passage, best.page, best.start, best.end, best.commitment, best.quote, source(best)] if best else [None] * 7
    return [*start, *counts, targets, *shown, "; ".join(map(_short, cell.best[1:]))]


def _short(r: Reference) -> str:
    return f"{f'p. {r.page}, ' if r.page else ''}{r.start}–{r.end}"


# ---- plain text


def as_text(view: View, language: str) -> str:
    """What a terminal shows: strengths with numbers of passages, and in lists the best passage of each."""
    lines = _grid(view, language) if view.name not in (COVERAGE, RANKING) else _list(view, language)
    notes = [view.warning] if view.warning else []
    if view.table.left_out:
        notes.append(f"{view.table.left_out} documents that are no strategies were left out (--every shows them).")
    return "\n".join([*lines, *(["", *notes] if notes else [])])


def _grid(view: View, language: str) -> list[str]:
    table = view.table
    numbered = len(table.columns) > _WIDEST
    heads = [f"[{n}]" if numbered else _head(d) for n, d in enumerate(table.columns, 1)]
    labels = [label(r.kind, r.value, language) for r in table.rows]
    first = max(map(len, labels), default=0)
    lines = ["strength 0–3 (passages)".ljust(first) + "".join(f"  {head:>9}" for head in heads)]
    for row, own in zip(table.rows, labels, strict=True):
        cells = (table.cells[row, d.name] for d in table.columns)
        shown = (f"{c.strength} ({c.passages})" if c.passages else "–" for c in cells)
        lines.append(own.ljust(first) + "".join(f"  {text:>{max(9, len(head))}}" for text, head in zip(shown, heads, strict=True)))
    legend = [f"{head} {_head(d)}: {d.name}" for head, d in zip(heads, table.columns, strict=True)] if numbered else []
    return [*lines, *(["", *legend] if legend else [])]


def _head(document: Listed) -> str:
    text = document.record.place or document.record.title
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1]}…"


def _list(view: View, language: str) -> list[str]:
    lines = []
    for cell in view.cells:
        counts = f"strength {cell.strength}, {cell.passages} passages, {cell.committed} of them commit"
        people = f", {cell.by_people} by people" if cell.by_people else ""
        targets = f"; targets {', '.join(target for target, _ in cell.targets)}" if cell.targets else ""
        what = cell.document if view.name == RANKING else label(cell.row.kind, cell.row.value, language)
        lines.append(f"{cell.state:9}  {what}: {counts}{people}{targets}" if cell.passages else f"{cell.state:9}  {what}")
        if cell.best:
            best = cell.best[0]
            lines.append(f"           “{' '.join(best.quote.split())}” ({best.document}, {_short(best)})")
    return lines or ["No document carries it."]
