"""The vectors of a passage's sentences, in 8 bits a number: made when the passage is stored, compared when it is looked at closely.

Splitting fifty passages and encoding their sentences takes 25 ms; reading what was stored takes one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.encoder.protocol import Encoder

Codes = NDArray[np.int8]  # (sentences, dimensions): a vector's direction, its largest number ±127

# Shorter sentences are headings and crumbs; their vectors are near to everything that shares a word.
_SHORTEST = 20


def sentence_codes(passages: Sequence[str], spans: Sequence[Sequence[tuple[int, int]]], encoder: Encoder) -> list[Codes]:
    """The vectors of each passage's sentences, which stand at `spans`; zero for those that are short or have none (emoji, another script)."""
    worth = [[end - start >= _SHORTEST for start, end in of_it] for of_it in spans]
    texts = [
        text[s:e] for text, of_it, long in zip(passages, spans, worth, strict=True) for (s, e), it in zip(of_it, long, strict=True) if it
    ]
    vectors = encoder.encode_passages(texts)
    largest = np.abs(vectors).max(axis=1, initial=0)
    codes = np.zeros((sum(map(len, spans)), encoder.dimensions), dtype=np.int8)
    codes[[long for of_it in worth for long in of_it]] = np.rint(vectors * (127 / np.where(largest > 0, largest, 1))[:, None])
    return np.split(codes, np.cumsum([len(of_it) for of_it in spans])[:-1]) if spans else []


def best_sentences(question: NDArray[np.float32], passages: Sequence[Codes], added: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """For each passage the best of its sentences: the cosine to the question's unit vector, exact to 0.002, plus what is `added` to each.

    0 where a passage has no sentence with a vector, or none better.
    """
    best = np.zeros(len(passages))
    counts = [len(codes) for codes in passages]
    if not sum(counts):
        return best
    rows = np.concatenate(passages).astype(np.float32)
    lengths = np.sqrt(np.einsum("sd,sd->s", rows, rows))
    scores = rows @ question / np.where(lengths > 0, lengths, 1) + np.concatenate(added)
    np.maximum.at(best, np.repeat(np.arange(len(passages)), counts), np.where(lengths > 0, scores, 0))
    return best
