"""Conversations as they are kept: questions, answers, and the record that explains each. Knows their tables, nothing of how answers are made."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from assistant.answer.types import Query, Turn
from assistant.shared_file import SharedFile
from index.errors import NotFound

FILE = "conversations.sqlite"
SCHEMA_VERSION = 1

# A follow-up leans on the turn before it, or on the last one that named a place; a chat model is told six.
LAST = 12

# What a follow-up needs stands apart from the records, which are a hundred times as large and are read one by one.
_SCHEMA = """
CREATE TABLE conversations (
    id TEXT PRIMARY KEY,
    question TEXT NOT NULL,
    started TEXT NOT NULL,
    latest TEXT NOT NULL,
    turns INTEGER NOT NULL
) STRICT;
CREATE INDEX conversations_by_date ON conversations (latest DESC);
CREATE TABLE turns (
    id TEXT PRIMARY KEY,
    conversation_id TEXT NOT NULL REFERENCES conversations ON DELETE CASCADE,
    number INTEGER NOT NULL,
    text TEXT NOT NULL,
    query TEXT NOT NULL,
    answer TEXT NOT NULL,
    UNIQUE (conversation_id, number)
) STRICT;
CREATE TABLE records (
    turn_id TEXT PRIMARY KEY REFERENCES turns ON DELETE CASCADE,
    record TEXT NOT NULL
) STRICT;
"""


@dataclass(frozen=True, slots=True)
class Listed:
    """A conversation in a list of them."""

    id: str
    question: str  # the first one
    started: str  # ISO 8601, UTC
    latest: str
    turns: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was deleted."""

    id: str
    question: str
    turns: int
    complete: bool  # False while another program still reads what was deleted

    @property
    def sentence(self) -> str:
        """The receipt as a person reads it."""
        kept = f"The conversation “{self.question}” with {self.turns} answer{'' if self.turns == 1 else 's'} was deleted"
        return f"{kept}; nothing of it is left in the file." if self.complete else f"{kept}; its last traces go when other programs let go."


class Conversations(SharedFile):
    """The file, open. Safe to share between threads."""

    def __init__(self, path: Path) -> None:
        """Open or make the file; ProductError where that cannot be done."""
        super().__init__(path, "conversations", _SCHEMA, SCHEMA_VERSION)

    # --- writing -----------------------------------------------------------------------------------------------------

    def keep(self, conversation: str | None, turn: Turn, question: str, record: Mapping[str, object], date: str) -> tuple[str, str]:
        """Append a turn to a conversation, None for a new one; returns the conversation's id and the answer's.

        `question` is as it was typed, `record` what explains the answer (see assistant.answer.explain), as plain values.
        """
        text = json.dumps(record, ensure_ascii=False)
        answer_id = _identifier()
        with self._transaction():
            if conversation is None:
                conversation = _identifier()
                self._db.execute("INSERT INTO conversations VALUES (?, ?, ?, ?, 0)", (conversation, question, date, date))
            changed = self._db.execute("UPDATE conversations SET turns = turns + 1, latest = ? WHERE id = ?", (date, conversation)).rowcount
            if not changed:
                raise _unknown(conversation)
            self._db.execute(
                "INSERT INTO turns SELECT ?, id, turns, ?, ?, ? FROM conversations WHERE id = ?",
                (answer_id, turn.text, _queries().dump_json(turn.query).decode(), turn.answer, conversation),
            )
            self._db.execute("INSERT INTO records VALUES (?, ?)", (answer_id, text))
        return conversation, answer_id

    def delete(self, conversation: str) -> Receipt:
        """Delete a conversation with its answers and their records; NotFound where there is none."""
        with self._lock:
            with self._transaction():
                row = self._db.execute("DELETE FROM conversations WHERE id = ? RETURNING question, turns", (conversation,)).fetchone()
                if row is None:
                    raise _unknown(conversation)
            complete = self._forget()
        return Receipt(conversation, row[0], row[1], complete)

    # --- reading -----------------------------------------------------------------------------------------------------

    def turns(self, conversation: str, before: str | None = None, last: int = LAST) -> list[Turn]:
        """The last turns of a conversation, oldest first, or the last ones before that with the answer `before`; NotFound for an unknown id."""
        self._listed(conversation)
        end = None
        if before is not None:
            row = self._rows("SELECT number FROM turns WHERE id = ? AND conversation_id = ?", before, conversation)
            if not row:
                raise NotFound(f"There is no answer “{before[:60]}” in this conversation: reload the page to see it as it is.")
            end = row[0][0]
        rows = self._rows(
            "SELECT text, query, answer FROM turns WHERE conversation_id = ? AND number < ifnull(?, number + 1) ORDER BY number DESC LIMIT ?",
            conversation, end, last,
        )  # fmt: skip
        return [Turn(text, _queries().validate_json(query), answer) for text, query, answer in reversed(rows)]

    def listed(self, limit: int = 100, offset: int = 0) -> tuple[list[Listed], int]:
        """Conversations, the latest first, and how many there are in all."""
        rows = self._rows(
            "SELECT id, question, started, latest, turns FROM conversations ORDER BY latest DESC, rowid DESC LIMIT ? OFFSET ?",
            limit,
            offset,
        )
        return [Listed(*row) for row in rows], self._rows("SELECT count(*) FROM conversations")[0][0]

    def conversation(self, conversation: str) -> tuple[Listed, list[dict[str, Any]]]:
        """A conversation with the records of its answers, oldest first; NotFound for an unknown id."""
        listed = self._listed(conversation)
        rows = self._rows(
            "SELECT id, record FROM turns JOIN records ON turn_id = id WHERE conversation_id = ? ORDER BY number", conversation
        )
        return listed, [{"id": i, "conversation": conversation, **json.loads(record)} for i, record in rows]

    def record(self, answer: str) -> dict[str, Any]:
        """What explains one answer; NotFound for an unknown id."""
        rows = self._rows("SELECT id, conversation_id, record FROM turns JOIN records ON turn_id = id WHERE id = ?", answer)
        if not rows:
            raise NotFound(f"There is no answer “{answer[:60]}”: it was deleted with its conversation, or the link is incomplete.")
        return {"id": rows[0][0], "conversation": rows[0][1], **json.loads(rows[0][2])}

    def _listed(self, conversation: str) -> Listed:
        rows = self._rows("SELECT id, question, started, latest, turns FROM conversations WHERE id = ?", conversation)
        if not rows:
            raise _unknown(conversation)
        return Listed(*rows[0])


def _unknown(conversation: str) -> NotFound:
    return NotFound(f"There is no conversation “{conversation[:60]}”: it was deleted, or the link is incomplete.")


def _identifier() -> str:
    """128 random bits that no command line takes for an option."""
    while not (found := secrets.token_urlsafe(16))[0].isalnum():
        pass
    return found


@cache
def _queries() -> TypeAdapter[Query]:
    return TypeAdapter(Query)
