"""Vectors of single words, remembered: a closer look at fifty passages meets thousands of lemmas, most of them again and again."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from index.encoder.protocol import Encoder

# Words: at 384 dimensions in half precision 77 MB.
_REMEMBERED = 100_000


class WordVectors:
    """The encoder's vectors of words. Safe to share between threads."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._lock = Lock()
        self._forget()

    def _forget(self) -> None:
        self._positions: dict[str, int] = {}
        self._rows = np.zeros((_REMEMBERED, self._encoder.dimensions), dtype=np.float16)  # pages that are never written cost nothing

    def rows(self, words: Sequence[str]) -> NDArray[np.float32]:
        """(len(words), dimensions); a word that the encoder does not know is zero."""
        with self._lock:
            new = [word for word in dict.fromkeys(words) if word not in self._positions]
            if len(self._positions) + len(new) > _REMEMBERED:
                self._forget()
                new = list(dict.fromkeys(words))
            if len(new) > _REMEMBERED:
                return self._encoder.encode_passages(words)
            if new:
                first = len(self._positions)
                self._rows[first : first + len(new)] = self._encoder.encode_passages(new)
                self._positions.update((word, first + i) for i, word in enumerate(new))
            return self._rows[[self._positions[word] for word in words]].astype(np.float32)
