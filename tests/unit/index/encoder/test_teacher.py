"""The teacher's vectors come back in the order of the texts, and no text is encoded twice."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from rich.progress import Progress

from index.encoder import teacher
from index.encoder.protocol import Vectors


class _Counting:
    """A teacher whose vector of a text is (length, 1), and which dies after `lives` texts."""

    name, fingerprint, dimensions, static = "counting", "0" * 16, 2, True

    def __init__(self, lives: int = 1000) -> None:
        self.seen: list[str] = []
        self._lives = lives

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        if len(self.seen) + len(texts) > self._lives:
            raise KeyboardInterrupt
        self.seen += texts
        return np.array([[len(text), 1] for text in texts], dtype=np.float32)

    encode_questions = encode_passages


def test_vectors_in_the_order_of_the_texts_and_kept(tmp_path: Path) -> None:
    first, second = _Counting(), _Counting()
    for encoder in (first, second):
        assert teacher.vectors(["ccc", "a", "bb"], tmp_path, Progress(disable=True), encoder)[:, 0].tolist() == [3, 1, 2]
    assert (len(first.seen), second.seen) == (3, [])


def test_goes_on_where_it_was_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(teacher, "_BLOCK", 2)
    texts = ["a" * (i + 1) for i in range(5)]
    with pytest.raises(KeyboardInterrupt):
        teacher.vectors(texts, tmp_path, Progress(disable=True), _Counting(lives=3))
    rest = _Counting()
    assert teacher.vectors(texts, tmp_path, Progress(disable=True), rest)[:, 0].tolist() == [1, 2, 3, 4, 5]
    assert rest.seen == texts[2:]
