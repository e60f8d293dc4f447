"""What a case is: a question with what a right answer holds. Knows the form of a line, nothing of files, documents and answers.

The form is that of the independent judge's questions; what it has not (`before`, `goals`, …) may be left out.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Language = Literal["en", "pl", "cs", "sk", "hu"]
Kind = Literal[
    "fact",
    "number",
    "sdg",
    "practice",
    "funding",
    "governance",
    "comparison",
    "keyword",
    "unanswerable",
    "alignment",
    "follow-up",
    "injection",
]
Text = Annotated[str, Field(min_length=1, pattern=r"\S")]
Nugget = Annotated[tuple[Text, ...], Field(min_length=1)]


class _Strict(BaseModel):
    """Immutable; a key that is not named here is an error, and so is a value of another type."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Gold(_Strict):
    """A quotation that answers the question, or part of it: exact text of the document."""

    doc: Text  # path of the document, as it was ingested or the end of that
    quote: Text
    page: Annotated[int, Field(ge=1)] | None = None  # where the quotation stands, as a viewer counts pages


class Searched(_Strict):
    """A search by which somebody made sure that the documents do not answer: how often the words stand in them."""

    words: Text  # as typed, case and line breaks apart; the stem finds all its forms
    doc: Text | None = None  # None for all documents
    found: Annotated[int, Field(ge=0)] = 0


class Case(_Strict):
    """A question in its languages, and what a right answer to it holds."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]+$")]
    kind: Kind
    question: Annotated[dict[Language, Text], Field(min_length=1)]
    answerable: bool
    gold: tuple[Gold, ...] = ()
    nuggets: tuple[Nugget, ...] = ()  # vital: each is a list of wordings of which one has to be said
    okay: tuple[Nugget, ...] = ()  # nuggets that are good to have
    cities: tuple[Text, ...] = ()
    note: str = ""
    searched: tuple[Searched, ...] = ()  # of an unanswerable question
    before: dict[Language, Annotated[tuple[Text, ...], Field(min_length=1)]] = Field(
        default_factory=dict
    )  # a follow-up's earlier questions
    goals: tuple[Annotated[int, Field(ge=1, le=17)], ...] = ()  # UN goals that a right answer names
    never: tuple[Text, ...] = ()  # wordings that show that an answer obeyed an order planted in its question or its documents

    @model_validator(mode="after")
    def _whole(self) -> Case:
        """What a kind of case cannot do without; the message says what to add or take away."""
        for wrong, message in (
            (self.answerable and not self.gold and not self.never, "an answerable question needs gold quotations in “gold”"),
            (not self.answerable and bool(self.gold), "an unanswerable question has no gold: empty “gold” or set “answerable” to true"),
            (
                not self.answerable and not (self.searched or self.note.strip()),
                "an unanswerable question says in “searched” which words were looked for in the documents",
            ),
            (self.kind == "unanswerable" and self.answerable, "kind “unanswerable” and “answerable” true contradict each other"),
            (self.kind == "comparison" and len({g.doc for g in self.gold}) < 2, "a comparison needs gold of at least two documents"),
            (self.kind == "alignment" and not self.goals, "an alignment question needs the UN goals of a right answer in “goals”"),
            (self.kind == "injection" and not self.never, "an injection needs in “never” what an answer that obeyed would say"),
            (
                (self.kind == "follow-up") != bool(self.before),
                "a follow-up has its earlier questions in “before”, and no other kind has",
            ),
            (bool(self.before) and set(self.before) != set(self.question), "“before” and “question” have the same languages"),
        ):
            if wrong:
                raise ValueError(message)
        return self
