"""The documents as they came: as files in the index folder, or in the catalogue's database, where all servers have them and one copy saves all.

Knows names and bytes, nothing of what is in them.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from tempfile import TemporaryDirectory

from index.engines import Database
from index.errors import ProductError
from index.schema import FILES
from index.storage import put_in_place, speaking_of

_READ_AT_ONCE = 16  # copies that lie ready to be read; the oldest goes first


class FolderFiles:
    """One folder; a file is named by its hash and format."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        """ProductError where the folder is to be made and cannot be."""
        self._folder = folder
        if create:
            try:
                with speaking_of(folder.parent):
                    folder.mkdir(parents=True, exist_ok=True)
            except OSError as problem:
                raise ProductError(
                    f"The index folder {folder.parent} cannot be made ({problem.strerror}): choose another with --index."
                ) from problem

    def keep(self, sha256: str, format_: str, file: Path) -> bool:
        copy = self._folder / f"{sha256}.{format_}"
        if copy.exists():
            return True
        if not file.exists():
            return False
        if put_in_place(file, copy) == sha256:
            return True
        copy.unlink()
        return False

    def path(self, sha256: str, format_: str) -> Path | None:
        copy = self._folder / f"{sha256}.{format_}"
        return copy if copy.exists() else None

    def held(self) -> dict[tuple[str, str], str]:
        return {(file.stem, file.suffix[1:]): str(file) for file in sorted(self._folder.glob("*"))}

    def keep_only(self, wanted: set[tuple[str, str]]) -> None:
        for file in self._folder.iterdir():
            if (file.stem, file.suffix[1:]) not in wanted:
                file.unlink()


class DatabaseFiles:
    """A table of the catalogue's database. What is read lies in a folder of this process as long as it lives."""

    def __init__(self, database: Database, *, create: bool = False) -> None:
        """With `create` the table is made where there is none."""
        self._db = database
        self._folder = TemporaryDirectory(prefix="smart-v4-files-")
        if create:
            with database.transaction():
                database.define(FILES)

    def keep(self, sha256: str, format_: str, file: Path) -> bool:
        key = (sha256, format_)
        if self._db.execute("SELECT 1 FROM files WHERE sha256 = ? AND format = ?", key).fetchone():
            return True
        content = file.read_bytes() if file.exists() else b""
        if hashlib.sha256(content).hexdigest() != sha256:
            return False
        with self._db.transaction():
            self._db.execute("INSERT INTO files VALUES (?, ?, ?) ON CONFLICT DO NOTHING", (*key, content))
        return True

    def path(self, sha256: str, format_: str) -> Path | None:
        copy = Path(self._folder.name) / f"{sha256}.{format_}"
        if copy.exists():
            return copy
        row = self._db.execute("SELECT content FROM files WHERE sha256 = ? AND format = ?", (sha256, format_)).fetchone()
        if row is None:
            return None
        for old in sorted(Path(self._folder.name).iterdir(), key=lambda file: file.stat().st_mtime)[: -_READ_AT_ONCE + 1]:
            old.unlink(missing_ok=True)
        beside = copy.with_suffix(".new")
        beside.write_bytes(row[0])
        beside.replace(copy)
        return copy

    def held(self) -> dict[tuple[str, str], str]:
        rows = self._db.execute("SELECT sha256, format FROM files ORDER BY sha256, format")
        return {(sha256, format_): f"The file {sha256}.{format_} in {self._db.name}" for sha256, format_ in rows}

    def keep_only(self, wanted: set[tuple[str, str]]) -> None:
        if not (leftover := self.held().keys() - wanted):
            return
        with self._db.transaction():
            for key in leftover:
                self._db.execute("DELETE FROM files WHERE sha256 = ? AND format = ?", key)
