"""The rows of the funding view, which of them a person asked for, and totals over like with like. Knows quantities of an index, no formats."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.desk.funding.kinds import kind_of, names_money, place_of, said_of
from assistant.desk.practices.forms import Form, forms
from assistant.desk.scope import Scope, choose
from assistant.desk.topic import Topic
from index.analysis import lemmas
from index.errors import NotFound
from index.quantities.numbers import digits
from index.reader import Reader
from index.schema import Listed
from index.tagging import Stated
from index.types import Quantity
from ingest.tag.quantities.cues import cue
from ingest.tag.quantities.programmes import programmes
from ingest.tag.quantities.purpose import only_cost

_MONEY = "money"
_WHOLE = (0.9, 1.1)  # of all others together: there the largest amount is taken for their sum, which documents round and update
_LEAST = 1_000  # units of a currency: less is a fee or a price, and in a table an amount whose thousands or millions are named elsewhere
_unit_price = re.compile(
    r"(?:/|(?<![^\W_])per(?![^\W_]))\s*(?:CO|k?t|MW|kW|capita|person|fő|os\.)", re.IGNORECASE
)  # a column of prices is none of amounts
_AT_ONCE, _WORDS, _GLANCE = 4, 16, 160  # amounts of one cost; words of a name; characters
_FORM, _FIGURE = 2, 40  # filled cells of a form's row: label and text; characters of a cell that holds no more than a figure
_AROUND = 12  # characters: a currency or multiplier beside the digits


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount of money as a document states it."""

    amount: str  # slice: as written, with multiplier and currency where they stand beside it
    number: float | None  # in units of the currency; None for a range, and where a table does not say whether it counts millions
    currency: str  # ISO 4217
    kind: str  # investment | running | funding | loan | gain (savings and income), "" where it is not said
    total: bool  # the sum of other amounts, which is not added to them
    part: bool  # a part of another amount, which holds it already
    programme: str
    payer: str
    measure: str  # what it is for
    year: int | None
    place: str
    document: str
    title: str
    page: int | None
    start: int  # the sentence or table row: text[start:end] of the document is `quote`
    end: int
    quote: str
    passage: int
    language: str  # of the passage
    column: str  # of the table in which it stands
    clear: bool = True  # whether the measure names a purpose; otherwise it is the beginning of the sentence, and no total counts the amount


@dataclass(frozen=True, slots=True)
class Total:
    """What like amounts of one place come to, with the amounts behind it."""

    place: str
    kind: str
    currency: str
    year: int | None
    sum: float
    rows: tuple[int, ...]  # positions in the view's rows

    wholes: tuple[int, ...] = ()  # the row that seems to be the sum of the others and is not added to them


@dataclass(frozen=True, slots=True)
class FundingWanted:
    """What the view is limited to."""

    scope: Scope = Scope()  # noqa: RUF009 - frozen
    programmes: tuple[str, ...] = ()
    topic: str = ""
    payers: tuple[str, ...] = ()
    currencies: tuple[str, ...] = ()  # ISO 4217
    years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FundingView:
    """Rows in the order of places and pages, totals, and what the reader has to know."""

    rows: tuple[Amount, ...]
    totals: tuple[Total, ...]
    warning: str = ""


def funding(reader: Reader, wanted: FundingWanted = FundingWanted()) -> FundingView:
    """The view. NotFound for a place, document or programme of which there is none, UsageError for a topic that is no word."""
    return viewed(reader, wanted, amounts(reader, choose(reader, wanted.scope).documents))


def viewed(reader: Reader, wanted: FundingWanted, among: Sequence[Amount]) -> FundingView:
    """The view over amounts that are known; errors as for `funding`, but for the scope, which `among` is of already."""
    topic = Topic(reader, wanted.topic) if wanted.topic else None
    names = _programmes(wanted.programmes, (row.programme for row in among))
    rows = [
        row
        for row in among
        if (not names or row.programme in names)
        and (not wanted.payers or row.payer in wanted.payers)
        and (not wanted.currencies or row.currency in wanted.currencies)
        and (not wanted.years or row.year in wanted.years)
        and (topic is None or topic.said(f"{row.measure} . {row.quote}", row.language))
    ]
    warning = "" if reader.tagger else "Nothing in this index is tagged yet, so no amounts are known: run “python -m ingest --tag”."
    return FundingView(tuple(rows), totals(rows), warning)


def amounts(reader: Reader, documents: Sequence[Listed]) -> list[Amount]:
    """Every amount that these documents state, in their order."""
    stated: dict[str, list[Stated]] = defaultdict(list)
    for one in reader.quantities((_MONEY,), [d.name for d in documents]) if documents else ():
        stated[one.document].append(one)
    return [row for document in documents for row in _rows_of(document, stated[document.name], reader)]


def totals(rows: Sequence[Amount]) -> tuple[Total, ...]:
    """The sums of at least two amounts of the same place, kind, currency and year.

    Each purpose counts once, with its largest amount: an amount that is repeated, rounded elsewhere or given in parts is not added to itself.
    Left out are amounts of no said kind or purpose, ranges, flows below zero, sums and parts of others, and the largest where it comes to all
    others together: a sum too low is found out by its list, one that counts money twice is believed.
    """
    like: dict[tuple[str, str, str, int | None], dict[tuple[str, ...], int]] = defaultdict(dict)
    for i, row in enumerate(rows):
        if not row.kind or row.number is None or row.number <= 0 or row.total or row.part or not row.clear:
            continue
        purposes = like[row.place or row.document, row.kind, row.currency, row.year]
        purpose = tuple(lemmas(said_of(row.measure, row.language), row.language))
        held = purposes.get(purpose)
        if held is None or row.number > (rows[held].number or 0):
            purposes[purpose] = i
    found = [_total(key, sorted(purposes.values(), key=lambda i: -(rows[i].number or 0)), rows) for key, purposes in like.items()]
    found = [total for total in found if len(total.rows) > 1]
    return tuple(sorted(found, key=lambda t: (t.place, t.kind, t.currency, t.year or 0)))


def _total(key: tuple[str, str, str, int | None], largest_first: Sequence[int], rows: Sequence[Amount]) -> Total:
    numbers = [rows[i].number or 0.0 for i in largest_first]
    whole = len(numbers) > 2 and _WHOLE[0] <= numbers[0] / sum(numbers[1:]) <= _WHOLE[1]
    return Total(*key, sum(numbers[whole:]), tuple(sorted(largest_first[whole:])), tuple(largest_first[:whole]))


def _rows_of(document: Listed, stated: Sequence[Stated], reader: Reader) -> list[Amount]:
    """The amounts of a document, prices left out; what one does not say of its purpose its form does, else the nearest amount of its table."""
    if not stated:
        return []
    whole = reader.document(document.name)
    rows = [_row(one, document, reader) for one in stated]
    inside = {i: form for form in forms(whole, document.record.language) for i in _inside(form, rows)}
    tables = [next((t.start for t in whole.tables if t.start <= row.start < t.end), -1) for row in rows]
    tells = [_tells(row) for row in rows]
    for i, row in enumerate(rows):
        near = [k for k in range(len(rows)) if tells[k] and tables[k] == tables[i] >= 0]
        if row.total or (tells[i] and not _one_cost(row, inside.get(i), rows)):
            continue
        if form := inside.get(i):
            rows[i] = replace(row, measure=whole.text[slice(*form.parts["name"][0])])
        elif near:
            rows[i] = replace(row, measure=rows[min(near, key=lambda k: abs(rows[k].start - row.start))].measure)
        else:
            rows[i] = replace(row, measure=_beginning(row.quote), clear=False)
    return [row for row in rows if not _price(row)]


def _inside(form: Form, rows: Sequence[Amount]) -> list[int]:
    """The amounts that stand in a form."""
    spans = [span for found in form.parts.values() for span in found]
    start, end = min(start for start, _ in spans), max(end for _, end in spans)
    return [i for i, row in enumerate(rows) if start <= row.start < end or (row.start <= start < row.end)]


def _one_cost(row: Amount, form: Form | None, rows: Sequence[Amount]) -> bool:
    """Whether an amount, alone with what it is converted to, stands where a form says what its action costs."""
    spans = form.parts.get("resources", ()) if form else ()
    span = next(((s, e) for s, e in spans if row.start < e and s < row.end), None)
    return span is not None and sum(r.start < span[1] and span[0] < r.end for r in rows) <= _AT_ONCE


def _beginning(quote: str) -> str:
    """A sentence that says what its amount is for in other words than "for", or as much of it as reads at a glance."""
    return quote if len(quote) <= _GLANCE else quote[: quote.rfind(" ", 0, _GLANCE)]


def _price(row: Amount) -> bool:
    """Whether an amount is what one piece costs: a column of prices, or a few euros in a sentence."""
    return _unit_price.search(row.column) is not None or (row.number is not None and abs(row.number) < _LEAST)


def _tells(row: Amount) -> bool:
    """Whether a measure names what the money is for: no amount itself, not "total costs", not a form's label, in prose no half of a sentence."""
    measure, cells_ = row.measure.strip(), [cell.strip() for cell in row.quote.split("|") if cell.strip()]
    if not measure or names_money(measure) or (len(cells_) == _FORM and cells_[0] == measure and len(cells_[1]) > _FIGURE):
        return False
    if measure in cells_:  # a cell of its own names a row: "Investments"
        return True
    said = said_of(measure, row.language)
    verb = any(cue(kind, row.language).search(measure) for kind in ("fact", "aim", "gives"))
    return not only_cost(measure, row.language) and not verb and len(lemmas(said, row.language)) > 1 and len(said.split()) <= _WORDS


def _row(stated: Stated, document: Listed, reader: Reader) -> Amount:
    q, whole = stated.quantity, reader.document(document.name)
    language = reader.passage(stated.passage).language
    quote = whole.text[q.start : q.end]
    kind = kind_of(q, whole.text, whole.tables, language)
    scaled = q.number is None or abs(q.number) >= _LEAST or "|" not in quote
    page = next((p.number for p in whole.pages if p.start <= q.start < p.end), stated.page)
    return Amount(
        amount=_written(q, quote, language),
        number=q.number if scaled else None,
        currency=q.currency,
        kind=kind.name,
        total=kind.total,
        part=kind.part,
        programme=q.programme,
        payer=q.payer,
        measure=q.indicator,
        year=q.year,
        place=document.record.place,
        document=document.name,
        title=document.record.title,
        page=page,
        start=q.start,
        end=q.end,
        quote=quote,
        passage=stated.passage,
        language=language,
        column=kind.column,
    )


def _written(quantity: Quantity, quote: str, language: str) -> str:
    """The digits with the multiplier and currency that stand beside them."""
    at = place_of(quantity, quote, language)
    end = at + len(quantity.value)
    near = [n for n in digits(quote, language) if n.start <= end and n.end >= at]
    first, last = min([at, *(n.start for n in near)]), max([end, *(n.end for n in near)])
    return quote[max(first, at - _AROUND) : last].strip()


def _programmes(wanted: Sequence[str], there: Iterable[str]) -> frozenset[str]:
    """The programmes that a person named, by the names that rows have: EFRR is ERDF."""
    known = {name.lower(): name for name in there if name}
    found = set()
    for name in wanted:
        meant = {own for own, *_ in programmes(name)} or {known.get(name.strip().lower(), name)}
        if not meant & set(known.values()):
            sentence = f"No indexed amount is of the programme {name}: there are {', '.join(sorted(known.values())) or 'none'}."
            raise NotFound(sentence, "programme_unknown", name=name)
        found |= meant
    return frozenset(found)
