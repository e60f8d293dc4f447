"""The lemmas of an index with their vectors: which of them mean nearly the same as a word of a question, in whatever language.

Derived from the catalogue; holds in how many passages each lemma stands, which is what weighing words needs. Knows nothing of passages themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from index.analysis import fold
from index.encoder.protocol import Encoder

# A word is also searched as this many of its nearest lemmas, where their cosine is at least this. Chosen on the development questions over
# static vectors: four lemmas from 0.50 lose 2 points of hit@10 of the words alone, eight from 0.40 gain nothing.
NEAREST = 6
LEAST_COSINE = 0.45

# Translations are sought among this many of the commonest lemmas: of a million passages the rest stand in one or two each.
COMMONEST = 150_000


class Vocabulary:
    """The lemmas of one index, in one file. Without vectors where the encoder is too slow to read words one by one."""

    def __init__(self, file: Path, encoder: Encoder) -> None:
        """Open the vocabulary in `file`; a missing or damaged one is empty: the caller fills it from the catalogue."""
        self._file = file
        self._encoder = encoder
        self.refresh()

    def refresh(self) -> None:
        """See what another process wrote."""
        self.generation = -1  # the catalogue's generation that this reflects
        self.passages = 0
        self.average_length = 1.0  # lemmas in a passage
        lemmas: list[str] = []
        counts = np.zeros(0, dtype=np.int32)
        vectors = np.zeros((0, self._encoder.dimensions), dtype=np.float16)
        try:
            with np.load(self._file) as stored:
                lemmas, counts, vectors = stored["lemmas"].tobytes().decode().split("\n"), stored["counts"], stored["vectors"]
                self.generation, self.passages = int(stored["generation"]), int(stored["passages"])
                self.average_length = float(stored["average_length"])
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            pass
        self._counts = dict(zip(lemmas, counts.tolist(), strict=False))
        self._lemmas = lemmas
        self._vectors = vectors
        self._twins: defaultdict[str, list[str]] = defaultdict(list)
        for lemma in lemmas:
            self._twins[fold(lemma)].append(lemma)
        self._matrix: NDArray[np.float32] | None = None
        self.alternatives = lru_cache(maxsize=10_000)(self._alternatives)

    def change(self, counts: Mapping[str, int], passages: int, average_length: float, generation: int) -> None:
        """Take the catalogue's counts; only lemmas that were not there before are encoded."""
        old = dict(zip(self._lemmas, self._vectors, strict=False))
        lemmas = sorted(counts, key=lambda lemma: (-counts[lemma], lemma))
        vectors = np.zeros((len(lemmas) if self._encoder.static else 0, self._encoder.dimensions), dtype=np.float16)
        if self._encoder.static:
            new = [i for i, lemma in enumerate(lemmas) if lemma not in old]
            for i, lemma in enumerate(lemmas):
                if lemma in old:
                    vectors[i] = old[lemma]
            vectors[new] = self._encoder.encode_passages([lemmas[i] for i in new])
        beside = self._file.with_suffix(".new.npz")
        np.savez(
            beside,
            lemmas=np.frombuffer("\n".join(lemmas).encode(), dtype=np.uint8),
            counts=np.array([counts[lemma] for lemma in lemmas], dtype=np.int32),
            vectors=vectors,
            passages=passages,
            average_length=average_length,
            generation=generation,
        )
        beside.replace(self._file)
        self.refresh()

    def passages_with(self, lemma: str) -> int:
        """In how many passages the lemma stands."""
        return self._counts.get(lemma, 0)

    def _alternatives(self, lemma: str) -> Mapping[str, float]:
        """What a question's lemma is searched as: lemma → weight in (0, 1]. Itself, the same letters with diacritics, and its nearest in meaning.

        Numbers and words with digits are searched as they are.
        """
        found = {lemma: 1.0}
        if any(c.isdigit() for c in lemma):
            return found
        if lemma not in self._counts:  # typed without diacritics
            found.update(dict.fromkeys(self._twins.get(fold(lemma), ()), 1.0))
        for other, cosine in self._nearest(lemma):
            found.setdefault(other, cosine)
        return found

    def _nearest(self, lemma: str) -> list[tuple[str, float]]:
        if not len(self._vectors):
            return []
        if self._matrix is None:
            self._matrix = self._vectors[:COMMONEST].astype(np.float32)
        cosines = self._matrix @ self._encoder.encode_questions([lemma])[0]
        best = np.argpartition(-cosines, min(NEAREST, len(cosines) - 1))[:NEAREST]
        ordered = sorted(((self._lemmas[i], float(cosines[i])) for i in best), key=lambda pair: (-pair[1], pair[0]))
        return [(other, cosine) for other, cosine in ordered if cosine >= LEAST_COSINE and not any(c.isdigit() for c in other)]
