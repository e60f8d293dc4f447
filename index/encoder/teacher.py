"""The teacher's vectors of English texts: all-MiniLM-L6-v2, kept on disk, since they cost more than all the rest of the training.

Stopping at any moment loses at most one block of texts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.progress import Progress

from index.encoder import registry
from index.encoder.protocol import Encoder

_BLOCK = 4096  # texts encoded before the work is noted as done


def vectors(texts: Sequence[str], folder: Path, progress: Progress, teacher: Encoder | None = None) -> NDArray[np.float16]:
    """(texts, dimensions) unit vectors in 16 bits, mapped from a file in `folder` that is filled as far as it is not yet.

    Texts are encoded by length, short ones first. Another list of texts starts a file of its own.
    """
    order = sorted(range(len(texts)), key=lambda number: (len(texts[number]), texts[number]))
    digest = hashlib.sha256("\n".join(texts[number] for number in order).encode()).hexdigest()[:16]
    file, noted = folder / f"teacher-{digest}.npy", folder / f"teacher-{digest}.done"
    done = int(noted.read_text()) if file.exists() and noted.exists() else 0
    if done < len(order):
        teacher = teacher or registry.load(registry.MINILM)
        folder.mkdir(parents=True, exist_ok=True)
        mode = "r+" if done else "w+"
        by_length = np.lib.format.open_memmap(file, mode, np.float16, (len(order), teacher.dimensions))
        task = progress.add_task("teacher", total=len(order), completed=done)
        for start in range(done, len(order), _BLOCK):
            block = [texts[number] for number in order[start : start + _BLOCK]]
            by_length[start : start + len(block)] = teacher.encode_passages(block)
            by_length.flush()
            noted.write_text(str(start + len(block)))
            progress.update(task, completed=start + len(block))
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    return np.asarray(np.load(file, mmap_mode="r")[place])
