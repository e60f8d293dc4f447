"""Sections 6 to 9 of a brief: targets, goals, instruments and money, practices. Knows no file formats."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.desk.brief.analysis import rank
from assistant.desk.brief.blocks import Block, Paragraph, Picture, Run, Section, Shaded, Table
from assistant.desk.brief.rows import PROCUREMENT
from assistant.desk.brief.sheet import Sheet, cell
from assistant.desk.brief.types import Alignment, Fact, Practice
from assistant.desk.scheme import GOAL, label
from index.scheme import goals

_WIDE_FROM = 10  # places that turn the page of the goals sideways
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
        cell(q.value, "strong"),
        cell(q.unit),
        cell(str(q.year or "")),
        _page(sheet, fact),
    )


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
    rows = tuple(_goal(sheet, found, number) for number in found.goals)
    share = 0.7 / len(found.places)
    table = Table(sheet.say("t_goals"), (sheet.say("goal"), *found.places), rows, (0.3, *[share] * len(found.places)), dense=True)
    wide = len(found.places) >= _WIDE_FROM
    return Section(sheet.say("s7"), (_goals_picture(sheet, found), table, sheet.paragraph("alignment_scale")), wide)


def _goal(sheet: Sheet, found: Alignment, number: int) -> tuple[Shaded, ...]:
    cells = []
    for place in found.places:
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
        cell(f"{q.value} {q.currency}".strip(), "strong"),
        cell(q.programme),
        cell(_plain(q.payer)),
        cell(str(q.year or "")),
        _page(sheet, fact),
    )


def good_practices(sheet: Sheet) -> Section:
    """9: what the documents report as a practice on the topic, each labelled as proved or planned."""
    found = sheet.brief.practices
    if not found:
        untagged = [sheet.paragraph("untagged")] if not sheet.brief.made_by.get("tagger") else []
        return Section(sheet.say("s9"), (sheet.paragraph("practices_none"), *untagged))
    return Section(sheet.say("s9"), tuple(_practice(sheet, one) for one in found))


def _practice(sheet: Sheet, one: Practice) -> Paragraph:
    proof = sheet.say("practice_results" if one.commitment == "monitored" else "practice_planned")
    section = one.citation.section.rsplit(" › ", 1)[-1]
    lead = f"{one.place}{f', {section}' if section else ''} ({proof}): "
    return Paragraph((Run(lead, "strong"), *sheet.quoted(one.citation)), "number")
