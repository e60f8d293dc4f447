"""Whether an answer's citations carry its sentences, and whether they are those expected. The skeleton is ALCE's, the support test our verifier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.answer.verify.check import Cited
from eval.gold import same
from eval.metrics.metric import Judged, Metric
from eval.metrics.spans import cited, share

_ALCE = "Gao et al. 2023, ALCE (section 3.3), with assistant.answer.verify in the place of the entailment model"
_JUDGE = "score.py, the independent judge"

Row = Mapping[str, Any]


def _gold_cited(one: Judged) -> float | None:
    if not one.single:
        return None
    return 0.0 if one.refused else float(any(cited(gold, one.answer["citations"]) for gold in one.case.gold))


def _by_city(one: Judged) -> list[bool]:
    """For each document of a comparison whether one of its gold quotations is cited."""
    docs = sorted({gold.doc for gold in one.case.gold})
    return [not one.refused and any(cited(g, one.answer["citations"]) for g in one.case.gold if g.doc == doc) for doc in docs]


def _cities_cited(one: Judged) -> float | None:
    if not one.compares:
        return None
    return share(_by_city(one))


def _worst_city(one: Judged) -> float | None:
    if not one.compares:
        return None
    return float(min(_by_city(one)))


def _cities_in_citations(one: Judged) -> float | None:
    if not one.compares:
        return None
    docs = sorted({gold.doc for gold in one.case.gold})
    return 0.0 if one.refused else share([any(same(c["document"], doc) for c in one.answer["citations"]) for doc in docs])


def _with_citation(one: Judged) -> float | None:
    return None if one.refused else share([bool(s["citations"]) for s in one.answer["sentences"]]) or 0.0


def _recall(one: Judged) -> float | None:
    if one.refused:
        return None
    return share([_carried(one, sentence, _cited(one, sentence)) for sentence in one.answer["sentences"]]) or 0.0


def _precision(one: Judged) -> float | None:
    if one.refused:
        return None
    return share([mark for sentence in one.answer["sentences"] for mark in _precise(one, sentence)]) or 0.0


def _precise(one: Judged, sentence: Row) -> list[bool]:
    """For each citation whether it is needed: its sentence is carried, by this one alone or not without it."""
    rows = _cited(one, sentence)
    carried = _carried(one, sentence, rows)
    return [
        carried and (_carried(one, sentence, [row]) or not _carried(one, sentence, [*rows[:i], *rows[i + 1 :]]))
        for i, row in enumerate(rows)
    ]


def _cited(one: Judged, sentence: Row) -> list[Row]:
    return [c for c in one.answer["citations"] if c["n"] in sentence["citations"]]


def _carried(one: Judged, sentence: Row, rows: Sequence[Row]) -> bool:
    return bool(rows) and one.support(sentence["text"], one.language, [_evidence(row) for row in rows])


def _evidence(row: Row) -> Cited:
    around = ". ".join(part for part in (row["title"], row["section"], row.get("header", "")) if part)
    return Cited(row["quote"], around, row.get("language", ""))


CITATIONS = (
    Metric("gold cited", "1 where a citation covers a gold quotation; a refusal is 0.", _JUDGE, _gold_cited),
    Metric("cities cited", "Of a comparison: the share of its documents of which a gold quotation is cited.", _JUDGE, _cities_cited),
    Metric(
        "worst city cited", "Of a comparison: whether a gold quotation is cited even of the document that fares worst.", "ours", _worst_city
    ),
    Metric("cities in citations", "Of a comparison: the share of its documents that are cited at all.", _JUDGE, _cities_in_citations),
    Metric(
        "sentences with a citation",
        "The share of an answer's sentences that cite something; refusals are left out.",
        _JUDGE,
        _with_citation,
    ),
    Metric(
        "citation recall",
        "The share of an answer's sentences that what they cite, taken together, carries; refusals are left out.",
        _ALCE,
        _recall,
    ),
    Metric(
        "citation precision",
        "The share of its citations that alone carry their sentence, or without which it is not carried.",
        _ALCE,
        _precision,
    ),
)
