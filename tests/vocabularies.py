"""A vocabulary with given counts: what tests of words and weights stand on, without documents."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from index.catalogue import Catalogue
from index.encoder.protocol import Encoder
from index.sqlite import SQLite
from index.terms import Terms
from index.types import Document, Passage, Record
from index.vocabulary import Vocabulary, lemma_vectors


def vocabulary_of(
    folder: Path,
    encoder: Encoder,
    counts: Mapping[str, int],
    passages: int,
    average_length: float = 0.0,
    languages: Mapping[str, str] = {},
) -> Vocabulary:
    """An index of one document of `passages` passages: each lemma stands in its number of them, all of its language, English where none is given.

    The first passage repeats the commonest lemma until the mean length is right.
    """
    held: list[tuple[str, list[str]]] = []
    for language in dict.fromkeys((*languages.values(), "en")):
        own = {lemma: n for lemma, n in counts.items() if languages.get(lemma, "en") == language}
        held += [(language, [lemma for lemma, n in own.items() if n > i]) for i in range(max(own.values(), default=0))]
    assert len(held) <= passages, "the lemmas need more passages than there are"
    held += [("en", [])] * (passages - len(held))
    longer = round(average_length * passages) - sum(len(lemmas) for _, lemmas in held)
    held[0] = held[0][0], held[0][1] + [max(held[0][1], key=counts.__getitem__)] * longer
    catalogue = Catalogue(SQLite(folder / "catalogue.sqlite", create=True), create=True)
    catalogue.put(
        Document("a.txt", "", "text", "", Record("A")),
        [Passage("a.txt", 0, 0, "", language=language) for language, _ in held],
        [Terms(" ".join(lemmas) + "\n", ()) for _, lemmas in held],
        np.zeros((passages, encoder.dimensions), dtype=np.float32),
    )
    vocabulary = Vocabulary(lemma_vectors(folder / "vocabulary", encoder.dimensions), catalogue, encoder)
    vocabulary.catch_up(catalogue.generation)
    return vocabulary
