"""Back-ups: what comes back is what was there, also while others write; a broken one is refused and changes nothing."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

import index.__main__
from index.backup import MANIFEST, back_up, restore
from index.errors import IndexMissing, ProductError, UsageError
from index.reader import Reader
from index.writer import Writer
from tests.crash import state
from tests.encoders import CountingEncoder
from tests.unit.index.test_store import fill, stored

ROOT = Path(__file__).parents[3]
ENCODER = CountingEncoder()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index with a SQLite file of the assistant's, whose last row stands in its log only, and a file of another kind."""
    folder = tmp_path / "index"
    fill(
        folder,
        stored(tmp_path, "a.txt", ["Heat from geysers.", "A bus line."], place="Lipowa"),
        stored(tmp_path, "b.txt", ["Heat from rivers.", "Waste is sorted."], place="Dębina"),
    )
    (folder / "key").write_bytes(b"a secret")
    (folder / "key").chmod(0o600)
    return folder


@pytest.fixture
def comments(folder: Path) -> sqlite3.Connection:
    db = sqlite3.connect(folder / "comments.sqlite", isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("CREATE TABLE comments (text TEXT)")
    db.execute("INSERT INTO comments VALUES ('kept')")
    return db


@pytest.mark.parametrize("to", ["copy", "copy.tar"])
def test_what_comes_back_is_what_was_there(tmp_path: Path, folder: Path, comments: sqlite3.Connection, to: str) -> None:
    with Writer(folder, ENCODER, create=False):  # a back-up does not wait for a writer
        made = back_up(folder, tmp_path / to)
    assert (made.documents, made.generation) == (2, 2)
    assert restore(tmp_path / to, tmp_path / "again", ENCODER) == made
    assert state.whole(tmp_path / "again", ENCODER) == state.whole(folder, ENCODER)
    assert Reader(tmp_path / "again", ENCODER).problems() == []
    assert sqlite3.connect(tmp_path / "again" / "comments.sqlite").execute("SELECT text FROM comments").fetchall() == [("kept",)]
    assert (tmp_path / "again" / "key").read_bytes() == b"a secret"
    assert (tmp_path / "again" / "key").stat().st_mode & 0o777 == 0o600
    assert not [f for f in tmp_path.iterdir() if f.name.startswith(".")]


WRITER = """
import sys
from pathlib import Path
from index.writer import Writer
from tests.encoders import CountingEncoder
from tests.unit.index.test_store import stored
index, own = map(Path, sys.argv[1:])
number = 0
while True:
    with Writer(index, CountingEncoder()) as writer:
        for _ in range(3):
            number += 1
            for name in ("a.txt", "c.txt"):
                writer.put(*stored(own, name, [f"Heat number {number}.", f"A bus line {number}."]))
            print(number, flush=True)
        writer.finish()
"""


def test_while_a_writer_runs(tmp_path: Path, folder: Path) -> None:
    """Each back-up is one moment of the work: the documents of it belong together, and later ones are not older."""
    (tmp_path / "own").mkdir()
    numbers = []
    with subprocess.Popen([sys.executable, "-c", WRITER, folder, tmp_path / "own"], stdout=subprocess.PIPE, text=True, cwd=ROOT) as writer:
        assert writer.stdout
        try:
            for part in range(4):
                for _ in range(2):
                    writer.stdout.readline()
                back_up(folder, tmp_path / f"copy{part}")
        finally:
            writer.kill()
    for part in range(4):
        restore(tmp_path / f"copy{part}", tmp_path / f"again{part}", ENCODER)
        reader = Reader(tmp_path / f"again{part}", ENCODER)
        assert reader.problems() == []
        assert reader.text("b.txt") == "Heat from rivers.\nWaste is sorted."
        first, third = (int(reader.text(name).split(".")[0].split()[-1]) for name in ("a.txt", "c.txt"))
        assert first - third in (0, 1)  # each document is put in a transaction of its own, a before c
        numbers.append(first)
    assert numbers == sorted(numbers)
    assert numbers[-1] > numbers[0]


def test_nothing_is_written_over(tmp_path: Path, folder: Path) -> None:
    before = state.whole(folder, ENCODER)
    back_up(folder, tmp_path / "copy.tar")
    with pytest.raises(UsageError, match="There is something at .*copy.tar already"):
        back_up(folder, tmp_path / "copy.tar")
    with Writer(folder, ENCODER) as writer:
        writer.put(*stored(tmp_path, "c.txt", ["Water is saved."]))
        writer.finish()
    changed = state.whole(folder, ENCODER)
    with pytest.raises(ProductError, match="There is something in .* already: restore into another folder, or say --replace"):
        restore(tmp_path / "copy.tar", folder, ENCODER)
    with Writer(folder, ENCODER), pytest.raises(ProductError, match="Another program is writing"):
        restore(tmp_path / "copy.tar", folder, ENCODER, replace=True)
    assert state.whole(folder, ENCODER) == changed != before
    restore(tmp_path / "copy.tar", folder, ENCODER, replace=True)
    assert state.whole(folder, ENCODER) == before
    assert sorted(f.name for f in folder.iterdir() if not f.name.endswith(("-wal", "-shm"))) == [
        "catalogue.sqlite", "files", "key", "vectors", "vocabulary", "words", "write.lock"
    ]  # fmt: skip


def _change(name: str) -> Callable[[Path], None]:
    def change(copy: Path) -> None:
        file = next(copy.glob(name))
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 1
        file.write_bytes(data)

    return change


def _outside(copy: Path) -> None:
    manifest = json.loads((copy / MANIFEST).read_text())
    manifest["files"]["../outside"] = "0" * 64
    (copy / MANIFEST).write_text(json.dumps(manifest))


BROKEN: dict[str, tuple[Callable[[Path], object], str]] = {
    "catalogue": (_change("catalogue.sqlite"), "catalogue.sqlite is not what was backed up"),
    "file": (_change("files/*"), "is not what was backed up"),
    "missing": (lambda copy: next(copy.glob("files/*")).unlink(), "is missing"),
    "no manifest": (lambda copy: (copy / MANIFEST).unlink(), "it has no backup.json that can be read"),
    "other form": (lambda copy: (copy / MANIFEST).write_text('{"form": 9, "generation": 1, "documents": 0, "files": {}}'), "it has form 9"),
    "a list": (lambda copy: (copy / MANIFEST).write_text("[]"), "it has no backup.json that can be read"),
    "outside": (_outside, "is not one of ours"),
}


@pytest.mark.parametrize("archive", [False, True], ids=["folder", "tar"])
@pytest.mark.parametrize(("breaking", "sentence"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_one_is_refused(tmp_path: Path, folder: Path, breaking: Callable[[Path], object], sentence: str, archive: bool) -> None:
    copy, before = tmp_path / "copy", state.whole(folder, ENCODER)
    back_up(folder, copy)
    breaking(copy)
    if archive:
        with tarfile.open(tmp_path / "copy.tar", "w") as tar:
            for file in copy.iterdir():
                tar.add(file, file.name)
        copy = tmp_path / "copy.tar"
    with pytest.raises(ProductError, match="is no whole back-up .*: take another one; the index was left as it is") as error:
        restore(copy, folder, ENCODER, replace=True)
    assert sentence in str(error.value)
    assert state.whole(folder, ENCODER) == before
    assert not (folder / ".restoring").exists()


@pytest.mark.parametrize("what", ["half", "text", "outside"])
def test_an_archive_that_is_none(tmp_path: Path, folder: Path, what: str) -> None:
    archive = tmp_path / "copy.tar"
    back_up(folder, archive)
    if what == "half":
        archive.write_bytes(archive.read_bytes()[: archive.stat().st_size // 2])
    elif what == "text":
        archive.write_text("not an archive")
    else:
        with tarfile.open(archive, "a") as tar:
            tar.add(folder / "key", "../../outside")
    with pytest.raises(ProductError, match="is no whole back-up"):
        restore(archive, tmp_path / "again", ENCODER)
    assert not (tmp_path.parent / "outside").exists()


def test_what_cannot_be_backed_up(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(IndexMissing):
        back_up(tmp_path / "none", tmp_path / "copy")
    next((folder / "files").iterdir()).write_text("another")
    with pytest.raises(ProductError, match="is not the one that was read"):
        back_up(folder, tmp_path / "copy")
    shutil.rmtree(folder / "files")
    (folder / "files").mkdir()
    with pytest.raises(ProductError, match="Stored files are missing from"):
        back_up(folder, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()
    with pytest.raises(ProductError, match="There is no back-up"):
        restore(tmp_path / "copy", tmp_path / "again", ENCODER)


def test_the_command_line(sample_index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy, again = tmp_path / "copy.tar", tmp_path / "again"
    assert index.__main__.main(["backup", "--index", str(sample_index), "--to", str(copy)]) == 0
    assert capsys.readouterr().out == f"10 documents and 11 files of {sample_index} were backed up to {copy}.\n"
    assert index.__main__.main(["restore", "--from", str(copy), "--index", str(again)]) == 0
    assert capsys.readouterr().out.startswith(f"10 documents and 11 files of {copy} were checked and restored to {again}")
    assert index.__main__.main(["verify", "--index", str(again)]) == 0
    assert index.__main__.main(["restore", "--from", str(copy), "--index", str(again)]) == 1
    assert "say --replace" in capsys.readouterr().err
