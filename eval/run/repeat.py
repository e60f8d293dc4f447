"""What becomes of an answer when the question is asked again: as others may type it (robustness), and word for word (determinism)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from eval.run.bootstrap import interval
from eval.run.record import Record
from eval.run.variants import VARIANTS

# What a variant is compared by.
COMPARED = ("hit@10", "gold cited", "nugget recall", "refused wrongly", "refused rightly")

DETERMINISM = "determinism"
SEPARATOR = " · "  # between a variant's name and a figure's


def robustness(records: Sequence[Record]) -> dict[str, dict[str, object]]:
    """By variant and figure the mean difference to the clean question, "misspelt · hit@10": below 0 where the variant does worse."""
    clean = {record["id"]: record for record in records if not record["variant"]}
    found: dict[str, dict[str, object]] = {}
    for variant in VARIANTS:
        pairs = [(r["figures"], clean[r["id"]]["figures"]) for r in records if r["variant"] == variant and r["id"] in clean]
        for name in COMPARED:
            if apart := [one[name] - other[name] for one, other in pairs if name in one and name in other]:
                found[f"{variant}{SEPARATOR}{name}"] = _mean(apart)
    return found


def _mean(values: Sequence[float]) -> dict[str, object]:
    """Each case stands there once, in one language."""
    return {"all": float(np.mean(values)), "interval": interval(np.array(values)[:, None], lambda sums: sums[:, 0] / len(values))}


def determinism(records: Sequence[Record], again: Sequence[Record]) -> dict[str, dict[str, object]]:
    """The share of questions whose second record is the first byte for byte."""
    same = [one == other for one, other in zip(records, again, strict=True)]
    return {DETERMINISM: {"all": float(np.mean(same)), "interval": None}}
