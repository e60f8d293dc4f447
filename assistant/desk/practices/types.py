"""The values of the catalogue: Practice, Field, Quote, Stream. Frozen, with no behaviour beyond what they say of themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass

_break = re.compile(r"<br\s*/?>", re.IGNORECASE)

# Interreg Europe's order of fields, and how many characters each may have.
CUT = " …"
LIMITS = {"title": 100, "summary": 160, "detail": 1500, "resources": 300, "evidence": 500, "difficulties": 300, "transfer": 1000}
PLANNED, SELF_REPORTED, MEASURED = STRENGTHS = ("planned only", "self-reported", "measured by others")


@dataclass(frozen=True, slots=True)
class Quote:
    """A slice of a document's text."""

    document: str
    page: int | None
    passage: int
    start: int
    end: int
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form, made of sentences of the documents."""

    name: str
    quotes: tuple[Quote, ...]
    left_out: int = 0  # sentences of the documents that belong here and for which there was no room
    cut: bool = False  # whether the sentence, the only one then, goes on in the document

    @property
    def text(self) -> str:
        """The sentences one after another; “…” at the end of one that goes on."""
        return f"{self.told}{CUT}" if self.cut else self.told

    @property
    def told(self) -> str:
        """The documents' own words only; line breaks, which some converters of PDF write as HTML, are blanks."""
        return " ".join(" ".join(_break.sub(" ", q.text).split()) for q in self.quotes)

    @property
    def counter(self) -> str:
        """Characters used of those allowed: "148/160"."""
        return f"{len(self.text)}/{LIMITS[self.name]}"


@dataclass(frozen=True, slots=True)
class Stream:
    """What is left over in one place and becomes of use in another, as a sentence says it; each a slice of it."""

    by_product: str
    product: str


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of money said of a practice."""

    number: float | None
    currency: str
    quote: str


@dataclass(frozen=True, slots=True)
class Practice:
    """One practice, or a plan that is labelled as one, as it is drafted from the documents."""

    id: str  # of place and text: the same practice keeps it through ingestion anew
    place: str
    country: str
    scope: str  # level of the document's area: city, region, …
    fields: tuple[Field, ...]  # in the order of LIMITS
    years: tuple[int, int] | None  # first and last year that its sentences name
    strength: str  # one of STRENGTHS
    goals: tuple[str, ...]
    green_deal: tuple[str, ...]
    derived: bool  # goals and areas follow from the words only, because the passages have no tags
    procurement: bool
    streams: tuple[Stream, ...]
    money: tuple[Money, ...]
    documents: tuple[str, ...]  # more than one where several documents describe the same

    def field(self, name: str) -> Field:
        """The field of that name."""
        return next(f for f in self.fields if f.name == name)
