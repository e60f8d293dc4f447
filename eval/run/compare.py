"""Two runs side by side: what became better or worse, by how much and how surely, and in which questions. Knows records, draws nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.run.bootstrap import Interval
from eval.run.record import Record, scored
from eval.run.summary import FIGURES

# What a reader of two runs looks up question by question.
_TOLD = (
    "hit@10",
    "gold cited",
    "cities cited",
    "nugget recall",
    "refused wrongly",
    "refused rightly",
    "citation recall",
    "quote fidelity",
    "obeyed",
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure in both runs, over the questions that it applies to in both."""

    name: str
    then: float
    now: float
    interval: Interval | None  # of now − then, 95 %, questions drawn in pairs
    better: int

    @property
    def apart(self) -> float:
        """By how much it changed."""
        return self.now - self.then

    @property
    def verdict(self) -> str:
        """better | worse | "": better or worse only where the interval leaves no doubt."""
        if self.interval is None or not self.better or self.interval[0] <= 0 <= self.interval[1]:
            return ""
        return "better" if (self.apart > 0) == (self.better > 0) else "worse"


@dataclass(frozen=True, slots=True)
class Change:
    """A question whose figures changed: by name what they were and are."""

    now: Record
    then: Record
    figures: tuple[tuple[str, float, float], ...]


def differences(now: Sequence[Record], then: Sequence[Record]) -> list[Difference]:
    """Each figure, over the questions that it applies to in both runs: that a run answers more of them is told by its refusals."""
    before = {record["id"]: record for record in scored(then)}
    pairs = [(record, before[record["id"]]) for record in scored(now) if record["id"] in before]
    found = []
    for figure in FIGURES:
        both = [(a, b) for a, b in pairs if figure.parts(a) is not None and figure.parts(b) is not None]
        one, two = [a for a, _ in both], [b for _, b in both]
        value, other = figure.value(one), figure.value(two)
        if value is not None and other is not None:
            found.append(Difference(figure.name, other, value, figure.difference(one, two), figure.better))
    return found


def changes(now: Sequence[Record], then: Sequence[Record]) -> list[Change]:
    """The questions of both runs where a figure that is told changed, or where one of them broke."""
    before = {record["id"]: record for record in then}
    found = []
    for record in now:
        if (old := before.get(record["id"])) is None:
            continue
        figures = tuple((name, old["figures"].get(name), record["figures"].get(name)) for name in _TOLD)
        moved = tuple((name, a, b) for name, a, b in figures if a is not None and b is not None and a != b)
        if moved or bool(record["error"]) != bool(old["error"]):
            found.append(Change(record, old, moved))
    return found
