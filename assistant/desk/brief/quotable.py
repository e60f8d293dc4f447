"""The sentences of evidence that may be quoted, plain or by what they say about a question. Knows how answers choose, nothing of topics and rows."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer.candidates import candidates
from assistant.answer.extract import Chosen
from assistant.answer.planted import without_planted
from assistant.answer.scores import scores
from assistant.answer.types import Evidence, Query
from index.alignment import Alignment
from index.encoder.protocol import Encoder


def quotable(evidence: Sequence[Evidence]) -> list[Chosen]:
    """All sentences of the evidence in its order, with score 0, but those that give orders to a machine."""
    return [
        Chosen(c.evidence, c.start, c.end, c.text, 0.0) for c in candidates(evidence) if c.text in without_planted(c.evidence.passage.text)
    ]


def ranked(query: Query, evidence: Sequence[Evidence], encoder: Encoder, alignment: Alignment) -> list[Chosen]:
    """The sentences of the evidence as an answer to the question would weigh them, best first; none is left out for repeating another."""
    found = candidates(evidence)
    if not found:
        return []
    said = alignment.nearest([c.lemmas for c in found])
    vectors = encoder.encode_passages([c.text for c in found])
    question = encoder.encode_questions([query.topic])[0]
    worth = scores(query, found, {"": list(range(len(found)))}, said, vectors, question, alignment)
    chosen = [Chosen(c.evidence, c.start, c.end, c.text, float(w)) for c, w in zip(found, worth, strict=True)]
    return sorted(chosen, key=lambda c: -c.score)
