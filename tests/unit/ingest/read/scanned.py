"""Scans made of PDFs, and how far a reading is from the text. Knows Pillow and pdfium, nothing of Tesseract."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable

import numpy as np
import pypdfium2 as pdfium
from PIL import Image

DPI = 300


def scan_of(data: bytes, pages: Iterable[int]) -> bytes:
    """A PDF of nothing but the pictures of these pages (from 0) at 300 dpi, in grey, as a copier makes it."""
    with pdfium.PdfDocument(data) as pdf:
        pictures: list[Image.Image] = [pdf[number].render(scale=DPI / 72, grayscale=True).to_pil() for number in pages]
    out = io.BytesIO()
    pictures[0].save(out, "PDF", resolution=DPI, save_all=True, append_images=pictures[1:])
    return out.getvalue()


def letters(text: str) -> str:
    """The text without what a layout puts between its parts: borders of cells, leaders, line ends."""
    return " ".join(re.sub(r"[|…]", " ", text).split())


def distance(a: str, b: str, *, inside: bool = False) -> int:
    """The edit distance (Levenshtein 1966) of two texts; with `inside` that of `a` to the part of `b` that is nearest to it (Sellers 1980)."""
    other, steps = np.array([ord(c) for c in b]), np.arange(len(b) + 1)
    row = np.zeros(len(b) + 1, dtype=np.int64) if inside else steps.copy()
    for number, c in enumerate(a, 1):
        row = np.concatenate([[number], np.minimum(row[1:] + 1, row[:-1] + (other != ord(c)))])
        row = np.minimum.accumulate(row - steps) + steps
    return int(row.min() if inside else row[-1])


def errors(wanted: str, found: str) -> tuple[int, int]:
    """Character errors and characters, each paragraph and cell of `wanted` held against the part of `found` nearest to it.

    So neither the order in which columns and cells are read counts, nor what a layout puts between them.
    """
    found = letters(found)
    parts = [part for part in map(letters, re.split(r"\n| \| ", wanted)) if part]
    return sum(distance(part, found, inside=True) for part in parts), sum(map(len, parts))
