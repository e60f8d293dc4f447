"""The static encoder's folder: model.safetensors, tokenizer.json and modules.json. Knows files, not texts.

sentence-transformers reads the same folder as a model of its own and computes the same vectors.
The table is kept in 8 bits: a token's vector is its row of `embeddings` (whole numbers, −127 to 127) times its entry of `weights`.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

TABLE, TOKENIZER, MODULES = "model.safetensors", "tokenizer.json", "modules.json"

_DTYPES: dict[str, np.dtype[Any]] = {"I8": np.dtype("<i1"), "F32": np.dtype("<f4")}
_MODULES = [
    {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"},
    {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.models.Normalize"},
]


@dataclass(frozen=True, slots=True)
class Table:
    """A vector for each entry of the vocabulary."""

    rows: NDArray[np.int8]  # (tokens, dimensions)
    scales: NDArray[np.float32]  # (tokens,)

    @classmethod
    def from_vectors(cls, vectors: NDArray[np.float32]) -> Table:
        """`vectors` (tokens, dimensions) in 8 bits: the largest number of each row becomes ±127."""
        scales = np.abs(vectors).max(axis=1) / 127
        rows = np.rint(vectors / np.where(scales > 0, scales, 1)[:, None])
        rows = np.clip(rows, -127, 127).astype(np.int8)  # a scale near the smallest number that there is comes out rounded
        return cls(rows, scales.astype(np.float32))

    def vectors(self) -> NDArray[np.float32]:
        """(tokens, dimensions), in 32 bits."""
        return self.rows * self.scales[:, None]


def read_table(folder: Path) -> Table:
    """The table in `folder`, mapped into memory rather than read; OSError or ValueError where it is missing or not whole."""
    file = folder / TABLE
    with file.open("rb") as stream:
        header_size = int.from_bytes(stream.read(8), "little")
        if not 0 < header_size < file.stat().st_size:
            raise ValueError(f"{file} is not a safetensors file")
        header = json.loads(stream.read(header_size))

    def tensor(name: str) -> NDArray[Any]:
        entry = header[name]
        start = 8 + header_size + entry["data_offsets"][0]
        return np.asarray(np.memmap(file, _DTYPES[entry["dtype"]], mode="r", offset=start, shape=tuple(entry["shape"])))

    try:
        return Table(tensor("embeddings").astype(np.int8, copy=False), tensor("weights").astype(np.float32))
    except KeyError as problem:
        raise ValueError(f"{file} holds no {problem}") from problem


def write_folder(folder: Path, table: Table, tokenizer_json: str) -> None:
    """Write what `read_table` and sentence-transformers read."""
    from safetensors.numpy import save_file

    folder.mkdir(parents=True, exist_ok=True)
    save_file({"embeddings": np.ascontiguousarray(table.rows), "weights": table.scales}, str(folder / TABLE))
    (folder / TOKENIZER).write_text(tokenizer_json, encoding="utf-8")
    (folder / MODULES).write_text(json.dumps(_MODULES, indent=1), encoding="utf-8")


def fingerprint(folder: Path) -> str:
    """16 hexadecimal digits of the SHA-256 over table and tokenizer."""
    digest = hashlib.sha256()
    for name in (TABLE, TOKENIZER):
        with (folder / name).open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()[:16]
