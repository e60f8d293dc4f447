"""What tags texts, and what reads quantities, as the one tagger of a document's passages. Knows spans, no goals and no numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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


# The quantities of each passage of a document, spans in the document.
ReadQuantities = Callable[[Document, Sequence[Passage]], Sequence[Sequence[Quantity]]]


@dataclass(frozen=True, slots=True)
class PassageTagger:
    """The tagger that a Writer takes (index.tagging.Tagger). The encoder is the tagger's own, whatever encoder the index has."""

    tags: TextTagger
    encoder: Encoder
    quantities: ReadQuantities | None = None
    quantities_version: str = ""  # of the rules by which they are read

    @property
    def version(self) -> str:
        """Of all that takes part: what another one tagged is tagged anew."""
        return f"{self.tags.version} {self.quantities_version}".rstrip()

    def tag(self, document: Document, passages: Sequence[Passage]) -> list[Tagged]:
        """One element a passage, in their order."""
        if not passages:
            return []
        texts, languages = [p.text for p in passages], [p.language for p in passages]
        found = self.tags.tag(texts, languages, self.encoder.encode_passages(texts))
        stated = self.quantities(document, passages) if self.quantities else [()] * len(passages)
        return [
            Tagged(tuple(replace(t, start=t.start + p.start, end=t.end + p.start) for t in tags), tuple(quantities))
            for p, tags, quantities in zip(passages, found, stated, strict=True)
        ]
