"""Sections 6 to 9 of a brief: targets, goals, instruments and money, practices. Knows no file formats."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from assistant.desk.brief.analysis import rank
from assistant.desk.brief.blocks import Block, Paragraph, Picture, Run, Section, Shaded, Table
from assistant.desk.brief.rows import PROCUREMENT
from assistant.desk.brief.sheet import Sheet, cell
from assistant.desk.brief.types import Alignment, Fact, Practice
from assistant.desk.scheme import GOAL, label
from index.quantities.numbers import readings
from index.scheme import goals
from index.types import Quantity

_COLUMNS = 8  # places of one table; more are continued in the next
_digits = re.compile(r"\d[\d.,\s]*")
_LONGEST = 90  # characters of an indicator or a purpose


def commitments(sheet: Sheet) -> Section:
    """6: the targets on the topic, copied."""
    facts = sheet.brief.targets
    if not facts.shown:
        return Section(sheet.say("s6"), (sheet.paragraph("targets_none"),))
    head = ("place", "indicator", "baseline", "target", "unit", "year", "page")
    table = Table(
        sheet.say("t_targets"),
        tuple(map(sheet.say, head)),
        tuple(_target(sheet, f) for f in facts.shown),
        (0.13, 0.34, 0.13, 0.12, 0.11, 0.08, 0.09),
    )
    return Section(sheet.say("s6"), (table, sheet.paragraph("copied"), *_more(sheet, facts.left_out)))


def _target(sheet: Sheet, fact: Fact) -> tuple[Shaded, ...]:
    q = fact.stated.quantity
    baseline = f"{q.baseline} ({q.baseline_year})" if q.baseline and q.baseline_year else q.baseline or str(q.baseline_year or "")
    return (
        cell(fact.place),
        cell(_plain(q.indicator) or sheet.say("unknown")),
        cell(baseline),
        cell(_scaled(sheet, q), "strong"),
        cell(q.unit),
        cell(str(q.year or "")),
        _page(sheet, fact),
    )


def _scaled(sheet: Sheet, q: Quantity) -> str:
    """A value with the word for its scale, which a table says in its header only: “11.6” of an amount of 11.6 million."""
    number, value = abs(q.number or 0), q.value.lstrip("-–−+~ ")
    written = readings(value, "en") if _digits.fullmatch(value) else ()
    if not number or any(math.isclose(number, one) for one in written):
        return q.value
    power = next((p for p in (3, 6, 9) for one in written if math.isclose(number, one * 10**p)), 0)
    return f"{q.value} {sheet.say(f'scale_{power}')}" if power else q.value


def _plain(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rsplit(' ', 1)[0]} …"


def _page(sheet: Sheet, fact: Fact) -> Shaded:
    page = sheet.page(fact.citation.page)
    return Shaded(((Run(page, "faint", sheet.notes.number(fact.citation)),),))


def _more(sheet: Sheet, left_out: Mapping[str, int]) -> list[Paragraph]:
    counts = ", ".join(f"{place} {count}" for place, count in left_out.items())
    return [sheet.paragraph("more", counts=counts)] if counts else []


def aligned(sheet: Sheet) -> Section:
    """7: goals against places, as a picture and as a table with notes."""
    found = sheet.brief.alignment
    if found is None:
        untagged = [sheet.paragraph("untagged")] if not sheet.brief.made_by.get("tagger") else []
        return Section(sheet.say("s7"), (sheet.paragraph("alignment_none"), *untagged))
    size = math.ceil(len(found.places) / math.ceil(len(found.places) / _COLUMNS))
    tables = [_goals_table(sheet, found, found.places[i : i + size]) for i in range(0, len(found.places), size)]
    return Section(sheet.say("s7"), (_goals_picture(sheet, found), *tables, sheet.paragraph("alignment_scale")))


def _goals_table(sheet: Sheet, found: Alignment, places: Sequence[str]) -> Table:
    rows = tuple(_goal(sheet, found, number, places) for number in found.goals)
    return Table(sheet.say("t_goals"), (sheet.say("goal"), *places), rows, (0.25, *[0.75 / len(places)] * len(places)), dense=True)


def _goal(sheet: Sheet, found: Alignment, number: int, places: Sequence[str]) -> tuple[Shaded, ...]:
    cells = []
    for place in places:
        strength, passages = found.strengths.get((number, place), 0), found.passages.get((number, place), 0)
        citation = found.citations.get((number, place))
        shown = f"{strength} ({passages})" if passages else "–"
        cells.append(Shaded(((Run(shown, "", sheet.notes.number(citation) if citation and strength else 0),),), strength))
    return (cell(label(GOAL, str(number), sheet.brief.language), "strong"), *cells)


def _goals_picture(sheet: Sheet, found: Alignment) -> Picture:
    language = sheet.brief.language
    names = tuple(label(GOAL, str(n), language) for n in found.goals)
    values = tuple(tuple(found.strengths.get((n, p), 0) for p in found.places) for n in found.goals)
    told = "; ".join(
        f"{name}: {', '.join(f'{p} {v}' for p, v in zip(found.places, line, strict=True))}"
        for name, line in zip(names, values, strict=True)
    )
    colours = tuple(goals.load()[n - 1].colour for n in found.goals)
    alt = sheet.say("alt_goals", columns=len(found.places), cells=told)
    return Picture(sheet.say("p_goals"), alt, names, found.places, values, ("0", "1", "2", "3"), colours)


def instruments(sheet: Sheet) -> Section:
    """8: green public procurement of each place, and the money on the topic."""
    blocks: list[Block] = []
    bought = [c for c in sheet.brief.cells if c.row.key == PROCUREMENT and not c.row.own]
    if bought:
        rows = tuple(
            (
                cell(c.place, "strong"),
                cell(sheet.level(c.level), "" if c.citation else "faint", rank(c.level)),
                Shaded((sheet.quoted(c.citation),)) if c.citation else cell("–"),
            )
            for c in bought
        )
        head = ("place", "level", "evidence")
        blocks += [
            Table(sheet.say("t_procurement"), tuple(map(sheet.say, head)), rows, (0.15, 0.2, 0.65)),
            sheet.paragraph("procurement_any"),
        ]
    facts = sheet.brief.money
    if not facts.shown:
        return Section(sheet.say("s8"), (*blocks, sheet.paragraph("money_none")))
    head_of_money = ("place", "purpose", "amount", "programme", "payer", "year", "page")
    table = Table(
        sheet.say("t_money"),
        tuple(map(sheet.say, head_of_money)),
        tuple(_amount(sheet, f) for f in facts.shown),
        (0.12, 0.29, 0.15, 0.15, 0.13, 0.08, 0.08),
    )
    return Section(sheet.say("s8"), (*blocks, table, sheet.paragraph("copied"), *_more(sheet, facts.left_out)))


def _amount(sheet: Sheet, fact: Fact) -> tuple[Shaded, ...]:
    q = fact.stated.quantity
    return (
        cell(fact.place),
        cell(_plain(q.indicator) or sheet.say("unknown")),
        cell(f"{_scaled(sheet, q)} {q.currency}".strip(), "strong"),
        cell(q.programme),
        cell(_plain(q.payer)),
        cell(str(q.year or "")),
        _page(sheet, fact),
    )


def good_practices(sheet: Sheet) -> Section:
    """9: practices of the catalogue that are on the topic, each labelled with what proves it and with what people did with it."""
    found = sheet.brief.practices
    if not found:
        return Section(sheet.say("s9"), (sheet.paragraph("practices_none", topic=sheet.brief.topic),))
    return Section(sheet.say("s9"), tuple(_practice(sheet, one) for one in found))


def _practice(sheet: Sheet, one: Practice) -> Paragraph:
    proof, status = (sheet.say(f"practice_{value.replace(' ', '_').replace('-', '_')}") for value in (one.strength, one.status))
    quoted = [run for c in one.citations for run in (Run(" "), *sheet.quoted(c))]
    return Paragraph((Run(f"{one.place} ({proof}; {status}):", "strong"), *quoted), "number")
