from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from index.encoder.protocol import unit_rows


def test_rows_are_divided_by_their_length() -> None:
    assert unit_rows(np.array([[3, 4], [0, -2]], dtype=np.float32)).tolist() == [[np.float32(0.6), np.float32(0.8)], [0, -1]]


def test_a_row_of_no_use_becomes_zero() -> None:
    rows = np.array([[0, 0], [np.nan, 1], [np.inf, 1], [-np.inf, np.inf]], dtype=np.float32)
    assert unit_rows(rows).tolist() == [[0, 0]] * 4


@given(arrays(np.float32, array_shapes(min_dims=2, max_dims=2, max_side=8), elements=st.floats(-(2.0**40), 2.0**40, width=32)))
def test_every_row_is_a_unit_or_zero(rows: np.ndarray) -> None:
    lengths = np.linalg.norm(unit_rows(rows).astype(np.float64), axis=1)
    assert np.all((np.abs(lengths - 1) < 1e-5) | (lengths == 0))
