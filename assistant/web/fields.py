"""The parts of request bodies that several routes take, and how they become our own values. Knows pydantic, no routes."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from assistant.answer.talk import Asked
from assistant.answer.types import Corrections
from index.types import Filters


def _whole(text: str) -> str:
    """JSON can name half of a pair ("\\ud800"), which is no character and cannot be stored or searched."""
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise ValueError("it holds half a character")
    return text


Text = Annotated[str, AfterValidator(_whole)]
Value = Annotated[Text, StringConstraints(max_length=500)]
Values = Annotated[tuple[Value, ...], Field(max_length=1_000)]
Few = Annotated[tuple[Value, ...], Field(max_length=50)]
Row = Annotated[int, Path(ge=-(2**62), le=2**62)]  # a number in an address that SQLite can hold
Identifier = Annotated[str, StringConstraints(min_length=1, max_length=100), AfterValidator(_whole)]


class FiltersGiven(BaseModel):
    """What the search is limited to; see index.types.Filters."""

    model_config = ConfigDict(extra="forbid")

    documents: Values = ()
    countries: Values = ()
    places: Values = ()
    languages: Values = ()
    kinds: Values = ()
    year: Annotated[int, Field(ge=1900, le=2200)] | None = None


class CorrectionsGiven(BaseModel):
    """What the asker knows better; see assistant.answer.types.Corrections. What is left out is guessed, what is empty is not meant."""

    model_config = ConfigDict(extra="forbid")

    language: Value | None = None
    places: Few | None = None
    period: Annotated[tuple[int, ...], Field(max_length=2)] | None = None
    goals: Annotated[tuple[int, ...], Field(max_length=17)] | None = None
    green_deal: Few | None = None


class Question(BaseModel):
    """A question with where it belongs."""

    model_config = ConfigDict(extra="forbid")

    question: Text
    filters: FiltersGiven = FiltersGiven()
    conversation: Identifier | None = None
    corrections: CorrectionsGiven = CorrectionsGiven()
    corrects: Identifier | None = None

    def asked(self, owner: str = "") -> Asked:
        """The same as the assistant takes it, in a conversation of the account with the id `owner`."""
        filters, corrections = Filters(**self.filters.model_dump()), Corrections(**self.corrections.model_dump())
        return Asked(self.question, filters, corrections, self.conversation, self.corrects, owner)
