"""Sections 1 to 4 and 12 of a brief: what was asked, the findings, the territories, the documents, and how it was made. Knows no file formats."""

from __future__ import annotations

from assistant.desk.brief.analysis import findings
from assistant.desk.brief.blocks import Block, Paragraph, Run, Section, Shaded, Table
from assistant.desk.brief.sheet import Sheet, cell
from assistant.desk.brief.types import Territory
from index.places.gazetteer import entries
from index.places.mentions import same
from index.schema import Listed

_HASH = 12


def scope(sheet: Sheet) -> Section:
    """1: the question, what was read, and what was not."""
    brief = sheet.brief
    documents = [d for t in brief.territories for d in t.documents]
    places = ", ".join(t.name for t in brief.territories)
    languages = ", ".join(sheet.say(f"in_{code}") for code in dict.fromkeys(d.record.language for d in documents) if code)
    blocks = [
        Paragraph((Run(sheet.say("question", topic=brief.topic, places=places), "strong"),)),
        sheet.paragraph({"oecd": "rows_oecd", "green-deal": "rows_deal"}.get(brief.preset, "rows_own"), count=len(brief.rows)),
        sheet.paragraph("scope", documents=len(documents)),
        sheet.paragraph("cutoff", date=brief.date),
        sheet.paragraph("not_indexed"),
    ]
    if brief.left_out:
        blocks.append(sheet.paragraph("not_considered", count=brief.left_out))
    blocks.append(sheet.paragraph("original", languages=languages or sheet.say("unknown")))
    if brief.translated:
        blocks.append(sheet.paragraph("translated", model=brief.made_by["model"]))
    return Section(sheet.say("s1"), tuple(blocks))


def key_findings(sheet: Sheet) -> Section:
    """2: up to five rows, each with the sentence that goes furthest."""
    brief = sheet.brief
    found = findings(brief.cells)
    blocks: list[Block] = []
    if not found:
        blocks.append(sheet.paragraph("findings_none", topic=brief.topic))
    elif len(found) < 5:
        blocks.append(sheet.paragraph("findings_few", count=len(found)))
    for one in found:
        assert one.best.citation is not None
        key = "finding_many" if len(brief.territories) > 1 else "finding_one"
        lead = sheet.say(
            key,
            row=sheet.row(one.best.row),
            place=one.best.place,
            level=sheet.level(one.best.level),
            found=one.places,
            all=len(brief.territories),
        )
        blocks.append(Paragraph((Run(f"{lead} ", "strong"), *sheet.quoted(one.best.citation)), "number", f"finding/{one.best.row.key}"))
    return Section(sheet.say("s2"), tuple(blocks))


def territories(sheet: Sheet) -> Section:
    """3: each place with its documents."""
    head = ("place", "country", "inhabitants", "documents", "kinds", "horizon", "language")
    rows = tuple(_territory(sheet, t) for t in sheet.brief.territories)
    table = Table(sheet.say("t_facts"), tuple(map(sheet.say, head)), rows, (0.17, 0.12, 0.13, 0.14, 0.18, 0.13, 0.13))
    return Section(sheet.say("s3"), (table, sheet.paragraph("inhabitants_source")))


def _territory(sheet: Sheet, territory: Territory) -> tuple[Shaded, ...]:
    records = [d.record for d in territory.documents]
    kinds = dict.fromkeys(sheet.say(f"kind_{r.kind}") for r in records if r.kind)
    periods = dict.fromkeys(filter(None, (_period(sheet, d) for d in territory.documents)))
    languages = dict.fromkeys(sheet.say(f"in_{r.language}") for r in records if r.language)
    values = (", ".join(kinds), ", ".join(periods), ", ".join(languages))
    return (
        cell(territory.name, "strong"),
        cell(_country(sheet, territory.country)),
        cell(_inhabitants(sheet, territory)),
        cell(str(len(records))),
        *(cell(value or sheet.say("unknown")) for value in values),
    )


def _country(sheet: Sheet, code: str) -> str:
    return sheet.say(f"country_{code}") if code in ("PL", "CZ", "SK", "HU", "EU") else code or sheet.say("unknown")


def _inhabitants(sheet: Sheet, territory: Territory) -> str:
    known = (
        e.place for e in entries() if e.place.kind == "city" and e.place.country == territory.country and same(e.place.name, territory.name)
    )
    count = next((p.population for p in known), 0)
    return f"{count:,}".replace(",", "\u00a0") if count else sheet.say("unknown")


def _period(sheet: Sheet, document: Listed) -> str:
    record = document.record
    if record.period_from and record.period_to:
        return f"{record.period_from}–{record.period_to}"
    return sheet.say("until", year=record.period_to) if record.period_to else ""


def comparability(sheet: Sheet) -> Section:
    """4: what the documents have in common and what they have not."""
    head = ("document", "place", "kinds", "status", "pages", "extraction")
    documents = [(t, d) for t in sheet.brief.territories for d in t.documents]
    rows = tuple(
        (
            cell(d.record.title),
            cell(t.name),
            cell(sheet.say(f"kind_{d.record.kind}") if d.record.kind else sheet.say("unknown")),
            cell(_status(sheet, d)),
            cell(str(d.pages) if d.pages else sheet.say("no_page")),
            cell(_extraction(sheet, d)),
        )
        for t, d in documents
    )
    table = Table(sheet.say("t_documents"), tuple(map(sheet.say, head)), rows, (0.32, 0.13, 0.13, 0.16, 0.1, 0.16))
    return Section(sheet.say("s4"), (table, *_compared(sheet, [d for _, d in documents]), sheet.paragraph("status_source")))


def _status(sheet: Sheet, document: Listed) -> str:
    record, year = document.record, int(sheet.brief.date[:4])
    if record.period_to is None:
        return sheet.say("unknown")
    if record.period_from and record.period_from > year:
        return sheet.say("starts", year=record.period_from)
    return sheet.say("expired" if record.period_to < year else "in_force", year=record.period_to)


def _extraction(sheet: Sheet, document: Listed) -> str:
    if not document.warnings:
        return sheet.say("clean")
    return sheet.say("remarks", count=len(document.warnings), first=document.warnings[0])


def _compared(sheet: Sheet, documents: list[Listed]) -> list[Paragraph]:
    year = int(sheet.brief.date[:4])
    ends = sorted({d.record.period_to for d in documents if d.record.period_to})
    kinds = list(dict.fromkeys(d.record.kind for d in documents if d.record.kind))
    unknown = [d.record.title for d in documents if d.record.period_to is None]
    over = [d.record.title for d in documents if d.record.period_to and d.record.period_to < year]
    samples = [d.record.title for d in documents if d.record.illustrative]
    lengths = [d.passages for d in documents]
    found: list[tuple[str, dict[str, object]]] = []
    if len(documents) > 1 and len(ends) == 1 and not unknown:
        found.append(("same_horizon", {"year": ends[0]}))
    if len(documents) > 1 and len(ends) > 1:
        found.append(("other_horizons", {"years": ", ".join(map(str, ends))}))
    if unknown:
        found.append(("unknown_horizons", {"documents": "; ".join(unknown)}))
    if over:
        found.append(("over", {"documents": "; ".join(over)}))
    if len(documents) > 1 and kinds:
        names = ", ".join(sheet.say(f"kind_{kind}") for kind in kinds)
        found.append(("same_kind", {"kind": names}) if len(kinds) == 1 else ("other_kinds", {"kinds": names}))
    if len(documents) > 1 and max(lengths) >= 2 * min(lengths):
        found.append(("other_lengths", {"least": min(lengths), "most": max(lengths)}))
    if samples:
        found.append(("illustrative", {"documents": "; ".join(samples)}))
    return [sheet.paragraph(key, "bullet", **values) for key, values in found]


def method(sheet: Sheet) -> Section:
    """12: how it was made, what it cannot tell, with which versions, and the list of sources."""
    brief = sheet.brief
    versions = "; ".join(f"{sheet.say(f'v_{key}')}: {value or sheet.say('without_model')}" for key, value in brief.made_by.items())
    blocks: list[Block] = [sheet.paragraph(key) for key in ("method_search", "method_verbatim", "method_limits")]
    blocks.append(sheet.paragraph("versions", versions=versions))
    rows = tuple((cell(d.record.title), cell(t.name), cell(d.name), cell(d.sha256[:_HASH])) for t in brief.territories for d in t.documents)
    head = ("document", "place", "file", "hash")
    blocks.append(sheet.paragraph("sources_note"))  # before its table: alone on the next page it would be a page of one line
    blocks.append(Table(sheet.say("t_sources"), tuple(map(sheet.say, head)), rows, (0.4, 0.14, 0.28, 0.18)))
    return Section(sheet.say("s12"), tuple(blocks))
