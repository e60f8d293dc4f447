"""A static encoder small enough to compute by hand: four words, two dimensions."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from index.encoder.weights import Table, write_folder

TOKENS = {"[UNK]": 0, "heat": 1, "ciepło": 2, "##wnictwo": 3, "bus": 4}
VECTORS = np.array([[0, 0], [127, 0], [254, 0], [0, 127], [0, -12.7]], dtype=np.float32)


@pytest.fixture
def small_folder(tmp_path: Path) -> Path:
    """The folder of an encoder whose token vectors are VECTORS, exactly."""
    tokenizer = Tokenizer(models.WordPiece(TOKENS, unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    write_folder(tmp_path / "small", Table.from_vectors(VECTORS), tokenizer.to_str())
    return tmp_path / "small"
