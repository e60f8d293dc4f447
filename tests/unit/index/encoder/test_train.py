"""The trainer from end to end on a few pairs, stopped and resumed; and what it draws."""

import gzip
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from rich.progress import Progress

from index.encoder import registry, train
from index.encoder.pairs import Pair
from index.encoder.protocol import Vectors, unit_rows
from index.encoder.static import StaticEncoder
from index.encoder.student import Ragged

_WORDS = {
    "bus": "autobus", "city": "město", "water": "voda", "heat": "teplo", "tram": "tramvaj",
    "tree": "strom", "house": "dům", "school": "škola", "air": "vzduch", "road": "silnice",
}  # fmt: skip
_PAIRS = [Pair("eforms", "cs", f"{a} {b}", f"{_WORDS[a]} {_WORDS[b]}") for a in _WORDS for b in _WORDS if a != b]
_RECIPE = train.Recipe(vocabulary=300, steps=60, batch=64)


class _Teacher:
    """A text is the sum of one random vector for each of its words."""

    name, fingerprint, dimensions, static = "words", "0" * 16, 32, True

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        of = {word: np.random.default_rng(number).normal(size=32).astype(np.float32) for number, word in enumerate(_WORDS)}
        return unit_rows(np.array([sum(of.get(word, np.ones(32)) for word in text.lower().split()) for text in texts], dtype=np.float32))

    encode_questions = encode_passages


def test_sharpen_keeps_directions_and_raises_lengths() -> None:
    np.testing.assert_allclose(
        train.sharpen(np.array([[3, 4], [0, 0], [0.6, 0.8]], np.float32), 2), [[15, 20], [0, 0], [0.6, 0.8]], rtol=1e-5
    )


def test_drop_leaves_out_tokens_and_keeps_texts() -> None:
    texts = Ragged.of([list(range(1000)), [], [7]])
    dropped = train.drop(texts, 0.25, np.random.default_rng(0))
    assert 700 < dropped.lengths[0] < 800
    assert dropped.lengths[1] == 0
    assert set(dropped.numbers.tolist()) <= set(range(1000))
    assert dropped.starts[-1] == len(dropped.numbers)


def test_a_batch_holds_an_english_text_once_and_follows_the_weights() -> None:
    material = train.Material(
        Ragged.of([[1], [2]]), Ragged.of([[1], [2], [3]]), np.array([0, 0, 1]), np.zeros((2, 4), np.float16), np.array([0.5, 1.0, 1.0])
    )
    assert material.draw(500, np.random.default_rng(0)).tolist() == [0]  # the third pair weighs nothing


def test_learns_translations_and_resumes_to_the_same_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "load", lambda name: _Teacher())
    train.train(_PAIRS, tmp_path / "whole", _RECIPE, Progress(disable=True))
    encoder = StaticEncoder(tmp_path / "whole")
    english, czech = encoder.encode_passages([p.english for p in _PAIRS]), encoder.encode_passages([p.translation for p in _PAIRS])
    cosines = czech @ english.T
    assert np.diagonal(cosines).mean() > 0.6  # "bus city" and "city bus" are one text to a table of tokens: no ranks here
    assert np.diagonal(cosines).mean() > cosines.mean() + 0.3

    advance, calls = train.Training.advance, []

    def dying(self: train.Training, material: train.Material) -> float:
        calls.append(1)
        if len(calls) == 56:
            raise KeyboardInterrupt
        return advance(self, material)

    monkeypatch.setattr(train.Training, "advance", dying)
    with pytest.raises(KeyboardInterrupt):
        train.train(_PAIRS, tmp_path / "stopped", _RECIPE, Progress(disable=True))
    train.train(_PAIRS, tmp_path / "stopped", _RECIPE, Progress(disable=True))
    assert len(calls) == 56 + 10  # resumed at step 50
    again = StaticEncoder(tmp_path / "stopped").encode_passages([p.translation for p in _PAIRS])
    np.testing.assert_allclose(again, czech, atol=0.03)  # sums of several threads come in any order


def test_zero_steps_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with gzip.open(tmp_path / "eforms.cs.tsv.gz", "wt", encoding="utf-8") as stream:
        stream.write("city\tměsto\n")
    assert train.main(["--pairs", str(tmp_path), "--out", str(tmp_path / "out"), "--steps", "0"]) == 2
    assert "--steps 0 trains nothing" in capsys.readouterr().err


def test_missing_pairs_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert train.main(["--pairs", str(tmp_path), "--out", str(tmp_path / "out")]) == 2
    assert str(tmp_path) in capsys.readouterr().err
