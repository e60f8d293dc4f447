"""Back-ups of an index folder while it is read and written, and restoring them. Knows the folder's files, nothing of documents.

A back-up is a folder, or a tar file of it: every SQLite file as SQLite copies it, the stored files of the documents that the catalogue
names, whatever else lies in the folder, and `backup.json` with the SHA-256 of each. What is derived from the catalogue is left out and made
again at restoring.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import sqlite3
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from index.encoder.protocol import Encoder
from index.errors import ProductError, UsageError, no_index
from index.folder import CATALOGUE, DERIVED, open_folder
from index.sqlite import write_lock
from index.storage import put_in_place, sha256_of, speaking_of
from index.writer import Writer

MANIFEST = "backup.json"
_FORM = 1
_ARCHIVE = ".tar"
_LEFT_OUT = frozenset({*DERIVED, "files", "write.lock", "incoming"})  # incoming: uploads that are being read
_TRIES = 20  # how often the catalogue is copied anew because a document's file went meanwhile
_STAGED, _OUTGOING = ".restoring", ".replaced"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a back-up holds."""

    form: int
    generation: int  # of the catalogue
    documents: int
    files: Mapping[str, str]  # path in the index folder → SHA-256


# --- backing up ---------------------------------------------------------------------------------------------------------------------


def back_up(index: Path, to: Path) -> Manifest:
    """Copy the index to a new folder, or to a file where `to` ends in “.tar”, while others read and write it.

    ProductError where something is there already, where there is no index, or where a stored file is not what was read.
    """
    if not (index / CATALOGUE).exists():
        raise no_index(index)
    if to.exists() and not (to.is_dir() and not any(to.iterdir())):
        raise UsageError(f"There is something at {to} already: name a new folder, or a new file that ends in “{_ARCHIVE}”.")
    with speaking_of(to.parent):
        to.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=to.parent, prefix=f".{to.name}-") as beside:
            folder = Path(beside) / "index"
            folder.mkdir(mode=0o700)
            manifest = _copied(index, folder)
            if to.suffix == _ARCHIVE:
                _packed(folder, Path(beside) / "archive").replace(to)
            else:
                folder.replace(to)
    return manifest


def _copied(index: Path, folder: Path) -> Manifest:
    """Fill `folder` with the back-up."""
    others = [file for file in sorted(index.iterdir()) if _is_kept(file)]
    for file in others:
        _copy(file, folder / file.name)
    named = _stored_files(index, folder)
    with closing(sqlite3.connect(folder / CATALOGUE)) as db:
        generation = int(db.execute("SELECT value FROM meta WHERE key = 'generation'").fetchone()[0])
        documents = db.execute("SELECT count(*) FROM documents").fetchone()[0]
    files = {file.name: sha256_of(folder / file.name) for file in others}
    files |= {f"files/{name}": sha256 for name, sha256 in named.items()}
    manifest = Manifest(_FORM, generation, documents, dict(sorted(files.items())))
    (folder / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
    return manifest


def _is_kept(file: Path) -> bool:
    """Whether a file of the index folder belongs into a back-up as it is: not what is derived, nor the logs that belong to a SQLite file."""
    return (
        file.is_file() and file.name not in _LEFT_OUT and not file.name.startswith(".") and not file.name.endswith(("-wal", "-shm", ".new"))
    )


def _copy(file: Path, target: Path) -> None:
    with file.open("rb") as stream:
        database = stream.read(16) == b"SQLite format 3\0"
    if not database:
        put_in_place(file, target)
    else:
        with (
            closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=30)) as live,
            closing(sqlite3.connect(target)) as copy,
        ):
            live.backup(copy)  # in one step: what was committed when it began, whoever writes meanwhile
    target.chmod(file.stat().st_mode & 0o777)


def _stored_files(index: Path, folder: Path) -> dict[str, str]:
    """Copy the files of the documents that the copied catalogue names: file name → SHA-256.

    A writer may replace a document meanwhile and take its old file away: the catalogue is then copied anew.
    """
    (folder / "files").mkdir()
    for _ in range(_TRIES):
        with closing(sqlite3.connect(folder / CATALOGUE)) as db:
            wanted = {f"{sha256}.{form}": sha256 for sha256, form in db.execute("SELECT sha256, format FROM documents")}
        with suppress(FileNotFoundError):
            for name in wanted.keys() - {file.name for file in (folder / "files").iterdir()}:
                if put_in_place(index / "files" / name, folder / "files" / name) != wanted[name]:
                    raise ProductError(
                        f"The stored file {index / 'files' / name} is not the one that was read: see “python -m index verify”, ingest the "
                        "document again, then back up."
                    )
            for file in (folder / "files").iterdir():
                if file.name not in wanted:
                    file.unlink()
            return wanted
        (folder / CATALOGUE).unlink()
        _copy(index / CATALOGUE, folder / CATALOGUE)
    raise ProductError(
        f"Stored files are missing from {index / 'files'}: see “python -m index verify”, ingest those documents again, then back up."
    )


def _packed(folder: Path, archive: Path) -> Path:
    with tarfile.open(archive, "w") as tar:
        tar.add(folder / MANIFEST, MANIFEST)  # first, so that what the file is can be told without reading all of it
        for name in sorted(folder.iterdir()):
            if name.name != MANIFEST:
                tar.add(name, name.name)
    with archive.open("rb") as stream:
        os.fsync(stream.fileno())
    return archive


# --- restoring ----------------------------------------------------------------------------------------------------------------------


def restore(backup: Path, index: Path, encoder: Encoder, *, replace: bool = False) -> Manifest:
    """Make an index of a back-up; every file is checked, what is derived is made again, and only then does the folder change.

    ProductError where the back-up is not whole, where another program writes to the index, or where there is one and not `replace`.
    """
    if not backup.exists():
        raise ProductError(f"There is no back-up {backup}: check the path.")
    if not replace and index.exists() and any(file.name not in (_STAGED, "write.lock") for file in index.iterdir()):
        raise ProductError(f"There is something in {index} already: restore into another folder, or say --replace to give it up.")
    with speaking_of(index):
        index.mkdir(parents=True, exist_ok=True)
        with write_lock(index):
            for left in (_STAGED, _OUTGOING):  # of a run that died
                shutil.rmtree(index / left, ignore_errors=True)
            staged = index / _STAGED
            try:
                manifest = _unpacked(backup, staged)
                _made_whole(staged, backup, encoder)
                _exchange(index, staged)
            finally:
                shutil.rmtree(staged, ignore_errors=True)
    return manifest


def _unpacked(backup: Path, staged: Path) -> Manifest:
    """Put the files of the back-up into `staged`, each checked."""
    staged.mkdir()
    if backup.is_dir():
        manifest = _manifest(backup / MANIFEST, backup)
        for name in manifest.files:
            (staged / name).parent.mkdir(exist_ok=True)
            with suppress(FileNotFoundError):
                put_in_place(backup / name, staged / name)
                (staged / name).chmod((backup / name).stat().st_mode & 0o777)
    else:
        try:
            with tarfile.open(backup) as tar:
                for member in tar:
                    _unpack(tar, member, staged, backup)
        except (tarfile.TarError, EOFError) as problem:
            raise _broken(backup, str(problem)) from problem
        manifest = _manifest(staged / MANIFEST, backup)
    for name, sha256 in manifest.files.items():
        if not (staged / name).is_file():
            raise _broken(backup, f"{name} is missing")
        if sha256_of(staged / name) != sha256:
            raise _broken(backup, f"{name} is not what was backed up")
    for file in _files(staged):
        if file.relative_to(staged).as_posix() not in manifest.files:
            file.unlink()
    return manifest


def _manifest(file: Path, backup: Path) -> Manifest:
    try:
        manifest = Manifest(**json.loads(file.read_text(encoding="utf-8")))
        names = [PurePosixPath(name) for name in manifest.files]
    except (OSError, ValueError, TypeError, AttributeError) as problem:
        raise _broken(backup, f"it has no {MANIFEST} that can be read") from problem
    if manifest.form != _FORM:
        raise _broken(backup, f"it has form {manifest.form}, this program reads {_FORM}")
    if CATALOGUE not in manifest.files or any(name.is_absolute() or ".." in name.parts or len(name.parts) > 2 for name in names):
        raise _broken(backup, f"its {MANIFEST} is not one of ours")
    return manifest


def _unpack(tar: tarfile.TarFile, member: tarfile.TarInfo, staged: Path, backup: Path) -> None:
    """Put one member into the folder: files and folders inside it, no links, no devices. Before Python 3.11.4 tarfile has no filter for that."""
    name = PurePosixPath(member.name)
    if name.is_absolute() or ".." in name.parts or not (member.isfile() or member.isdir()):
        raise _broken(backup, f"{member.name} is no file inside the index folder")
    path = staged / name
    if member.isdir():
        path.mkdir(parents=True, exist_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(tar.extractfile(member) or io.BytesIO()) as source, path.open("wb") as copy:
        shutil.copyfileobj(source, copy)
    path.chmod(member.mode & 0o777)


def _broken(backup: Path, what: str) -> ProductError:
    return ProductError(f"{backup} is no whole back-up ({what}): take another one; the index was left as it is.")


def _made_whole(staged: Path, backup: Path, encoder: Encoder) -> None:
    """Make what is derived, and have all parts agree."""
    with Writer(staged, encoder, create=False) as writer:
        writer.finish()
    folder = open_folder(staged, encoder)
    problems = folder.problems()
    folder.catalogue.close()
    if problems:
        raise _broken(backup, problems[0].rstrip("."))
    for name in ("write.lock", f"{CATALOGUE}-wal", f"{CATALOGUE}-shm"):
        (staged / name).unlink(missing_ok=True)


def _exchange(index: Path, staged: Path) -> None:
    """Put the staged files in the place of those that are there; the catalogue goes first and comes last, so that there is never half an index."""
    outgoing = index / _OUTGOING
    outgoing.mkdir()
    own = {_STAGED, _OUTGOING, "write.lock"}
    for file in sorted((file for file in index.iterdir() if file.name not in own), key=lambda file: not file.name.startswith(CATALOGUE)):
        file.rename(outgoing / file.name)
    for file in sorted(staged.iterdir(), key=lambda file: file.name == CATALOGUE):
        file.rename(index / file.name)
    shutil.rmtree(outgoing)


def _files(folder: Path) -> Iterator[Path]:
    return (file for file in folder.rglob("*") if file.is_file())
