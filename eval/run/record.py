"""What is kept of one answer: a line of records.jsonl. Holds no times, so that two runs of one state are equal byte for byte."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from eval.metrics.metric import Figures, Judged
from eval.metrics.spans import covers
from eval.run.question import Question

# What a reader of a run sees of a hit.
_EXCERPT = 240

_ANSWER = ("language", "refused", "reason", "answer", "sentences", "confidence")
_CITATION = ("n", "document", "title", "page", "section", "start", "end", "quote", "language")

Record = dict[str, Any]


def record(question: Question, one: Judged, figures: Figures) -> Record:
    """An answer with its question, what was expected and its figures."""
    citations = [{key: c[key] for key in _CITATION} for c in one.answer["citations"]]
    return {
        **_asked(question),
        "error": "",
        "ranks": list(one.ranks),
        "figures": figures,
        "answer": {**{key: one.answer[key] for key in _ANSWER}, "citations": citations},
        "understood": one.answer["understood"],
        "hits": [_hit(hit, question) for hit in one.answer["hits"]],
    }


def failed(question: Question, error: str) -> Record:
    """What is kept where the assistant broke: the question is unscored, which is not 0."""
    return {**_asked(question), "error": error, "ranks": [], "figures": {}, "answer": None, "understood": {}, "hits": []}


def _asked(question: Question) -> Record:
    case = question.case
    return {
        "id": question.id,
        "case": case.id,
        "language": question.language,
        "kind": case.kind,
        "variant": question.variant,
        "question": question.text,
        "before": list(question.before),
        "expected": case.model_dump(mode="json", include={"answerable", "gold", "nuggets", "okay", "goals", "never", "cities", "note"}),
    }


def _hit(hit: Mapping[str, Any], question: Question) -> Record:
    gold = question.case.gold
    return {
        "passage_id": hit["passage_id"],
        "document": hit["document"],
        "page": hit["page"],
        "score": round(hit["score"], 6),
        "gold": [n for n, g in enumerate(gold) if _covers(hit, g.quote)],
        "text": hit["text"][:_EXCERPT],
    }


def _covers(hit: Mapping[str, Any], quote: str) -> bool:
    return covers(hit["text"], quote)


def scored(records: Sequence[Record]) -> list[Record]:
    """The records of answers that came."""
    return [one for one in records if not one["error"]]
