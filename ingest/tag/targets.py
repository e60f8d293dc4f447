"""The targets of a statement: amounts that are aimed at, with year, baseline and what is measured. Knows aims and facts, nothing of money and tables.

A number that only says how things are is no target: an aim or a deadline must be said of it.
"""

from __future__ import annotations

from dataclasses import replace

from index.types import Quantity
from ingest.tag.amounts import Amount
from ingest.tag.cues import cue
from ingest.tag.phrases import trim
from ingest.tag.statement import Statement
from ingest.tag.years import AHEAD, Dated, bare, dated_at

# Dimensions in which nothing is promised: the time that something takes.
_NO_TARGETS = frozenset(["clock", "days", "months"])

_LONGEST_LEAD = 90  # characters before a colon; more is a sentence
_COUNTED = 2  # letters; a plain number counts something only where a word of so many follows


def targets(statement: Statement, aimed: bool = False) -> list[tuple[Quantity, Amount]]:
    """The targets with the amounts they were read from. `aimed` where a label or heading already says that the numbers are aims."""
    found: list[tuple[Quantity, Amount]] = []
    measured = [a for a in statement.amounts if not a.currency and a.dimension not in _NO_TARGETS]
    for amount in measured:
        if not amount.dimension and not _counts(statement, amount):
            continue
        if _starts_from(statement, amount) or not _aimed_at(statement, amount, aimed):
            continue
        target = _target(statement, amount)
        if not target.indicator and found:  # "55% w 2025 r., 60% w 2030 r.": what was said of the first
            target = replace(target, indicator=found[0][0].indicator)
        found.append((target, amount))
    return found


def _target(statement: Statement, amount: Amount) -> Quantity:
    start, end = indicator(statement, amount)
    text = statement.text
    baseline = _compared(statement, amount)
    base = _base(statement, amount)
    dated = _dated(statement, amount, base)
    return Quantity(
        kind="target",
        start=0,
        end=len(text),
        indicator=text[start:end],
        value=text[amount.first : amount.last],
        number=amount.number,
        unit=amount.unit,
        year=dated.year if dated else None,
        baseline=text[base.first : base.last] if base else "",
        baseline_year=baseline.year if baseline else _base_year(statement, amount, base),
    )


def indicator(statement: Statement, amount: Amount) -> tuple[int, int]:
    """What is measured: the words before "by 40 %", the words after "40 % of" and "500 charging points"."""
    base = _base(statement, amount)
    base = base if base and base.end <= amount.start else None
    left, right = statement.left(base or amount), statement.right(amount)
    if colon := _before_colon(statement, amount, left):
        return colon
    if base and statement.spoken(left):
        return left
    by = cue("by", statement.language).search(statement.text[max(0, amount.start - 20) : amount.start].rstrip())
    if statement.language == "hu" and amount.dimension and statement.spoken(left) and not _agent(statement, left):
        return left
    by_end = by is not None and statement.text[max(0, amount.start - 20) : amount.start].rstrip().endswith(by.group())
    order = [right] if not amount.dimension else [left, right] if by_end and statement.language != "hu" else [right, left]
    return next((span for span in order if statement.spoken(span)), left if statement.spoken(left) else right)


def _agent(statement: Statement, span: tuple[int, int]) -> bool:
    """Whether words name only who aims ("the city") or that something is aimed at ("the goal")."""
    phrase = statement.text[slice(*span)]
    return any(cue(kind, statement.language).fullmatch(phrase) for kind in ("body", "agent", "aim"))


def _before_colon(statement: Statement, amount: Amount, left: tuple[int, int]) -> tuple[int, int] | None:
    """ "Electric buses: 24 vehicles by 2027": what stands before the colon, where nothing stands between it and the amount."""
    text = statement.text
    colon = text.rfind(": ", 0, amount.start)
    if colon <= 0 or any(a.end <= colon for a in statement.amounts) or statement.spoken(left):
        return None
    span = trim(text, 0, min([colon, *(s for s, _ in statement.years.spans if s > 0)]), statement.language)
    aims = statement.says("aim", *span) or statement.says("fact", *span)
    return span if statement.spoken(span) and not aims and colon <= _LONGEST_LEAD else None


def _base(statement: Statement, amount: Amount) -> Amount | None:
    return next((a for a in statement.amounts if a is not amount and _baseline_of(statement, a, amount)), None)


def _base_year(statement: Statement, amount: Amount, base: Amount | None) -> int | None:
    """The year that is said of the baseline: "from 0.6 MWp in 2023 to", "(2023: 14 %)"."""
    if base is None:
        return None
    if bracket := _bracket(statement.text, base):
        return next(iter(bare(statement.text[slice(*bracket)])), None)
    others = [(a.start, a.end) for a in statement.amounts if a is not base]
    found = dated_at(base.start, base.end, others, statement.years.inside)
    return found.year if found and found.year < AHEAD else None


def _dated(statement: Statement, amount: Amount, base: Amount | None) -> Dated | None:
    """The year by or in which the amount is to be reached, else the end of its period; that of its baseline is none."""
    others = [(a.start, a.end) for a in statement.amounts if a is not amount and not _starts_from(statement, a)]
    start, end = (0, 0)
    if base is not None:
        start, end = (base.end, amount.start) if base.end <= amount.start else _bracket(statement.text, base) or (0, 0)
    for role in (statement.years.deadlines, statement.years.inside, statement.years.periods):
        if (year := dated_at(amount.start, amount.end, others, [d for d in role if d.year >= AHEAD or not start <= d.start < end])) is not None:
            return year
    return None


def _counts(statement: Statement, amount: Amount) -> bool:
    if _base(statement, amount) is not None:
        return True  # "from 45 to 200"
    if cue("definite", statement.language).search(statement.text[max(0, amount.start - 12) : amount.start]):
        return False  # "the 34 schools" are there already
    if cue("further", statement.language).search(statement.text, max(0, amount.start - 14), amount.start):
        return True
    following = statement.text[amount.end : amount.end + 40].lstrip(" \u00a0")
    if any(not statement.text[amount.end : start].strip(" (") for start, _ in statement.years.spans if start >= amount.end):
        return any(a.end < amount.start and not a.currency for a in statement.amounts)  # "350 spaces in 2026, 800 in 2030"
    word = following.split(" ")[0].strip(".,;:()") if following else ""
    return len(word) >= _COUNTED and word.isalpha() and word.islower() and not cue("edge", statement.language).fullmatch(word)


# ---- aims and facts


def _aimed_at(statement: Statement, amount: Amount, aimed: bool) -> bool:
    start, end = statement.clause(amount)
    if (bracket := _bracket(statement.text, amount)) is not None and not _aims_inside(statement, *bracket):
        return False  # "vans (less than 3.5 t)", "(a 35 % reduction on 2018)": a bracket explains
    if not amount.dimension and not aimed and not _counts_aimed(statement, amount, start, end):
        return False
    if statement.says("forecast", start, end):
        return False
    if cue("wish", statement.language).match(statement.text, start) and statement.says("aim", 0, start):
        return True  # "the aim is that in 2035 80 % were"
    return _told(statement, amount, aimed, start, end)


def _told(statement: Statement, amount: Amount, aimed: bool, start: int, end: int) -> bool:
    """Whether aims and years ahead speak of the amount louder, that is from nearer by, than what tells of facts."""
    aims, facts = _distance(statement, "aim", amount, start, end), _distance(statement, "fact", amount, start, end)
    year = _dated(statement, amount, _base(statement, amount))
    ahead, due = year is not None and year.year >= AHEAD, year in statement.years.deadlines
    if year is not None and not ahead and not due and (facts is not None or aims is None):
        return False  # "in 2022 it was 52 %"
    if aims is not None:
        return facts is None or aims <= facts or ahead
    if facts is not None:
        changed = _base(statement, amount) is not None  # "from the present 18 km to 30 km by 2029"
        return year is not None and ahead and (changed or _apart(amount, year.start, year.end) <= facts)
    if due or ahead or aimed:
        return True
    return year is None and statement.says("aim", 0, amount.start) and not statement.says("fact")


def _apart(amount: Amount, start: int, end: int) -> int:
    """Characters between an amount and other words."""
    return max(start - amount.end, amount.start - end, 0)


def _counts_aimed(statement: Statement, amount: Amount, start: int, end: int) -> bool:
    """Whether a count is aimed at: after "will install", or with a deadline; "at 975,000 a bus, the fleet will cost" counts no bus."""
    before = [m.end() for m in cue("aim", statement.language).finditer(statement.text, start, amount.start)]
    year = _dated(statement, amount, None)
    if before or _deadline(statement, amount) is not None or year is not None and year.year >= AHEAD:
        return True
    after = cue("aim", statement.language).search(statement.text, amount.end, end)
    return after is not None and "," not in statement.text[amount.end : after.start()]


def _bracket(text: str, amount: Amount) -> tuple[int, int] | None:
    """The round bracket that holds the amount."""
    opening, closing = text.rfind("(", 0, amount.start), text.find(")", amount.end)
    inside = opening >= 0 and closing >= 0 and ")" not in text[opening : amount.start] and "(" not in text[amount.end : closing]
    return (opening, closing) if inside and text[:opening].strip() else None


def _aims_inside(statement: Statement, start: int, end: int) -> bool:
    return statement.says("aim", start, end) or any(start <= d.start < end for d in (*statement.years.deadlines, *statement.years.inside))


def _deadline(statement: Statement, amount: Amount) -> Dated | None:
    start, end = statement.clause(amount)
    near = [d for d in statement.years.deadlines if start <= d.start < end] or statement.years.deadlines
    return dated_at(amount.start, amount.end, [(a.start, a.end) for a in statement.amounts if a is not amount], near)


def _distance(statement: Statement, kind: str, amount: Amount, start: int, end: int) -> int | None:
    """Characters between an amount and the nearest cue of its clause."""
    spans = [m.span() for m in cue(kind, statement.language).finditer(statement.text, start, end)]
    return min((_apart(amount, s, e) for s, e in spans), default=None)


# ---- baselines


def _starts_from(statement: Statement, amount: Amount) -> bool:
    """Whether the amount is the baseline of another."""
    return any(_baseline_of(statement, amount, other) for other in statement.amounts if other is not amount)


def _baseline_of(statement: Statement, amount: Amount, other: Amount) -> bool:
    """Whether `amount` is where `other` starts from: "from 12 % to 30 %", "30 % compared to 12 % in 2018"."""
    if amount.currency or other.currency or {amount.dimension, other.dimension} - {""} and amount.dimension not in ("", other.dimension):
        return False
    if any(d.start <= amount.start < d.end for d in statement.years.baselines):
        return not any(d.start <= other.start < d.end for d in statement.years.baselines)
    if (bracket := _bracket(statement.text, amount)) is not None and not other.start > bracket[0]:
        return bool(bare(statement.text[slice(*bracket)])) and not statement.says("aim", *bracket) and other.dimension == amount.dimension
    between = statement.text[amount.end : other.start] if amount.end <= other.start else ""
    return bool(between) and (_changes(statement, amount, between) or _was(statement, amount, other))


def _was(statement: Statement, amount: Amount, other: Amount) -> bool:
    """Whether a year gone by stands with `amount` and a later one with `other`: "24 % in 2023, 15 % in 2030"."""
    if not amount.dimension or amount.dimension != other.dimension:
        return False
    known, others = sorted((*statement.years.deadlines, *statement.years.inside), key=lambda d: d.start), [(a.start, a.end) for a in statement.amounts]
    one, two = (dated_at(a.start, a.end, [o for o in others if o != (a.start, a.end)], known) for a in (amount, other))
    return one is not None and two is not None and one.year < AHEAD <= two.year


def _changes(statement: Statement, amount: Amount, between: str) -> bool:
    opening = cue("change from", statement.language).search(statement.text[max(0, amount.start - 30) : amount.start + 0])
    closing = cue("change to", statement.language).search(between)
    return opening is not None and closing is not None and len(between) <= 60


def _compared(statement: Statement, amount: Amount) -> Dated | None:
    near = statement.years.baselines
    start, end = statement.clause(amount)
    return next((d for d in near if start <= d.start < end), near[0] if near else None)
