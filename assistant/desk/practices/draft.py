"""A practice drafted in the form's order of fields, each field sentences of the document. Knows limits and cues, nothing of where practices are."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.answer.question.goals import areas
from assistant.desk.practices.cues import says
from assistant.desk.practices.found import Lead, Sentence
from assistant.desk.practices.streams import streams
from assistant.desk.practices.types import CUT, LIMITS, Field, Money, Practice, Quote, Stream
from assistant.desk.scheme import GOAL, GREEN_DEAL
from index.schema import Listed
from index.scheme import green_deal
from index.tagging import digest
from index.types import Document, Tagged

_ID = 12  # hexadecimal digits
_AT_LEAST = 0.6  # of a field's room: a cut further to the front at a comma is not worth it
_year = re.compile(r"(?<![\d.,/-])(?:19[89]|20[0-5])\d(?![\d/]|[.,]\d)")
_figure = re.compile(r"\d+(?:[.,]\d+)?\s?(?:%|[^\W\d_]{1,4}(?![^\W_]))")
_stop = re.compile(r"[,;:–(]\s|\s(?=\S)")


@dataclass(frozen=True, slots=True)
class Source:
    """What a practice is drafted from: the document, its card, and what passages are tagged with."""

    document: Document
    listed: Listed
    tagged: Callable[[int], Tagged | None]


def draft(lead: Lead, source: Source) -> Practice:
    """The practice that a lead tells of."""
    text = source.document.text
    by_field = _sorted(lead, text)
    fields = tuple(_field(name, by_field[name], source) for name in LIMITS)
    all_ = (lead.head, *lead.others)
    said = [(text[s.start : s.end], s.passage.language) for s in all_]
    goals, codes, derived = _scheme(said, all_, source)
    record = source.document.record
    return Practice(
        id=_identifier(record.place, by_field, source),
        place=record.place,
        country=record.country,
        scope=record.level,
        fields=fields,
        years=_years([t for t, _ in said]),
        strength=lead.strength,
        goals=goals,
        green_deal=codes,
        derived=derived,
        procurement=any(says("procurement", t, language) for t, language in said) or _has(all_, source, "procurement"),
        streams=_streams(said),
        money=_money(all_, source),
        documents=(source.document.name,),
    )


def _identifier(place: str, by_field: dict[str, list[Sentence]], source: Source) -> str:
    """Of place, title and summary, filled to the limit: validations and comments hang on it, so that it knows nothing of how a cut is shown."""
    title, summary = (_field(name, by_field[name], source, spare=0).told for name in ("title", "summary"))
    return digest(f"{place}\n{title}\n{summary}")[:_ID]


def _sorted(lead: Lead, text: str) -> dict[str, list[Sentence]]:
    """Each sentence in the field of the form that it belongs to; the head is the title, and where it is a sentence the summary as well."""
    found: dict[str, list[Sentence]] = {name: [] for name in LIMITS}
    found["title"] = [lead.head]
    in_form = lead.head.part == "name"
    whole = (s for part in ("detail", "evidence") for s in lead.others if s.part == part and text[s.end - 1] != ":")
    found["summary"] = [next(whole, lead.head) if in_form else lead.head]
    for s in lead.others:
        found["evidence" if s == lead.head else _field_of(s, text)].append(s)
    if not found["detail"]:
        found["detail"] = [lead.head]
    return found


def _field_of(s: Sentence, text: str) -> str:
    sentence, language = text[s.start : s.end], s.passage.language
    if s.part in ("evidence", "resources"):
        return s.part
    if says("transfer", sentence, language):
        return "transfer"
    if not s.part and says("done", sentence, language) and _figure.search(sentence):
        return "evidence"
    if says("difficulty", sentence, language):
        return "difficulties"
    return "resources" if not s.part and says("resources", sentence, language) else "detail"


def _field(name: str, belonging: Sequence[Sentence], source: Source, spare: int = len(CUT)) -> Field:
    """As many sentences in their order as there is room for; of one that is longer than the room its beginning, with `spare` characters left."""
    room, cut = LIMITS[name], False
    taken: list[Quote] = []
    for s in belonging:
        quote = _quote(s.start, s.end, s, source)
        need = len(" ".join(quote.text.split())) + bool(taken)
        if need > room and not taken:
            quote = _quote(s.start, s.start + _cut(source.document.text[s.start : s.end], room - spare), s, source)
            need, cut = room, True
        if need > room:
            break
        taken.append(quote)
        room -= need
    return Field(name, tuple(taken), len(belonging) - len(taken), cut)


def _cut(sentence: str, room: int) -> int:
    """Where a sentence is cut so that it fits: at a mark if not much is lost by it, else between two words."""
    stops = [m for m in _stop.finditer(sentence) if m.start() <= room]
    marks = [m.start() for m in stops if m.group()[0] in ",;:–(" and m.start() >= _AT_LEAST * room]
    return (marks or [m.start() for m in stops] or [room])[-1]


def _quote(start: int, end: int, s: Sentence, source: Source) -> Quote:
    text = source.document.text[start:end]
    end = start + len(text.rstrip())
    page = next((p.number for p in source.document.pages if p.start <= start < p.end), None)
    return Quote(source.document.name, page, s.passage.id, start, end, source.document.text[start:end], s.passage.language)


def _years(said: Sequence[str]) -> tuple[int, int] | None:
    years = [int(m.group()) for text in said for m in _year.finditer(text)]
    return (min(years), max(years)) if years else None


def _scheme(said: Sequence[tuple[str, str]], all_: Sequence[Sentence], source: Source) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """Goals, Green Deal codes, and whether they follow from the words alone because no passage has such a tag."""
    tags = [tag for s in all_ if (found := source.tagged(s.passage.id)) for tag in found.tags]
    goals = sorted({t.value for t in tags if t.kind == GOAL}, key=int)
    codes = sorted({t.value for t in tags if t.kind == GREEN_DEAL})
    if goals or codes:
        return tuple(goals), tuple(codes), False
    language = said[0][1]
    codes = list(areas(" . ".join(t for t, _ in said), language))
    direct = {area.goals[0] for area in green_deal.load().areas if area.code in codes}
    return tuple(map(str, sorted(direct))), tuple(codes), True


def _has(all_: Sequence[Sentence], source: Source, kind: str) -> bool:
    return any(tag.kind == kind for s in all_ if (found := source.tagged(s.passage.id)) for tag in found.tags)


def _streams(said: Sequence[tuple[str, str]]) -> tuple[Stream, ...]:
    return tuple(dict.fromkeys(stream for text, language in said for stream in streams(text, language)))


def _money(all_: Sequence[Sentence], source: Source) -> tuple[Money, ...]:
    """The amounts that its sentences state."""
    found: dict[tuple[float | None, str], Money] = {}
    for s in all_:
        tagged = source.tagged(s.passage.id)
        for q in tagged.quantities if tagged else ():
            if q.kind == "money" and q.start < s.end and s.start < q.end:
                found.setdefault((q.number, q.currency), Money(q.number, q.currency, source.document.text[q.start : q.end]))
    return tuple(found.values())
