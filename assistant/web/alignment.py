"""Alignment and corrections of tags over HTTP. Knows parameters and formats, nothing of how views come about."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from assistant.desk.corrections import LONGEST_NAME, Correction, Said, where
from assistant.desk.effective import of_passage
from assistant.desk.exports import as_csv, as_json
from assistant.desk.scope import Scope
from assistant.desk.views import Wanted, view
from assistant.web.fields import Row, Value
from assistant.web.who import Who

if TYPE_CHECKING:
    from assistant.desk.corrections import TagCorrections
    from index.reader import Reader

Names = Annotated[tuple[Value, ...], Query(max_length=100)]
Number = Annotated[int, Field(ge=0, le=2_000_000_000)]


class Correcting(BaseModel):
    """What an editor says of a tag; see assistant.desk.corrections.Said."""

    model_config = ConfigDict(extra="forbid")

    passage: Annotated[int, Field(ge=1, le=2**62)]
    kind: Value
    value: Value = ""
    verdict: Literal["accepted", "rejected", "added"]
    editor: Annotated[Value, Field(max_length=LONGEST_NAME)] = ""  # with accounts the account's name stands in its place
    strength: Annotated[int, Field(ge=1, le=3)] | None = None
    start: Number | None = None
    end: Number | None = None


def routes(reader: Reader, corrections: TagCorrections, tagger: str = "") -> APIRouter:
    """GET /api/alignment and /api/passages/{id}/tags; GET, POST and DELETE /api/corrections.

    `tagger` is the version that the program tags by, "" where it is not known.
    """
    router = APIRouter(prefix="/api")

    @router.get("/alignment")
    def alignment(
        goal: Annotated[tuple[int, ...], Query(max_length=17)] = (),
        green_deal: Names = (),
        place: Names = (),
        country: Names = (),
        kind: Names = (),
        document: Names = (),
        every: bool = False,
        language: Literal["en", "pl", "cs", "sk", "hu"] = "en",
        best: Annotated[int, Query(ge=1, le=50)] = 3,
        view_: Annotated[str, Query(alias="view", max_length=20)] = "table",
        format_: Annotated[Literal["json", "csv"], Query(alias="format")] = "json",
    ) -> Response:
        """All rows by documents (view=table), one document's coverage, or the ranking by one goal or area; each cell with its best passages."""
        scope = Scope(place, country, kind, document, every)
        shown = view(reader, corrections, Wanted(view_, goal, green_deal, scope, best), tagger)
        if format_ == "json":
            return JSONResponse(as_json(shown, language))
        headers = {"Content-Disposition": 'attachment; filename="alignment.csv"'}
        return Response(as_csv(shown, language).encode("utf-8-sig"), media_type="text/csv; charset=utf-8", headers=headers)

    @router.get("/passages/{passage}/tags")
    def tags(passage: Row) -> dict[str, Any]:
        """What a passage is tagged with, by the program and by people; what people rejected is there, marked."""
        found = of_passage(reader, corrections, passage)
        return {"tags": [{**asdict(one.tag), "by": one.by, "editor": one.editor, "date": one.date} for one in found]}

    @router.get("/corrections")
    def listed() -> dict[str, Any]:
        """Every correction, the oldest first, with the passages that it holds for now."""
        said = corrections.all()
        places = where(said, reader)
        return {"corrections": [_shown(one, places.get(one.digest, [])) for one in said]}

    @router.post("/corrections", status_code=201)
    def keep(said: Correcting, who: Who) -> dict[str, Any]:
        """What was kept, and what was said of the same tag before."""
        kept, before = corrections.keep(Said(**{**said.model_dump(), "editor": who.signs(said.editor)}), reader)
        return {**_shown(kept, where([kept], reader).get(kept.digest, [])), "replaced": asdict(before) if before else None}

    @router.delete("/corrections/{correction}")
    def withdraw(correction: Row) -> dict[str, Any]:
        """What was withdrawn: what the program says holds again."""
        return asdict(corrections.withdraw(correction))

    return router


def _shown(correction: Correction, passages: list[int]) -> dict[str, Any]:
    return {**asdict(correction), "passages": passages}
