"""The documents as they came: as files in the index folder, or in the catalogue's database, where all servers have them and one copy saves all.

Knows names and bytes, nothing of what is in them.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from index.engines import Database
from index.errors import ProductError
from index.schema import FILES

_READ_AT_ONCE = 16  # copies that lie ready to be read; the oldest goes first


class FolderFiles:
    """One folder; a file is named by its hash and format."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        """ProductError where the folder is to be made and cannot be."""
        self._folder = folder
        if create:
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as problem:
                raise ProductError(
                    f"The index folder {folder.parent} cannot be made ({problem.strerror}): choose another with --index."
                ) from problem

    def keep(self, sha256: str, format_: str, file: Path) -> None:
        copy = self._folder / f"{sha256}.{format_}"
        if not copy.exists():
            shutil.copyfile(file, copy)

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

    def keep(self, sha256: str, format_: str, file: Path) -> None:
        key = (sha256, format_)
        if not self._db.execute("SELECT 1 FROM files WHERE sha256 = ? AND format = ?", key).fetchone():
            with self._db.transaction():
                self._db.execute("INSERT INTO files VALUES (?, ?, ?) ON CONFLICT DO NOTHING", (*key, file.read_bytes()))

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
        with self._db.transaction():
            for key in self.held().keys() - wanted:
                self._db.execute("DELETE FROM files WHERE sha256 = ? AND format = ?", key)
