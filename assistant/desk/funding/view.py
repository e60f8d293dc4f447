"""The rows of the funding view, which of them a person asked for, and totals over like with like. Knows quantities of an index, no formats."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.desk.funding.kinds import kind_of, names_money, place_of, said_of
from assistant.desk.scope import Scope, choose
from assistant.desk.topic import Topic
from index.analysis import lemmas
from index.errors import NotFound
from index.quantities.numbers import digits
from index.reader import Reader
from index.schema import Listed
from index.tagging import Stated
from index.types import Quantity
from ingest.tag.quantities.programmes import programmes
from ingest.tag.quantities.purpose import only_cost

_MONEY = "money"
_WHOLE = (0.9, 1.1)  # of all others together: there the largest amount is taken for their sum, which documents round and update
_LEAST = 1_000  # in a table under columns a smaller amount of money is one whose thousands or millions are named elsewhere, if anywhere
_unit_price = re.compile(
    r"(?:/|(?<![^\W_])per(?![^\W_]))\s*(?:CO|k?t|MW|kW|capita|person|fő|os\.)", re.IGNORECASE
)  # a column of prices is none of amounts
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


@dataclass(frozen=True, slots=True)
class FundingView:
    """Rows in the order of places and pages, totals, and what the reader has to know."""

    rows: tuple[Amount, ...]
    totals: tuple[Total, ...]
    warning: str = ""


def funding(reader: Reader, wanted: FundingWanted = FundingWanted()) -> FundingView:
    """The view. NotFound for a place, document or programme of which there is none, UsageError for a topic that is no word."""
    topic = Topic(reader, wanted.topic) if wanted.topic else None
    chosen = choose(reader, wanted.scope).documents
    stated: dict[str, list[Stated]] = defaultdict(list)
    for one in reader.quantities((_MONEY,), [d.name for d in chosen]) if chosen else ():
        stated[one.document].append(one)
    names = _programmes(wanted.programmes, (s.quantity.programme for found in stated.values() for s in found))
    rows = []
    for document in chosen:
        for row in _rows_of(document, stated[document.name], reader):
            wanted_ = not names or row.programme in names
            if wanted_ and (topic is None or topic.said(f"{row.measure} . {row.quote}", row.language)):
                rows.append(row)
    warning = "" if reader.tagger else "Nothing in this index is tagged yet, so no amounts are known: run “python -m ingest --tag”."
    return FundingView(tuple(rows), totals(rows), warning)


def totals(rows: Sequence[Amount]) -> tuple[Total, ...]:
    """The sums of at least two amounts of the same place, kind, currency and year.

    Each purpose counts once, with its largest amount: an amount that is repeated, rounded elsewhere or given in parts is not added to itself.
    Left out are amounts of no said kind, ranges, flows below zero, sums and parts of others, and the largest where it comes to all others together:
    a sum too low is found out by its list, one that counts money twice is believed.
    """
    like: dict[tuple[str, str, str, int | None], dict[tuple[str, ...], int]] = defaultdict(dict)
    for i, row in enumerate(rows):
        if not row.kind or row.number is None or row.number <= 0 or row.total or row.part or not row.measure:
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
    """The amounts of a document with the languages of their passages; what one does not say of its purpose the nearest of its table does."""
    rows = [_row(one, document, reader) for one in stated]
    tables = [next((t.start for t in reader.document(document.name).tables if t.start <= row.start < t.end), -1) for row in rows]
    tells = [_tells(row) for row in rows]
    for i, row in enumerate(rows):
        near = [k for k in range(len(rows)) if tells[k] and tables[k] == tables[i] >= 0]
        if not tells[i] and not row.total and near:
            rows[i] = replace(row, measure=rows[min(near, key=lambda k: abs(rows[k].start - row.start))].measure)
    return [row for row in rows if not _unit_price.search(row.column)]


def _tells(row: Amount) -> bool:
    """Whether a measure says what the money is for: it is no amount itself, not "total costs", and not the label of a form's cell."""
    cells_ = [cell.strip() for cell in row.quote.split("|") if cell.strip()]
    label = len(cells_) == _FORM and cells_[0] == row.measure.strip() and len(cells_[1]) > _FIGURE
    bare = row.measure.strip() not in cells_ and only_cost(row.measure, row.language)  # a cell of its own names a row: "Investments"
    return bool(row.measure) and not (label or bare or names_money(row.measure))


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
            raise NotFound(f"No indexed amount is of the programme {name}: there are {', '.join(sorted(known.values())) or 'none'}.")
        found |= meant
    return frozenset(found)
