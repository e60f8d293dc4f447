"""The values that travel through the house: Document, Page, Passage, Record, Tag, Quantity, Hit, Filters. Frozen, with no behaviour of their own.

All offsets are Python string indices into the stored text of one document; `start` is inclusive, `end` exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Record:
    """What a library card says of a document. Empty string or None where it is not known; never guessed twice."""

    title: str
    country: str = ""  # ISO 3166 alpha-2 ("PL", "CZ", "SK", "HU"), "EU" for the Union, "" unknown
    place: str = ""  # the place's own name in its own language ("Kraków"), "" where the document is not of one place
    level: str = ""  # city | functional area | region | country | EU
    kind: str = ""  # development | smart | climate | circular | mobility | specialisation | urban | law | study
    period_from: int | None = None  # first and last year that the document plans for
    period_to: int | None = None
    language: str = ""  # ISO 639-1 of the text: en | pl | cs | sk | hu
    illustrative: bool = False  # True for the invented sample documents
    source: str = ""  # where the file is from: an address, or an office and its date
    licence: str = ""  # under which it may be passed on, in its owner's words: "CC BY 4.0"


@dataclass(frozen=True, slots=True)
class Page:
    """One page as a viewer counts it. For formats without pages a document has none."""

    number: int  # from 1
    start: int
    end: int
    source: bytes = b""  # for PDF: where each stored character stands among the page's raw characters (ingest/clean packs it)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the document; its section runs to the next heading of the same or a higher rank."""

    title: str
    rank: int  # 1 is the highest
    start: int  # where the heading's own line begins in the stored text
    end: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table in the stored text: the header row and the span of all of it."""

    start: int
    end: int
    header: str  # the header row's cells joined by " | ", "" where the table has none


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read. `text` is the stored text: every quotation is a slice of it."""

    name: str  # path relative to the folder given to ingestion, with forward slashes: "ccc/krakow.md"
    sha256: str  # of the file's bytes, hexadecimal
    format: str  # pdf | docx | html | markdown | text
    text: str
    record: Record
    pages: tuple[Page, ...] = ()
    headings: tuple[Heading, ...] = ()
    tables: tuple[Table, ...] = ()
    warnings: tuple[str, ...] = ()  # one sentence each: "page 12 has no text layer"


@dataclass(frozen=True, slots=True)
class Passage:
    """What is searched: a slice of one document, at most 1,600 characters, with what a reader needs to place it."""

    document: str  # Document.name
    start: int
    end: int
    text: str  # == document.text[start:end]
    page: int | None = None  # the page on which it starts, None for formats without pages
    section: tuple[str, ...] = ()  # headings above it, highest first
    context: str = ""  # title, section path and table header: searched with the passage, never quoted
    language: str = ""
    id: int = 0  # given by the catalogue; never used again after the passage is gone


@dataclass(frozen=True, slots=True)
class Tag:
    """What a passage serves or does under the scheme, and the words that are the reason."""

    kind: str  # goal | target | green deal | commitment | theme | practice | procurement | funding
    value: str  # "7", "7.2", a code of the scheme, a level of commitment; "" for practice, procurement and funding
    strength: int  # 1 enables, 2 reinforces, 3 directly affects, for goals and Green Deal codes; 0 for the other kinds
    score: float  # the calibrated probability that it is so, 0 to 1
    start: int  # the reason: a slice of the document's text
    end: int


@dataclass(frozen=True, slots=True)
class Quantity:
    """A target or an amount of money as the text states it. What is called a slice stands in the document's text letter for letter."""

    kind: str  # target | money
    start: int  # the sentence or table row that it was read from
    end: int
    indicator: str  # slice: what is measured, or what the money is for; "" where it is not said
    value: str  # slice: "28,769", "-65", "5-7"
    number: float | None  # what it comes to in `unit` or `currency`, scales like "million" multiplied out; None for a range
    unit: str  # normal form: "%", "t CO2e", "MWh"; "" for money and plain numbers
    year: int | None  # of the target or of the payment, the last one of a period
    baseline: str = ""  # slice
    baseline_year: int | None = None
    currency: str = ""  # ISO 4217; "" for targets
    programme: str = ""  # by its normal name ("LIFE", "Cohesion Fund"); "" where none is named
    payer: str = ""  # slice


@dataclass(frozen=True, slots=True)
class Tagged:
    """All that tagging found in one passage."""

    tags: tuple[Tag, ...] = ()
    quantities: tuple[Quantity, ...] = ()


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is limited to; an empty tuple or None does not limit."""

    documents: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    year: int | None = None  # a year inside the document's period

    def __bool__(self) -> bool:
        return any((self.documents, self.countries, self.places, self.languages, self.kinds, self.year))


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found, with the score that ranked it (higher is better, comparable within one search only)."""

    passage: Passage
    score: float
    similarity: float = 0.0  # cosine of question and passage, −1 to 1; 0 where the passage was not reached by meaning
    words: tuple[str, ...] = field(default=())  # the question's lemmas, or their translations, that the passage holds
