"""Conversations as they are kept: questions, answers, and the record that explains each. Knows their tables, nothing of how answers are made.

A conversation belongs to somebody, by the id of their account; without accounts to "", the one user. Nobody else finds it by its id, unless its
owner shares it: then it is read, but not gone on with.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from assistant.answer.types import Query, Turn
from assistant.shared_file import SharedFile
from index.errors import NotFound, UsageError

FILE = "conversations.sqlite"
SCHEMA_VERSION = 2

# A follow-up leans on the turn before it, or on the last one that named a place; a chat model is told six.
LAST = 12

# What a follow-up needs stands apart from the records, which are a hundred times as large and are read one by one.
_SCHEMA = """
CREATE TABLE conversations (
    id TEXT PRIMARY KEY,
    question TEXT NOT NULL,
    started TEXT NOT NULL,
    latest TEXT NOT NULL,
    turns INTEGER NOT NULL,
    owner TEXT NOT NULL DEFAULT '',
    shared INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX conversations_by_owner ON conversations (owner, latest DESC);
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
_UPGRADES = {
    1: """
ALTER TABLE conversations ADD COLUMN owner TEXT NOT NULL DEFAULT '';
ALTER TABLE conversations ADD COLUMN shared INTEGER NOT NULL DEFAULT 0;
DROP INDEX conversations_by_date;
CREATE INDEX conversations_by_owner ON conversations (owner, latest DESC);
"""
}
_LISTED = "id, question, started, latest, turns, owner, shared"


@dataclass(frozen=True, slots=True)
class Listed:
    """A conversation in a list of them."""

    id: str
    question: str  # the first one
    started: str  # ISO 8601, UTC
    latest: str
    turns: int
    owner: str = ""  # the id of an account; "" is the one user without accounts
    shared: bool = False  # whether others may read it who have its link


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
        """Open or make the file, as the one user without accounts; ProductError where that cannot be done."""
        super().__init__(path, "conversations", _SCHEMA, SCHEMA_VERSION, _UPGRADES)
        self.owner = ""

    def owned_by(self, owner: str) -> Conversations:
        """The same file as somebody else sees it."""
        other = copy(self)
        other.owner = owner
        return other

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
                row = (conversation, question, date, date, 0, self.owner, 0)
                self._db.execute(f"INSERT INTO conversations ({_LISTED}) VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            changed = "UPDATE conversations SET turns = turns + 1, latest = ? WHERE id = ? AND owner = ?"
            if not self._db.execute(changed, (date, conversation, self.owner)).rowcount:
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
                deleted = "DELETE FROM conversations WHERE id = ? AND owner = ? RETURNING question, turns"
                row = self._db.execute(deleted, (conversation, self.owner)).fetchone()
                if row is None:
                    raise _unknown(conversation)
            complete = self._forget()
        return Receipt(conversation, row[0], row[1], complete)

    def drop(self, conversation: str) -> list[str]:
        """Delete anybody's conversation, for who has the right to; the ids of its answers. Nothing happens where there is none."""
        with self._lock:
            with self._transaction():
                answers = [row[0] for row in self._rows("SELECT id FROM turns WHERE conversation_id = ?", conversation)]
                self._db.execute("DELETE FROM conversations WHERE id = ?", (conversation,))
            self._forget()
        return answers

    def hand_over(self, owner: str) -> int:
        """Make one's own conversations somebody else's; returns how many there were."""
        with self._transaction():
            return self._db.execute("UPDATE conversations SET owner = ? WHERE owner = ?", (owner, self.owner)).rowcount

    def share(self, conversation: str, shared: bool) -> None:
        """Let others read a conversation who have its link, or no longer; NotFound where there is none."""
        with self._transaction():
            changed = "UPDATE conversations SET shared = ? WHERE id = ? AND owner = ?"
            if not self._db.execute(changed, (int(shared), conversation, self.owner)).rowcount:
                raise _unknown(conversation)

    # --- reading -----------------------------------------------------------------------------------------------------

    def turns(self, conversation: str, before: str | None = None, last: int = LAST) -> list[Turn]:
        """The last turns of one's own conversation, oldest first, or the last ones before that with the answer `before`.

        NotFound for an unknown id; UsageError for a shared conversation of somebody else.
        """
        if self.found(conversation).owner != self.owner:
            raise UsageError(
                "This conversation is somebody else's, who lets you read it: begin one of your own to ask.", "conversation_of_another"
            )
        return self._turns(conversation, before, last)

    def _turns(self, conversation: str, before: str | None, last: int) -> list[Turn]:
        end = None
        if before is not None:
            row = self._rows("SELECT number FROM turns WHERE id = ? AND conversation_id = ?", before, conversation)
            if not row:
                raise NotFound(
                    f"There is no answer “{before[:60]}” in this conversation: reload the page to see it as it is.", "answer_missing"
                )
            end = row[0][0]
        rows = self._rows(
            "SELECT text, query, answer FROM turns WHERE conversation_id = ? AND number < ifnull(?, number + 1) ORDER BY number DESC LIMIT ?",
            conversation, end, last,
        )  # fmt: skip
        return [Turn(text, _queries().validate_json(query), answer) for text, query, answer in reversed(rows)]

    def listed(self, limit: int = 100, offset: int = 0) -> tuple[list[Listed], int]:
        """One's own conversations, the latest first, and how many there are in all."""
        query = f"SELECT {_LISTED} FROM conversations WHERE owner = ? ORDER BY latest DESC, rowid DESC LIMIT ? OFFSET ?"
        total = self._rows("SELECT count(*) FROM conversations WHERE owner = ?", self.owner)[0][0]
        return [_row(row) for row in self._rows(query, self.owner, limit, offset)], total

    def every(self) -> list[Listed]:
        """All of one's own conversations, the latest first."""
        return self.listed(-1)[0]

    def idle_since(self, date: str) -> list[str]:
        """The ids of everybody's conversations in which nothing was asked since a date (ISO 8601, UTC)."""
        return [row[0] for row in self._rows("SELECT id FROM conversations WHERE latest < ? ORDER BY latest", date)]

    def conversation(self, conversation: str) -> tuple[Listed, list[dict[str, Any]]]:
        """A conversation, one's own or shared, with the records of its answers, oldest first; NotFound for any other."""
        listed = self.found(conversation)
        rows = self._rows(
            "SELECT id, record FROM turns JOIN records ON turn_id = id WHERE conversation_id = ? ORDER BY number", conversation
        )
        return listed, [{"id": i, "conversation": conversation, **json.loads(record)} for i, record in rows]

    def record(self, answer: str) -> dict[str, Any]:
        """What explains one answer of a conversation that is one's own or shared; NotFound for any other."""
        found = self._record(answer)
        if found is None:
            raise _unknown_answer(answer)
        try:
            self.found(found["conversation"])
        except NotFound as problem:
            raise _unknown_answer(answer) from problem
        return found

    def own_record(self, answer: str) -> dict[str, Any]:
        """What explains one answer of one's own conversations; NotFound for any other, shared or not."""
        found = self.record(answer)
        if self.found(found["conversation"]).owner != self.owner:
            raise _unknown_answer(answer)
        return found

    def complaint(self, answer: str) -> tuple[dict[str, Any], list[str]]:
        """An answer that its reader complained of, whosever it is, and the questions before it: for evaluators; NotFound for an unknown id.

        The caller makes sure that there is a complaint.
        """
        found = self._record(answer)
        if found is None:
            raise _unknown_answer(answer)
        return found, [turn.text for turn in self._turns(found["conversation"], answer, LAST)]

    def _record(self, answer: str) -> dict[str, Any] | None:
        rows = self._rows("SELECT id, conversation_id, record FROM turns JOIN records ON turn_id = id WHERE id = ?", answer)
        return {"id": rows[0][0], "conversation": rows[0][1], **json.loads(rows[0][2])} if rows else None

    def found(self, conversation: str) -> Listed:
        """A conversation without its answers; NotFound where it is neither one's own nor shared: whether it exists is not said."""
        rows = self._rows(f"SELECT {_LISTED} FROM conversations WHERE id = ? AND (owner = ? OR shared)", conversation, self.owner)
        if not rows:
            raise _unknown(conversation)
        return _row(rows[0])


def _row(row: tuple[str, str, str, str, int, str, int]) -> Listed:
    return Listed(*row[:6], bool(row[6]))


def _unknown_answer(answer: str) -> NotFound:
    return NotFound(
        f"There is no answer “{answer[:60]}”: it was deleted with its conversation, or the link is incomplete.", "answer_missing"
    )


def _unknown(conversation: str) -> NotFound:
    return NotFound(f"There is no conversation “{conversation[:60]}”: it was deleted, or the link is incomplete.", "conversation_missing")


def _identifier() -> str:
    """128 random bits that no command line takes for an option."""
    while not (found := secrets.token_urlsafe(16))[0].isalnum():
        pass
    return found


@cache
def _queries() -> TypeAdapter[Query]:
    return TypeAdapter(Query)
