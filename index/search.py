"""Hybrid search: words and meaning, fused. Knows both legs and the filters, nothing of answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.analysis import lemmas
from index.folder import Folder
from index.languages import detect
from index.types import Filters, Hit

# How deep each leg is asked. Deeper changes nothing on the development questions, and costs.
_DEPTH = 100

# Reciprocal rank fusion: Cormack, Clarke and Büttcher 2009; 60 is their constant.
_RANK_OFFSET = 60


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, and what was searched: shown with a refusal."""

    hits: tuple[Hit, ...]
    terms: tuple[str, ...]  # lemmas of the question
    documents: int  # how many documents passed the filters


def search(folder: Folder, question: str, limit: int = 20, filters: Filters = Filters(), language: str = "") -> Found:  # noqa: B008 - frozen
    """The best passages for a question, best first, at most `limit`. `language` is the question's own; found out where not given."""
    terms = dict.fromkeys(lemmas(question, language or detect(question)), 1.0)
    allowed = folder.catalogue.matching(filters) if filters else None
    by_words = folder.lexical.search(terms, question, _DEPTH, allowed)
    allowed_passages = None if allowed is None else folder.catalogue.passage_ids_of(allowed)
    by_meaning = folder.vectors.search(folder.encoder.encode_questions([question])[0], _DEPTH, allowed_passages)
    ranked = _fuse([by_words, by_meaning])[:limit]
    passages = folder.catalogue.passages([i for i, _ in ranked])
    similarity = dict(by_meaning)
    hits = tuple(Hit(passages[i], score, similarity.get(i, 0.0)) for i, score in ranked if i in passages)
    return Found(hits, tuple(terms), len(allowed) if allowed is not None else len(folder.catalogue.fingerprints()))


def _fuse(legs: Sequence[Sequence[tuple[int, float]]]) -> list[tuple[int, float]]:
    """Reciprocal rank fusion of ranked lists; a leg with no hits is absent, not last. Ties by passage id."""
    scores: dict[int, float] = {}
    for leg in legs:
        for rank, (passage_id, _) in enumerate(leg, 1):
            scores[passage_id] = scores.get(passage_id, 0.0) + 1 / (_RANK_OFFSET + rank)
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
