"""A brief as text that is kept, and back. Knows JSON and the values of a brief, nothing of where it is kept."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant.answer.types import Citation
from assistant.desk.brief.rows import Row
from assistant.desk.brief.types import Alignment, Brief
from index.errors import ProductError


def encode(brief: Brief) -> str:
    """The brief as JSON. The search words of its rows are left out: they are of use only while it is made."""
    plain = replace(
        brief,
        rows=tuple(map(_plain, brief.rows)),
        cells=tuple(replace(c, row=_plain(c.row)) for c in brief.cells),
        alignment=None,
        made_by=dict(brief.made_by),
        translated=dict(brief.translated),
    )
    kept = {"brief": _adapter().dump_python(plain, mode="json"), "alignment": _pairs(brief.alignment) if brief.alignment else None}
    return json.dumps(kept, ensure_ascii=False)


def decode(text: str) -> Brief:
    """The brief of such a text; ProductError where it cannot be read."""
    try:
        kept = json.loads(text)
        brief = _adapter().validate_python(kept["brief"])
    except (ValueError, KeyError, ValidationError) as problem:
        raise ProductError("A kept brief cannot be read, another version of the program made it: make the brief again.") from problem
    return replace(brief, alignment=_alignment(kept["alignment"]) if kept["alignment"] else None)


@cache
def _adapter() -> TypeAdapter[Brief]:
    return TypeAdapter(Brief)


def _plain(row: Row) -> Row:
    return replace(row, names=dict(row.names), words={})


def _pairs(found: Alignment) -> dict[str, Any]:
    """JSON has no keys of two parts: a list of goals and places stands for each table."""
    pairs = sorted({*found.strengths, *found.passages, *found.citations})
    cells = [
        {
            "goal": goal,
            "place": place,
            "strength": found.strengths.get((goal, place)),
            "passages": found.passages.get((goal, place)),
            "citation": asdict(found.citations[goal, place]) if (goal, place) in found.citations else None,
        }
        for goal, place in pairs
    ]
    return {"goals": found.goals, "places": found.places, "cells": cells}


def _alignment(kept: dict[str, Any]) -> Alignment:
    cells = {(c["goal"], c["place"]): c for c in kept["cells"]}
    return Alignment(
        tuple(kept["goals"]),
        tuple(kept["places"]),
        {pair: c["strength"] for pair, c in cells.items() if c["strength"] is not None},
        {pair: c["passages"] for pair, c in cells.items() if c["passages"] is not None},
        {pair: Citation(**c["citation"]) for pair, c in cells.items() if c["citation"]},
    )
