"""One statement, a sentence or a cell, with its amounts, years and clauses. Knows what stands where, not what it means."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ingest.tag.quantities.amounts import Amount, amounts
from ingest.tag.quantities.cues import cue
from ingest.tag.quantities.phrases import after, before, clause, says
from ingest.tag.quantities.years import Years, years

_BY = 20  # characters before an amount in which "by at least" stands


@dataclass(frozen=True)
class Statement:
    """`text` is plain (ingest.tag.quantities.plain) and as long as what was written; offsets are into it."""

    text: str
    language: str
    comma: bool  # whether a comma divides where the statement itself does not tell

    @cached_property
    def amounts(self) -> list[Amount]:
        """Its amounts in order."""
        return amounts(self.text, self.language, self.comma)

    @cached_property
    def years(self) -> Years:
        """Its years by role."""
        return years(self.text, self.language)

    def says(self, kind: str, start: int = 0, end: int | None = None) -> bool:
        """Whether a cue of this kind stands in text[start:end]."""
        return cue(kind, self.language).search(self.text, start, len(self.text) if end is None else end) is not None

    def clause(self, amount: Amount) -> tuple[int, int]:
        """The clause that holds the amount."""
        return clause(self.text, amount.start, self.language)

    def left(self, amount: Amount) -> tuple[int, int]:
        """The words before an amount that belong to it, as a span; empty where there are none. Money is parted by money only, a measure not by counts."""
        start, _ = clause(self.text, amount.start, self.language)
        start = max([start, *(a.end for a in self.amounts if a.end <= amount.start and _parts(a, amount))])
        return before(self.text, start, amount.start, self.years.spans, self.language)

    def right(self, amount: Amount) -> tuple[int, int]:
        """The words after an amount that belong to it, as a span; empty where there are none."""
        _, end = clause(self.text, amount.end, self.language)
        end = min([end, *(a.start for a in self.amounts if a.start >= amount.end and (a.currency or not amount.currency))])
        return after(self.text, amount.end, end, self.years.spans, self.language)

    def by(self, amount: Amount) -> bool:
        """Whether a word like "by" leads to the amount."""
        before = self.text[max(0, amount.start - _BY) : amount.start].rstrip()
        return any(match.end() == len(before) for match in cue("by", self.language).finditer(before))

    def spoken(self, span: tuple[int, int]) -> bool:
        """Whether the span holds a word."""
        return says(self.text[span[0] : span[1]])


def _parts(other: Amount, amount: Amount) -> bool:
    """Whether another amount before this one ends what is said of this one."""
    if amount.currency:
        return bool(other.currency)
    return bool(other.dimension) or not amount.dimension
