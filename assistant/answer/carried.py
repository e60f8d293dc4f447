"""How much of a question its hits carry, and what they carry apart: sentence by sentence. Knows words and sentences, nothing of thresholds.

That each word of a question stands somewhere in twenty passages says little: the year may stand in one and what happened in another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.answer.spoken import spoken
from assistant.answer.types import Query
from index.alignment import Alignment
from index.analysis import lemma, lemmas, words
from index.types import Hit

Said = NDArray[np.float32]

# The passages that are read, and how many of their sentences are the best ones.
_READ = 10
_BEST = 5
# A question opens with what it asks for: the manufacturer, the fine, the interest rate.
_OPENING = 2
# A word is not said below this, and is missed if it tells as much as one that stands in every eighth passage.
_NOT_SAID, _TELLING = 0.25, 2.0

_year = re.compile(r"(?:19|20)\d\d\Z")


class Carried(NamedTuple):
    """What the gate weighs of a question's words in its hits."""

    opening: float  # how well the best sentences say the first words of the question, the worse of them; 0 to 1
    unsaid: float  # how many telling words no sentence says
    years_apart: float  # how much less of the rest is said where the years stand than where it is said best; 0 to 1


NOTHING_ASKED = Carried(1.0, 0.0, 0.0)


def carried(hits: Sequence[Hit], alignment: Alignment) -> Carried:
    """Of a question, by its alignment, and its hits, best first."""
    read = hits[:_READ]
    said, of = sentences_said(read, alignment)
    if not len(said) or not alignment.words:
        return NOTHING_ASKED
    above = alignment.nearest([lemmas(hit.passage.context, hit.passage.language) for hit in read])
    around = np.maximum(_with_neighbours(said, of), above[of])
    best = np.argsort(-(around @ alignment.shares), kind="stable")[:_BEST]
    somewhere = np.maximum(said.max(axis=0), above.max(axis=0))
    return Carried(
        opening=float(around[best][:, :_OPENING].min(axis=1).max()),
        unsaid=float(((somewhere < _NOT_SAID) & (alignment.idf > _TELLING)).sum()),
        years_apart=_years_apart(said, of, around, alignment),
    )


def said_words(hits: Sequence[Hit], alignment: Alignment) -> dict[str, float]:
    """How well the sentences of the hits say each lemma of the question, 0 to 1."""
    said, _ = sentences_said(hits, alignment)
    return dict(zip((word.name for word in alignment.words), said.max(axis=0, initial=0.0).tolist(), strict=True))


def unsaid_words(query: Query, hits: Sequence[Hit], alignment: Alignment) -> list[str]:
    """The telling words of the question, as it has them, that none of its hits says."""
    said = said_words(hits[:_READ], alignment)
    unsaid = {
        word.name
        for word, idf in zip(alignment.words, alignment.idf.tolist(), strict=True)
        if said[word.name] < _NOT_SAID and idf > _TELLING
    }
    return [word for word in dict.fromkeys(words(query.topic)) if lemma(word, query.language) in unsaid]


def sentences_said(hits: Sequence[Hit], alignment: Alignment) -> tuple[Said, NDArray[np.int64]]:
    """(sentences, words): how nearly each sentence of the hits says each word of the question; and which hit each is of."""
    read = [spoken(hit.passage.text, hit.passage.language) for hit in hits]
    of = np.repeat(np.arange(len(read)), [len(sentences) for sentences in read])
    return alignment.nearest([sentence.lemmas for sentences in read for sentence in sentences]), of


def _with_neighbours(said: Said, of: NDArray[np.int64]) -> Said:
    """What each sentence says together with those before and after it in its passage."""
    together = (of[1:] == of[:-1])[:, np.newaxis]
    found = said.copy()
    found[1:] = np.maximum(found[1:], said[:-1] * together)
    found[:-1] = np.maximum(found[:-1], said[1:] * together)
    return found


def _years_apart(said: Said, of: NDArray[np.int64], around: Said, alignment: Alignment) -> float:
    years = [i for i, word in enumerate(alignment.words) if _year.match(word.name)]
    rest = [i for i in range(len(alignment.words)) if i not in years]
    if not years or not rest:
        return 0.0
    held = _with_neighbours((said[:, years].min(axis=1, keepdims=True) >= 1).astype(np.float32), of)[:, 0] > 0
    shares = alignment.shares[rest]
    covers = around[:, rest] @ (shares / (shares.sum() or 1.0))
    return float(covers.max() - covers[held].max(initial=0.0))
