"""The money of a statement: amounts with currency, from which programme, in which year. Knows roles of years, nothing of tables; see purpose, payer."""

from __future__ import annotations

from collections.abc import Sequence

from index.types import Quantity
from ingest.tag.quantities.amounts import Amount
from ingest.tag.quantities.cues import cue
from ingest.tag.quantities.payer import payer
from ingest.tag.quantities.programmes import nearest
from ingest.tag.quantities.purpose import purposes
from ingest.tag.quantities.statement import Statement
from ingest.tag.quantities.years import dated_at


def money(statement: Statement, about: str = "") -> list[tuple[Quantity, Amount]]:
    """The amounts of money; `about` is what they are for where the statement itself says no more than "total costs"."""
    found = [a for a in statement.amounts if a.currency and a.number != 0]
    who = [payer(statement, a) for a in found]
    what = purposes(statement, found, who, about)
    return [(_money(statement, a, found, pays, purpose), a) for a, pays, purpose in zip(found, who, what, strict=True)]


def _money(statement: Statement, amount: Amount, found: Sequence[Amount], who: tuple[int, int], purpose: str) -> Quantity:
    text = statement.text
    return Quantity(
        kind="money",
        start=0,
        end=len(text),
        indicator=purpose,
        value=text[amount.first : amount.last],
        number=amount.number,
        unit="",
        year=_year(statement, amount),
        currency=amount.currency,
        programme=_programme(statement, amount, found),
        payer=text[slice(*who)],
    )


def _programme(statement: Statement, amount: Amount, found: Sequence[Amount]) -> str:
    """The programme named in the part of the statement that is this amount's: from the amount before it to the next, "of which" parting them."""
    text, part = statement.text, cue("part", statement.language)
    outer = [a for a in found if text[: a.start].rstrip()[-1:] != "("]  # "EUR 4.2 million (HUF 1.6 billion)" is one amount
    amount = amount if amount in outer else next((a for a in reversed(outer) if a.end <= amount.start), amount)
    start = max([0, *(a.end for a in outer if a.end <= amount.start)])
    end = min([len(text), *(a.start for a in outer if a.start >= amount.end)])
    start = max([start, *(m.start() for m in part.finditer(text, start, amount.start))])
    if opening := part.search(text, amount.end, len(text)):
        end = min(end, opening.start())
    elif end < len(text) and (comma := text.rfind(",", amount.end, end)) > 0:
        end = comma
    return nearest(text[start:end], amount.start - start, amount.end - start)


def _year(statement: Statement, amount: Amount) -> int | None:
    others = [(a.start, a.end) for a in statement.amounts if a is not amount]
    years = statement.years
    dated = sorted((*years.deadlines, *years.inside, *years.periods), key=lambda d: d.start)
    found = dated_at(amount.start, amount.end, others, dated)
    return found.year if found else None
