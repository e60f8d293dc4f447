"""An index copied from any engines to any: the same rows, ids and answers; a copy that was stopped goes on."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

import index.__main__
import index.copying
from index.address import Address
from index.copying import copy
from index.errors import ProductError
from index.folder import Folder
from index.opening import open_index, open_unfinished
from index.reader import Reader
from index.writer import Writer
from tests.encoders import CountingEncoder
from tests.unit.index.conformance.conftest import FOLDER, SERVERS, shared_address
from tests.unit.index.conformance.test_index import fill
from tests.unit.index.test_store import stored

ENCODER = CountingEncoder()


@pytest.fixture
def source(where: Path | Address, tmp_path: Path) -> Path | Address:
    """An index with gaps between its ids: a document was replaced, one removed."""
    fill(where, tmp_path)
    with Writer(where, ENCODER) as writer:
        writer.put(*stored(tmp_path, "a.txt", ["A bus line.", "Heat from mines."], place="Lipowa"))
        writer.remove("b.txt")
        writer.finish()
    return where


@pytest.fixture(params=[FOLDER, SERVERS])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Path | Address:
    return tmp_path / "copied" if request.param == "folder" else shared_address(request, tmp_path)


def opened(source: Path | Address, target: Path | Address) -> tuple[Folder, Folder]:
    return open_index(source, ENCODER, write=True), open_unfinished(target, ENCODER, create=True, write=True)


def closed(*folders: Folder) -> None:
    for folder in folders:
        folder.close()


def tables(folder: Folder) -> dict[str, list[object]]:
    """Every row of the catalogue but for what tells which index it is."""
    found: dict[str, list[object]] = {}
    for table, order in (
        ("documents", "id"), ("texts", "document_id"), ("pages", "document_id, number"), ("passages", "id"), ("searched", "passage_id"),
        ("sentences", "passage_id"), ("tagged", "passage_id"), ("tags", "passage_id, kind, value"), ("vocabulary", "id"),
    ):  # fmt: skip
        found[table] = [tuple(row) for row in folder.catalogue.database.execute(f"SELECT * FROM {table} ORDER BY {order}")]
    return found


def test_it_is_the_same(source: Path | Address, target: Path | Address, tmp_path: Path) -> None:
    ours, theirs = opened(source, target)
    copied = copy(ours, theirs)
    assert (copied.documents, copied.passages, copied.files, copied.there, copied.missing) == (2, 4, 2, 0, ())
    assert tables(ours) == tables(theirs)
    assert ours.catalogue.generation == theirs.catalogue.generation
    closed(ours, theirs)
    before, after = Reader(source, ENCODER), Reader(target, ENCODER)
    assert (after.warning, after.problems()) == ("", [])
    assert after.documents() == before.documents()
    assert after.file("ď.txt").read_bytes() == before.file("ď.txt").read_bytes()
    for question in ("heat", "bus", "water saved"):
        found, expected = (reader.search(question, language="en").hits for reader in (after, before))
        assert [h.passage for h in found] == [h.passage for h in expected]
        assert [h.score for h in found] == pytest.approx([h.score for h in expected], abs=1e-6)
    with Writer(target, ENCODER) as writer:  # and it goes on: no id is given twice
        writer.put(*stored(tmp_path, "e.txt", ["Buses at night."]))
        writer.finish()
    assert [p.id for p in after.passages_of("e.txt")] == [9]
    assert after.problems() == []


def test_one_that_was_stopped_goes_on(source: Path | Address, target: Path | Address, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.copying, "_AT_ONCE", 1)
    ours, theirs = opened(source, target)

    class Stopped(Exception):
        pass

    heard: list[int] = []

    def stop(passages: int) -> None:
        heard.append(passages)
        if sum(heard):
            raise Stopped

    with pytest.raises(Stopped):
        copy(ours, theirs, stop)
    closed(ours, theirs)
    with pytest.raises(ProductError, match="The copy of .* is not whole: run “python -m index copy” again"):
        Reader(target, ENCODER)
    ours, theirs = opened(source, target)
    copied = copy(ours, theirs)
    assert (copied.passages, copied.there) == (4, 2)
    assert tables(ours) == tables(theirs)
    closed(ours, theirs)
    assert Reader(target, ENCODER).problems() == []


def test_a_target_that_holds_something_else_stays_as_it_is(source: Path | Address, target: Path | Address, tmp_path: Path) -> None:
    fill(target, tmp_path)
    ours, theirs = opened(source, target)
    with pytest.raises(ProductError, match="holds documents that no unfinished copy of .* left there: name an empty one"):
        copy(ours, theirs)
    closed(ours, theirs)
    assert [d.name for d in Reader(target, ENCODER).documents()] == ["a.txt", "b.txt", "ď.txt"]


def test_a_difference_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path / "index", tmp_path)
    files = index.copying._files

    def spoiling(source: Folder, target: Folder) -> tuple[int, tuple[str, ...]]:
        with sqlite3.connect(tmp_path / "copied" / "catalogue.sqlite") as db:
            db.execute("UPDATE passages SET context = 'x' WHERE id = 3")
        return files(source, target)

    monkeypatch.setattr(index.copying, "_files", spoiling)
    with pytest.raises(ProductError, match="The passages of a.txt to ď.txt differ in .*copied"):
        copy(*opened(tmp_path / "index", tmp_path / "copied"))


def test_a_stored_file_that_is_missing_is_said(tmp_path: Path) -> None:
    fill(tmp_path / "index", tmp_path)
    next((tmp_path / "index" / "files").iterdir()).unlink()
    copied = copy(*opened(tmp_path / "index", tmp_path / "copied"))
    assert (copied.files, len(copied.missing)) == (2, 1)


def test_the_command(tmp_path: Path, sample_index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert index.__main__.main(["copy", str(sample_index), str(tmp_path / "copied")]) == 0
    assert "10 documents with 250 passages" in capsys.readouterr().out
    assert index.__main__.main(["copy", str(tmp_path / "copied"), str(tmp_path / "copied")]) == 2
    assert "cannot be copied onto itself" in capsys.readouterr().err
