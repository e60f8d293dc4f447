"""Any sentence-transformers model as an encoder that reads every text to its end. Imports torch only when one is made.

A text longer than the model reads is halved at a blank until each window fits; the text's vector is the mean of its windows' vectors.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.encoder.protocol import Vectors, unit_rows
from index.errors import EncoderUnavailable

_WEIGHTS_AND_TOKENIZER = ("*.safetensors", "*.bin", "tokenizer*.json", "vocab*", "*.model", "modules.json")
_UNBOUNDED = 1_000_000  # tokenizers without a limit report very large numbers


class TransformerEncoder:
    """A sentence-transformers model by hub name or folder."""

    static = False

    def __init__(
        self, name: str, source: str, question_prefix: str = "", passage_prefix: str = "", *, half_precision: bool = False
    ) -> None:
        """Load the model from `source`. `half_precision` computes in bfloat16 where the processor does so natively (3 times as fast)."""
        self.name = name
        self._model = _load(name, source)
        self._prefixes = (question_prefix, passage_prefix)
        self.dimensions = int(self._model.get_embedding_dimension())
        self.fingerprint = _fingerprint(_folder(name, source))
        if half_precision and _has_native_bfloat16():
            self._model.bfloat16()

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """See `Encoder`."""
        return self._encode(texts, self._prefixes[0])

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """See `Encoder`."""
        return self._encode(texts, self._prefixes[1])

    def _encode(self, texts: Sequence[str], prefix: str) -> Vectors:
        windows: list[str] = []
        owners: list[int] = []
        for number, text in enumerate(texts):
            if text.strip():
                for window in split_to_fit(text, lambda part: self._fits(prefix + part)):
                    windows.append(prefix + window)
                    owners.append(number)
        sums = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        if windows:
            found = self._model.encode(windows, normalize_embeddings=True, convert_to_tensor=True, show_progress_bar=False)
            np.add.at(sums, owners, unit_rows(found.float().cpu().numpy()))
        return unit_rows(sums)

    def _fits(self, text: str) -> bool:
        limit = self._model.max_seq_length
        if limit is None or limit >= _UNBOUNDED or len(text.encode()) + 2 <= limit:  # no tokenizer makes more tokens than bytes
            return True
        if len(text) > 100 * limit:  # no use in tokenizing what cannot fit
            return False
        return bool(len(self._model.tokenizer(text, truncation=False, verbose=False)["input_ids"]) <= limit)


def split_to_fit(text: str, fits: Callable[[str], bool]) -> Iterator[str]:
    """The text in order, halved at the blank nearest after the middle until every part `fits`; one character always does."""
    if len(text) <= 1 or fits(text):
        yield text
        return
    middle = len(text) // 2
    blank = text.find(" ", middle)
    cut = blank if 0 < blank < len(text) - 1 else middle
    for half in (text[:cut], text[cut:]):
        if half.strip():
            yield from split_to_fit(half, fits)


def _load(name: str, source: str) -> Any:
    if Path(source).is_dir():
        os.environ.setdefault("HF_HUB_OFFLINE", "1")  # a folder needs nothing from the network, and must not ask for it
    try:
        from sentence_transformers import SentenceTransformer

        return SentenceTransformer(source)
    except ImportError as problem:
        raise EncoderUnavailable(
            f"The encoder {name} needs sentence-transformers, which is not installed: run `pip install sentence-transformers`."
        ) from problem
    except (OSError, ValueError, RuntimeError) as problem:
        raise EncoderUnavailable(
            f"The encoder {name} could not be loaded: give the folder of a sentence-transformers model, a name that was downloaded before, "
            "or v4-static."
        ) from problem


def _folder(name: str, source: str) -> Path:
    if Path(source).is_dir():
        return Path(source)
    from huggingface_hub import snapshot_download

    for repository in (source, f"sentence-transformers/{source}"):
        try:
            return Path(snapshot_download(repository, local_files_only=True))
        except (OSError, ValueError):
            continue
    raise EncoderUnavailable(f"The files of the encoder {name} were not found after loading it: give its folder instead of its name.")


def _fingerprint(folder: Path) -> str:
    digest = hashlib.sha256()
    files = {file for pattern in _WEIGHTS_AND_TOKENIZER for file in folder.rglob(pattern)}
    for file in sorted(files, key=lambda f: f.relative_to(folder).as_posix()):
        digest.update(file.relative_to(folder).as_posix().encode())
        with file.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()[:16]


def _has_native_bfloat16() -> bool:
    import torch

    if torch.cuda.is_available():
        return bool(torch.cuda.is_bf16_supported())
    supported = getattr(torch.cpu, "_is_avx512_bf16_supported", None)
    return bool(supported and supported())
