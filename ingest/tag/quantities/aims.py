"""Whether an amount is aimed at. Knows aims, facts, years ahead and what can be counted, nothing of what the amount is of.

A number that only says how things are is no target: an aim or a year ahead must be said of it, and from nearer by than any fact.
"""

from __future__ import annotations

from ingest.tag.quantities.amounts import Amount
from ingest.tag.quantities.baselines import Baselines, bracket
from ingest.tag.quantities.cues import cue
from ingest.tag.quantities.statement import Statement
from ingest.tag.quantities.years import AHEAD, Dated, dated_at

# Dimensions in which nothing is promised: the time that something takes.
_NO_TARGETS = frozenset(["clock", "days", "months"])

_NEAR_AIM = 50  # characters from a count to the verb that aims at it: "2,500 flats of the housing company are to be insulated"
_COUNTED = 2  # letters; a plain number counts something only where a word of so many follows


def aimed_at(statement: Statement, amount: Amount, baselines: Baselines, aimed: bool) -> bool:
    """Whether an amount is a target. `aimed` where a label or heading already says that the numbers are aims."""
    if amount.currency or amount.dimension in _NO_TARGETS or baselines.starts(amount):
        return False
    if _describes(statement, amount) or _part_of_money(statement, amount):
        return False
    start, end = statement.clause(amount)
    if not amount.dimension and not (_counts(statement, amount, baselines) and (aimed or _count_aimed(statement, amount, baselines))):
        return False
    if (span := bracket(statement.text, amount)) is not None and not _aims_inside(statement, *span):
        return False  # "vans (less than 3.5 t)", "(a 35 % reduction on 2018)": a bracket explains
    if statement.says("forecast", start, end):
        return False
    if cue("wish", statement.language).match(statement.text, start) and statement.says("aim", 0, start):
        return True  # "the aim is that in 2035 80 % were"
    return _told(statement, amount, baselines, aimed)


def _told(statement: Statement, amount: Amount, baselines: Baselines, aimed: bool) -> bool:
    """Whether aims and years ahead speak of the amount louder, that is from nearer by, than what tells of facts."""
    aims, facts = _distance(statement, "aim", amount), _distance(statement, "fact", amount)
    year = baselines.dated(amount)
    ahead, due = year is not None and year.year >= AHEAD, year in statement.years.deadlines
    if year is not None and not ahead and not due and (facts is not None or aims is None):
        return False  # "in 2022 it was 52 %"
    if aims is not None:
        return facts is None or aims <= facts or ahead
    if facts is not None:
        changed = baselines.of(amount) is not None  # "from the present 18 km to 30 km by 2029"
        return year is not None and ahead and (changed or _apart(amount, year.start, year.end) <= facts)
    if ahead or aimed:
        return True
    return year is None and statement.says("aim", 0, amount.start) and not statement.says("fact")


def _distance(statement: Statement, kind: str, amount: Amount) -> int | None:
    """Characters between an amount and the nearest cue of its clause."""
    spans = [m.span() for m in cue(kind, statement.language).finditer(statement.text, *statement.clause(amount))]
    return min((_apart(amount, s, e) for s, e in spans), default=None)


def _apart(amount: Amount, start: int, end: int) -> int:
    """Characters between an amount and other words."""
    return max(start - amount.end, amount.start - end, 0)


def _aims_inside(statement: Statement, start: int, end: int) -> bool:
    return statement.says("aim", start, end) or any(start <= d.start < end for d in (*statement.years.deadlines, *statement.years.inside))


def _describes(statement: Statement, amount: Amount) -> bool:
    """Whether a measure belongs to a thing: "vans of less than 3.5 t", "32-34m tram cars"."""
    text = statement.text
    if cue("than", statement.language).search(text[max(0, amount.start - 24) : amount.start]):
        return True
    return amount.dimension == "length" and text[amount.last : amount.last + 2] == "m " and text[amount.end + 1 : amount.end + 2].islower()


def _part_of_money(statement: Statement, amount: Amount) -> bool:
    """Whether a share is of money: "6.4 billion, 85 % of which"."""
    earlier = [a.end for a in statement.amounts if a.currency and a.end <= amount.start]
    return amount.dimension == "share" and bool(earlier) and statement.says("part", earlier[-1])


# ---- counts


def _counts(statement: Statement, amount: Amount, baselines: Baselines) -> bool:
    """Whether a plain number counts things, by the word that follows it."""
    if baselines.of(amount) is not None:
        return True  # "from 45 to 200"
    text, language = statement.text, statement.language
    if cue("definite", language).search(text[max(0, amount.start - 12) : amount.start]):
        return False  # "the 34 schools" are there already
    if cue("further", language).search(text, max(0, amount.start - 14), amount.start):
        return True
    following = text[amount.end : amount.end + 40].lstrip(" \u00a0")
    if cue("abstract", language).search(" ".join(following.split()[:3])):
        return False
    if cue("aim", language).match(following):
        return True  # "of 240 buildings, 60 will be renovated"
    if any(not text[amount.end : start].strip(" (") for start, _ in statement.years.spans if start >= amount.end):
        return any(a.end < amount.start and not a.currency for a in statement.amounts)  # "350 spaces in 2026, 800 in 2030"
    word = following.split(" ")[0].strip(".,;:()") if following else ""
    reaches = cue("rises to", language).search(text[max(0, amount.start - 8) : amount.start])
    if reaches and cue("aim", language).search(text, statement.clause(amount)[0], amount.start):
        return True  # "shall rise to 60 million a year"
    return len(word) >= _COUNTED and word.isalpha() and word.islower() and not cue("edge", language).fullmatch(word)


def _count_aimed(statement: Statement, amount: Amount, baselines: Baselines) -> bool:
    """Whether a count is aimed at: after "will install", or with a year ahead; "at 975,000 a bus, the fleet will cost" counts no bus."""
    start, end = statement.clause(amount)
    before = cue("aim", statement.language).search(statement.text, start, amount.start)
    after = cue("aim", statement.language).search(statement.text, amount.end, end)
    if not before and after and _measured(statement, after.end(), _comma(statement, amount, end)):
        return False  # "noise at 12 schools is to drop by 3 dB"
    year = baselines.dated(amount)
    if before or _deadline(statement, amount) is not None or (year is not None and year.year >= AHEAD):
        return True
    return after is not None and after.start() <= min(_comma(statement, amount, end), amount.end + _NEAR_AIM)


def _comma(statement: Statement, amount: Amount, end: int) -> int:
    """Where the first comma after an amount stands, at the end of its clause where there is none."""
    comma = statement.text.find(",", amount.end, end)
    return comma if comma >= 0 else end


def _measured(statement: Statement, start: int, end: int) -> bool:
    return any(a.dimension and not a.currency and start <= a.start < end for a in statement.amounts)


def _deadline(statement: Statement, amount: Amount) -> Dated | None:
    start, end = statement.clause(amount)
    near = [d for d in statement.years.deadlines if start <= d.start < end] or statement.years.deadlines
    return dated_at(amount.start, amount.end, [(a.start, a.end) for a in statement.amounts if a is not amount], near)
