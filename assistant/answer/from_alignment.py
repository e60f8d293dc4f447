"""Answers out of the tags: which goals a place's documents serve, and whose documents serve a goal most. Knows the views, nothing of search.

An answer is a short list: goal, how strongly, and a sentence of the document, word for word.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answer.draft import Draft
from assistant.answer.extract import Chosen
from assistant.answer.frame import heading, say
from assistant.answer.planted import without_planted
from assistant.answer.question.cues import flat
from assistant.answer.question.goals import speaks_of_green_deal, speaks_of_un_goals
from assistant.answer.question.unnamed import asks_which_areas, asks_which_goals, asks_whose, names_matter
from assistant.answer.types import Citation, Event, Evidence, Gathered, Query
from assistant.answer.verify.quotation import verbatim
from assistant.desk.alignment import COVERED, MENTIONED, Cell, HeatTable, Reference, Row, all_rows, coverage, heat_table, ranking
from assistant.desk.corrections import REJECTED, TagCorrections
from assistant.desk.effective import of_passage
from assistant.desk.scheme import GOAL, GREEN_DEAL, label, name, values
from assistant.desk.scope import Scope
from index.errors import NotFound
from index.reader import Reader
from index.types import Hit, Record

LISTED = 6  # rows with a sentence each; those after them are named in a notice
_READ, _NAMED = 2, 4  # of a single measure: citations whose tags are read, goals named
_LOOKED_AT = 3  # hits in which a document's own words on the UN goals are looked for

Cite = Callable[[int, Chosen], Citation]


@dataclass(frozen=True, slots=True)
class Entry:
    """A goal, or a document on a goal, with the sentence that shows it."""

    heading: str
    chosen: Chosen


@dataclass(frozen=True, slots=True)
class Aligned:
    """What the tags answer: entries, or the reason why there are none."""

    gathered: Gathered
    entries: tuple[Entry, ...]
    notices: tuple[str, ...]
    refusal: str = ""
    beside: str = ""  # the answer in one sentence, for a document that speaks of its goals itself


def aligned(query: Query, reader: Reader, corrections: TagCorrections | None) -> Aligned | None:
    """The answer to a question on alignment; None where it asks something else, or where nothing in the index was ever tagged."""
    rows = _rows(query)
    if rows and query.places and len(query.uncovered) == len(query.places):
        names = ", ".join(p.name for p in query.uncovered)
        return Aligned(_gathered((), (), 0), (), (), say("uncovered", query.language, places=names))
    if not rows or query.uncovered or not reader.tagger:
        return None
    f = query.filters
    places = f.places or tuple(p.name for p in query.places)
    try:
        table = heat_table(reader, corrections, rows, Scope(places, f.countries, f.kinds, f.documents), best=_LOOKED_AT)
    except NotFound:
        return None
    if not table.columns:
        return None
    cells = _served(table) if query.places else _serving(table)
    return _answer(query, table, cells, reader)


def states_goals(query: Query, gathered: Gathered) -> bool:
    """Whether the best passages found for a place speak of the UN goals, or of the Green Deal, themselves: then their own words answer."""
    speaks = speaks_of_green_deal if asks_which_areas(flat(query.text)) else speaks_of_un_goals
    return (
        bool(query.places)
        and not gathered.refusal
        and any(speaks(flat(without_planted(h.passage.text))) for h in gathered.hits[:_LOOKED_AT])
    )


def told(found: Aligned, draft: Draft, cite: Cite, reader: Reader) -> Iterator[Event]:
    """The answer step by step, as assistant.answer.answer tells others."""
    language = draft.query.language
    cited = [(e, c) for n, e in enumerate(found.entries, 1) if verbatim(c := cite(n, e.chosen), reader.text)]
    if not cited:
        draft.reason = found.refusal or say("weak", language)
        draft.text = draft.reason
        yield Event("refusal", {"text": draft.text, "reason": draft.reason})
        return
    for notice in found.notices:
        yield draft.notice(notice)
    lines = [say("found", language)]
    for entry, citation in cited:
        yield draft.heading(entry.heading)
        yield from draft.sentence(citation.quote, [citation])
        lines += ["", entry.heading, f"• {citation.quote} [{citation.n}]"]
    draft.text = "\n".join(lines)


def served_by(query: Query, cited: Sequence[Citation], reader: Reader, corrections: TagCorrections | None) -> str:
    """What the quoted passages serve by their tags, in a sentence, for a question on what a single measure serves; "" for any other question."""
    text = flat(query.text)
    kind = GREEN_DEAL if asks_which_areas(text) else GOAL if asks_which_goals(text) else ""
    if query.intent != "alignment" or not kind or not cited or not reader.tagger:
        return ""
    strengths: dict[str, int] = {}
    for citation in cited[:_READ]:
        tags = [one.tag for one in of_passage(reader, corrections, citation.passage_id) if one.tag.kind == kind and one.by != REJECTED]
        reasons = [t for t in tags if t.start < citation.end and t.end > citation.start]
        for tag in reasons or tags:
            strengths[tag.value] = max(tag.strength, strengths.get(tag.value, 0))
    if not strengths:
        return ""
    best = sorted(strengths, key=lambda value: (-strengths[value], list(values(kind)).index(value)))[:_NAMED]
    named = ", ".join(f"{label(kind, value, query.language)} ({strengths[value]}/3)" for value in best)
    return say("tagged_quoted", query.language, rows=named)


# ---- what is asked


def _rows(query: Query) -> Sequence[Row]:
    """The rows of the scheme that a question asks about; none where it does not ask which goals are served, or who serves those it names."""
    if query.intent != "alignment" or len(query.places) > 1:
        return ()
    text = flat(query.text)
    if query.places:
        if query.goals:  # a matter is named: the search knows more of it; an area is, as in “climate contract”, that of the document
            return ()
        if names_matter(query.topic, query.language, [p.name for p in query.places]):
            return ()
        return all_rows(GREEN_DEAL) if asks_which_areas(text) else all_rows(GOAL) if asks_which_goals(text) else ()
    if not asks_whose(text):
        return ()
    of_deal = [Row(GREEN_DEAL, code) for code in query.green_deal] if speaks_of_green_deal(text) else []
    return [Row(GOAL, str(n)) for n in query.goals] or of_deal


# ---- what is answered


def _served(table: HeatTable) -> list[Cell]:
    """The strongest cell of each row among the documents of a place, the strongest row first."""
    best: dict[Row, Cell] = {}
    for document in table.columns:
        states = coverage(table, document.name)
        for cell in (*states[COVERED], *states[MENTIONED]):
            if cell.row not in best or _order(cell) > _order(best[cell.row]):
                best[cell.row] = cell
    return sorted(best.values(), key=_order, reverse=True)


def _serving(table: HeatTable) -> list[Cell]:
    """The documents that serve each row, the strongest first; of each place the strongest document only."""
    places = {d.name: d.record.place or d.name for d in table.columns}
    found: dict[tuple[Row, str], Cell] = {}
    for row in table.rows:
        for cell in ranking(table, row):
            found.setdefault((row, places[cell.document]), cell)
    return list(found.values())


def _order(cell: Cell) -> tuple[float, ...]:
    return (cell.strength, cell.share, cell.passages)


def _answer(query: Query, table: HeatTable, cells: Sequence[Cell], reader: Reader) -> Aligned:
    language = query.language
    records = {d.name: d.record for d in table.columns}
    served = [c for c in cells if c.state == COVERED]
    shown = (served or cells)[:LISTED]
    entries, references = [], []
    for cell in shown:
        chosen = _chosen(cell, records[cell.document], reader)
        if chosen:
            entries.append(Entry(_heading(cell, records[cell.document], table, language, bool(query.places)), chosen[0]))
            references.append(chosen[1])
    notices = [say("tagged_of", language, documents=_titles(shown, records, language))] if query.places and shown else []
    notices += _others(query, served[LISTED:], [c for c in cells if c.state == MENTIONED and c not in shown], records)
    beside = (
        say("tagged_too", language, places=", ".join(p.name for p in query.places), rows=_names(query, served, records)) if served else ""
    )
    refusal = "" if entries else _refusal(query, table)
    return Aligned(_gathered(entries, references, len(table.columns)), tuple(entries), tuple(notices), refusal, beside)


def _chosen(cell: Cell, record: Record, reader: Reader) -> tuple[Chosen, Reference] | None:
    """The first of a cell's sentences that stands outside the paragraphs which give orders to a machine."""
    for r in cell.best:
        passage = reader.passage(r.passage)
        if r.quote in without_planted(passage.text):
            return Chosen(Evidence(passage, record, r.score), r.start, r.end, r.quote, r.score), r
    return None


def _heading(cell: Cell, record: Record, table: HeatTable, language: str, of_place: bool) -> str:
    """What the cell comes to: of one place the goal is what differs, else the document."""
    title = _row(cell.row, language) if of_place else heading(record, language, date.today().year)
    if not of_place and len(table.rows) > 1:
        title = f"{_row(cell.row, language)} – {title}"
    counts = say(
        "tagged_row", language, row=title, how=say(f"strength_{cell.strength}", language), strength=cell.strength,
        passages=cell.passages, committed=cell.committed,
    )  # fmt: skip
    targets = say("tagged_targets", language, targets=", ".join(t for t, _ in cell.targets)) if cell.targets else ""
    people = say("tagged_people", language, count=cell.by_people) if cell.by_people else ""
    return " · ".join(filter(None, (counts, targets, people)))


def _row(row: Row, language: str) -> str:
    return f"{row.value} {name(GOAL, row.value, language)}" if row.kind == GOAL else name(row.kind, row.value, language)


def _titles(cells: Sequence[Cell], records: dict[str, Record], language: str) -> str:
    return "; ".join(heading(records[n], language, date.today().year) for n in dict.fromkeys(c.document for c in cells))


def _others(query: Query, more: Sequence[Cell], mentioned: Sequence[Cell], records: dict[str, Record]) -> list[str]:
    """What there is no room for, and what does not count as served."""
    pairs = (("tagged_more", more), ("tagged_mentioned", mentioned))
    return [say(key, query.language, rows=_names(query, cells, records)) for key, cells in pairs if cells]


def _names(query: Query, cells: Sequence[Cell], records: dict[str, Record]) -> str:
    """Of one place the goals with their strengths, else the places or documents."""
    language = query.language
    names = [label(c.row.kind, c.row.value, language) if query.places else records[c.document].place or c.document for c in cells]
    return ", ".join(f"{one} ({c.strength}/3)" if c.strength else one for one, c in zip(names, cells, strict=True))


def _refusal(query: Query, table: HeatTable) -> str:
    named = ", ".join(label(r.kind, r.value, query.language) for r in table.rows)
    rows = say("tagged_any", query.language) if query.places else named
    titles = "; ".join(d.record.title for d in table.columns) if query.places else str(len(table.columns))
    return say("tagged_none", query.language, documents=titles, rows=rows)


def _gathered(entries: Sequence[Entry], references: Sequence[Reference], documents: int) -> Gathered:
    """The passages shown as what was found; as sure as the program is of their tags on average."""
    evidence = tuple({e.chosen.evidence.passage.id: e.chosen.evidence for e in entries}.values())
    hits = tuple(Hit(e.passage, e.score) for e in evidence)
    sure = sum(r.score for r in references) / len(references) if references else 0.0
    sure = min(max(sure, 0.001), 0.999)
    return Gathered(evidence, hits, (), documents, confidence=math.log(sure / (1 - sure)) if references else -math.inf)
