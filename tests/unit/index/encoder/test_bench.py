from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.encoder import bench, registry
from index.encoder.protocol import unit_rows
from index.errors import UsageError
from tests.encoders import CountingEncoder


def written(folder: Path, name: str, *lines: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_a_set_is_read_line_by_line(tmp_path: Path) -> None:
    folder = written(tmp_path, "news.2024.pl.tsv", "heat\u2028and more\tciepło", "", "bus\tautobus\r")
    assert bench.read_sets(folder) == [bench.ParallelSet("news.2024", "pl", ("heat\u2028and more", "bus"), ("ciepło", "autobus"))]


def test_a_folder_without_sets_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"There is no file <set>\.<language>\.tsv"):
        bench.read_sets(tmp_path)


def test_an_empty_set_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"There is nothing in .*news\.pl\.tsv"):
        bench.read_sets(written(tmp_path, "news.pl.tsv"))


def test_a_line_of_three_columns_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"Line 2 of .*news\.pl\.tsv has 3 columns"):
        bench.read_sets(written(tmp_path, "news.pl.tsv", "heat\tciepło", "bus\tautobus\tbus"))


def test_the_share_by_hand() -> None:
    axes = np.eye(3, dtype=np.float32)
    assert bench.share_found(axes, axes, ["a", "b", "c"]) == 1
    assert bench.share_found(axes, axes[[1, 0, 2]], ["a", "b", "c"]) == 1 / 3
    assert bench.share_found(axes, axes[[1, 0, 2]], ["a", "a", "c"]) == 1  # the same text in another place is found all the same


def test_a_zero_vector_finds_nothing() -> None:
    vectors = np.array([[0, 0], [0, 1]], dtype=np.float32)
    assert bench.share_found(vectors, vectors, ["a", "b"]) == 0.5


@given(st.integers(1, 12), st.integers(0, 1000))
def test_the_share_as_the_slow_way(count: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    sources, targets = (unit_rows(random.normal(size=(count, 3)).astype(np.float32)) for _ in range(2))
    texts = [str(n) for n in random.integers(0, 5, count)]
    found = 0
    for i in range(count):
        best = max(range(count), key=lambda j: float(sources[i] @ targets[j]))
        found += texts[best] == texts[i]
    before, bench._ROWS_AT_ONCE = bench._ROWS_AT_ONCE, 4
    try:
        assert bench.share_found(sources, targets, texts) == found / count
    finally:
        bench._ROWS_AT_ONCE = before


def test_the_command_prints_the_table_and_writes_the_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(registry, "load", lambda name: CountingEncoder())
    folder = written(tmp_path / "pairs", "words.pl.tsv", "heat\tciepło", "bus\tautobus", "water\twoda")
    written(folder, "words.cs.tsv", "heat\theat", "bus\theat heat bus", "water\tnic")
    file = tmp_path / "new" / "figures.json"
    assert bench.main(["--pairs", str(folder), "--json", str(file), "--with-minilm", "--speed"]) == 0
    assert json.loads(file.read_text()) == {
        "words": {"cs": {"to_en": 1 / 3, "from_en": 2 / 3}, "pl": {"to_en": 1.0, "from_en": 1.0}},
    }
    printed = capsys.readouterr().out
    assert "1.000 / 1.000" in printed and "0.333 / 0.667" in printed
    assert "v4-static" in printed and "all-MiniLM-L6-v2" in printed
    assert "passages of 200 words a second" in printed


def test_a_wrong_folder_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["--pairs", str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
