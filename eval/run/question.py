"""A question in one language, as it is asked. Knows cases, no assistant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from eval.cases.schema import Case
from index.languages import LANGUAGES


@dataclass(frozen=True, slots=True)
class Question:
    """One case in one language."""

    case: Case
    language: str
    text: str
    variant: str = ""  # what was done to its text, "" where nothing was

    @property
    def id(self) -> str:
        """The id of its answer, as the independent judge has it."""
        return f"{self.case.id}.{self.language}"

    @property
    def before(self) -> tuple[str, ...]:
        """The earlier questions of the conversation, oldest first."""
        return next((turns for language, turns in self.case.before.items() if language == self.language), ())


def questions(cases: Iterable[Case]) -> Iterator[Question]:
    """Each case in each of its languages, case by case."""
    for case in cases:
        for language, text in sorted(case.question.items(), key=lambda item: LANGUAGES.index(item[0])):
            yield Question(case, language, text)
