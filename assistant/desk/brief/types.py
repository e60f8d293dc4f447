"""The values of a comparative brief: what is wanted, its territories, cells and findings. Frozen, without behaviour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.answer.types import Citation
from assistant.desk.brief.rows import OECD, Row
from index.schema import Listed
from index.tagging import Stated

NONE, MENTIONED, PLANNED, FUNDED, MONITORED = LEVELS = ("none", "mentioned", "measure planned", "funded", "monitored")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A brief as it is asked for."""

    topic: str
    places: tuple[str, ...]  # names in any of the five languages; of a country its own documents are meant, not those of its cities
    rows: str | Sequence[str] = OECD  # a preset, a file's path, or the rows themselves
    language: str = ""  # of the brief; the topic's own where it is not given


@dataclass(frozen=True, slots=True)
class Territory:
    """A place and the documents that speak for it."""

    name: str  # as the index writes it
    country: str
    documents: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What the documents of one place say in one row."""

    row: Row
    place: str
    level: str  # one of LEVELS
    citation: Citation | None  # None exactly where the level is NONE
    certainty: float = 0.0  # how fully the quotation says topic and row, 0 to 1
    dropped: str = ""  # why a person took the evidence out, and who; the level is then NONE

    @property
    def silent(self) -> bool:
        """Whether nothing was found, which is something else than that a person took out what was."""
        return self.level == NONE and not self.dropped


@dataclass(frozen=True, slots=True)
class Fact:
    """A quantity that a document states, with the sentence or table row it stands in."""

    place: str
    stated: Stated
    citation: Citation


@dataclass(frozen=True, slots=True)
class Facts:
    """Figures on the topic, and how many more there were that a brief has no room for, by place."""

    shown: tuple[Fact, ...]
    left_out: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice of the catalogue."""

    place: str
    id: str  # in the catalogue
    strength: str  # one of assistant.desk.practices.types.STRENGTHS
    status: str  # one of assistant.desk.practices.validation.STATUSES, on the day of the making
    citations: tuple[Citation, ...]  # what it is, in the words of its title and summary


@dataclass(frozen=True, slots=True)
class Alignment:
    """Goals against places."""

    goals: tuple[int, ...]
    places: tuple[str, ...]
    strengths: Mapping[tuple[int, str], int]  # 0 to 3 by goal and place
    passages: Mapping[tuple[int, str], int]
    citations: Mapping[tuple[int, str], Citation] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Brief:
    """All that a brief holds before it is laid out."""

    topic: str
    language: str
    topic_language: str
    date: str  # of the making, ISO 8601
    preset: str  # whose rows they are: oecd | green-deal | "" for the user's own
    rows: tuple[Row, ...]
    territories: tuple[Territory, ...]
    cells: tuple[Cell, ...]  # row by row, in the order of the territories
    targets: Facts
    money: Facts
    practices: tuple[Practice, ...]
    alignment: Alignment | None  # None where nothing in the index is tagged with goals
    made_by: Mapping[str, str]
    left_out: int = 0  # documents of the index that are of other places or of none
    translated: Mapping[str, str] = field(default_factory=dict)  # by quotation, where a chat model was asked
