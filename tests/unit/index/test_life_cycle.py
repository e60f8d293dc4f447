"""What an index goes through: removal, death half-way, damage, rebuilding, two processes. The parts agree afterwards, or it is said that they do not."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

import index.__main__
import index.vectors
import ingest.__main__
from index.errors import IndexMissing, UnreadableFile
from index.reader import Reader
from index.types import Filters
from index.writer import Writer
from tests.encoders import CountingEncoder
from tests.unit.index.test_store import fill, stored

ROOT = Path(__file__).parents[3]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three documents of two passages each."""
    fill(
        tmp_path / "index",
        stored(tmp_path, "a.txt", ["Heat from geysers.", "A bus line."], place="Lipowa"),
        stored(tmp_path, "b.txt", ["Heat from rivers.", "Waste is sorted."], place="Dębina"),
        stored(tmp_path, "c.txt", ["Heat from forests.", "Water is saved."], place="Olszyn"),
    )
    return tmp_path / "index"


def texts(reader: Reader, question: str) -> list[str]:
    return [hit.passage.text for hit in reader.search(question, language="en").hits]


def everything(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


def test_removal_leaves_nothing_behind_and_says_so(folder: Path) -> None:
    with Writer(folder, CountingEncoder(), create=False) as writer:
        removal = writer.remove("b.txt")
        writer.finish()
        assert writer.receipt(removal) == (
            "b.txt was removed: 1 pages, 2 passages with their words and vectors, 4 words and places that stood nowhere else, its stored file."
        )
    reader = Reader(folder, CountingEncoder())
    assert reader.problems() == []
    assert sorted(texts(reader, "heat")) == ["Heat from forests.", "Heat from geysers."]
    assert reader._folder.lexical.miscounted({}).keys().isdisjoint({"river", "waste", "sort", "@debina"})
    left = everything(folder)
    assert b"geyser" in left
    for trace in (b"rivers", b"river", b"Waste", b"sorted", "Dębina".encode(), b"debina", b"b.txt"):
        assert trace not in left


def test_replacing_leaves_nothing_of_the_old_text(tmp_path: Path, folder: Path) -> None:
    fill(folder, stored(tmp_path, "b.txt", ["Buses run at night."]))
    assert b"rivers" not in everything(folder)
    assert Reader(folder, CountingEncoder()).problems() == []


def test_a_file_that_two_documents_share_stays(tmp_path: Path, folder: Path) -> None:
    document, passages, file = stored(tmp_path, "d.txt", ["Heat from geysers.", "A bus line."])
    fill(folder, (document, passages, file))
    with Writer(folder, CountingEncoder(), create=False) as writer:
        removal = writer.remove("d.txt")
        writer.finish()
        assert writer.receipt(removal).endswith("its stored file stays, for another document is the same file.")
    assert Reader(folder, CountingEncoder()).file("a.txt").exists()


def test_the_command_line_prints_the_receipt(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = tmp_path / "plan.md"
    plan.write_text("# Plan\n\nThe tram will reach the river by 2030.\n", encoding="utf-8")
    place = ["--index", str(tmp_path / "x")]
    assert ingest.__main__.main([str(plan), *place]) == 0
    assert ingest.__main__.main(["--remove", "plan.md", *place]) == 0
    assert "plan.md was removed: 0 pages, 1 passages with their words and vectors" in capsys.readouterr().out
    assert index.__main__.main(["verify", *place]) == 0


def test_an_addition_is_not_a_rebuild(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the new passages are read again, and no list of all passages is made."""
    from index.catalogue import Catalogue

    read: list[int] = []
    indexed = Catalogue.indexed
    monkeypatch.setattr(Catalogue, "indexed", lambda self, ids: read.extend(ids) or indexed(self, ids))
    monkeypatch.setattr(Catalogue, "passage_ids", lambda self: pytest.fail("all passages were listed"))
    fill(folder, stored(tmp_path, "d.txt", ["A tram line."]))
    assert read == [7]


def test_a_rebuild_encodes_no_passage_again(folder: Path) -> None:
    class Words(CountingEncoder):
        def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
            assert all(len(text.split()) == 1 for text in texts), "a passage was encoded again"
            return super().encode_passages(texts)

    before = Reader(folder, CountingEncoder()).search("heat waste", language="en")
    with Writer(folder, Words(), create=False) as writer:
        assert writer.rebuild() == 6
    after = Reader(folder, CountingEncoder())
    assert after.problems() == []
    assert after.search("heat waste", language="en") == before


DAMAGE: dict[str, Callable[[Path], object]] = {
    "missing": lambda file: file.unlink(),
    "empty": lambda file: file.write_bytes(b""),
    "cut": lambda file: file.write_bytes(file.read_bytes()[: file.stat().st_size // 2]),
    "other": lambda file: file.write_bytes(b"\x00\x01 of another version"),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
@pytest.mark.parametrize(
    "part", ["words/*", "vectors/*", "vocabulary/*", "words/generation", "vectors/manifest.json", "vocabulary/*.faiss"]
)
def test_damage_is_named_to_a_reader_and_mended_by_a_writer(folder: Path, part: str, damage: Callable[[Path], object]) -> None:
    for file in list(folder.glob(part)):
        if not file.name.endswith(".lock"):
            damage(file)
    reader = Reader(folder, CountingEncoder())
    assert f"The {part.split('/')[0]} in {folder} are missing, damaged or behind" in reader.warning
    assert "Heat from rivers." in texts(reader, "heat rivers")
    assert reader.search("heat", filters=Filters(places=("Olszyn",)), language="en").hits[0].passage.text == "Heat from forests."
    reader.problems()
    with Writer(folder, CountingEncoder(), create=False):
        pass  # opening mends
    assert reader.warning == Reader(folder, CountingEncoder()).warning == ""
    assert sorted(texts(reader, "heat")) == ["Heat from forests.", "Heat from geysers.", "Heat from rivers."]
    assert Reader(folder, CountingEncoder()).problems() == []


def test_a_folder_without_any_derived_index(folder: Path) -> None:
    for part in ("words", "vectors", "vocabulary"):
        shutil.rmtree(folder / part)
    reader = Reader(folder, CountingEncoder())
    assert reader.search("heat", language="en").hits == ()
    assert "The words and vectors and vocabulary in" in reader.warning


@pytest.mark.parametrize("part", ["words", "vectors", "vocabulary"])
def test_an_older_copy_of_one_part_catches_up(tmp_path: Path, folder: Path, part: str) -> None:
    shutil.copytree(folder / part, tmp_path / "old")
    with Writer(folder, CountingEncoder(), create=False) as writer:
        writer.remove("a.txt")
        writer.put(*stored(tmp_path, "d.txt", ["A tram line."]))
        writer.finish()
    shutil.rmtree(folder / part)
    shutil.copytree(tmp_path / "old", folder / part)
    with Writer(folder, CountingEncoder(), create=False):
        pass
    assert Reader(folder, CountingEncoder()).problems() == []


def test_a_run_that_died_before_the_derived_indexes(tmp_path: Path, folder: Path) -> None:
    with Writer(folder, CountingEncoder(), create=False) as writer:
        writer.put(*stored(tmp_path, "d.txt", ["Heat from mines."]))  # and no finish
    assert Reader(folder, CountingEncoder()).stale
    with Writer(folder, CountingEncoder(), create=False) as writer:
        assert writer.mended == ("words", "vectors", "vocabulary")
    with Writer(folder, CountingEncoder(), create=False) as writer:
        assert writer.mended == ()
    assert "Heat from mines." in texts(Reader(folder, CountingEncoder()), "heat mines")


def test_what_a_run_that_died_left_is_swept_away(folder: Path) -> None:
    """Of a deletion in the word index, whose file tantivy would not write over; of a document's file; of a copy that was not whole."""
    (segment,) = {file.name.split(".")[0] for file in (folder / "words").glob("*.store")}
    before = json.loads((folder / "words" / "meta.json").read_text())["opstamp"]
    for stamp in range(before, before + 12):
        (folder / "words" / f"{segment}.{stamp}.del").write_bytes(b"half")
    (folder / "files" / "left.txt").write_text("x")
    (folder / "files" / "left.txt.new").write_text("x")
    with Writer(folder, CountingEncoder(), create=False) as writer:
        writer.remove("b.txt")
        writer.finish()
    assert Reader(folder, CountingEncoder()).problems() == []


def test_a_file_that_changes_while_it_is_read(tmp_path: Path, folder: Path) -> None:
    document, passages, file = stored(tmp_path, "d.txt", ["A tram line."])
    with Writer(folder, CountingEncoder(), create=False) as writer:
        file.write_text("A bus line.")
        with pytest.raises(UnreadableFile, match="d.txt was changed while it was read; ingest it again"):
            writer.put(document, passages, file)
        file.unlink()
        with pytest.raises(UnreadableFile, match="d.txt was moved or deleted while it was read"):
            writer.put(document, passages, file)
    assert Reader(folder, CountingEncoder()).problems() == []


def test_an_index_whose_making_died_at_once_is_none(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "catalogue.sqlite").touch()
    for opened in (Reader, lambda path, encoder: Writer(path, encoder, create=False)):
        with pytest.raises(IndexMissing, match="There is no index in"):
            opened(tmp_path / "x", CountingEncoder())
    fill(tmp_path / "x", stored(tmp_path, "a.txt", ["Heat."]))
    assert Reader(tmp_path / "x", CountingEncoder()).problems() == []


def test_of_several_names_those_that_are_there_are_removed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = tmp_path / "plan.md"
    plan.write_text("# Plan\n\nThe tram will reach the river by 2030.\n", encoding="utf-8")
    place = ["--index", str(tmp_path / "x")]
    assert ingest.__main__.main([str(plan), *place]) == 0
    assert ingest.__main__.main(["--remove", "gone.md", "--remove", "plan.md", *place]) == 1
    said = capsys.readouterr()
    assert "plan.md was removed" in said.out
    assert said.err.lstrip() == "No document is named “gone.md” in the index: “python -m index info” lists the names.\n"


def test_a_reader_while_a_document_is_taken_out(folder: Path) -> None:
    """The catalogue is ahead of the derived indexes: what they still name is passed over."""
    reader = Reader(folder, CountingEncoder())
    with Writer(folder, CountingEncoder(), create=False) as writer:
        writer.remove("b.txt")
        assert sorted(texts(reader, "heat")) == ["Heat from forests.", "Heat from geysers."]


VERIFY: dict[str, tuple[str, str]] = {
    "a vector": (
        "UPDATE searched SET vector = zeroblob(8) WHERE passage_id = 1",
        "1 vectors are not those of the catalogue, that of passage 1",
    ),
    "a count": (
        "UPDATE vocabulary SET passages = 9 WHERE lemma = 'bus'",
        "The vocabulary miscounts 1 lemmas: “bus” stands in 1 passages, not in 9.",
    ),
    "a lemma": ("UPDATE searched SET lemmas = 'cow' WHERE passage_id = 2", "The vocabulary miscounts"),
    "a row": ("DELETE FROM searched WHERE passage_id = 6", "c.txt has 1 passages in the catalogue, which says 2"),
    "a passage": ("DELETE FROM passages WHERE id = 6", "The word index holds 1 passages that the catalogue does not, passage 6 first."),
}


@pytest.mark.parametrize(("change", "sentence"), VERIFY.values(), ids=VERIFY.keys())
def test_verify_names_what_does_not_agree(folder: Path, change: str, sentence: str) -> None:
    with sqlite3.connect(folder / "catalogue.sqlite") as db:
        db.execute("PRAGMA foreign_keys = ON")
        db.execute(change)
    assert sentence in "\n".join(Reader(folder, CountingEncoder()).problems())


def test_verify_names_leftovers(folder: Path) -> None:
    (folder / "files" / "left.txt").write_text("x")
    folder_ = Reader(folder, CountingEncoder())._folder
    folder_.lexical.change([2], [], folder_.catalogue.generation)
    problems = "\n".join(folder_.problems())
    assert "1 passages of the catalogue are missing from the word index, passage 2 first." in problems
    assert "left.txt belongs to no document." in problems
    folder_.lexical.change([], [folder_.catalogue.indexed([2])], folder_.catalogue.generation)
    assert "The word index has 3 lemmas in other numbers than the catalogue: “@lipowa” 3 times, not 2." in "\n".join(folder_.problems())


READER = """
import sys
from pathlib import Path
from index.reader import Reader
from tests.encoders import CountingEncoder
reader = Reader(Path(sys.argv[1]), CountingEncoder())
for question in sys.stdin:
    print("|".join(hit.passage.text for hit in reader.search(question.strip(), language="en").hits), flush=True)
"""


def test_a_reader_in_another_process_sees_each_commit(tmp_path: Path, folder: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", READER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as reader:
        assert reader.stdin and reader.stdout

        def ask(question: str) -> str:
            reader.stdin.write(question + "\n")
            reader.stdin.flush()
            return reader.stdout.readline().strip()

        assert ask("trams") == ""
        fill(folder, stored(tmp_path, "d.txt", ["Trams run here."]))
        assert ask("trams") == "Trams run here."
        with Writer(folder, CountingEncoder(), create=False) as writer:
            writer.remove("d.txt")
            writer.finish()
        assert ask("trams") == ""
        reader.stdin.close()
