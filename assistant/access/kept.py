"""What is kept of a person's conversations: handed out, erased, and thrown away when its time is over. Knows no pages and no commands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.answer.conversations import Conversations
    from assistant.workbench.feedback import Feedback


def exported(kept: Conversations, owner: str) -> dict[str, Any]:
    """All conversations of a person with everything that is kept of them, the latest first, as plain values."""
    own = kept.owned_by(owner)
    return {"conversations": [_whole(own, one.id) for one in own.every()]}


def erased(kept: Conversations, feedback: Feedback | None, owner: str) -> int:
    """Delete all conversations of a person, and what they thought of the answers; returns how many there were."""
    own = kept.owned_by(owner)
    return _delete(kept, feedback, [one.id for one in own.every()])


def purged(kept: Conversations, feedback: Feedback | None, days: float) -> int:
    """Delete everybody's conversations in which nothing was asked for so many days; returns how many there were. 0 days deletes none."""
    if not days:
        return 0
    before = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="seconds")
    return _delete(kept, feedback, kept.idle_since(before))


def _whole(own: Conversations, conversation: str) -> dict[str, Any]:
    listed, records = own.conversation(conversation)
    return {"id": listed.id, "started": listed.started, "latest": listed.latest, "shared": listed.shared, "turns": records}


def _delete(kept: Conversations, feedback: Feedback | None, conversations: Iterable[str]) -> int:
    number = 0
    for conversation in conversations:
        answers = kept.drop(conversation)
        if feedback:
            feedback.forget(answers)
        number += 1
    return number
