"""The good-practice catalogue and its validation over HTTP. Knows parameters and formats, nothing of how practices come about."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from assistant.desk.practices.catalogue import Practices, PracticesWanted
from assistant.desk.practices.shown import as_csv, as_form, as_json
from assistant.desk.practices.validation import LONGEST_NAME, LONGEST_NOTE
from assistant.desk.practices.word import as_word
from assistant.web.fields import Text, Value
from assistant.web.who import Who

if TYPE_CHECKING:
    from assistant.desk.practices.validation import Validations

Names = Annotated[tuple[Value, ...], Query(max_length=100)]
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Validating(BaseModel):
    """A step of a validation; see assistant.desk.practices.validation."""

    model_config = ConfigDict(extra="forbid")

    step: Literal["checked", "published", "returned"]
    person: Annotated[Value, Field(max_length=LONGEST_NAME)] = ""  # with accounts the account's name stands in its place
    note: Annotated[Text, Field(max_length=LONGEST_NOTE)] = ""


def routes(practices: Practices, validations: Validations) -> APIRouter:
    """GET /api/practices and /api/practices/{id}; POST /api/practices/{id}/validation."""
    router = APIRouter(prefix="/api")

    @router.get("/practices")
    def listed(
        place: Names = (),
        goal: Annotated[tuple[int, ...], Query(max_length=17)] = (),
        theme: Value = "",
        stream: Value = "",
        transfer: Value = "",
        cost: Value = "",
        strength: Value = "",
        status: Value = "",
        format_: Annotated[Literal["json", "csv", "form", "docx"], Query(alias="format")] = "json",
    ) -> Response:
        """The practices that fit, those with the strongest evidence first."""
        entries = practices.search(PracticesWanted(place, goal, theme, stream, transfer, cost, strength, status))
        if format_ == "json":
            return JSONResponse({"practices": [as_json(e) for e in entries]})
        if format_ == "form":
            return Response(as_form(entries), media_type="text/plain; charset=utf-8")
        headers = {"Content-Disposition": f'attachment; filename="practices.{format_}"'}
        if format_ == "csv":
            return Response(as_csv(entries).encode("utf-8-sig"), media_type="text/csv; charset=utf-8", headers=headers)
        return Response(as_word(entries), media_type=_WORD, headers=headers)

    @router.get("/practices/{practice}")
    def one(practice: str) -> dict[str, Any]:
        """One practice with its fields, their sources, and what people did with it."""
        return as_json(practices.entry(practice))

    @router.post("/practices/{practice}/validation", status_code=201)
    def validate(practice: str, said: Validating, who: Who) -> dict[str, Any]:
        """The step that was kept, and the practice's status now."""
        practices.entry(practice)
        kept = validations.keep(practice, said.step, who.signs(said.person), said.note)
        return {**asdict(kept), "status": practices.entry(practice).status}

    return router
