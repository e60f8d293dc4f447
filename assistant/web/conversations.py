"""Kept conversations over HTTP: listed, shown again, deleted; and what explains an answer. Knows nothing of how they are kept."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query

if TYPE_CHECKING:
    from assistant.answer.conversations import Conversations
    from assistant.workbench.feedback import Feedback

Limit = Annotated[int, Query(ge=1, le=1_000)]
Offset = Annotated[int, Query(ge=0, le=1_000_000_000)]


def routes(conversations: Conversations, feedback: Feedback | None = None) -> APIRouter:
    """GET /api/conversations and /api/conversations/{id}, DELETE /api/conversations/{id}, GET /api/answers/{id}."""
    router = APIRouter(prefix="/api")

    @router.get("/conversations")
    def listed(limit: Limit = 100, offset: Offset = 0) -> dict[str, Any]:
        """The latest first; `total` says how many there are in all."""
        found, total = conversations.listed(limit, offset)
        return {"conversations": [asdict(one) for one in found], "total": total}

    @router.get("/conversations/{conversation}")
    def shown(conversation: str) -> dict[str, Any]:
        """All that a reader saw, oldest first."""
        found, records = conversations.conversation(conversation)
        return {**asdict(found), "turns": [_turn(record) for record in records]}

    @router.delete("/conversations/{conversation}")
    def delete(conversation: str) -> dict[str, Any]:
        gone = [record["id"] for record in conversations.conversation(conversation)[1]]
        receipt = conversations.delete(conversation)
        if feedback:  # what readers said of its answers goes with it
            feedback.forget(gone)
        return {**asdict(receipt), "receipt": receipt.sentence}

    @router.get("/answers/{answer}")
    def explained(answer: str) -> dict[str, Any]:
        """What the answer was made from and by: question, evidence, versions."""
        return conversations.record(answer)

    return router


def _turn(record: dict[str, Any]) -> dict[str, Any]:
    """A turn as it is shown: hits, three quarters of a record, stay in it (GET /api/answers/{id})."""
    answer = {key: value for key, value in record["answer"].items() if key != "hits"}
    shown = {key: record[key] for key in ("id", "date", "question", "corrections", "corrects")}
    return {**shown, "answer": {**answer, "id": record["id"], "conversation": record["conversation"]}}
