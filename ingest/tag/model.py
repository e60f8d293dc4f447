"""The trained tagger's numbers and the file that holds them. Knows arrays and their names, nothing of texts and of decisions."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoder.protocol import Encoder
from index.errors import ProductError
from ingest.tag.deeds import Deeds
from ingest.tag.kernel import Kernel
from ingest.tag.logistic import Logistic

SHIPPED = Path(__file__).parent / "model.npz"

LEVELS = ("context", "goal", "measure", "quantified target", "funded", "monitored")  # of commitment, from the weakest to the strongest
FLAGS = ("practice", "procurement", "funding")
REGRESSIONS = ("word", "goal", "strength", "area", "area strength", "subject", "commitment", *FLAGS)
CUTS = ("area", "subject", "target", *FLAGS)


@dataclass(frozen=True, slots=True)
class Model:
    """Everything that training learns."""

    kernel: Kernel  # outputs: the goals, the Green Deal areas, the levels of commitment, the flags, “none”
    deeds: Deeds  # outputs: the levels of commitment, the flags
    regressions: dict[str, Logistic]  # by REGRESSIONS
    cuts: dict[str, float]  # by CUTS: from which probability on something is said
    goal_cuts: NDArray[np.float32]  # (17,): the same for each goal
    targets: NDArray[np.float32]  # (169, dimensions): what passages on each target are like, unit rows in the scheme's order
    encoder: str  # fingerprint of the encoder whose space it lives in

    def save(self, path: Path) -> None:
        """Write the model; the labelled rows in half precision, which moves a score by less than 0.001."""
        arrays: dict[str, NDArray[np.generic]] = {
            "support": self.kernel.support.astype(np.float16),
            "coefficients": self.kernel.coefficients.astype(np.float32),
            "means": self.kernel.means,
            "targets": self.targets.astype(np.float16),
            "cuts": np.array([self.cuts[name] for name in CUTS], dtype=np.float32),
            "goal cuts": self.goal_cuts,
            "encoder": np.frombuffer(self.encoder.encode(), dtype=np.uint8),
            **self.deeds.arrays(),
        }
        for name in REGRESSIONS:
            arrays |= self.regressions[name].arrays(name)
        np.savez_compressed(path, **arrays)  # type: ignore[arg-type]


def read(path: Path = SHIPPED) -> Model:
    """The model in `path`; ProductError where it is missing or damaged."""
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        floats = {name: array.astype(np.float32) for name, array in arrays.items() if array.dtype != np.uint8}
        return Model(
            Kernel(floats["support"], floats["coefficients"], floats["means"]),
            Deeds.of(floats),
            {name: Logistic.of(floats, name) for name in REGRESSIONS},
            {name: float(cut) for name, cut in zip(CUTS, floats["cuts"], strict=True)},
            floats["goal cuts"],
            floats["targets"],
            arrays["encoder"].tobytes().decode(),
        )
    except (OSError, ValueError, KeyError) as problem:
        raise ProductError(f"The tagger's model {path} cannot be read ({problem}): install the package again.") from problem


def read_for(encoder: Encoder, path: Path = SHIPPED) -> Model:
    """The model, for vectors of `encoder`; ProductError where it was trained in another encoder's space."""
    model = read(path)
    if model.encoder != encoder.fingerprint:
        raise ProductError(
            f"The tagger's model was trained for the encoder {model.encoder}, not for {encoder.name} ({encoder.fingerprint}): "
            "tag with the shipped encoder, or train it anew with python -m ingest.tag.train."
        )
    return model


@cache
def version(path: Path = SHIPPED) -> str:
    """12 hexadecimal digits of the SHA-256 over the model's file."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    except OSError as problem:
        raise ProductError(f"The tagger's model {path} cannot be read ({problem.strerror}): install the package again.") from problem
