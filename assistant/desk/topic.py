"""Whether a text speaks of a topic that a person typed, whatever the languages of the two. Knows words, nothing of views.

Measured as the search does it: how much of the topic's words, weighed by how rare they are, a text says itself or by words near in meaning.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from index.analysis import lemmas
from index.errors import UsageError
from index.languages import detect
from index.reader import Reader

# How much of a topic must be said. Tried on eight topics over the amounts of seven contracts: 0.6 alone finds road lighting for "street lighting"
# and cycling asked for in Slovak, and lets in two purposes of 18 for "electric buses" that are of other things; 0.75 and 0.9 miss them all.
_SAID = 0.6
_TOGETHER = 12  # lemmas within which it must be said: far apart, its words are of different things
_UNHEARD = 6.0  # the idf of a word that stands in no passage


class Topic:
    """One topic, held against texts of one index."""

    def __init__(self, reader: Reader, topic: str) -> None:
        """UsageError for a topic without a word of two letters."""
        if len("".join(filter(str.isalpha, topic))) < 2:
            sentence = f"The topic {topic!r} is no word: type what the rows should be about, as in “cycling”."
            raise UsageError(sentence, "topic_wordless", topic=topic)
        self._alignment = reader.alignment(topic, detect(topic))
        idf = np.where(self._alignment.idf > 0, self._alignment.idf, _UNHEARD)
        self._shares = idf / idf.sum() if len(idf) else idf

    def said(self, text: str, language: str) -> bool:
        """Whether a text says the topic."""
        words = _lemmas(text, language)
        step = _TOGETHER // 2
        windows = [words[i : i + _TOGETHER] for i in range(0, max(1, len(words) - step), step)]
        return bool(len(self._shares)) and bool((self._alignment.nearest(windows) @ self._shares).max(initial=0) >= _SAID)


@lru_cache(maxsize=20_000)
def _lemmas(text: str, language: str) -> tuple[str, ...]:
    return tuple(lemmas(text, language))
