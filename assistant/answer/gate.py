"""How likely it is that what was found answers the question. Knows the hits' scores and what was understood; nothing of how answers are written.

The gate is code, not a prompt: below the threshold the question is refused, whatever a chat model would make of the passages.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from assistant.answer.carried import Carried
from assistant.answer.types import Query
from index.types import Hit


class Features(NamedTuple):
    """What the confidence in a query's hits is weighed from; the same names hold the coefficients."""

    best: float  # the best hit's score
    stands_out: float  # that score less the mean of the hits behind it
    similarity: float  # the greatest cosine of question and passage
    words: float  # content words of the question
    foreign: float  # share of the hits in another language than the question's, 0 to 1
    hungarian: float  # 0 or 1, as all that follow: the question is Hungarian
    body: float  # it wants a person or body
    keyword: float  # it is a bare phrase
    comparison: float  # it compares several places
    opening: float  # as assistant.answer.carried has it, and both that follow
    unsaid: float
    years_apart: float


# Log-odds that the hits answer, fitted by logistic regression on 655 development and sample questions, 105 of them unanswerable, and on the
# answerable ones once more without the passages that answer them (python -m eval.gate --fit; eval/LOG.md has the figures by ten folds of
# questions). The best passage's score says most; that it stands out from those after it; its similarity. Longer questions leave less to
# chance, foreign passages and Hungarian questions score lower, a body, a bare keyword and a comparison are matched by less.
INTERCEPT = -7.075
COEFFICIENTS = Features(
    best=0.942,
    stands_out=1.425,
    similarity=2.007,
    words=0.324,
    foreign=1.205,
    hungarian=0.482,
    body=1.719,
    keyword=2.395,
    comparison=4.603,
    opening=1.011,
    unsaid=-0.144,
    years_apart=-8.138,
)

# Refused below this: where F1 of refusals is highest out of fold, with at most 4 in 100 answerable questions refused.
THRESHOLD = -0.91

# What asks for whatever there is on a matter is not refused for a low confidence: no unanswerable question of the 105 asks so, and passages
# that say little are still what there is.
BROAD = frozenset(("list", "practice", "catalogue", "alignment"))

# How many hits are looked at, and from which the best must stand out.
_LOOKED_AT = 10
_BEHIND = 5


def features(query: Query, hits: Sequence[Hit], words: int, carries: Carried) -> Features | None:
    """Of a question of so many content words, its hits, best first, and what they carry of it; None without any hit."""
    looked_at = hits[:_LOOKED_AT]
    if not looked_at:
        return None
    best, behind = looked_at[0].score, [h.score for h in hits[1 : 1 + _BEHIND]]
    return Features(
        best=best,
        stands_out=best - sum(behind) / len(behind) if behind else 0.0,
        similarity=max(h.similarity for h in looked_at),
        words=words,
        foreign=sum(h.passage.language != query.language for h in looked_at) / len(looked_at),
        hungarian=query.language == "hu",
        body="person_or_body" in query.wanted,
        keyword=query.intent == "keyword",
        comparison=query.intent == "comparison",
        opening=carries.opening,
        unsaid=carries.unsaid,
        years_apart=carries.years_apart,
    )


def confidence(seen: Features | None) -> float:
    """The log-odds that the hits answer; minus infinity without any."""
    if seen is None:
        return -math.inf
    return INTERCEPT + sum(coefficient * value for coefficient, value in zip(COEFFICIENTS, seen, strict=True))


def probability(log_odds: float) -> float:
    """Log-odds as a probability, 0 to 1."""
    return 1 / (1 + math.exp(-log_odds)) if log_odds > -700 else 0.0


def unlikely(query: Query, log_odds: float) -> bool:
    """Whether a question is refused for its confidence."""
    return query.intent not in BROAD and log_odds < THRESHOLD
