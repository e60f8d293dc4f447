"""Which reader takes which file, by its suffix. Knows the readers' names; knows nothing of what is inside a file."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from index.errors import UnreadableFile
from index.types import Document

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


def read(path: Path, name: str) -> Document:
    """The document in the file at `path`, to be known as `name`.

    Raises UnreadableFile, with the reason and the remedy, for any file that gives no text. Nothing that a library throws at a broken
    file gets past here as anything else.
    """
    reader = _reader(path, name)
    data = _bytes(path, name)
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
    return document


def _reader(path: Path, name: str) -> Callable[[bytes, str, str], Document]:
    suffix = path.suffix.lower()
    kind = SUFFIXES.get(suffix)
    if kind == "pdf":
        from ingest.read.pdf import read_pdf

        return read_pdf
    if kind == "docx":
        from ingest.read.office import read_docx

        return read_docx
    if kind == "html":
        from ingest.read.web import read_html

        return read_html
    if kind in ("markdown", "text"):
        from ingest.read.text import read_markdown, read_text

        return read_markdown if kind == "markdown" else read_text
    known = ", ".join(sorted(SUFFIXES))
    raise UnreadableFile(f"{name} is of an unknown kind ({suffix or 'no suffix'}); save it as one of {known}")


def _bytes(path: Path, name: str) -> bytes:
    if path.is_dir():
        raise UnreadableFile(f"{name} is a folder, not a file; give the files in it or its own path")
    if path.exists() and not path.is_file():  # a pipe or device would be waited for without end
        raise UnreadableFile(f"{name} is not a regular file; copy its content into one")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            f"{name} cannot be opened ({os.strerror(error.errno or 0).lower()}); check its path and permissions"
        ) from error
    if not data:
        raise UnreadableFile(f"{name} is empty (0 bytes); fetch or save it again")
    return data
