"""An Answer as JSON: the form that `ask --json`, the batch and the HTTP interface share, with the keys the judge reads."""

from __future__ import annotations

from dataclasses import asdict

from assistant.answer.types import Answer, Query
from index.types import Hit


def as_json(answer: Answer) -> dict[str, object]:
    """All of an answer as plain values. `sentences` are those of the blocks in their order; the frame around them is in `answer` only."""
    blocks = [
        {"heading": b.heading, "sentences": [{"text": s.text, "citations": list(s.citations)} for s in b.sentences]} for b in answer.blocks
    ]
    return {
        "question": answer.question,
        "language": answer.language,
        "refused": answer.refused,
        "reason": answer.reason,
        "answer": answer.text,
        "blocks": blocks,
        "sentences": [sentence for block in blocks for sentence in block["sentences"]],
        "citations": [asdict(citation) for citation in answer.citations],
        "hits": [_hit(hit) for hit in answer.hits],
        "notice": answer.notice,
        "goals": list(answer.goals),
        "understood": dict(answer.understood),
        "confidence": round(answer.confidence, 4),
        "made_by": dict(answer.made_by),
        "seconds": round(answer.seconds, 4),
    }


def query_as_json(query: Query) -> dict[str, object]:
    """What was understood of a question, as plain values; `recognised` is False where the question is in none of the five languages."""
    p = query.period
    return {
        "language": query.language,
        "recognised": query.recognised,
        "places": [place.name for place in query.places],
        "uncovered": [place.name for place in query.uncovered],
        "period": {"from": p.first, "to": p.last, "kind": p.kind} if p else None,
        "goals": list(query.goals),
        "green_deal": list(query.green_deal),
        "intent": query.intent,
        "wanted": sorted(query.wanted),
        "filters": {k: v for k, v in asdict(query.filters).items() if v},
    }


def _hit(hit: Hit) -> dict[str, object]:
    p = hit.passage
    return {
        "passage_id": p.id,
        "document": p.document,
        "page": p.page,
        "section": " › ".join(p.section),
        "start": p.start,
        "end": p.end,
        "score": hit.score,
        "text": p.text,
    }
