"""Comments over HTTP. Knows parameters and formats, nothing of how comments are kept."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from assistant.desk.annex import as_csv, as_word
from assistant.desk.comments import LONGEST_NAME, LONGEST_TARGET, LONGEST_TEXT, ROW, Comment, Comments, Remark, target_of
from assistant.web.fields import Row, Text, Value
from assistant.web.who import Who
from index.errors import NotFound

if TYPE_CHECKING:
    from assistant.access.person import Person
    from assistant.desk.brief.kept import Briefs
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


def routes(reader: Reader, comments: Comments, briefs: Briefs | None = None) -> APIRouter:
    """GET, POST and DELETE /api/comments; `briefs` are those whose rows are commented on."""
    router = APIRouter(prefix="/api")

    @router.get("/comments", responses={200: {"content": {"application/json": {}, "text/csv": {}, _WORD: {}}}})
    def listed(
        who: Who,
        kind: Kind | Literal[""] = "",
        target: Value = "",
        format_: Annotated[Literal["json", "csv", "docx"], Query(alias="format")] = "json",
    ) -> Response:
        """The comments, the oldest first; of a kind, or of one target (a passage by its number). Those on briefs go with their brief."""
        found = [c for c in comments.all(kind, target_of(kind, target, reader)) if seen(c.kind, c.target, who)]
        if format_ == "json":
            return JSONResponse({"comments": [_shown(c) for c in found]})
        headers = {"Content-Disposition": f'attachment; filename="comments.{format_}"'}
        if format_ == "csv":
            return Response(as_csv(found).encode("utf-8-sig"), media_type="text/csv; charset=utf-8", headers=headers)
        return Response(as_word(found), media_type=_WORD, headers=headers)

    @router.post("/comments", status_code=201)
    def keep(said: Commenting, who: Who) -> dict[str, Any]:
        """What was kept."""
        if not seen(said.kind, said.target, who):
            raise NotFound("There is no such brief: it was deleted, or the link is incomplete.", "brief_missing")
        return _shown(comments.keep(Remark(**{**said.model_dump(), "author": who.signs(said.author)}, account=who.id), reader))

    @router.delete("/comments/{comment}")
    def delete(comment: Row, who: Who) -> dict[str, Any]:
        """What was deleted: one's own, anybody's as an editor."""
        return _shown(comments.delete(comment, who.over))

    def seen(kind: str, target: str, who: Person) -> bool:
        """Whether a person may know of a comment: one on a row of a brief, where they see the brief."""
        brief = target.partition("/")[0]
        return kind != ROW or briefs is None or not briefs.exists(brief) or briefs.seen_by(who.over).exists(brief)

    return router


def _shown(comment: Comment) -> dict[str, Any]:
    """A comment as others see it; whose account it is stays here."""
    return {key: value for key, value in asdict(comment).items() if key != "account"}
