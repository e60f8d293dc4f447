"""Taggers of texts as the tagger of a document's passages: their spans in a text become spans in the document. Knows no goals and no numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.encoder.protocol import Encoder
from index.types import Document, Passage, Quantity, Tag, Tagged


class TextTagger(Protocol):
    """What finds tags in texts by their words and vectors."""

    @property
    def version(self) -> str:
        """Of the scheme and of the models."""
        ...

    def tag(self, texts: Sequence[str], languages: Sequence[str], vectors: NDArray[np.float32]) -> Sequence[Sequence[Tag]]:
        """The tags of each text, spans in the text; `vectors` holds one row a text, from the encoder that the models were learnt with."""
        ...


class QuantityReader(Protocol):
    """What reads targets and amounts of money out of a text."""

    @property
    def version(self) -> str:
        """Of its rules."""
        ...

    def read(self, text: str, language: str, header: str) -> Sequence[Quantity]:
        """The quantities of a text, spans in the text; `header` is the header row of the table that it is from, "" where it is from none."""
        ...


@dataclass(frozen=True, slots=True)
class PassageTagger:
    """The tagger that a Writer takes (index.tagging.Tagger). The encoder is the tagger's own, whatever encoder the index has."""

    tags: TextTagger
    encoder: Encoder
    quantities: QuantityReader | None = None

    @property
    def version(self) -> str:
        """Of all that takes part: tags of another one are made anew."""
        return f"{self.tags.version} {self.quantities.version}" if self.quantities else self.tags.version

    def tag(self, document: Document, passages: Sequence[Passage]) -> list[Tagged]:
        """One element a passage, in their order."""
        if not passages:
            return []
        texts, languages = [p.text for p in passages], [p.language for p in passages]
        found = self.tags.tag(texts, languages, self.encoder.encode_passages(texts))
        return [
            Tagged(
                tuple(replace(t, start=t.start + p.start, end=t.end + p.start) for t in tags),
                tuple(replace(q, start=q.start + p.start, end=q.end + p.start) for q in self._quantities(document, p)),
            )
            for p, tags in zip(passages, found, strict=True)
        ]

    def _quantities(self, document: Document, passage: Passage) -> Sequence[Quantity]:
        if self.quantities is None:
            return ()
        header = next((t.header for t in document.tables if t.start <= passage.start < t.end), "")
        return self.quantities.read(passage.text, passage.language, header)
