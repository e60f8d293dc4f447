"""What every encoder promises. Knows nothing of any model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]  # (texts, dimensions)


class Encoder(Protocol):
    """Texts to vectors in one space, so that a question and the passage that answers it lie close."""

    @property
    def name(self) -> str:
        """What `registry.load` was asked for: "v4-static", "all-MiniLM-L6-v2", or a sentence-transformers name or folder."""

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits of the SHA-256 over weights and tokenizer: two encoders with one fingerprint give the same vectors."""

    @property
    def dimensions(self) -> int:
        """Width of a vector."""

    @property
    def static(self) -> bool:
        """Whether a text costs next to nothing, so that single words and sentences can be encoded while somebody waits."""

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """(n, dimensions) rows of unit length, or exactly zero where a text has nothing to encode; never NaN, never truncated."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """As `encode_questions`, for what is searched; differs where a model wants different prefixes."""


def unit_rows(vectors: Vectors) -> Vectors:
    """Each row divided by its length; a row that is zero, or not finite, becomes exactly zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    usable = np.isfinite(lengths) & (lengths > 1e-12)
    return np.where(usable, vectors / np.where(usable, lengths, 1.0), 0.0).astype(np.float32)
