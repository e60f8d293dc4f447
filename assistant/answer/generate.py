"""Evidence to sentences by a chat model, one by one as they are complete. Knows LangChain and the prompts; trusts nothing that comes back."""

from __future__ import annotations

import threading
import time
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from assistant.answer.citations import Reader
from assistant.answer.in_time import in_time
from assistant.answer.planted import without_planted
from assistant.answer.prompts import Prompt, load
from assistant.answer.types import Evidence, Query, Sentence, Turn
from index.errors import ChatModelFailed

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_LANGUAGE = {"en": "English", "pl": "Polish", "cs": "Czech", "sk": "Slovak", "hu": "Hungarian"}
ANSWER, CONDENSE = "answer", "condense"
PLACEHOLDERS = {ANSWER: frozenset({"question", "language", "sources"}), CONDENSE: frozenset({"conversation", "question"})}

# Characters after which a model is not listened to any more: an answer has a thousand or two.
_LONGEST = 20_000
# Of the time for an answer, this share is kept for making it without the model.
_RESERVE = 0.1
_TURNS = 6  # of a conversation that a follow-up is understood by
_LONGEST_TURN = 600  # characters of an earlier answer
# A document cannot close the tag that it stands in: its angle brackets become these, which read the same.
_BRACKETS = str.maketrans({"<": "‹", ">": "›", "＜": "‹", "＞": "›"})
# Only a stream of the OpenAI protocol says reliably that it is over; where it does not, it was cut.
_SAYS_WHEN_OVER = "openai"


class Generator:
    """A chat model by LangChain's name for it ("openai:gpt-4o-mini", "ollama:llama3.1"), with the prompts it is given."""

    def __init__(self, name: str, prompt: Prompt, seconds: float, condense: Prompt | None = None, at_once: int = 4) -> None:
        """`seconds` is how long an answer may take, all calls together, and `at_once` how many calls are under way at most. Nothing is loaded or
        called before the first question.
        """
        self.name = name
        self.prompt = prompt
        self._condense = condense
        self._seconds = seconds
        self._model: BaseChatModel | None = None
        self._at_once = at_once
        self._free = threading.BoundedSemaphore(at_once)

    @classmethod
    def configured(cls, name: str, seconds: float, at_once: int = 4) -> Generator:
        """With the prompts of this version."""
        return cls(name, load(ANSWER, PLACEHOLDERS[ANSWER]), seconds, load(CONDENSE, PLACEHOLDERS[CONDENSE]), at_once)

    @property
    def made_by(self) -> dict[str, str]:
        """What an answer says of its making."""
        return {"chat model": self.name, "prompt": f"{self.prompt.name} {self.prompt.version}"}

    @property
    def condensed_by(self) -> dict[str, str]:
        """What an answer says of the making of its question."""
        return {"follow-up prompt": f"{self._condense.name} {self._condense.version}"} if self._condense else {}

    def until(self) -> float:
        """When an answer that is begun now has to do without the model (time.monotonic). The provider's package is loaded first, which takes
        seconds, once; that it cannot be is said when the model is asked.
        """
        with suppress(Exception):
            self._chat_model()
        return time.monotonic() + self._seconds * (1 - _RESERVE)

    def write(self, query: Query, evidence: Sequence[Evidence], until: float) -> Iterator[Sentence]:
        """The model's sentences, each when it is complete, with the numbers of the evidence that it cites, from 1; () for one that cites nothing
        known. ChatModelFailed where the model does not answer, breaks off, or is not ready in time.
        """
        request = self.prompt.fill(question=query.text, language=_LANGUAGE[query.language], sources=as_sources(evidence))
        reader = Reader(len(evidence))
        for piece in self._pieces(request, until):
            yield from reader.feed(piece)
        yield from reader.close()

    def standalone(self, conversation: Sequence[Turn], question: str, until: float) -> str:
        """The question of a conversation as one that can be understood by itself; the question as it is where the model gives no other.

        ChatModelFailed as `write`.
        """
        if not conversation or self._condense is None:
            return question
        told = "\n".join(
            f"<turn>\nQuestion: {as_data(t.text)}\nAnswer: {as_data(t.answer)[:_LONGEST_TURN]}\n</turn>" for t in conversation[-_TURNS:]
        )
        request = self._condense.fill(conversation=told, question=as_data(question))
        lines = "".join(self._pieces(request, until)).strip().splitlines()
        condensed = lines[0].strip(" \"'„“”") if lines else ""
        return condensed if 0 < len(condensed) <= 4 * len(question) + 200 else question

    def complete(self, request: str, until: float) -> str:
        """What the model says to a request as a whole. ChatModelFailed as `write`."""
        return "".join(self._pieces(request, until))

    def _pieces(self, request: str, until: float) -> Iterator[str]:
        """What the model says, piece by piece. A model that is busy is not waited for: those who wait would pile up behind one that hangs."""
        if not self._free.acquire(blocking=False):
            raise ChatModelFailed(f"{self.name}: busy with {self._at_once} other answers")
        received = 0
        try:
            for piece in in_time(lambda: self._stream(request), until):
                received += len(piece)
                yield piece
                if received > _LONGEST:
                    return
        except GeneratorExit:
            raise
        except TimeoutError:
            raise ChatModelFailed(f"{self.name}: no complete answer within {self._seconds:g} s") from None
        except Exception as problem:  # each provider raises its own
            reason = str(problem).strip().splitlines() or [type(problem).__name__]
            raise ChatModelFailed(f"{self.name}: {reason[0][:200]}") from problem
        finally:
            self._free.release()

    def _stream(self, request: str) -> Iterator[str]:
        over = not self.name.startswith(_SAYS_WHEN_OVER)
        for chunk in self._chat_model().stream(request):
            over = over or bool(chunk.response_metadata.get("finish_reason") or chunk.response_metadata.get("status"))
            if text := str(chunk.text):
                yield text
        if not over:
            raise ConnectionError("the answer was cut")

    def _chat_model(self) -> BaseChatModel:
        if self._model is None:
            from langchain.chat_models import init_chat_model  # a second to import: only where a model is configured

            limits: dict[str, Any] = {"timeout": self._seconds, "max_retries": 0}
            if self.name.startswith("ollama"):
                limits = {"client_kwargs": {"timeout": self._seconds}}
            self._model = init_chat_model(self.name, temperature=0, **limits)
        return self._model


def as_sources(evidence: Sequence[Evidence]) -> str:
    """The evidence as the prompt holds it: numbered from 1, and nothing in it that could be taken for the prompt's own words."""
    return "\n\n".join(
        f'<source number="{n}" title="{_attribute(e)}">\n{as_data(without_planted(e.passage.text))}\n</source>'
        for n, e in enumerate(evidence, 1)
    )


def as_data(text: str) -> str:
    """`text` without angle brackets and invisible characters (format, private use, tags), which hide orders from human eyes."""
    return "".join(c for c in text.translate(_BRACKETS) if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cn", "Cs"))


def _attribute(evidence: Evidence) -> str:
    title = " ".join(as_data(evidence.record.title).split()).replace('"', "'")
    return "" if without_planted(title) != title else title
