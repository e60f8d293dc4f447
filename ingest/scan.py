"""What is kept of a page that was read by OCR: how sure it was, and where each word stands. Knows bytes, neither PDF nor Tesseract.

It takes the place of the map to raw characters that a page with a text layer has (Page.source): a scanned page has no raw characters.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.types import Page
from ingest.clean import pack as pack_indices
from ingest.clean import unpack as unpack_indices

_MARK = b"OCR1"  # zlib, which a map to raw characters is packed with, begins otherwise
_HEAD = struct.Struct("<HI")  # confidence in parts of _WHOLE, length of the packed boxes
_WHOLE = 10_000
_GRID = 65_535


@dataclass(frozen=True, slots=True)
class Scan:
    """A page as OCR read it."""

    confidence: float  # 0 to 1: the mean over the page's characters of what Tesseract says of their words
    boxes: NDArray[np.float32]  # (words, 4): left, top, right, bottom of each word as fractions of the page as shown, from the top left
    words: NDArray[np.int32]  # (characters of the page's stored text,): the word that each is of, −1 for none


def pack(scan: Scan) -> bytes:
    """The scan as Page.source."""
    boxes = zlib.compress(np.round(np.clip(scan.boxes, 0, 1) * _GRID).astype("<u2").tobytes(), 6)
    return _MARK + _HEAD.pack(round(scan.confidence * _WHOLE), len(boxes)) + boxes + pack_indices(scan.words)


def unpack(source: bytes) -> Scan | None:
    """The scan in a Page.source; None for a page that has a text layer. Boxes are exact to a 65,535th of the page."""
    if not source.startswith(_MARK):
        return None
    confidence, length = _HEAD.unpack_from(source, len(_MARK))
    start = len(_MARK) + _HEAD.size
    boxes = np.frombuffer(zlib.decompress(source[start : start + length]), dtype="<u2").reshape(-1, 4).astype(np.float32) / np.float32(
        _GRID
    )
    return Scan(confidence / _WHOLE, boxes, unpack_indices(source[start + length :]))


def confidences(pages: Sequence[Page]) -> dict[int, float]:
    """How sure OCR was of each page that it read, by the page's number; pages with a text layer are left out."""
    return {page.number: scan.confidence for page in pages if (scan := unpack(page.source))}
