"""A brief as plain values. Knows the form that programs read, no layout."""

from __future__ import annotations

import json
from dataclasses import asdict

from assistant.answer.types import Citation
from assistant.desk.brief.as_markdown import blocks_as_markdown
from assistant.desk.brief.blocks import Laid
from assistant.desk.brief.revised import UNCHANGED, Revision
from assistant.desk.brief.types import Brief, Cell, Fact, Practice


def as_values(brief: Brief, laid: Laid, revision: Revision = UNCHANGED) -> dict[str, object]:
    """All of a brief; `sections` in their order, `cells` row by row. `level` is none and `quote` null exactly where there is no evidence."""
    numbers = {(c.document, c.start, c.end): c.n for c in laid.notes}
    language = brief.language
    found = brief.alignment
    return {
        "title": laid.title,
        "topic": brief.topic,
        "language": language,
        "date": brief.date,
        "notice": laid.notice,
        "places": [t.name for t in brief.territories],
        "rows": [{"key": r.key, "name": r.names[language]} for r in brief.rows],
        "sections": [{"title": s.title, "text": blocks_as_markdown(s.blocks)} for s in laid.sections],
        "cells": [_cell(c, language, numbers) for c in brief.cells],
        "targets": [_fact(f, numbers) for f in brief.targets.shown],
        "money": [_fact(f, numbers) for f in brief.money.shown],
        "practices": [_practice(p, numbers) for p in brief.practices],
        "alignment": [
            {"goal": goal, "place": place, "strength": strength, "passages": found.passages.get((goal, place), 0)}
            for (goal, place), strength in sorted(found.strengths.items())
        ]
        if found
        else [],
        "documents": [
            {"name": d.name, "place": t.name, "sha256": d.sha256, "pages": d.pages, "passages": d.passages, **asdict(d.record)}
            for t in brief.territories
            for d in t.documents
        ],
        "notes": [{**asdict(c), "translation": brief.translated.get(c.quote)} for c in laid.notes],
        "made_by": dict(brief.made_by),
        "edits": [asdict(e) for e in revision.edits],
        "taken_out": [asdict(d) for d in revision.drops],
        "comments": [asdict(c) for c in revision.comments],
    }


def as_json(brief: Brief, laid: Laid, revision: Revision = UNCHANGED) -> str:
    """The same as text."""
    return json.dumps(as_values(brief, laid, revision), ensure_ascii=False, indent=1) + "\n"


def _cell(cell: Cell, language: str, numbers: dict[tuple[str, int, int], int]) -> dict[str, object]:
    start = {"row": cell.row.names[language], "key": cell.row.key, "place": cell.place, "level": cell.level}
    if cell.dropped:
        start["taken_out"] = cell.dropped
    if cell.citation is None:
        return {**start, "quote": None, "document": None, "page": None, "start": None, "end": None}
    return {**start, **_quotation(cell.citation, numbers)}


def _practice(practice: Practice, numbers: dict[tuple[str, int, int], int]) -> dict[str, object]:
    quotations = [_quotation(c, numbers) for c in practice.citations]
    return {"place": practice.place, "id": practice.id, "strength": practice.strength, "status": practice.status, "quotations": quotations}


def _quotation(citation: Citation, numbers: dict[tuple[str, int, int], int]) -> dict[str, object]:
    return {
        "quote": citation.quote,
        "document": citation.document,
        "page": citation.page,
        "start": citation.start,
        "end": citation.end,
        "section": citation.section,
        "language": citation.language,
        "note": numbers.get((citation.document, citation.start, citation.end)),
    }


def _fact(fact: Fact, numbers: dict[tuple[str, int, int], int]) -> dict[str, object]:
    q = asdict(fact.stated.quantity)
    return {"place": fact.place, **{k: v for k, v in q.items() if k not in ("start", "end")}, **_quotation(fact.citation, numbers)}
