"""A text tagger and a reader of quantities as one tagger of passages: spans lie in the document, the version names all that took part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.types import Document, Passage, Quantity, Record, Tag, Tagged
from ingest.tag.passages import PassageTagger
from tests.encoders import CountingEncoder


@dataclass
class Words:
    """Tags each word of four letters; remembers what it was given."""

    version: str = "words 1"
    given: list[tuple[list[str], list[str], NDArray[np.float32]]] = field(default_factory=list)

    def tag(self, texts: Sequence[str], languages: Sequence[str], vectors: NDArray[np.float32]) -> list[list[Tag]]:
        self.given.append((list(texts), list(languages), vectors))
        return [[Tag("goal", "11", 2, 0.5, m.start(), m.end()) for m in re.finditer(r"\b\w{4}\b", text)] for text in texts]


def digits(document: Document, passages: Sequence[Passage]) -> list[list[Quantity]]:
    """Each number as a target."""
    found = [[m for m in re.finditer(r"\d+", document.text) if p.start <= m.start() < p.end] for p in passages]
    return [[Quantity("target", m.start(), m.end(), "", m[0], float(m[0]), "", None) for m in of_one] for of_one in found]


TEXT = "Heat plan.\nA bus runs 20 km.\nYear | km\n2030 | 40"
PASSAGES = [Passage("d", s, e, TEXT[s:e], language=language) for s, e, language in ((0, 10, "en"), (11, 28, "pl"), (29, 48, "cs"))]
DOCUMENT = Document("d", "0" * 64, "text", TEXT, Record("d"))


def test_spans_are_slices_of_the_document() -> None:
    found = PassageTagger(Words(), CountingEncoder(), digits, "digits 1").tag(DOCUMENT, PASSAGES)
    assert [[TEXT[t.start : t.end] for t in one.tags] for one in found] == [["Heat", "plan"], ["runs"], ["Year", "2030"]]
    assert [[TEXT[q.start : q.end] for q in one.quantities] for one in found] == [[], ["20"], ["2030", "40"]]


def test_the_tagger_is_given_texts_languages_and_vectors_of_its_own_encoder() -> None:
    words = Words()
    PassageTagger(words, CountingEncoder()).tag(DOCUMENT, PASSAGES)
    ((texts, languages, vectors),) = words.given
    assert (texts, languages) == ([p.text for p in PASSAGES], ["en", "pl", "cs"])
    assert vectors.tolist() == [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 0]]


def test_without_quantities_there_are_none_and_without_passages_nothing_is_asked() -> None:
    words = Words()
    assert PassageTagger(words, CountingEncoder()).tag(DOCUMENT, []) == []
    assert words.given == []
    assert PassageTagger(words, CountingEncoder()).tag(DOCUMENT, PASSAGES[1:2]) == [Tagged((Tag("goal", "11", 2, 0.5, 17, 21),))]


def test_the_version_names_all_that_took_part() -> None:
    assert PassageTagger(Words(), CountingEncoder()).version == "words 1"
    assert PassageTagger(Words(), CountingEncoder(), digits, "digits 1").version == "words 1 digits 1"


@given(st.text(max_size=60), st.text(max_size=60))
def test_spans_stay_inside_their_passage_whatever_stands_before(before: str, text: str) -> None:
    whole = before + text
    document = Document("d", "0" * 64, "text", whole, Record("d"))
    passage = Passage("d", len(before), len(whole), text)
    (found,) = PassageTagger(Words(), CountingEncoder(), digits, "digits 1").tag(document, [passage])
    for span in (*found.tags, *found.quantities):
        assert passage.start <= span.start < span.end <= passage.end
