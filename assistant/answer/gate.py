"""How likely it is that what was found answers the question. Knows the hits' scores and what was understood; nothing of how answers are written.

The gate is code, not a prompt: below the threshold the question is refused, whatever a chat model would make of the passages.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from assistant.answer.types import Query
from index.types import Hit

# Log-odds that the hits answer, fitted by logistic regression on 655 development and sample questions, 105 of them unanswerable, and on the
# answerable ones once more without the passages that answer them (python -m eval.gate; eval/LOG.md has the figures by ten folds of
# questions). The best passage's score says most; that it stands out from those after it; its similarity. Longer questions leave less to
# chance, foreign passages and Hungarian questions score lower, a body, a bare keyword and a comparison are matched by less.
_ONE = -7.885
_BEST, _STANDS_OUT, _SIMILARITY = 1.128, 1.464, 2.515
_WORDS, _FOREIGN, _HUNGARIAN = 0.31, 1.123, 0.461
_BODY, _KEYWORD, _COMPARISON = 1.972, 2.779, 4.792

# Refused below this: where F1 of refusals is highest, 3 in 100 answerable questions are refused.
THRESHOLD = -0.7

# What asks for whatever there is on a matter is not refused for a low confidence: no unanswerable question of the 105 asks so, and passages
# that say little are still what there is.
BROAD = frozenset(("list", "practice", "catalogue", "alignment"))

# How many hits are looked at, and from which the best must stand out.
_LOOKED_AT = 10
_BEHIND = 5


def confidence(query: Query, hits: Sequence[Hit], words: int) -> float:
    """The log-odds that the hits, best first, answer a question of so many content words; minus infinity without any."""
    looked_at = hits[:_LOOKED_AT]
    if not looked_at:
        return -math.inf
    behind = [h.score for h in hits[1 : 1 + _BEHIND]]
    return (
        _ONE
        + _BEST * looked_at[0].score
        + _STANDS_OUT * (looked_at[0].score - sum(behind) / len(behind) if behind else 0.0)
        + _SIMILARITY * max(h.similarity for h in looked_at)
        + _WORDS * words
        + _FOREIGN * sum(h.passage.language != query.language for h in looked_at) / len(looked_at)
        + _HUNGARIAN * (query.language == "hu")
        + _BODY * ("person_or_body" in query.wanted)
        + _KEYWORD * (query.intent == "keyword")
        + _COMPARISON * (query.intent == "comparison")
    )


def probability(log_odds: float) -> float:
    """Log-odds as a probability, 0 to 1."""
    return 1 / (1 + math.exp(-log_odds)) if log_odds > -700 else 0.0


def unlikely(query: Query, log_odds: float) -> bool:
    """Whether a question is refused for its confidence."""
    return query.intent not in BROAD and log_odds < THRESHOLD
