"""Comparative briefs over HTTP. Knows parameters and formats, nothing of how a brief is made."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from assistant.desk.brief.export import MEDIA_TYPES, export
from assistant.desk.brief.make import make
from assistant.desk.brief.rows import OECD, PRESETS
from assistant.desk.brief.types import Brief, Cell, Wanted
from assistant.desk.brief.workshop import Maker
from assistant.web.fields import Few, Value
from index.errors import UsageError

if TYPE_CHECKING:
    from assistant.answer.answer import Assistant
    from assistant.desk.corrections import TagCorrections
    from assistant.desk.practices.catalogue import Practices
    from index.reader import Reader


class BriefWanted(BaseModel):
    """A brief as it is asked for; see assistant.desk.brief.types.Wanted. Rows are the name of a preset or the rows themselves: no file is read."""

    model_config = ConfigDict(extra="forbid")

    topic: Value
    places: Annotated[Few, Field(min_length=1)]
    rows: Value | Few = OECD
    language: Literal["", "en", "pl", "cs", "sk", "hu"] = ""
    format: Literal["json", "docx", "md", "html", "csv"] = "json"


def maker(reader: Reader, assistant: Assistant, corrections: TagCorrections, catalogue: Practices) -> Maker:
    """What makes a brief over this index."""

    def made(wanted: Wanted, told: Callable[[Cell], None]) -> Brief:
        return make(reader, assistant.encoder, wanted, corrections, assistant.generator, catalogue=catalogue, told=told)

    return made


def routes(maker: Maker) -> APIRouter:
    """POST /api/briefs."""
    router = APIRouter(prefix="/api")
    one_at_a_time = threading.Lock()  # a brief takes both cores for seconds: questions are answered beside one, not beside many

    @router.post("/briefs")
    def brief(asked: BriefWanted) -> Response:
        """The brief as JSON, or as a file to keep in one of the other formats."""
        if isinstance(asked.rows, str) and asked.rows not in PRESETS:
            raise UsageError(f"There are no rows {asked.rows!r}: choose from {', '.join(PRESETS)}, or send the rows themselves as a list.")
        wanted = Wanted(asked.topic, asked.places, asked.rows, asked.language)
        with one_at_a_time:
            made = maker(wanted, lambda cell: None)
            data = export(made, asked.format)
        headers = {} if asked.format == "json" else {"Content-Disposition": f'attachment; filename="brief.{asked.format}"'}
        return Response(data, media_type=MEDIA_TYPES[asked.format], headers=headers)

    return router
