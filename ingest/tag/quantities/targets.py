"""The targets of a statement: amounts that are aimed at, with year, baseline and what is measured. Knows neither money nor tables."""

from __future__ import annotations

from dataclasses import replace

from index.types import Quantity
from ingest.tag.quantities.aims import aimed_at
from ingest.tag.quantities.amounts import Amount
from ingest.tag.quantities.baselines import Baselines
from ingest.tag.quantities.cues import cue
from ingest.tag.quantities.phrases import says, trim
from ingest.tag.quantities.statement import Statement

_LONGEST_LEAD = 90  # characters before a colon; more is a sentence
_MOST = 60  # amounts; a statement with more is a column of figures that lost its table


def targets(statement: Statement, aimed: bool = False) -> list[tuple[Quantity, Amount]]:
    """The targets with the amounts they were read from. `aimed` where a label or heading already says that the numbers are aims."""
    if len(statement.amounts) > _MOST:
        return []
    found: list[tuple[Quantity, Amount]] = []
    baselines = Baselines(statement)
    for amount in statement.amounts:
        if not aimed_at(statement, amount, baselines, aimed):
            continue
        target = _target(statement, amount, baselines)
        if not target.indicator and found:  # "55% w 2025 r., 60% w 2030 r.": what was said of the first
            target = replace(target, indicator=found[0][0].indicator)
        found.append((target, amount))
    return found


def _target(statement: Statement, amount: Amount, baselines: Baselines) -> Quantity:
    text, base, dated = statement.text, baselines.of(amount), baselines.dated(amount)
    return Quantity(
        kind="target",
        start=0,
        end=len(text),
        indicator=text[slice(*_indicator(statement, amount, base))],
        value=text[amount.first : amount.last],
        number=amount.number,
        unit=amount.unit,
        year=dated.year if dated else None,
        baseline=text[base.first : base.last] if base else "",
        baseline_year=baselines.year(amount),
    )


def _indicator(statement: Statement, amount: Amount, base: Amount | None) -> tuple[int, int]:
    """What is measured: the words before "by 40 %", the words after "40 % of" and "500 charging points"."""
    earlier = base if base and base.end <= amount.start else None
    left, right = statement.left(earlier or amount), statement.right(amount)
    if colon := _before_colon(statement, amount, left):
        return colon
    if statement.spoken(left) and (earlier or _subject(statement, amount, left)):
        return left
    order = (left, right) if amount.dimension and statement.language != "hu" and statement.by(amount) else (right, left)
    return next((span for span in order if statement.spoken(span)), right)


def _subject(statement: Statement, amount: Amount, left: tuple[int, int]) -> bool:
    """Whether what stands before an amount in Hungarian is what is measured: not where it is counted, not where it is who aims."""
    return statement.language == "hu" and bool(amount.dimension) and not _agent(statement, left)


def _agent(statement: Statement, span: tuple[int, int]) -> bool:
    """Whether words name only who aims ("the city") or that something is aimed at ("the goal")."""
    phrase = statement.text[slice(*span)]
    return any(cue(kind, statement.language).fullmatch(phrase) for kind in ("body", "agent", "aim"))


def _before_colon(statement: Statement, amount: Amount, left: tuple[int, int]) -> tuple[int, int] | None:
    """ "Electric buses: 24 vehicles by 2027": what stands before the colon, where nothing stands between it and the amount."""
    text = statement.text
    colon = text.rfind(": ", 0, amount.start)
    if not 0 < colon <= _LONGEST_LEAD or any(a.end <= colon for a in statement.amounts) or statement.spoken(left):
        return None
    span = trim(text, 0, min([colon, *(s for s, _ in statement.years.spans if s > 0)]), statement.language)
    rest = cue("aim", statement.language).sub(" ", text[slice(*span)])
    return span if says(rest) and not statement.says("fact", *span) else None
