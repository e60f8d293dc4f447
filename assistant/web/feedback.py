"""A reader's thumb over HTTP. Knows that an answer has to be kept, nothing of what is made of a complaint."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from assistant.web.fields import Identifier, Text
from assistant.web.who import Who
from assistant.workbench.feedback import LONGEST_REASON

if TYPE_CHECKING:
    from assistant.answer.conversations import Conversations
    from assistant.workbench.feedback import Feedback


class Thumbed(BaseModel):
    """What a reader says of an answer."""

    model_config = ConfigDict(extra="forbid")

    answer: Identifier
    verdict: Literal["up", "down"]
    reason: Annotated[Text, Field(max_length=LONGEST_REASON)] = ""


def routes(feedback: Feedback, kept: Conversations) -> APIRouter:
    """POST /api/feedback."""
    router = APIRouter(prefix="/api")

    @router.post("/feedback", status_code=201)
    def keep(said: Thumbed, who: Who) -> dict[str, Any]:
        """What was kept, in place of an earlier verdict on the same answer; 404 where the answer is no longer there, or was never the asker's."""
        kept.owned_by(who.id).own_record(said.answer)
        return asdict(feedback.keep(said.answer, said.verdict, said.reason))

    return router
