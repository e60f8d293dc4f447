"""A question asked in a conversation: its earlier turns before it, its answer kept after it. Knows storage and the assistant, no routes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Generator as Steps
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from assistant.answer.answer import whole
from assistant.answer.conversations import Conversations
from assistant.answer.explain import explanation
from assistant.answer.shape import as_json
from assistant.answer.types import Answer, Corrections, Event, Made, Query, Turn
from index.errors import NotFound, UsageError
from index.types import Filters

if TYPE_CHECKING:
    from assistant.answer.answer import Assistant
    from index.reader import Reader


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked, and where."""

    question: str
    filters: Filters = Filters()  # noqa: RUF009 - frozen
    corrections: Corrections = Corrections()  # noqa: RUF009 - frozen
    conversation: str | None = None  # None begins a new one, when its first answer is there
    corrects: str | None = None  # the answer whose question is asked again with corrections: it is understood from what came before that
    owner: str = ""  # whose conversation it is: the id of an account, "" without accounts


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer that was kept."""

    answer: Answer
    id: str
    conversation: str

    def as_json(self) -> dict[str, object]:
        """The answer's JSON with its id and its conversation's."""
        return {**as_json(self.answer), "id": self.id, "conversation": self.conversation}


class Talk:
    """Answers questions in conversations that are kept."""

    def __init__(
        self, reader: Reader, assistant: Assistant, conversations: Conversations, made: Callable[[Answer], None] | None = None
    ) -> None:
        """`made` is told of each answer that was kept."""
        self._made = made
        self._reader = reader
        self._assistant = assistant
        self._conversations = conversations

    def ask(self, asked: Asked) -> Kept:
        """The whole answer, kept. UsageError for what cannot be asked, NotFound for an unknown conversation."""
        index, steps = self._reader.info(), self._steps(asked)
        return self._keep(asked, whole(steps), index)

    def stream(self, asked: Asked) -> Iterator[Event]:
        """The same answer step by step; the last step, the whole, comes when it is kept. An answer that is not listened to is not kept."""
        index = self._reader.info()
        made = yield from self._steps(asked)
        yield Event("done", self._keep(asked, made, index).as_json())

    def _steps(self, asked: Asked) -> Steps[Event, None, Made]:
        if asked.corrects and not asked.conversation:
            raise UsageError("A correction names an answer but no conversation: send the conversation's id with it.")
        turns = self._conversations.owned_by(asked.owner).turns(asked.conversation, asked.corrects) if asked.conversation else []
        return self._assistant.steps(asked.question, asked.filters, asked.corrections, turns)

    def _keep(self, asked: Asked, made: Made, index: dict[str, object]) -> Kept:
        date = datetime.now(UTC).isoformat(timespec="seconds")
        record = {**explanation(made, asked.corrections, index, self._hashes(made), date), "corrects": asked.corrects}
        turn = Turn(_meant(made.query, asked.corrections), made.query, made.answer.text)
        own = self._conversations.owned_by(asked.owner)
        conversation, answer_id = own.keep(asked.conversation, turn, asked.question, record, date)
        if self._made:
            self._made(made.answer)
        return Kept(made.answer, answer_id, conversation)

    def _hashes(self, made: Made) -> dict[str, str]:
        found = {}
        for name in dict.fromkeys(e.passage.document for e in made.evidence):
            with suppress(NotFound):  # removed while the answer was made
                found[name] = self._reader.document(name).sha256
        return found


def _meant(query: Query, corrections: Corrections) -> str:
    """The question as a later one leans on it: with the places that the asker put in the place of those that were read."""
    if not corrections.places:
        return query.text
    topic = query.topic.rstrip(" ?!.–-")
    return f"{topic} – {', '.join(place.name for place in query.places)}?"
