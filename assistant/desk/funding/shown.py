"""The funding view as JSON, CSV and plain text. Knows the formats, nothing of how the view comes about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from urllib.parse import urlencode

from assistant.desk.exports import written
from assistant.desk.funding.view import Amount, FundingView, Total

COLUMNS = (
    "place", "document", "title", "page", "amount", "number", "currency", "kind", "sum of others", "part of another", "programme", "payer",
    "measure", "year", "column", "start", "end", "quote", "source", "counted in",
)  # fmt: skip
_NO_TOTAL = "No total: fewer than two like amounts."
_LIKE = "Totals add amounts of one place, kind, currency and year, each purpose once; two currencies are often the same money and are not added."


def as_json(view: FundingView) -> dict[str, object]:
    """Rows, and totals with the positions of the rows behind them."""
    rows = [{**asdict(row), "source": source(row)} for row in view.rows]
    return {"warning": view.warning, "note": _LIKE, "rows": rows, "totals": [asdict(t) for t in view.totals]}


def as_csv(view: FundingView) -> str:
    """A line an amount (RFC 4180); "counted in" names the total that it is part of."""
    counted = _counted(view)
    return written(COLUMNS, ([*_line(row), counted.get(i, "")] for i, row in enumerate(view.rows)))


def as_text(view: FundingView) -> str:
    """What a terminal shows: an amount a line, then the totals with the number of amounts behind each."""
    lines = [_sentence(row) for row in view.rows] or ["No amount of money."]
    sums = [f"{_name(t)}: {_number(t.sum)} {t.currency} ({len(t.rows)} amounts{_without(t, view)})" for t in view.totals]
    return "\n".join([*lines, "", *([_LIKE, *sums] if sums else [_NO_TOTAL])])


def source(row: Amount) -> str:
    """Where the program shows an amount marked on its page."""
    return f"/api/marks?{urlencode({'document': row.document, 'start': row.start, 'end': row.end})}"


def _counted(view: FundingView) -> Mapping[int, str]:
    return {i: f"{_name(t)}: {_number(t.sum)} {t.currency}" for t in view.totals for i in t.rows}


def _line(row: Amount) -> list[object]:
    flags = ["yes" if row.total else None, "yes" if row.part else None]
    start = [row.place, row.document, row.title, row.page, row.amount, row.number, row.currency, row.kind, *flags]
    return [*start, row.programme, row.payer, row.measure, row.year, row.column, row.start, row.end, row.quote, source(row)]


def _sentence(row: Amount) -> str:
    facts = (row.kind, row.programme, row.payer and f"by {row.payer}", str(row.year or ""))
    where = f"{row.document}, {f'p. {row.page}, ' if row.page else ''}{row.start}–{row.end}"
    amount = f"{_number(row.number)} {row.currency}" if row.number is not None else f"{row.amount} {row.currency}"
    return f"{row.place or '–'}: {amount} for {' '.join(row.measure.split()) or 'what is not said'} [{' · '.join(filter(None, facts))}] ({where})"


def _without(total: Total, view: FundingView) -> str:
    left = "; ".join(f"{_number(view.rows[i].number)} for {view.rows[i].measure}" for i in total.wholes)
    return f", without {left}, which comes to all others together" if left else ""


def _name(total: Total) -> str:
    return f"{total.place}, {total.kind}{f', {total.year}' if total.year else ''}"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.2f}".removesuffix(".00")
