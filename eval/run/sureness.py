"""Whether the assistant's confidence is worth something: risk by coverage and calibration. Knows records, draws nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.run.record import Record

_BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions of about the same confidence."""

    confidence: float  # mean
    right: float  # share of those whose hits answer
    count: int


def risk_curve(records: Sequence[Record]) -> list[tuple[float, float]]:
    """(coverage, risk) for each number of answers given, surest first (El-Yaniv and Wiener 2010): of all questions the share that is answered, and
    of those the share that is wrong: unanswerable, or without a gold quotation cited. It ends where the assistant refuses.
    """
    known = [r for r in records if _wrong(r) is not None]
    given = sorted((r for r in known if not r["answer"]["refused"]), key=lambda r: (-r["answer"]["confidence"], r["id"]))
    found, wrong = [], 0
    for n, record in enumerate(given, 1):
        wrong += bool(_wrong(record))
        found.append((n / len(known), wrong / n))
    return found


def area_under(curve: Sequence[tuple[float, float]]) -> float | None:
    """The mean risk over the coverages of a curve (AURC; Geifman and El-Yaniv 2019); None of an empty one."""
    return sum(risk for _, risk in curve) / len(curve) if curve else None


def calibration(records: Sequence[Record]) -> list[Bin]:
    """Ten bins of equal width, empty ones left out: the confidence says how likely the passages found answer the question."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(_BINS)]
    for record in records:
        if (right := _found(record)) is not None:
            confidence = record["answer"]["confidence"]
            bins[min(int(confidence * _BINS), _BINS - 1)].append((confidence, right))
    return [Bin(sum(c for c, _ in one) / len(one), sum(r for _, r in one) / len(one), len(one)) for one in bins if one]


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """The expected calibration error: the mean distance of confidence and share, by count (Naeini et al. 2015); None of nothing."""
    total = sum(one.count for one in bins)
    return sum(one.count * abs(one.confidence - one.right) for one in bins) / total if total else None


def _wrong(record: Record) -> bool | None:
    """Whether an answer, had it been given, was wrong; None where nobody can tell."""
    figures = record["figures"]
    if "refused rightly" in figures:
        return True
    cited = figures.get("gold cited", figures.get("cities cited"))
    return None if cited is None else cited == 0.0


def _found(record: Record) -> bool | None:
    """Whether the first ten hits answer; never where the documents do not."""
    figures = record["figures"]
    if "refused rightly" in figures:
        return False
    found = figures.get("hit@10", figures.get("cities covered@10"))
    return None if found is None else found > 0.0
