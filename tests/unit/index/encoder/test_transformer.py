from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.encoder.static import SHIPPED
from index.encoder.transformer import TransformerEncoder, split_to_fit


@given(st.text(alphabet="ab \n", max_size=120), st.integers(1, 20))
def test_parts_fit_and_lose_no_word_characters(text: str, limit: int) -> None:
    parts = list(split_to_fit(text, lambda part: len(part) <= limit))
    assert all(len(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_a_text_is_halved_at_the_blank_after_its_middle() -> None:
    assert list(split_to_fit("one two three four", lambda part: len(part) < 14)) == ["one two three", " four"]


def test_what_never_fits_ends_at_single_characters() -> None:
    assert list(split_to_fit("abc", lambda part: False)) == ["a", "b", "c"]


@pytest.mark.slow
def test_the_fingerprint_is_of_the_files_that_make_the_vectors(tmp_path: Path) -> None:
    copy = shutil.copytree(SHIPPED, tmp_path / "copy")
    first = TransformerEncoder("copy", str(copy))
    (copy / "README.md").write_text("a card is no weight")
    assert TransformerEncoder("copy", str(copy)).fingerprint == first.fingerprint
    tokenizer = copy / "tokenizer.json"
    tokenizer.write_text(tokenizer.read_text() + " ")
    assert TransformerEncoder("copy", str(copy)).fingerprint != first.fingerprint


@pytest.mark.slow
def test_a_passage_longer_than_the_model_reads_is_read_to_its_end() -> None:
    from index.encoder.registry import load

    minilm = load("all-MiniLM-L6-v2")
    start = "The municipal budget was approved by the council in spring. " * 40
    plain, with_end = minilm.encode_passages([start, start + "Beavers build dams in mountain rivers. " * 40])
    beavers = minilm.encode_questions(["Where do beavers build dams?"])[0]
    assert with_end @ beavers > plain @ beavers + 0.2
    assert abs(float(np.linalg.norm(with_end)) - 1) < 1e-3
