"""What is kept of a scanned page comes back, and is told from the map of a page with a text layer."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.types import Page
from ingest import clean
from ingest.scan import Scan, confidences, pack, unpack

FRACTIONS = st.floats(0, 1, width=32)


@given(
    st.floats(0, 1),
    st.lists(st.tuples(FRACTIONS, FRACTIONS, FRACTIONS, FRACTIONS), max_size=20),
    st.lists(st.integers(-1, 1_000_000), max_size=50),
)
def test_it_comes_back(confidence: float, boxes: list[tuple[float, ...]], words: list[int]) -> None:
    packed = pack(Scan(confidence, np.array(boxes, dtype=np.float32).reshape(-1, 4), np.array(words, dtype=np.int32)))
    scan = unpack(packed)
    assert scan is not None
    assert scan.confidence == pytest.approx(confidence, abs=1e-4)
    assert np.allclose(scan.boxes, np.array(boxes).reshape(-1, 4), atol=1 / 65_535)
    assert scan.words.tolist() == words


@given(st.lists(st.integers(-1, 1_000_000), max_size=50))
def test_a_map_to_raw_characters_is_none(indices: list[int]) -> None:
    assert unpack(clean.pack(np.array(indices, dtype=np.int32))) is None
    assert unpack(b"") is None


def test_confidences_by_page() -> None:
    scan = pack(Scan(0.91, np.zeros((0, 4), np.float32), np.zeros(0, np.int32)))
    pages = (Page(1, 0, 5, clean.pack([0, 1])), Page(2, 5, 9, scan), Page(3, 9, 9))
    assert confidences(pages) == {2: 0.91}
