from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from index.encoder import weights
from index.encoder.static import SHIPPED
from index.encoder.weights import Table


@given(arrays(np.float32, array_shapes(min_dims=2, max_dims=2, max_side=6), elements=st.floats(-1000, 1000, width=32)))
def test_eight_bits_are_off_by_half_a_step_at_most(vectors: np.ndarray) -> None:
    table = Table.from_vectors(vectors)
    step = np.abs(vectors).max(axis=1, keepdims=True) / 127
    assert np.all(np.abs(table.vectors() - vectors) <= step * 0.5001 + 1e-9)
    assert np.all(table.rows >= -127)


def test_a_row_of_zeros_stays_zero() -> None:
    table = Table.from_vectors(np.array([[0, 0], [1, -1]], dtype=np.float32))
    assert table.vectors().tolist() == [[0, 0], [1, -1]]


def test_what_was_written_is_read(tmp_path: Path) -> None:
    table = Table.from_vectors(np.random.default_rng(1).normal(size=(7, 5)).astype(np.float32))
    weights.write_folder(tmp_path / "deep" / "er", table, "{}")
    read = weights.read_table(tmp_path / "deep" / "er")
    assert read.rows.dtype == np.int8 and np.array_equal(read.rows, table.rows)
    assert read.scales.dtype == np.float32 and np.array_equal(read.scales, table.scales)


def test_safetensors_itself_reads_the_same(small_folder: Path) -> None:
    from safetensors.numpy import load_file

    theirs, ours = load_file(small_folder / weights.TABLE), weights.read_table(small_folder)
    assert np.array_equal(theirs["embeddings"], ours.rows) and np.array_equal(theirs["weights"], ours.scales)


def test_a_file_cut_short_is_refused(small_folder: Path) -> None:
    file = small_folder / weights.TABLE
    whole = file.read_bytes()
    for size in range(len(whole)):
        file.write_bytes(whole[:size])
        with pytest.raises((ValueError, OSError)):
            weights.read_table(small_folder)


def test_another_kind_of_file_is_refused(small_folder: Path) -> None:
    header = json.dumps({"something": {"dtype": "F32", "shape": [0], "data_offsets": [0, 0]}}).encode()
    (small_folder / weights.TABLE).write_bytes(len(header).to_bytes(8, "little") + header + b"\0" * 8)
    with pytest.raises(ValueError, match="embeddings"):
        weights.read_table(small_folder)


def test_the_fingerprint_is_of_table_and_tokenizer(small_folder: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(small_folder, tmp_path / "copy")
    before = weights.fingerprint(small_folder)
    assert len(before) == 16 and int(before, 16) >= 0
    assert weights.fingerprint(copy) == before
    for name in (weights.TABLE, weights.TOKENIZER):
        changed = bytearray((copy / name).read_bytes())
        changed[-1] ^= 1
        (copy / name).write_bytes(changed)
        assert weights.fingerprint(copy) != before
        shutil.copy(small_folder / name, copy / name)


def test_the_shipped_weights_stay_below_40_megabytes() -> None:
    assert sum(file.stat().st_size for file in SHIPPED.rglob("*")) < 40_000_000
