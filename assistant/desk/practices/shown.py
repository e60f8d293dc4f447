"""Practices as JSON, CSV, a list, and text in the order of the form. Knows the formats, nothing of how practices come about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from urllib.parse import urlencode

from assistant.desk.exports import written
from assistant.desk.practices.catalogue import Entry
from assistant.desk.practices.types import LIMITS, PLANNED, Money, Practice, Quote
from assistant.desk.practices.validation import Step
from assistant.desk.scheme import GOAL, GREEN_DEAL, name

HEADS = {
    "title": "Title", "summary": "Summary", "detail": "Detailed information", "resources": "Resources needed", "evidence": "Evidence of success",
    "difficulties": "Difficulties encountered, lessons learned", "transfer": "Potential for learning or transfer",
}  # fmt: skip
EXPECTED = "Results that are expected, none is reported"  # a plan has no evidence of success
COLUMNS = (
    "id", "status", "strength of evidence", "title", "place", "country", "scope", "summary", "detail", "resources", "from", "to", "evidence",
    "difficulties", "transfer", "goals", "green deal", "goals and areas follow from words only", "streams", "procurement", "amounts", "documents",
    "sources", "validation",
)  # fmt: skip


def as_json(entry: Entry) -> dict[str, object]:
    """One practice with its fields, each with counter and sources, and what people did with it."""
    p = entry.practice
    fields = [
        {
            "name": f.name,
            "text": f.text,
            "characters": len(f.text),
            "limit": LIMITS[f.name],
            "left_out": f.left_out,
            "quotes": [{**asdict(q), "source": source(q)} for q in f.quotes],
        }
        for f in p.fields
    ]
    flat = {key: value for key, value in asdict(p).items() if key != "fields"}
    return {
        **flat,
        "status": entry.status,
        "plan": p.strength == PLANNED,
        "fields": fields,
        "validation": [asdict(s) for s in entry.history],
    }


def as_csv(entries: Sequence[Entry]) -> str:
    """A line a practice (RFC 4180), its fields in the order of the form."""
    return written(COLUMNS, (_line(e) for e in entries))


def as_list(entries: Sequence[Entry]) -> str:
    """What a terminal shows: a practice in two lines."""
    lines = [
        f"{e.practice.id}  {e.status:9}  {e.practice.strength:18}  {e.practice.place or '–'}: {e.practice.field('title').text}\n"
        f"              {e.practice.field('summary').text} ({_where(e.practice.field('title').quotes[0])})"
        for e in entries
    ]
    return "\n".join([*lines, f"{len(entries)} practices."])


def as_form(entries: Sequence[Entry]) -> str:
    """Text in the order of Interreg Europe's form, each field with its characters and its sources."""
    return "\n\n\n".join("\n\n".join(f"{head}\n{text}" for head, text in form(e)) for e in entries) or "No practice."


def form(entry: Entry) -> Iterator[tuple[str, str]]:
    """Head and text of each part, in the form's order, ours after it."""
    p = entry.practice
    for i, (key, head) in enumerate(HEADS.items()):
        field = p.field(key)
        more = f"\n({field.left_out} more sentences did not fit)" if field.left_out else ""
        if key == "evidence" and p.strength == PLANNED:
            head = EXPECTED
        yield f"{head} ({field.counter})", f"{field.text or '–'}{more}"
        if i == 0:
            yield "Place and scope", ", ".join(filter(None, (p.place, p.country, p.scope))) or "–"
        if key == "resources":
            yield "From–to", "–".join(map(str, p.years)) if p.years else "–"
    yield "Strength of evidence", f"{p.strength}{': this is a plan, no result is reported' if p.strength == PLANNED else ''}"
    yield "Goals and Green Deal", scheme(p)
    yield "By-product → product", streams(p)
    yield "Procurement", "yes" if p.procurement else "–"
    yield "Amounts", amounts(p.money)
    yield "Sources", "\n".join(sources(p))
    yield "Validation", "\n".join(map(step, entry.history)) or "draft: nobody has checked it"


def scheme(p: Practice, language: str = "en") -> str:
    """Goals and areas by name."""
    goals = [f"{g} {name(GOAL, g, language)}" for g in p.goals]
    found = "; ".join([*goals, *(name(GREEN_DEAL, code, language) for code in p.green_deal)])
    return f"{found}{' (from the words only, not tagged)' if p.derived else ''}" if found else "–"


def streams(p: Practice) -> str:
    """Each by-product with what becomes of it."""
    return "; ".join(f"{s.by_product} → {s.product}" for s in p.streams) or "–"


def amounts(money: Sequence[Money]) -> str:
    """Each amount of money; a range in the words of its sentence."""
    return "; ".join(f"{m.number:,.0f} {m.currency}" if m.number is not None else " ".join(m.quote.split()) for m in money) or "–"


def sources(p: Practice) -> list[str]:
    """Where each field's sentences stand, once each."""
    return list(dict.fromkeys(_where(q) for f in p.fields for q in f.quotes))


def source(quote: Quote) -> str:
    """Where the program shows a sentence marked on its page."""
    return f"/api/marks?{urlencode({'document': quote.document, 'start': quote.start, 'end': quote.end})}"


def step(one: Step) -> str:
    """What one person did, as a line."""
    return f"{one.step} by {one.person}, {one.date}{f': {one.note}' if one.note else ''}"


def _line(entry: Entry) -> list[object]:
    p = entry.practice
    text = {f.name: f.text for f in p.fields}
    years = p.years or (None, None)
    start = [p.id, entry.status, p.strength, text["title"], p.place, p.country, p.scope, text["summary"], text["detail"], text["resources"]]
    middle = [*years, text["evidence"], text["difficulties"], text["transfer"], "; ".join(p.goals), "; ".join(p.green_deal)]
    flags = ["yes" if p.derived else None, streams(p) if p.streams else None, "yes" if p.procurement else None]
    end = [amounts(p.money) if p.money else None, "; ".join(p.documents), "; ".join(sources(p)), "; ".join(map(step, entry.history))]
    return [*start, *middle, *flags, *end]


def _where(q: Quote) -> str:
    return f"{q.document}, {f'p. {q.page}, ' if q.page else ''}{q.start}–{q.end}"
