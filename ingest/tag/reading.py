"""A text as the classifiers see it: its segments, its terms and the numbers made of both. Knows the scheme's terms, no weights and no labels.

A segment is a sentence, or a few short ones in a row, of at least SEGMENT characters: long passages speak of several things, and the mean of
all their words of none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.encoder.protocol import Encoder
from index.scheme.goals import COUNT
from index.sentences import sentences
from ingest.tag import prose
from ingest.tag.lexicon import Lexicon
from ingest.tag.terms import Occurrence, occurrences

Rows = NDArray[np.float32]

# Characters. 200 is one long sentence of a strategy or two short ones; crumbs of tables and headings are joined to what follows.
SEGMENT = 200
_TOO_SHORT = 60  # a last segment shorter than this belongs to the one before

# What the counts of terms weigh beside a vector of length one: chosen among 0.1 to 0.3 and 0.2 to 0.5 by the accuracy on held-out passages.
_COUNT, _SHARE = 0.2, 0.33


@dataclass(frozen=True, slots=True)
class Reading:
    """Many texts, with the numbers of all of them and of all their segments."""

    texts: tuple[str, ...]
    languages: tuple[str, ...]
    terms: tuple[tuple[Occurrence, ...], ...]  # of each text
    spans: tuple[tuple[tuple[int, int], ...], ...]  # of each text's segments, at least one each
    whole: Rows  # (texts, dimensions + 68): the vector, then counts and shares of the goals' terms, then those of their words
    parts: Rows  # (all segments, dimensions + 68), in the order of the texts
    words: Rows  # (texts, 17): how much the words speak for each goal, added up
    part_words: Rows  # (all segments, 17)
    owner: NDArray[np.intp]  # (all segments,): the text that each belongs to
    looks: Rows  # (texts, prose.SIZE)
    is_prose: NDArray[np.bool_]  # (texts,)

    def __len__(self) -> int:
        return len(self.texts)


def read(texts: Sequence[str], languages: Sequence[str], encoder: Encoder, lexicon: Lexicon, vectors: Rows | None = None) -> Reading:
    """`vectors` are the encoder's of the texts (texts, dimensions), where the caller has them."""
    terms = tuple(tuple(occurrences(text, language)) for text, language in zip(texts, languages, strict=True))
    spans = tuple(tuple(segments(text)) for text in texts)
    pieces = [text[start:end] for text, of_it in zip(texts, spans, strict=True) for start, end in of_it]
    inside = [[o for o in found if start <= o.start < end] for found, of_it in zip(terms, spans, strict=True) for start, end in of_it]
    vectors = encoder.encode_passages(texts) if vectors is None else vectors
    owner = np.repeat(np.arange(len(texts)), [len(of_it) for of_it in spans])
    part_words = lexicon.sums(pieces)
    looks = [prose.look(text) for text in texts]
    words = np.zeros((len(texts), COUNT), dtype=np.float32)
    np.add.at(words, owner, part_words)
    return Reading(
        tuple(texts),
        tuple(languages),
        terms,
        spans,
        _rows(vectors, terms, words),
        _rows(encoder.encode_passages(pieces), inside, part_words),
        words,
        part_words,
        owner,
        np.array([look.numbers for look in looks], dtype=np.float32).reshape(len(texts), prose.SIZE),
        np.array([look.is_prose for look in looks], dtype=np.bool_),
    )


def segments(text: str) -> list[tuple[int, int]]:
    """The spans of the segments of `text`, in its order, without overlaps; one for an empty text."""
    found: list[tuple[int, int]] = []
    begun: int | None = None
    last = 0
    for start, end in sentences(text):
        begun = start if begun is None else begun
        last = end
        if end - begun >= SEGMENT:
            found.append((begun, end))
            begun = None
    if begun is not None and found and last - begun < _TOO_SHORT:
        found[-1] = (found[-1][0], last)
    elif begun is not None:
        found.append((begun, last))
    return found or [(0, len(text))]


def goal_counts(terms: Iterable[Occurrence]) -> NDArray[np.float32]:
    """(17,): how many terms speak for each goal, those for which a goal is not the first aim counted half."""
    counts = np.zeros(COUNT, dtype=np.float32)
    for occurrence in terms:
        for concept in occurrence.concepts:
            for rank, goal in enumerate(concept.goals):
                counts[goal - 1] += 0.5 if rank else 1.0
    return counts


def _rows(vectors: Rows, terms: Sequence[Sequence[Occurrence]], words: Rows) -> Rows:
    counts = np.array([goal_counts(found) for found in terms], dtype=np.float32).reshape(len(terms), COUNT)
    return np.hstack([vectors, *_weighed(counts), *_weighed(words)]).astype(np.float32)


def _weighed(counts: Rows) -> tuple[Rows, Rows]:
    shares = counts / (1 + counts.sum(axis=1, keepdims=True))
    return (_COUNT * np.log1p(counts)).astype(np.float32), (_SHARE * shares).astype(np.float32)
