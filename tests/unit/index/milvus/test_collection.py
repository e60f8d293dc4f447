"""The conditions that limit a search in Milvus to some ids."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.milvus.collection import inside


@given(st.lists(st.tuples(st.integers(1, 60), st.integers(1, 20)), max_size=8))
def test_an_id_is_inside_where_it_is_in_a_range(drawn: list[tuple[int, int]]) -> None:
    ranges = np.array(sorted((first, first + length) for first, length in drawn), dtype=np.int64).reshape(-1, 2)
    condition = inside(ranges) or "False"
    for i in range(90):
        assert eval(condition, {"id": i}) == any(first <= i < end for first, end in ranges)


@pytest.mark.parametrize(
    ("ranges", "condition"),
    [
        ([], ""),
        ([(1, 5), (5, 9)], "(id >= 1 and id < 9)"),
        ([(1, 5), (6, 9)], "(id >= 1 and id < 5) or (id >= 6 and id < 9)"),
    ],
)
def test_ranges_that_touch_are_one(ranges: list[tuple[int, int]], condition: str) -> None:
    assert inside(np.array(ranges, dtype=np.int64).reshape(-1, 2)) == condition
