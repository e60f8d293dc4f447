"""A vocabulary with given counts: what tests of words and weights stand on, without documents."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from index.catalogue import Catalogue
from index.encoder.protocol import Encoder
from index.terms import Terms
from index.types import Document, Passage, Record
from index.vocabulary import Vocabulary


def vocabulary_of(folder: Path, encoder: Encoder, counts: Mapping[str, int], passages: int, average_length: float = 1.0) -> Vocabulary:
    """An index of one document: each lemma stands in its number of passages, and the first passage repeats one until the mean length is right."""
    lemmas: list[list[str]] = [[lemma for lemma, n in counts.items() if n > i] for i in range(passages)]
    lemmas[0] += [max(counts, key=counts.__getitem__)] * round(average_length * passages - sum(map(len, lemmas)))
    catalogue = Catalogue(folder / "catalogue.sqlite", create=True)
    catalogue.put(
        Document("a.txt", "", "text", "", Record("A")),
        [Passage("a.txt", 0, 0, "", language="en") for _ in lemmas],
        [Terms(" ".join(words), ()) for words in lemmas],
        np.zeros((passages, encoder.dimensions), dtype=np.float32),
    )
    vocabulary = Vocabulary(folder / "vocabulary", catalogue, encoder)
    vocabulary.catch_up(catalogue.generation)
    return vocabulary
