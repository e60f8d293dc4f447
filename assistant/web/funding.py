"""The funding view over HTTP. Knows parameters and formats, nothing of how the view comes about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse, Response

from assistant.desk.funding.shown import as_csv, as_json
from assistant.desk.funding.view import FundingWanted, funding
from assistant.desk.scope import Scope
from assistant.web.fields import Value

if TYPE_CHECKING:
    from index.reader import Reader

Names = Annotated[tuple[Value, ...], Query(max_length=100)]


def routes(reader: Reader) -> APIRouter:
    """GET /api/funding."""
    router = APIRouter(prefix="/api")

    @router.get("/funding")
    def amounts(
        place: Names = (),
        document: Names = (),
        programme: Names = (),
        topic: Value = "",
        every: bool = False,
        format_: Annotated[Literal["json", "csv"], Query(alias="format")] = "json",
    ) -> Response:
        """Amounts with programme, payer, measure and page; totals over like with like."""
        view = funding(reader, FundingWanted(Scope(places=place, documents=document, every=every), programme, topic))
        if format_ == "json":
            return JSONResponse(as_json(view))
        headers = {"Content-Disposition": 'attachment; filename="funding.csv"'}
        return Response(as_csv(view).encode("utf-8-sig"), media_type="text/csv; charset=utf-8", headers=headers)

    return router
