"""Sections 5, 10 and 11 of a brief: the matrix, and what is drawn from it. Knows no file formats."""

from __future__ import annotations

import math
from collections.abc import Sequence

from assistant.desk.brief import analysis
from assistant.desk.brief.analysis import Lead, rank
from assistant.desk.brief.blocks import Block, Line, Paragraph, Picture, Run, Section, Shaded, Table, text
from assistant.desk.brief.rows import Row
from assistant.desk.brief.sheet import SHORT, Sheet, cell
from assistant.desk.brief.types import LEVELS, NONE, Cell

_COLUMNS = 7  # places of one table; more are continued in the next
_WIDE_FROM = 4  # places that turn the page sideways
_SHORT_WIDE = 110  # characters of a quotation where there are many columns
_STUB = 0.16  # share of the width that the rows' names have
_ASKED = 6  # lines of each list
_BY_PLACE = 5  # places for each of which recommendations are made; with more they are made for each row


def matrix(sheet: Sheet) -> Section:
    """5: level, quotation and page of each row and place; a picture of the levels first where there are several places."""
    brief = sheet.brief
    places = [t.name for t in brief.territories]
    size = math.ceil(len(places) / math.ceil(len(places) / _COLUMNS))  # tables of about equal widths
    parts = [places[i : i + size] for i in range(0, len(places), size)]
    blocks: list[Block] = [sheet.paragraph("levels")]
    if len(places) > 1:
        blocks.append(_picture(sheet, places))
    for n, part in enumerate(parts, 1):
        caption = sheet.say("t_matrix") if len(parts) == 1 else sheet.say("t_matrix_part", part=n, parts=len(parts))
        blocks.append(_table(sheet, caption, part))
    return Section(sheet.say("s5"), tuple(blocks), wide=len(places) >= _WIDE_FROM)


def _table(sheet: Sheet, caption: str, places: Sequence[str]) -> Table:
    by_pair = {(c.row.key, c.place): c for c in sheet.brief.cells}
    longest = SHORT if len(places) < _WIDE_FROM else _SHORT_WIDE
    rows = tuple(
        (cell(sheet.row(row), "strong"), *(_shown(sheet, by_pair[row.key, place], longest) for place in places)) for row in sheet.brief.rows
    )
    share = (1 - _STUB) / len(places)
    return Table(caption, (sheet.say("row"), *places), rows, (_STUB, *[share] * len(places)), dense=True)


def _shown(sheet: Sheet, one: Cell, longest: int) -> Shaded:
    if one.citation is None:
        return cell(one.dropped or sheet.say("none"), "faint")
    return Shaded((text(sheet.level(one.level), "strong"), sheet.quoted(one.citation, longest)), rank(one.level))


def _picture(sheet: Sheet, places: Sequence[str]) -> Picture:
    by_pair = {(c.row.key, c.place): c.level for c in sheet.brief.cells}
    rows = sheet.brief.rows
    told = "; ".join(f"{sheet.row(r)}: {', '.join(f'{p} {sheet.level(by_pair[r.key, p])}' for p in places)}" for r in rows)
    alt = sheet.say("alt_matrix", rows=len(rows), columns=len(places), cells=told)
    values = tuple(tuple(rank(by_pair[r.key, p]) for p in places) for r in rows)
    return Picture(
        sheet.say("p_matrix"), alt, tuple(map(sheet.row, rows)), tuple(places), values, tuple(sheet.level(level) for level in LEVELS)
    )


def differences(sheet: Sheet) -> Section:
    """10: common points, differences and what could be transferred; all of it read off the matrix."""
    brief = sheet.brief
    blocks: list[Block] = [Paragraph((Run(f"{sheet.say('analysis')}. ", "strong"), *text(sheet.say("analysis_note"))), "analysis")]
    nowhere = analysis.empty(brief.cells)
    if len(brief.territories) == 1:
        blocks.append(sheet.paragraph("one_place"))
    else:
        shared = analysis.common(brief.cells)
        blocks.append(sheet.paragraph("common", "bullet", rows=sheet.rows(shared)) if shared else sheet.paragraph("common_none", "bullet"))
    if nowhere:
        blocks.append(sheet.paragraph("nowhere", "bullet", rows=", ".join(map(sheet.row, nowhere))))
    leads = analysis.leads(brief.cells)
    for lead in leads:
        blocks.append(Paragraph(_lead(sheet, "lead", lead), "bullet", f"lead/{lead.row.key}"))
    for lead in [one for one in leads if rank(one.ahead[0].level) > rank(LEVELS[2])] or leads[:2]:
        blocks.append(Paragraph(_lead(sheet, "transfer", lead), "bullet", f"transfer/{lead.row.key}"))
    return Section(sheet.say("s10"), tuple(blocks))


def _lead(sheet: Sheet, key: str, lead: Lead) -> Line:
    """A sentence on a row in which some are ahead, with the notes of their quotations after it."""
    ahead = ", ".join(f"{c.place} ({sheet.level(c.level)})" for c in lead.ahead)
    sentence = sheet.say(key, row=sheet.row(lead.row), ahead=ahead, behind=sheet.listed(lead.behind))
    notes = [sheet.notes.number(c.citation) for c in lead.ahead if c.citation]
    return (*text(sentence), *(Run(" " if i else "", "", n) for i, n in enumerate(notes)))


def _by_row(sheet: Sheet) -> list[Paragraph]:
    """For many places: the rows in which some have evidence, with the places to ask."""
    found = []
    for own in analysis.by_row(sheet.brief.cells).values():
        silent = [c.place for c in own if c.silent]
        if silent and len(silent) < len(own):
            found.append(sheet.paragraph("recommend_row", "bullet", row=sheet.row(own[0].row), places=", ".join(silent)))
    return found


def consultation(sheet: Sheet) -> Section:
    """11: recommendations and questions that follow from empty and unfunded cells."""
    brief = sheet.brief
    reasons = (
        ("recommend_ask", analysis.silent(brief.cells)),
        ("recommend_fund", analysis.unfunded(brief.cells)),
        ("recommend_watch", analysis.unmonitored(brief.cells)),
    )
    recommended = [
        sheet.paragraph(key, "bullet", place=t.name, rows=sheet.rows(by_place[t.name]))
        for t in brief.territories
        for key, by_place in reasons
        if t.name in by_place
    ]
    if len(brief.territories) > _BY_PLACE:
        recommended = _by_row(sheet)
    asked = [
        sheet.paragraph(
            "question_transfer",
            "bullet",
            row=sheet.row(lead.row),
            ahead=sheet.listed(c.place for c in lead.ahead),
            behind=sheet.listed(lead.behind),
        )
        for lead in analysis.leads(brief.cells)[: _ASKED // 2]
    ]
    absent: Sequence[Row] = analysis.empty(brief.cells)
    asked += [sheet.paragraph("question_absent", "bullet", row=sheet.row(row)) for row in absent[: _ASKED // 2]]
    if any(c.level != NONE for c in brief.cells):
        asked.append(sheet.paragraph("question_levels", "bullet"))
    return Section(
        sheet.say("s11"),
        (
            sheet.paragraph("analysis_note", "analysis"),
            Paragraph((Run(sheet.say("recommendations"), "strong"),)),
            *(recommended or [sheet.paragraph("recommend_none")]),
            Paragraph((Run(sheet.say("questions"), "strong"),)),
            *asked,
        ),
    )
