"""The tables of the catalogue, and what a row of them is to the rest of the house. Knows SQL's words, opens nothing."""

from __future__ import annotations

from dataclasses import dataclass

from index.types import Record

SCHEMA_VERSION = "3"

# What filters ask for stands in columns that SQLite computes from the record, so that the two cannot differ. Long texts have tables of their
# own: a list of documents, or the vectors of a hundred passages, is read without passing over them.
TAGS = """
CREATE TABLE tagged (
    passage_id INTEGER PRIMARY KEY REFERENCES passages ON DELETE CASCADE,
    digest TEXT NOT NULL
) STRICT;
CREATE INDEX tagged_by_digest ON tagged (digest);
CREATE TABLE tags (
    passage_id INTEGER NOT NULL REFERENCES tagged ON DELETE CASCADE,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    strength INTEGER NOT NULL,
    score REAL NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (passage_id, kind, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX tags_by_value ON tags (kind, value);
CREATE TABLE quantities (
    passage_id INTEGER NOT NULL REFERENCES tagged ON DELETE CASCADE,
    kind TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    indicator TEXT NOT NULL,
    value TEXT NOT NULL,
    number REAL,
    unit TEXT NOT NULL,
    year INTEGER,
    baseline TEXT NOT NULL,
    baseline_year INTEGER,
    currency TEXT NOT NULL,
    programme TEXT NOT NULL,
    payer TEXT NOT NULL
) STRICT;
CREATE INDEX quantities_of_passage ON quantities (passage_id);
"""

# What turns a catalogue of the version before into one of this version, by that version's name.
UPGRADES = {"2": TAGS}

SCHEMA = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL,
    format TEXT NOT NULL,
    generation INTEGER NOT NULL,
    pages INTEGER NOT NULL,
    first_passage INTEGER NOT NULL,
    passages INTEGER NOT NULL,
    lemmas INTEGER NOT NULL,
    record TEXT NOT NULL,
    warnings TEXT NOT NULL,
    country TEXT AS (record ->> 'country') STORED,
    place TEXT AS (record ->> 'place') STORED,
    language TEXT AS (record ->> 'language') STORED,
    kind TEXT AS (record ->> 'kind') STORED,
    period_from INTEGER AS (record ->> 'period_from') STORED,
    period_to INTEGER AS (record ->> 'period_to') STORED
) STRICT;
CREATE INDEX documents_by_place ON documents (place);
CREATE TABLE texts (
    document_id INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
    headings TEXT NOT NULL,
    tables TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE TABLE pages (
    document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    number INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    source BLOB NOT NULL,
    PRIMARY KEY (document_id, number)
) STRICT;
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    page INTEGER,
    section TEXT NOT NULL,
    context TEXT NOT NULL,
    language TEXT NOT NULL
) STRICT;
CREATE INDEX passages_of_document ON passages (document_id, start);
CREATE TABLE searched (
    passage_id INTEGER PRIMARY KEY REFERENCES passages ON DELETE CASCADE,
    vector BLOB NOT NULL,
    lemmas TEXT NOT NULL
) STRICT;
CREATE TABLE sentences (
    passage_id INTEGER PRIMARY KEY REFERENCES passages ON DELETE CASCADE,
    vectors BLOB NOT NULL
) STRICT;
CREATE TABLE vocabulary (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    lemma TEXT NOT NULL UNIQUE,
    folded TEXT NOT NULL,
    passages INTEGER NOT NULL,
    en INTEGER NOT NULL,
    pl INTEGER NOT NULL,
    cs INTEGER NOT NULL,
    sk INTEGER NOT NULL,
    hu INTEGER NOT NULL
) STRICT;
CREATE INDEX vocabulary_folded ON vocabulary (folded);
CREATE TABLE removed (
    generation INTEGER NOT NULL,
    first_passage INTEGER NOT NULL,
    passages INTEGER NOT NULL
) STRICT;{TAGS}"""


# The documents' files, where the catalogue keeps them too.
FILES = """CREATE TABLE IF NOT EXISTS files (
    sha256 TEXT NOT NULL,
    format TEXT NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (sha256, format)
) STRICT"""


@dataclass(frozen=True, slots=True)
class Listed:
    """A document without its text: what a list of documents shows."""

    id: int
    name: str
    sha256: str
    format: str
    record: Record
    warnings: tuple[str, ...]
    pages: int  # 0 for formats without pages
    passages: int


@dataclass(frozen=True, slots=True)
class Indexed:
    """A passage as the derived indexes need it."""

    id: int
    document_id: int
    text: str
    context: str
    lemmas: str  # its lines of terms


@dataclass(frozen=True, slots=True)
class Removal:
    """What went with a document."""

    name: str
    pages: int
    first_passage: int
    passages: int  # from the first on
    lemmas: int  # words and places that stood in no other document
    file_stays: bool  # another document is the same file


@dataclass(frozen=True, slots=True)
class Size:
    """How much a catalogue holds."""

    documents: int
    passages: int
    lemmas: int  # in all passages, repetitions counted

    @property
    def average_length(self) -> float:
        """The mean number of lemmas in a passage; 0 for an empty index."""
        return self.lemmas / self.passages if self.passages else 0.0


@dataclass(frozen=True, slots=True)
class Lemma:
    """A word of the vocabulary."""

    text: str
    passages: int  # how many hold it
    languages: tuple[str, ...]  # those that it is at home in; names and international words have several
