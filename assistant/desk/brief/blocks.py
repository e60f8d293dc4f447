"""A laid-out document: sections of paragraphs, lists, tables and pictures with numbered notes. Knows no briefs and no file formats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from assistant.answer.types import Citation


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line."""

    text: str
    style: str = ""  # "" | strong | quote | faint
    note: int = 0  # the number of the note that follows it, 0 for none
    language: str = ""  # of a quotation, where it is known; "" for the document's own


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, or one entry of a list."""

    line: Line
    kind: str = "text"  # text | bullet | number | analysis
    key: str = ""  # what it is known by in its section, whatever stands before it; "" for what nobody rewrites


@dataclass(frozen=True, slots=True)
class Shaded:
    """A cell of a table with its depth of colour, 0 to 4."""

    lines: tuple[Line, ...]
    shade: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table under its caption; the first row is its header."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Shaded, ...], ...]
    widths: tuple[float, ...]  # shares of the page's width
    dense: bool = False  # in small letters
    stub: bool = True  # the first column names the rows


@dataclass(frozen=True, slots=True)
class Picture:
    """A heat table as a picture: strengths by row and column."""

    caption: str
    alt: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[int, ...], ...]  # (rows, columns), 0 to `most`
    legend: tuple[str, ...]  # what each value means, from 0 to the highest
    colours: tuple[str, ...] = ()  # of each row, "#RRGGBB"; one for all where empty


Block = Paragraph | Table | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """A section under its numbered title."""

    title: str
    blocks: tuple[Block, ...]
    wide: bool = False  # on a page turned sideways


@dataclass(frozen=True, slots=True)
class Laid:
    """A whole document."""

    title: str
    subtitle: str
    notice: str  # what the reader has to know before anything else
    language: str
    date: str
    sections: tuple[Section, ...]
    notes: tuple[Citation, ...]  # numbered from 1
    notes_title: str
    translated: Mapping[str, str] = field(default_factory=dict)  # by quotation


@dataclass(slots=True)
class Notes:
    """Citations as they are numbered: one that was cited before keeps its number."""

    citations: list[Citation] = field(default_factory=list)
    _numbers: dict[tuple[str, int, int], int] = field(default_factory=dict)

    def number(self, citation: Citation) -> int:
        """The citation's number, from 1."""
        key = (citation.document, citation.start, citation.end)
        if key not in self._numbers:
            self._numbers[key] = len(self.citations) + 1
            self.citations.append(replace(citation, n=self._numbers[key]))
        return self._numbers[key]


def text(value: str, style: str = "") -> Line:
    """A line of one run."""
    return (Run(value, style),)
