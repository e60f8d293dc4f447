"""Parcels there and back, and what a reader that was taken over might send instead."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.terms import Terms, terms
from index.types import Document
from ingest.read.parcel import Damaged, Parcel, Span, pack, passages_of, unpack
from ingest.read.text import read_markdown
from ingest.split import split


def document() -> Document:
    return read_markdown("# Plán města Lipová\n\nTeplo bude do roku 2035 obnovitelné. Město koupí 24 autobusů.".encode(), "plan.md", "ab")


def test_there_and_back() -> None:
    one = document()
    passages = split(one)
    found_by = [terms(p, "Lipová", "CZ") for p in passages]
    parcel = unpack(pack(one, passages, found_by))
    assert parcel.document == one
    assert passages_of(parcel) == passages
    assert list(parcel.terms) == found_by


@pytest.mark.parametrize(
    ("spans", "found_by", "reason"),
    [
        ((0, 9_999), (Terms("plán", ()),), "a passage lies outside of the document"),
        ((5, 5), (Terms("plán", ()),), "a passage lies outside of the document"),
        ((0, 10), (), "0 passages with terms, of 1"),
        ((0, 10), (Terms("plán", ((0, 11),)),), "a sentence lies outside of its passage"),
        ((0, 10), (Terms("plán", ((-1, 3),)),), "a sentence lies outside of its passage"),
    ],
)
def test_what_lies_outside_is_damage(spans: tuple[int, int], found_by: tuple[Terms, ...], reason: str) -> None:
    parcel = Parcel(document(), (Span(*spans, None, (), "", "cs"),), found_by)
    with pytest.raises(Damaged, match=reason):
        passages_of(parcel)


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'[{"document": null, "more": 1}]', b"\x80\x04K\x01."])
def test_what_is_no_parcel_is_damage(data: bytes) -> None:
    with pytest.raises(Damaged):
        unpack(data)


def test_a_record_is_carried_along() -> None:
    one = replace(document(), record=replace(document().record, place="Lipová", period_to=2035))
    assert unpack(pack(one, [], [])).document == one
