"""Evidence to an answer by a chat model: the prompt, the call, and the reading of its [n]. Knows LangChain; trusts nothing that comes back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.answer.prompts import Prompt
from assistant.answer.types import Evidence, Query, Sentence
from index.errors import ChatModelFailed
from index.sentences import sentences

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_citation = re.compile(r"\s*\[(\d+(?:\s*,\s*\d+)*)\]")
_LANGUAGE = {"en": "English", "pl": "Polish", "cs": "Czech", "sk": "Slovak", "hu": "Hungarian"}


@dataclass(frozen=True, slots=True)
class Written:
    """A chat model's sentences with the numbers of the evidence that each cites, from 1; sentences that cite nothing known are left out."""

    sentences: tuple[Sentence, ...]


class Generator:
    """A chat model by LangChain's name for it ("openai:gpt-4o-mini"), with the prompt it is given."""

    def __init__(self, name: str, prompt: Prompt, seconds: float) -> None:
        """`seconds` is how long an answer may take. Nothing is loaded or called before the first question."""
        self.name = name
        self.prompt = prompt
        self._seconds = seconds
        self._model: BaseChatModel | None = None

    def write(self, query: Query, evidence: Sequence[Evidence]) -> Written:
        """Have the model answer from the evidence. ChatModelFailed where it does not answer in time, or with an error."""
        numbered = "\n\n".join(
            f'<source number="{n}" title="{e.record.title}">\n{e.passage.text}\n</source>' for n, e in enumerate(evidence, 1)
        )
        request = self.prompt.fill(question=query.text, language=_LANGUAGE[query.language], sources=numbered)
        return Written(tuple(read_citations(self._ask(request), len(evidence))))

    def _ask(self, request: str) -> str:
        try:
            if self._model is None:
                from langchain.chat_models import init_chat_model  # a second to import: only where a model is configured

                self._model = init_chat_model(self.name, temperature=0, timeout=self._seconds, max_retries=0)
            return str(self._model.invoke(request).text)
        except Exception as problem:  # each provider raises its own
            reason = str(problem).strip().splitlines() or [type(problem).__name__]
            raise ChatModelFailed(f"{self.name}: {reason[0][:200]}") from problem


def read_citations(text: str, known: int) -> list[Sentence]:
    """The sentences of a model's text with the source numbers they cite; without one that is from 1 to `known` a sentence is dropped."""
    found = []
    # A citation after the full stop belongs to the sentence before it: "… by 2030. [1]" is read as "… by 2030 [1]."
    text = re.sub(r"([.!?])((?:\s*\[\d+(?:\s*,\s*\d+)*\])+)", r"\2\1", text)
    for start, end in sentences(text):
        one = text[start:end]
        cited = [int(n) for group in _citation.findall(one) for n in group.split(",")]
        valid = tuple(dict.fromkeys(n for n in cited if 1 <= n <= known))
        words = _citation.sub("", one).strip(" \n-*•")
        if valid and len(valid) == len(set(cited)) and words:
            found.append(Sentence(words, valid))
    return found
