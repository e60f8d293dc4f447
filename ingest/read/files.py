"""Which reader takes which file, by its suffix. Knows the readers' names; knows nothing of what is inside a file."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from index.errors import UnreadableFile
from index.types import Document
from ingest.read.limits import Limits

SUFFIXES: Mapping[str, str] = MappingProxyType(
    {
        ".pdf": "pdf",
        ".docx": "docx",
        ".html": "html",
        ".htm": "html",
        ".xhtml": "html",
        ".md": "markdown",
        ".markdown": "markdown",
        ".txt": "text",
    }
)


# The modules that hold the readers; who reads many files loads them beforehand.
READERS = ("ingest.read.pdf", "ingest.read.office", "ingest.read.web", "ingest.read.text")


def read(path: Path, name: str, limits: Limits = Limits(), watch: Callable[[bool], None] | None = None) -> Document:  # noqa: B008 - frozen
    """The document in the file at `path`, to be known as `name`. Of the limits, those of pages, characters, bytes and OCR are kept here.

    `watch` is told when OCR of a page begins (True) and ends: that time is no part of the file's own.

    Raises UnreadableFile, with the reason and the remedy, for any file that gives no text. Nothing that a library throws at a broken
    file gets past here as anything else.
    """
    reader = _reader(path, name, limits, watch)
    data = _bytes(path, name, limits)
    try:
        document = reader(data, name, sha256(data).hexdigest())
    except UnreadableFile:
        raise
    except RecursionError as error:
        raise UnreadableFile(f"{name} is nested too deeply to be read; open it in its own program and save it again") from error
    except Exception as error:
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise UnreadableFile(f"{name} is damaged ({reason}); open it in its own program and save it again") from error
    if not document.text.strip():
        raise UnreadableFile(f"{name} holds no text; check that it is the right file")
    if len(document.text) > limits.characters:
        raise UnreadableFile(
            f"{name} holds {len(document.text):,} characters, more than {limits.characters:,}; split it, or raise INGEST_CHARACTERS"
        )
    return document


def content(path: Path, name: str, limits: Limits) -> bytes:
    """The bytes of a file that `read` would open, for who reads them elsewhere; UnreadableFile for any other, as there."""
    _kind(path, name)
    return _bytes(path, name, limits)


def _reader(path: Path, name: str, limits: Limits, watch: Callable[[bool], None] | None) -> Callable[[bytes, str, str], Document]:
    kind = _kind(path, name)
    if kind == "pdf":
        from ingest.read.ocr import Recogniser, ignore
        from ingest.read.pdf import read_pdf

        recogniser = Recogniser(limits.ocr_languages, limits.ocr_seconds, watch or ignore)
        return partial(read_pdf, most_pages=limits.pages, recogniser=recogniser)
    if kind == "docx":
        from ingest.read.office import read_docx

        return read_docx
    if kind == "html":
        from ingest.read.web import read_html

        return read_html
    from ingest.read.text import read_markdown, read_text

    return read_markdown if kind == "markdown" else read_text


def _kind(path: Path, name: str) -> str:
    """What SUFFIXES says of a file; UnreadableFile where it says nothing."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        known = ", ".join(sorted(SUFFIXES))
        raise UnreadableFile(f"{name} is of an unknown kind ({suffix or 'no suffix'}); save it as one of {known}")
    return SUFFIXES[suffix]


def _bytes(path: Path, name: str, limits: Limits) -> bytes:
    if path.is_dir():
        raise UnreadableFile(f"{name} is a folder, not a file; give the files in it or its own path")
    if path.exists() and not path.is_file():  # a pipe or device would be waited for without end
        raise UnreadableFile(f"{name} is not a regular file; copy its content into one")
    try:
        if (size := path.stat().st_size) > limits.file_mb * 1_000_000:
            raise UnreadableFile(
                f"{name} is a file of {size / 1e6:,.0f} MB, more than {limits.file_mb:,} MB; split it, or raise INGEST_FILE_MB"
            )
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            f"{name} cannot be opened ({os.strerror(error.errno or 0).lower()}); check its path and permissions"
        ) from error
    if not data:
        raise UnreadableFile(f"{name} is empty (0 bytes); fetch or save it again")
    return data
