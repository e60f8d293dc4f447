"""A reading comes out of its bytes as it went in; bytes that are none are told as such."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.encoder.registry import load
from index.prepared import prepare
from index.terms import terms
from index.types import Tag, Tagged
from ingest.cluster.freight import pack_reading, unpack_reading
from ingest.read.parcel import Damaged
from ingest.read.text import read_markdown
from ingest.readers import Reading
from ingest.record import infer
from ingest.split import split
from ingest.tag import ours

PLAN = "# Plan klimatyczny Lipowej 2030\n\nMiasto obniży emisje o 40 % do 2030 roku. Koszt: 12 mln zł.\n\nKaždý pátek jezdí autobus.\n"


@pytest.fixture(scope="module")
def reading() -> Reading:
    document = read_markdown(PLAN.encode(), "lipowa.md", "0" * 64)
    document = replace(document, record=infer(document, {}))
    passages = split(document)
    found_by = tuple(terms(p) for p in passages)
    return Reading(document, passages, found_by, "", 0.25, prepare(document, passages, found_by, load(), ours.tagger()))


def test_there_and_back(reading: Reading) -> None:
    back = unpack_reading(pack_reading(reading))
    assert (back.document, back.passages, back.terms, back.seconds) == (reading.document, reading.passages, reading.terms, 0.25)
    assert back.prepared and reading.prepared
    assert back.prepared.vectors.tobytes() == reading.prepared.vectors.tobytes()
    assert [c.tolist() for c in back.prepared.sentences] == [c.tolist() for c in reading.prepared.sentences]
    assert back.prepared.tagged == reading.prepared.tagged
    assert any(tagged.quantities for tagged in back.prepared.tagged)


def test_an_encoder_without_sentences_and_no_tagger(reading: Reading) -> None:
    assert reading.prepared
    back = unpack_reading(pack_reading(replace(reading, prepared=replace(reading.prepared, sentences=[], tagged=[]))))
    assert back.prepared
    assert (list(back.prepared.sentences), list(back.prepared.tagged)) == ([], [])


def test_a_reason_there_and_back() -> None:
    refused = Reading(None, [], (), "plan.pdf is empty (0 bytes)", 1.5)
    assert unpack_reading(pack_reading(refused)) == refused


@given(st.binary(max_size=200))
def test_bytes_that_are_no_reading(data: bytes) -> None:
    with pytest.raises(Damaged):
        unpack_reading(data)


def test_every_part_of_a_reading_is_no_reading(reading: Reading) -> None:
    whole = pack_reading(reading)
    for length in np.linspace(0, len(whole) - 1, 40, dtype=int):
        with pytest.raises(Damaged):
            unpack_reading(whole[:length])


def test_parts_that_do_not_belong_together(reading: Reading) -> None:
    made = reading.prepared
    assert made and reading.document
    outside = Tagged((Tag("goal", "7", 1, 0.9, 0, len(reading.document.text) + 1),))
    for wrong, message in (
        (replace(made, vectors=made.vectors[1:]), "vectors"),
        (replace(made, vectors=made.vectors.astype(np.float64)), "vectors"),
        (replace(made, sentences=[codes[:, 1:] for codes in made.sentences]), "sentences"),
        (replace(made, tagged=[outside, *made.tagged[1:]]), "outside of the document"),
    ):
        with pytest.raises(Damaged, match=message):
            unpack_reading(pack_reading(replace(reading, prepared=wrong)))
