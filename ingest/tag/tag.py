"""The tagger: texts in, tags out, many at once. Knows how reading and deciding follow each other, nothing of documents and of the catalogue."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.encoder.protocol import Encoder
from index.languages import LANGUAGES
from index.scheme.version import version as scheme_version
from index.types import Tag
from ingest.tag import model as models
from ingest.tag.decide import tags
from ingest.tag.lexicon import Lexicon
from ingest.tag.reading import read

# Texts at a time: their segments' scores and terms take some 20 kB each.
_AT_ONCE = 1024


class Tagger:
    """Tags texts in the space of one encoder. Same texts, same tags, whatever stands beside them."""

    def __init__(self, encoder: Encoder, model: models.Model | None = None) -> None:
        """ProductError where the shipped model was trained for another encoder."""
        self._encoder = encoder
        self._model = model or models.read_for(encoder)
        self._lexicon = Lexicon(encoder, self._model.regressions["word"])
        self.version = f"{scheme_version()}-{models.version()}"  # of scheme and model: tags of another version are to be made anew

    def tag(self, texts: Sequence[str], languages: Sequence[str], vectors: NDArray[np.float32] | None = None) -> list[tuple[Tag, ...]]:
        """The tags of each text, spans as offsets in it: goals, targets, Green Deal codes, one level of commitment, flags, themes.

        `languages` are codes of index.languages; any other counts as English, whose terms are known everywhere.
        `vectors` are the encoder's of the texts (texts, dimensions), if the caller has them.
        """
        languages = [code if code in LANGUAGES else "en" for code in languages]
        found: list[tuple[Tag, ...]] = []
        for start in range(0, len(texts), _AT_ONCE):
            some = slice(start, start + _AT_ONCE)
            own = None if vectors is None else vectors[some]
            found += tags(read(texts[some], languages[some], self._encoder, self._lexicon, own), self._model)
        return found
