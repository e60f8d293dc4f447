"""Kept conversations over HTTP: listed, shown again, deleted; and what explains an answer. Knows whose they are, not how they are kept."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query

from assistant.web.who import Who

if TYPE_CHECKING:
    from assistant.answer.conversations import Conversations, Listed
    from assistant.workbench.feedback import Feedback

Limit = Annotated[int, Query(ge=1, le=1_000)]
Offset = Annotated[int, Query(ge=0, le=1_000_000_000)]


def routes(conversations: Conversations, feedback: Feedback | None = None) -> APIRouter:
    """GET /api/conversations and /api/conversations/{id}, DELETE /api/conversations/{id}, GET /api/answers/{id}."""
    router = APIRouter(prefix="/api")

    @router.get("/conversations")
    def listed(who: Who, limit: Limit = 100, offset: Offset = 0) -> dict[str, Any]:
        """One's own, the latest first; `total` says how many there are in all."""
        found, total = conversations.owned_by(who.id).listed(limit, offset)
        return {"conversations": [_listed(one) for one in found], "total": total}

    @router.get("/conversations/{conversation}")
    def shown(conversation: str, who: Who) -> dict[str, Any]:
        """All that a reader saw, oldest first: of one's own conversation, or of one that its owner shares."""
        found, records = conversations.owned_by(who.id).conversation(conversation)
        return {**_listed(found), "turns": [_turn(record) for record in records]}

    @router.delete("/conversations/{conversation}")
    def delete(conversation: str, who: Who) -> dict[str, Any]:
        own = conversations.owned_by(who.id)
        gone = [record["id"] for record in own.conversation(conversation)[1]]
        receipt = own.delete(conversation)
        if feedback:  # what readers said of its answers goes with it
            feedback.forget(gone)
        return {**asdict(receipt), "receipt": receipt.sentence}

    @router.get("/answers/{answer}")
    def explained(answer: str, who: Who) -> dict[str, Any]:
        """What the answer was made from and by: question, evidence, versions."""
        return conversations.owned_by(who.id).record(answer)

    return router


def _listed(conversation: Listed) -> dict[str, Any]:
    """A conversation as it is shown; whose it is stays here."""
    return {key: value for key, value in asdict(conversation).items() if key != "owner"}


def _turn(record: dict[str, Any]) -> dict[str, Any]:
    """A turn as it is shown: hits, three quarters of a record, stay in it (GET /api/answers/{id})."""
    answer = {key: value for key, value in record["answer"].items() if key != "hits"}
    shown = {key: record[key] for key in ("id", "date", "question", "corrections", "corrects")}
    return {**shown, "answer": {**answer, "id": record["id"], "conversation": record["conversation"]}}
