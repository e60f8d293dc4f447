"""What a disk says becomes a sentence, and only that; a copy is whole or not there."""

from __future__ import annotations

import errno
import hashlib
import os
import sqlite3
from pathlib import Path

import pytest

from index.errors import ProductError
from index.storage import put_in_place, refusal, speaking_of

FOLDER = Path("/srv/index")


def _sqlite(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("said by SQLite")
    error.sqlite_errorcode = code
    return error


SAID = [
    (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), "The disk that holds /srv/index is full"),
    (OSError(errno.EDQUOT, os.strerror(errno.EDQUOT)), "The disk that holds /srv/index is full"),
    (ValueError("An IO error occurred: 'No space left on device (os error 28)'"), "The disk that holds /srv/index is full"),  # tantivy
    (_sqlite(sqlite3.SQLITE_FULL), "The disk that holds /srv/index is full"),
    (PermissionError(errno.EACCES, "denied"), "The folder /srv/index cannot be written"),
    (OSError(errno.EROFS, "read-only"), "The folder /srv/index cannot be written"),
    (_sqlite(sqlite3.SQLITE_READONLY_DIRECTORY), "The folder /srv/index cannot be written"),
    (_sqlite(sqlite3.SQLITE_IOERR_WRITE), "The disk that holds /srv/index failed (said by SQLite)"),
    (OSError(errno.EIO, "input/output error"), "The disk that holds /srv/index failed"),
]


@pytest.mark.parametrize(("problem", "sentence"), SAID, ids=lambda value: str(value)[:40])
def test_what_a_disk_says(problem: Exception, sentence: str) -> None:
    with pytest.raises(ProductError) as error, speaking_of(FOLDER):
        raise problem
    assert str(error.value).startswith(sentence)
    assert str(error.value).endswith("what was stored before is kept, and the same command goes on from there.")


@pytest.mark.parametrize(
    "problem", [ValueError("another"), FileNotFoundError(errno.ENOENT, "none"), _sqlite(sqlite3.SQLITE_BUSY)], ids=repr
)
def test_what_no_disk_says_passes(problem: Exception) -> None:
    assert refusal(problem, FOLDER) == ""
    with pytest.raises(type(problem)), speaking_of(FOLDER):
        raise problem


def test_a_copy_is_whole(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(os.urandom(2_500_000))
    (tmp_path / "copy.new").write_text("of a run that died")
    assert put_in_place(source, tmp_path / "copy") == hashlib.sha256(source.read_bytes()).hexdigest()
    assert (tmp_path / "copy").read_bytes() == source.read_bytes()
    assert sorted(f.name for f in tmp_path.iterdir()) == ["copy", "source"]
