"""Where a target starts from: "from 12 % in 2018 to 30 %", "(2023: 14 %)", "is 4 %; the target is 12 %". Knows changes and years gone by, no aims."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.tag.quantities.amounts import Amount
from ingest.tag.quantities.cues import cue
from ingest.tag.quantities.statement import Statement
from ingest.tag.quantities.years import AHEAD, Dated, bare, dated_at

_NEAR = 6  # amounts: a baseline stands no further from its target in a sentence
_CHANGE = 60  # characters between the two numbers of a change


class Baselines:
    """The baselines among the amounts of one statement."""

    def __init__(self, statement: Statement) -> None:
        self._statement = statement
        self._of: dict[Amount, Amount] = {}
        self._starts: set[Amount] = set()
        amounts = [a for a in statement.amounts if not a.currency]
        for i, amount in enumerate(amounts):
            for other in (*amounts[i + 1 : i + 1 + _NEAR], *amounts[max(0, i - _NEAR) : i]):
                if _baseline_of(statement, amount, other):
                    self._starts.add(amount)
                    self._of.setdefault(other, amount)

    def of(self, amount: Amount) -> Amount | None:
        """The amount that this one starts from."""
        return self._of.get(amount)

    def starts(self, amount: Amount) -> bool:
        """Whether the amount is the baseline of another."""
        return amount in self._starts

    def year(self, amount: Amount) -> int | None:
        """The year of an amount's baseline: "compared to 2018", "from 0.6 MWp in 2023 to", "(2023: 14 %)"."""
        statement, base = self._statement, self.of(amount)
        if (compared := _compared(statement, amount)) is not None:
            return compared.year
        if base is None:
            return None
        if span := bracket(statement.text, base):
            return next(iter(bare(statement.text[slice(*span)])), None)
        found = dated_at(base.start, base.end, _others(statement, base), statement.years.inside)
        return found.year if found and found.year < AHEAD else None

    def dated(self, amount: Amount) -> Dated | None:
        """The year by or in which an amount is to be reached, else the end of its period; that of its baseline is none."""
        statement, base = self._statement, self.of(amount)
        start, end = (0, 0)
        if base is not None:
            start, end = (base.end, amount.start) if base.end <= amount.start else bracket(statement.text, base) or (0, 0)
        others = [span for a, span in zip(statement.amounts, _spans(statement), strict=True) if a is not amount and not self.starts(a)]
        for role in (statement.years.deadlines, statement.years.inside, statement.years.periods):
            possible = [d for d in role if (d.year >= AHEAD or not start <= d.start < end) and not _of_next(statement, amount, d)]
            if (found := dated_at(amount.start, amount.end, others, possible)) is not None:
                return found
        return None


def bracket(text: str, amount: Amount) -> tuple[int, int] | None:
    """The round bracket that holds the amount; one that opens the text explains nothing and is none."""
    opening, closing = text.rfind("(", 0, amount.start), text.find(")", amount.end)
    inside = opening >= 0 and closing >= 0 and ")" not in text[opening : amount.start] and "(" not in text[amount.end : closing]
    return (opening, closing) if inside and text[:opening].strip() else None


def _spans(statement: Statement) -> list[tuple[int, int]]:
    return [(a.start, a.end) for a in statement.amounts]


def _others(statement: Statement, amount: Amount) -> Sequence[tuple[int, int]]:
    return [span for a, span in zip(statement.amounts, _spans(statement), strict=True) if a is not amount]


def _baseline_of(statement: Statement, amount: Amount, other: Amount) -> bool:
    """Whether `amount` is where `other` starts from."""
    if amount.dimension not in ("", other.dimension):
        return False
    if any(d.start <= amount.start < d.end for d in statement.years.baselines):
        return not any(d.start <= other.start < d.end for d in statement.years.baselines)
    if (span := bracket(statement.text, amount)) is not None and other.start <= span[0]:
        told = bool(bare(statement.text[slice(*span)])) and not statement.says("aim", *span)
        return told and other.dimension == amount.dimension
    between = statement.text[amount.end : other.start] if amount.end <= other.start else ""
    return bool(between) and (_changes(statement, amount, between) or _was(statement, amount, other))


def _changes(statement: Statement, amount: Amount, between: str) -> bool:
    if len(between) > _CHANGE:
        return False
    opening = cue("change from", statement.language).search(statement.text[max(0, amount.start - 30) : amount.start])
    return opening is not None and cue("change to", statement.language).search(between) is not None


def _was(statement: Statement, amount: Amount, other: Amount) -> bool:
    """Whether a year gone by stands with `amount` and a later one with `other`: "24 % in 2023, 15 % in 2030"."""
    if not amount.dimension or amount.dimension != other.dimension:
        return False
    aim = cue("column target", statement.language).search(statement.text, amount.end, other.start)
    if aim and not any(amount.end <= d.start < aim.start() for d in statement.years.deadlines):
        return True  # "is 4 %; the target for 2030 is 12 %"
    known = sorted((*statement.years.deadlines, *statement.years.inside), key=lambda d: d.start)
    if not known:
        return False
    one, two = (
        dated_at(a.start, a.end, _others(statement, a), [d for d in known if not _of_next(statement, a, d)]) for a in (amount, other)
    )
    if one is None:  # "is 38 %, in 2035 it shall be 50 %"
        return two is not None and two.year >= AHEAD and amount.end <= two.start < other.start
    return two is not None and one.year < AHEAD <= two.year


def _of_next(statement: Statement, amount: Amount, dated: Dated) -> bool:
    """Whether a year after an amount opens what is said of the next one: "38 %, in 2035 50 %"."""
    text = statement.text
    following = next((a for a in statement.amounts if a.start >= dated.end), None)
    if dated.start < amount.end or following is None or any(amount.end <= a.start < dated.start for a in statement.amounts):
        return False
    return "," in text[amount.end : dated.start] and "," not in text[dated.end : following.start]


def _compared(statement: Statement, amount: Amount) -> Dated | None:
    near = statement.years.baselines
    start, end = statement.clause(amount)
    return next((d for d in near if start <= d.start < end), near[0] if near else None)
