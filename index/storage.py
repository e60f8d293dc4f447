"""Files put in place whole, and what a disk says when it cannot take them, as a sentence. Knows nothing of what the files hold."""

from __future__ import annotations

import errno
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import ProductError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_CHUNK = 1_000_000


def put_in_place(source: Path, target: Path) -> str:
    """Copy a file so that `target` is the whole copy or does not exist, whenever the program stops; returns the copy's SHA-256."""
    beside, digest = target.with_name(f"{target.name}.new"), hashlib.sha256()
    with source.open("rb") as come, beside.open("wb") as go:
        while block := come.read(_CHUNK):
            digest.update(block)
            go.write(block)
        go.flush()
        os.fsync(go.fileno())
    beside.replace(target)
    return digest.hexdigest()


def sha256_of(file: Path) -> str:
    """The SHA-256 of a file's bytes, hexadecimal."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def speaking_of(folder: Path) -> Iterator[None]:
    """A disk's refusal inside becomes one sentence: full, not writable, or failing. Other errors pass."""
    try:
        yield
    except (OSError, ValueError, sqlite3.OperationalError) as problem:
        if sentence := refusal(problem, folder):
            raise ProductError(sentence) from problem
        raise


def refusal(problem: Exception, folder: Path) -> str:
    """What a disk meant by an error, in a sentence; "" where the error is no disk's."""
    kept = "what was stored before is kept, and the same command goes on from there"
    if _is(problem, _FULL, sqlite3.SQLITE_FULL):
        return f"The disk that holds {folder} is full: free some space and run the command again; {kept}."
    if _is(problem, _FORBIDDEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN):
        return f"The folder {folder} cannot be written: give this user the right to, or choose another; {kept}."
    if _is(problem, frozenset({errno.EIO}), sqlite3.SQLITE_IOERR):
        return f"The disk that holds {folder} failed ({problem}): look after the disk and run the command again; {kept}."
    return ""


def _is(problem: Exception, numbers: frozenset[int], *codes: int) -> bool:
    """Whether it is one of these, as the system, SQLite or tantivy says it; tantivy puts the system's words into a ValueError or an OSError."""
    if isinstance(problem, sqlite3.Error):
        code = getattr(problem, "sqlite_errorcode", 0) & 0xFF
        return code in codes
    if isinstance(problem, OSError) and problem.errno:
        return problem.errno in numbers
    return any(f"os error {number})" in str(problem) or os.strerror(number) in str(problem) for number in numbers)
