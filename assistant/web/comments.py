"""Comments over HTTP. Knows parameters and formats, nothing of how comments are kept."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from assistant.desk.annex import as_csv, as_word
from assistant.desk.comments import LONGEST_NAME, LONGEST_TARGET, LONGEST_TEXT, Comments, Remark, target_of
from assistant.web.fields import Row, Text, Value
from assistant.web.who import Who

if TYPE_CHECKING:
    from index.reader import Reader

Kind = Literal["passage", "answer", "row", "practice"]
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Commenting(BaseModel):
    """A comment as it is given; see assistant.desk.comments.Remark."""

    model_config = ConfigDict(extra="forbid")

    kind: Kind
    target: Annotated[Text, Field(max_length=LONGEST_TARGET)]
    author: Annotated[Value, Field(max_length=LONGEST_NAME)] = ""  # with accounts the account's name stands in its place
    text: Annotated[Text, Field(max_length=LONGEST_TEXT)]
    about: Annotated[Text, Field(max_length=LONGEST_TARGET)] = ""


def routes(reader: Reader, comments: Comments) -> APIRouter:
    """GET, POST and DELETE /api/comments."""
    router = APIRouter(prefix="/api")

    @router.get("/comments", responses={200: {"content": {"application/json": {}, "text/csv": {}, _WORD: {}}}})
    def listed(
        kind: Kind | Literal[""] = "",
        target: Value = "",
        format_: Annotated[Literal["json", "csv", "docx"], Query(alias="format")] = "json",
    ) -> Response:
        """The comments, the oldest first; of a kind, or of one target (a passage by its number)."""
        found = comments.all(kind, target_of(kind, target, reader))
        if format_ == "json":
            return JSONResponse({"comments": [asdict(c) for c in found]})
        headers = {"Content-Disposition": f'attachment; filename="comments.{format_}"'}
        if format_ == "csv":
            return Response(as_csv(found).encode("utf-8-sig"), media_type="text/csv; charset=utf-8", headers=headers)
        return Response(as_word(found), media_type=_WORD, headers=headers)

    @router.post("/comments", status_code=201)
    def keep(said: Commenting, who: Who) -> dict[str, Any]:
        """What was kept."""
        return asdict(comments.keep(Remark(**{**said.model_dump(), "author": who.signs(said.author)}), reader))

    @router.delete("/comments/{comment}")
    def delete(comment: Row) -> dict[str, Any]:
        """What was deleted."""
        return asdict(comments.delete(comment))

    return router
