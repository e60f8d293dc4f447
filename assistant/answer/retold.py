"""A conversation that somebody else keeps, as plain texts, to turns that a follow-up can lean on. Knows no storage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress

from assistant.answer.conversations import LAST
from assistant.answer.question.followup import resolve
from assistant.answer.question.understand import LONGEST, composed, understand
from assistant.answer.types import Turn
from index.errors import UsageError
from index.types import Record


def retold(exchanges: Sequence[tuple[str, str]], records: Iterable[Record]) -> list[Turn]:
    """The turns of the last exchanges (question, answer), oldest first; what could not be asked is left out, for nothing can lean on it.

    `records` are those of the indexed documents.
    """
    known = list(records)
    turns: list[Turn] = []
    for question, answer in exchanges[-LAST:]:
        with suppress(UsageError):
            asked = composed(question)
            resolved = resolve(asked, turns, known).text
            text = resolved if len(resolved) <= LONGEST else asked
            turns.append(Turn(text, understand(text, known), answer))
    return turns
