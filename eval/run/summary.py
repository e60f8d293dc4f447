"""From the records of a run to its figures: the mean over questions with its interval, by language; refusals and calibration of the whole set."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from eval.metrics.all import METRICS
from eval.run.bootstrap import Interval, Sums, grouped, interval, paired
from eval.run.record import Record, scored
from index.languages import LANGUAGES


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of many records: what each contributes, and what the sums of that come to."""

    name: str
    definition: str
    source: str
    parts: Callable[[Record], tuple[float, ...] | None]  # None where the record has no say
    of: Callable[[Sums], Sums]  # (n, parts) → (n,); not a number of nothing
    better: int = 1  # 1: more is better · −1: less · 0: neither

    def value(self, records: Iterable[Record]) -> float | None:
        """Over these records; None where none has a say."""
        parts = [p for p in map(self.parts, records) if p is not None]
        if not parts:
            return None
        found = float(self.of(np.sum(np.array(parts, dtype=np.float64), axis=0)[None, :])[0])
        return None if np.isnan(found) else found

    def interval(self, records: Iterable[Record]) -> Interval | None:
        """Its 95 % interval by drawing cases."""
        return interval(grouped(self._by_case(records)), self.of)

    def difference(self, records: Iterable[Record], others: Iterable[Record]) -> Interval | None:
        """The 95 % interval of its difference between two runs, over the cases that both have it for."""
        one, other = self._by_case(records), self._by_case(others)
        both = [case for case in one if case in other]
        return paired(grouped({c: one[c] for c in both}), grouped({c: other[c] for c in both}), self.of)

    def _by_case(self, records: Iterable[Record]) -> Mapping[str, Sums]:
        found: dict[str, Sums] = {}
        for record in records:
            if (parts := self.parts(record)) is not None:
                found[record["case"]] = found.get(record["case"], np.zeros(len(parts))) + np.array(parts, dtype=np.float64)
        return found


def _ratio(over: Callable[[Sums], Sums], under: Callable[[Sums], Sums]) -> Callable[[Sums], Sums]:
    def of(sums: Sums) -> Sums:
        below = under(sums)
        found: Sums = np.divide(over(sums), below, out=np.full(len(sums), np.nan), where=below > 0)
        return found

    return of


def _mean_of(name: str) -> Callable[[Record], tuple[float, float] | None]:
    return lambda record: (record["figures"][name], 1.0) if name in record["figures"] else None


def _refusal(record: Record) -> tuple[float, float, float] | None:
    """Refused rightly, refused wrongly, answered though unanswerable: each 0 or 1."""
    figures = record["figures"]
    if "refused rightly" in figures:
        return figures["refused rightly"], 0.0, 1.0 - figures["refused rightly"]
    return (0.0, figures["refused wrongly"], 0.0) if "refused wrongly" in figures else None


def _unanswerable(sums: Sums) -> Sums:
    """1 where any question should be refused, else 0: without one there is nothing that a refusal could be right about."""
    found: Sums = (sums[:, 0] + sums[:, 2] > 0).astype(np.float64)
    return found


_JUDGE = "score.py, the independent judge"

REFUSALS = (
    Figure(
        "refusal precision",
        "Of the refused questions, the share that the documents do not answer.",
        _JUDGE,
        _refusal,
        _ratio(lambda s: s[:, 0], lambda s: (s[:, 0] + s[:, 1]) * _unanswerable(s)),
    ),
    Figure(
        "refusal recall",
        "Of the questions that the documents do not answer, the share that was refused.",
        _JUDGE,
        _refusal,
        _ratio(lambda s: s[:, 0], lambda s: s[:, 0] + s[:, 2]),
    ),
    Figure(
        "refusal F1",
        "The harmonic mean of the precision and recall of refusals.",
        _JUDGE,
        _refusal,
        _ratio(lambda s: 2 * s[:, 0], lambda s: (2 * s[:, 0] + s[:, 1] + s[:, 2]) * _unanswerable(s)),
    ),
)

FIGURES: tuple[Figure, ...] = (
    *(
        Figure(m.name, m.definition, m.source, _mean_of(m.name), _ratio(lambda s: s[:, 0], lambda s: s[:, 1]), better=m.better)
        for m in METRICS
    ),
    *REFUSALS,
)

BY_NAME: Mapping[str, Figure] = {figure.name: figure for figure in FIGURES}

# What stands at the head of a report and is held against the baseline.
HEADLINE = (
    "hit@10",
    "MRR@10",
    "nDCG@10",
    "gold cited",
    "worst city cited",
    "nugget recall",
    "citation recall",
    "citation precision",
    "quote fidelity",
    "page accuracy",
    "refused wrongly",
    "refusal recall",
    "refusal F1",
    "alignment F1",
    "language match",
    "obeyed",
)


def summary(records: Sequence[Record]) -> dict[str, dict[str, object]]:
    """{figure: {"all", "interval", "en", …}} of the scored records, after the counts of scored and unscored; a figure of nothing is left out."""
    kept = scored(records)
    found: dict[str, dict[str, object]] = {"answers": {"all": len(kept), "missing": len(records) - len(kept)}}
    for figure in FIGURES:
        if (value := figure.value(kept)) is not None:
            found[figure.name] = {"all": value, "interval": figure.interval(kept), **_by_language(figure, kept)}
    return found


def _by_language(figure: Figure, records: Sequence[Record]) -> dict[str, float | None]:
    spoken = {record["language"] for record in records}
    return {code: figure.value([r for r in records if r["language"] == code]) for code in LANGUAGES if code in spoken}


def answered(records: Sequence[Record]) -> str:
    """How many were scored: “158 of 160 scored”."""
    return f"{len(scored(records))} of {len(records)} scored"
