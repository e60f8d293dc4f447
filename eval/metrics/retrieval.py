"""How high the passages come that answer: the field's measures of ranked retrieval, over gold quotations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import ir_measures
from ir_measures import RR, Measure, Qrel, R, ScoredDoc, nDCG

from eval.gold import same
from eval.metrics.metric import Judged, Metric
from eval.metrics.spans import DEEP, share

_JUDGE = "score.py, the independent judge"
_RULE = "A hit covers a gold quotation if it is of the same document and holds half of it in one run."


def _measured(measure: Measure, ranks: Sequence[int | None]) -> float:
    """A measure of one ranking, by ir_measures; the hit at a rank is called by it."""
    run = [ScoredDoc("q", str(rank), float(-rank)) for rank in range(1, DEEP + 1)]
    return float(next(iter(ir_measures.iter_calc([measure], _qrels(ranks), run))).value)


def _qrels(ranks: Sequence[int | None]) -> list[Qrel]:
    """A passage's gain is the number of gold quotations that it is the first to cover; what no hit covers is a passage that never comes."""
    gains = Counter(rank for rank in ranks if rank is not None)
    missing = sum(rank is None for rank in ranks)
    return [Qrel("q", str(rank), gain) for rank, gain in gains.items()] + [Qrel("q", f"missing {n}", 1) for n in range(missing)]


def _ranked(measure: Measure) -> Callable[[Judged], float | None]:
    def of(one: Judged) -> float | None:
        return _measured(measure, one.ranks) if one.single else None

    return of


def _hit(k: int) -> Callable[[Judged], float | None]:
    return lambda one: float(any(rank is not None and rank <= k for rank in one.ranks)) if one.single else None


def _covered(one: Judged) -> float | None:
    """R@10 of each gold quotation taken as a question of its own, in the mean."""
    if not one.single:
        return None
    each = [_measured(R @ 10, [rank]) for rank in one.ranks]
    return sum(each) / len(each)


def _document(one: Judged) -> float | None:
    wanted = {gold.doc for gold in one.case.gold}
    return float(any(same(hit["document"], doc) for hit in one.answer["hits"][:5] for doc in wanted)) if one.single else None


def _cities_covered(k: int) -> Callable[[Judged], float | None]:
    def of(one: Judged) -> float | None:
        if not one.compares:
            return None
        found = {gold.doc for gold, rank in zip(one.case.gold, one.ranks, strict=True) if rank is not None and rank <= k}
        return share([doc in found for doc in sorted({gold.doc for gold in one.case.gold})])

    return of


RETRIEVAL = (
    *(
        Metric(f"hit@{k}", f"1 where one of the first {k} hits covers a gold quotation. {_RULE}", f"{_JUDGE}; success@{k}", _hit(k))
        for k in (1, 5, 10)
    ),
    Metric(
        "MRR@10",
        "RR@10: one over the rank of the first hit that covers a gold quotation, 0 beyond ten.",
        "ir_measures RR@10 (Kantor and Voorhees 2000)",
        _ranked(RR @ 10),
    ),
    Metric(
        "nDCG@10",
        "Discounted gain of the first ten hits over that of the best order; a hit's gain is the number of gold quotations it is the first to cover.",
        "ir_measures nDCG@10 (Järvelin and Kekäläinen 2002)",
        _ranked(nDCG @ 10),
    ),
    Metric("gold covered@10", "R@10: the share of gold quotations that one of the first ten hits covers.", "ir_measures R@10", _covered),
    Metric("right document@5", "1 where one of the first five hits is of a gold document.", _JUDGE, _document),
    *(
        Metric(
            f"cities covered@{k}",
            f"Of a comparison: the share of its documents of which the first {k} hits cover a gold quotation.",
            _JUDGE,
            _cities_covered(k),
        )
        for k in (10, 20)
    ),
)
