"""What an index keeps of a document's passages beside their words: vectors and tags. Made here, wherever that is; knows nothing of where it is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.encoder.protocol import Encoder, Vectors
from index.sentence_vectors import Codes, sentence_codes
from index.tagging import Tagger
from index.terms import Terms
from index.types import Document, Passage, Tagged


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """One element a passage, in their order."""

    vectors: Vectors  # (passages, dimensions)
    sentences: Sequence[Codes]  # the vectors of each passage's sentences; empty where the encoder is not static
    tagged: Sequence[Tagged]  # empty where there is no tagger


def prepare(
    document: Document, passages: Sequence[Passage], found_by: Sequence[Terms], encoder: Encoder, tagger: Tagger | None
) -> Prepared:
    """Encode and tag the passages of a document; `found_by` are their terms. The same program gives the same bits on every machine of one kind."""
    spans = [t.sentences for t in found_by]
    codes = sentence_codes([p.text for p in passages], spans, encoder) if encoder.static else []
    tagged = tagger.tag(document, passages) if tagger else []
    return Prepared(encoder.encode_passages([f"{p.context}\n{p.text}" for p in passages]), codes, tagged)
