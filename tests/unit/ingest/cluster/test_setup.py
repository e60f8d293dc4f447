"""A setup comes out of JSON as it went in; what differs on a node is named with its remedy."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.cluster import setup
from ingest.cluster.setup import Identity, Setup, difference, pack_setup, program, unpack_setup
from ingest.read.limits import Limits

OURS = Identity("aaaa", "bbbb", "cccc", "ces+eng")


def test_there_and_back() -> None:
    given = Setup(Limits(seconds=7.5, pages=12), "intfloat/multilingual-e5-small", "query: ", "passage: ", OURS)
    assert unpack_setup(pack_setup(given)) == given


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("program", "another version of the program (other, here aaaa): install the same version on every node"),
        ("encoder", "another encoder (other, here bbbb): give every node the model that INDEX_ENCODER names here"),
        ("tagger", "another tagger (other, here cccc): install the same version of the program on every node"),
        ("ocr", "other languages of Tesseract (other, here ces+eng): install the same, or set INGEST_OCR_LANGUAGES"),
    ],
)
def test_what_differs(field: str, said: str) -> None:
    assert difference(OURS, replace(OURS, **{field: "other"})) == said
    assert difference(OURS, OURS) == ""


def test_the_program_is_its_code_and_data(monkeypatch: pytest.MonkeyPatch) -> None:
    before = program()
    assert before == program()
    monkeypatch.setattr(setup, "_PACKAGES", ("index",))
    assert program() != before
