"""What the sections of a brief share: its words, its notes, and how a quotation, a page or a list of places is written. Knows no section."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from assistant.answer.types import Citation
from assistant.desk.brief.blocks import Line, Notes, Paragraph, Run, Shaded, text
from assistant.desk.brief.frame import say
from assistant.desk.brief.rows import Row
from assistant.desk.brief.types import Brief

SHORT = 160  # characters of a quotation in a table; the whole of it stands in the notes
_NAMED = 6  # things that a sentence names before it says how many more there are


@dataclass(frozen=True, slots=True)
class Sheet:
    """A brief on the way to its layout."""

    brief: Brief
    notes: Notes = field(default_factory=Notes)

    def say(self, key: str, **values: object) -> str:
        """A phrase in the brief's language."""
        return say(key, self.brief.language, **values)

    def paragraph(self, key: str, kind: str = "text", /, **values: object) -> Paragraph:
        """A phrase as a paragraph, known by the phrase and by the row or place that it is about."""
        about = values.get("row") or values.get("place") or ""
        return Paragraph(text(self.say(key, **values)), kind, f"{key}/{about}" if about else key)

    def level(self, level: str) -> str:
        """What a level is called."""
        return self.say(level.replace(" ", "_"))

    def row(self, row: Row) -> str:
        """What a row is called."""
        return row.names[self.brief.language]

    def quoted(self, citation: Citation, longest: int = 0) -> Line:
        """A quotation with its note and page; cut after `longest` characters, 0 for not at all."""
        quote = " ".join(citation.quote.split())
        page = self.page(citation.page)
        run = Run(self.say("quote", text=shortened(quote, longest)), "quote", self.notes.number(citation), citation.language)
        return (run, *text(f" {page}" if page else "", "faint"))

    def page(self, page: int | None) -> str:
        """A page as it is written; "" where the document has none."""
        return self.say("p", page=page) if page else ""

    def listed(self, names: Iterable[str]) -> str:
        """Names with commas, the first few and how many more."""
        found = list(names)
        shown = ", ".join(found[:_NAMED])
        return shown if len(found) <= _NAMED else f"{shown} {self.say('and_more', count=len(found) - _NAMED)}"

    def rows(self, rows: Sequence[Row]) -> str:
        """The names of rows, with commas."""
        return self.listed(self.row(r) for r in rows)


def shortened(quote: str, longest: int) -> str:
    """A text cut at a blank before `longest` characters."""
    if not longest or len(quote) <= longest:
        return quote
    return f"{quote[:longest].rsplit(' ', 1)[0].rstrip(' ,;:|–-')} …"


def cell(value: str, style: str = "", shade: int = 0) -> Shaded:
    """A cell of one line."""
    return Shaded((text(value, style),), shade)
