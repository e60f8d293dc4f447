"""Names of uploaded files, made fit to be names of documents. Knows what a browser may send, no folder."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

from ingest.read.files import SUFFIXES

_LONGEST = 180  # bytes: file systems take 255


def document_name(sent: str) -> str:
    """The last part of the name that was sent, without signs that turn, hide or end it; "" where nothing is left.

    Never a path, never hidden, at most 180 bytes with its suffix: `../../a\\b/Plan.PDF` is `Plan.PDF`.
    """
    last = unicodedata.normalize("NFC", sent.encode("utf-8", "ignore").decode()).replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(" " if c.isspace() else c for c in last if c.isspace() or unicodedata.category(c)[0] != "C")
    clean = " ".join(shown.split()).lstrip(". ")
    suffix = PurePosixPath(clean).suffix
    suffix = suffix if len(suffix.encode()) < 20 else ""
    stem = clean.removesuffix(suffix).encode()[: _LONGEST - len(suffix.encode())].decode("utf-8", "ignore").rstrip()
    return f"{stem}{suffix}" if stem else ""


def readable(name: str) -> bool:
    """Whether a file of this name has a reader."""
    return PurePosixPath(name).suffix.lower() in SUFFIXES
