"""Amounts of money as a page: filters, totals with the amounts behind them, each with its page. Knows pages, not how amounts are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlencode

from fastapi import Query, Request, Response
from fastapi.responses import HTMLResponse

from assistant.desk.funding.shown import as_csv
from assistant.desk.funding.view import Amount, FundingWanted
from assistant.desk.scope import Scope
from assistant.web.addresses import source

if TYPE_CHECKING:
    from fastapi import APIRouter

    from assistant.desk.funding.held import Amounts
    from assistant.web.screens import Screens

_PAGE = 100  # amounts shown at once
_CHOICES = 60  # payers of a list: the rest are sentences' halves that stand once

Word = Annotated[str, Query(max_length=300)]


def routes(held: Amounts, screens: Screens) -> APIRouter:
    """GET /funding and /funding/export."""
    router = screens.router()

    @router.get("/funding", response_class=HTMLResponse)
    def table(
        request: Request,
        place: Word = "",
        programme: Word = "",
        payer: Word = "",
        currency: Word = "",
        year: Word = "",
        measure: Word = "",
        start: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    ) -> HTMLResponse:
        """The amounts that fit, a hundred at a time; totals are over all that fit."""
        chosen = {"place": place, "programme": programme, "payer": payer, "currency": currency, "year": year, "measure": measure}
        everything = held.all()
        view = held.view(_wanted(chosen))
        shown = [_row(i, row) for i, row in enumerate(view.rows)]
        return screens.show(
            request,
            "funding.html",
            chosen=chosen,
            query=urlencode({key: value for key, value in chosen.items() if value}),
            choices=_choices(everything),
            rows=shown[start : start + _PAGE],
            kept=len(shown),
            all=len(everything),
            totals=[(t, [shown[i] for i in t.rows], [shown[i] for i in t.wholes]) for t in view.totals],
            untagged=bool(view.warning),
            earlier=max(start - _PAGE, 0) if start else None,
            later=start + _PAGE if start + _PAGE < len(shown) else None,
        )

    @router.get("/funding/export")
    def exported(
        place: Word = "", programme: Word = "", payer: Word = "", currency: Word = "", year: Word = "", measure: Word = ""
    ) -> Response:
        """The amounts that fit as CSV."""
        chosen = {"place": place, "programme": programme, "payer": payer, "currency": currency, "year": year, "measure": measure}
        data = as_csv(held.view(_wanted(chosen))).encode("utf-8-sig")
        headers = {"Content-Disposition": 'attachment; filename="funding.csv"'}
        return Response(data, media_type="text/csv; charset=utf-8", headers=headers)

    return router


def _wanted(chosen: dict[str, str]) -> FundingWanted:
    def one(key: str) -> tuple[str, ...]:
        return (chosen[key],) if chosen[key] else ()

    years = tuple(int(year) for year in one("year") if year.isdecimal())
    return FundingWanted(Scope(places=one("place")), one("programme"), chosen["measure"], one("payer"), one("currency"), years)


def _choices(rows: Sequence[Amount]) -> dict[str, list[str]]:
    """What the filters offer: values that there are."""
    payers = [name for name, _ in Counter(row.payer for row in rows if row.payer).most_common(_CHOICES)]
    return {
        "place": sorted({row.place for row in rows if row.place}),
        "programme": sorted({row.programme for row in rows if row.programme}),
        "payer": sorted(payers, key=str.casefold),
        "currency": sorted({row.currency for row in rows if row.currency}),
        "year": [str(year) for year in sorted({row.year for row in rows if row.year})],
    }


def _row(n: int, row: Amount) -> dict[str, Any]:
    return {"n": n + 1, "amount": row, "address": source(row.document, row.page, row.start, row.end)}
