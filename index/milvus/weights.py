"""BM25 as an inner product of two sparse vectors: a passage's weights, and what a question's words weigh. Knows arithmetic, not Milvus.

A passage's vector holds how often each of its words stands there, made less than proportional and weighed by the passage's length; a question's
holds the idf. The idf comes from the catalogue when the question is asked, so it is exact and no vector has to be written anew when documents
come or go. Milvus' own BM25 function would count per segment, cannot weigh a translation less than the word itself, and in milvus-lite knows no
tokenizer that leaves our lemmas whole.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

# Those of tantivy, so that both engines rank alike.
K1, B = 1.2, 0.75

# The lengths that count as neither short nor long, in lemmas and in folded words. Fixed, for a mean that drifts would change every vector:
# the means over 5,665 passages of 300 strategies.
MEAN_LEMMAS, MEAN_FOLDED = 105.0, 169.0

# Every passage has this dimension: Milvus takes no empty vector, and a passage may have no word.
EVERY = 0
_HALF = 2**31  # lemmas below, folded words from here on


@lru_cache(maxsize=1_048_576)
def dimension(lemma: str) -> int:
    """The number that a lemma has in a sparse vector.

    A hash, so that nothing has to be agreed on: of a million lemmas 230 share their number with another, and that costs a candidate
    that the closer look then puts behind.
    """
    return int.from_bytes(hashlib.blake2b(lemma.encode(), digest_size=4).digest(), "big") % (_HALF - 2) + 1


@lru_cache(maxsize=1_048_576)
def folded_dimension(word: str) -> int:
    """The number that a folded word has in a sparse vector, a hash too."""
    return dimension(word) + _HALF


def is_lemma(number: int) -> bool:
    """Whether a dimension is that of a lemma."""
    return EVERY < number < _HALF


def passage_weights(lemmas: Sequence[str], folded: Sequence[str]) -> dict[int, float]:
    """The sparse vector of a passage with these lemmas and folded words."""
    found = {EVERY: 1.0}
    for words, mean, number in ((lemmas, MEAN_LEMMAS, dimension), (folded, MEAN_FOLDED, folded_dimension)):
        normal = K1 * (1 - B + B * len(words) / mean)
        weights = [count * (K1 + 1) / (count + normal) for count in range(max(len(words), 1) + 1)]
        found |= {number(word): weights[count] for word, count in Counter(words).items()}
    return found


def idf(passages: int, held: int) -> float:
    """Lucene's: ln(1 + (N − n + ½) / (n + ½)); 0 where no passage holds the word."""
    return math.log(1 + (passages - min(held, passages) + 0.5) / (held + 0.5)) if held else 0.0


def asked_weights(words: Iterable[str], counts: Mapping[str, int], passages: int, weight: float) -> dict[int, float]:
    """What folded words of a question weigh; `counts` are the passages of those that are forms of a lemma.

    The catalogue counts lemmas, so a form that is none's weighs as the mean of those that are, or of a word in one passage of a hundred.
    """
    known = {word: idf(passages, counts[word]) for word in words if counts.get(word)}
    other = sum(known.values()) / len(known) if known else idf(passages, max(1, passages // 100))
    return {folded_dimension(word): weight * known.get(word, other) for word in words}
