"""Catalogue, writer, folder and reader together on small documents: what is stored comes back, and the parts agree."""

import hashlib
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import IndexMismatch, IndexMissing, NotFound, ProductError
from index.reader import Reader
from index.schema import Removal
from index.types import Document, Filters, Heading, Page, Passage, Record, Table
from index.writer import Writer
from tests.encoders import CountingEncoder


def stored(tmp_path: Path, name: str, sentences: list[str], **record: object) -> tuple[Document, list[Passage], Path]:
    """A text document whose passages are its sentences."""
    text = "\n".join(sentences)
    file = tmp_path / name.replace("/", "_")
    file.write_text(text, encoding="utf-8")
    card = Record(title=name, language="en", **record)  # type: ignore[arg-type]
    document = Document(name, hashlib.sha256(file.read_bytes()).hexdigest(), "text", text, card, pages=(Page(1, 0, len(text), b"\x01"),))
    passages, at = [], 0
    for s in sentences:
        passages.append(Passage(name, at, at + len(s), s, 1, ("Part", "Chapter"), name, "en"))
        at += len(s) + 1
    return document, passages, file


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


def fill(index: Path, *documents: tuple[Document, list[Passage], Path]) -> None:
    with Writer(index, CountingEncoder()) as writer:
        for document in documents:
            writer.put(*document)
        writer.finish()


def test_a_document_comes_back_whole(tmp_path: Path, index: Path) -> None:
    document, passages, file = stored(tmp_path, "a.txt", ["The heat plan.", "A bus."], place="Kraków", country="PL")
    document = replace(document, headings=(Heading("Part", 1, 0, 4),), tables=(Table(0, 3, "x | y"),), warnings=("page 2 is empty",))
    fill(index, (document, passages, file))
    reader = Reader(index, CountingEncoder())
    assert reader.document("a.txt") == document
    assert [replace(p, id=0) for p in reader.passages_of("a.txt")] == passages
    assert reader.file("a.txt").read_bytes() == file.read_bytes()
    assert reader.problems() == []


def test_search_finds_by_word_and_by_meaning(tmp_path: Path, index: Path) -> None:
    fill(index, stored(tmp_path, "a.txt", ["The heat plan.", "A bus line.", "Waste is sorted."]))
    reader = Reader(index, CountingEncoder())
    assert reader.search("bus").hits[0].passage.text == "A bus line."
    polish = reader.search("odpady", language="pl").hits[0]  # no shared word: found by its vector alone
    assert polish.passage.text == "Waste is sorted."
    assert polish.similarity == pytest.approx(1.0, abs=1e-3)


def test_filters_limit_the_search(tmp_path: Path, index: Path) -> None:
    fill(
        index,
        stored(tmp_path, "a.txt", ["Heat in Kraków."], place="Kraków", country="PL", period_from=2021, period_to=2027),
        stored(tmp_path, "b.txt", ["Heat in Brno."], place="Brno", country="CZ", kind="climate"),
    )
    reader = Reader(index, CountingEncoder())

    def names(filters: Filters) -> list[str]:
        return [h.passage.document for h in reader.search("heat", filters=filters).hits]

    assert sorted(names(Filters())) == ["a.txt", "b.txt"]
    assert names(Filters(places=("Brno",))) == ["b.txt"]
    assert names(Filters(countries=("PL",))) == ["a.txt"]
    assert names(Filters(kinds=("climate",))) == ["b.txt"]
    assert names(Filters(year=2025)) == ["a.txt"]
    assert names(Filters(documents=("a.txt",), places=("Brno",))) == []


def test_replacing_leaves_nothing_of_the_old_self(tmp_path: Path, index: Path) -> None:
    old = stored(tmp_path, "a.txt", ["The heat plan."])
    fill(index, old)
    new = stored(tmp_path, "a.txt", ["A bus line."])
    fill(index, new)
    reader = Reader(index, CountingEncoder())
    assert [p.text for p in reader.passages_of("a.txt")] == ["A bus line."]
    assert reader.search("heat").hits == ()
    assert [f.stem for f in (index / "files").iterdir()] == [new[0].sha256]
    assert reader.problems() == []


def test_removal_and_what_is_not_there(tmp_path: Path, index: Path) -> None:
    fill(index, stored(tmp_path, "a.txt", ["The heat plan."]))
    with Writer(index, CountingEncoder()) as writer:
        assert writer.remove("a.txt") == Removal("a.txt", pages=1, first_passage=1, passages=1, lemmas=2, file_stays=False)
        writer.finish()
        with pytest.raises(NotFound, match="“b.txt”"):
            writer.remove("b.txt")
    reader = Reader(index, CountingEncoder())
    assert reader.documents() == []
    assert reader.search("heat").hits == ()
    with pytest.raises(NotFound, match="passage 1"):
        reader.passage(1)


def test_a_reader_sees_a_new_commit_without_being_opened_again(tmp_path: Path, index: Path) -> None:
    fill(index, stored(tmp_path, "a.txt", ["The heat plan."]))
    reader = Reader(index, CountingEncoder())
    assert reader.search("bus").hits == ()
    fill(index, stored(tmp_path, "b.txt", ["A bus line."]))
    assert [h.passage.text for h in reader.search("bus").hits] == ["A bus line."]


def test_lost_derived_indexes_are_seen_and_mended(tmp_path: Path, index: Path) -> None:
    fill(index, stored(tmp_path, "a.txt", ["The heat plan.", "A bus line."]))
    shutil.rmtree(index / "vectors")
    reader = Reader(index, CountingEncoder())
    assert reader.stale
    assert reader.problems() == ["2 passages of the catalogue are missing from the vector index, passage 1 first."]
    with Writer(index, CountingEncoder(), create=False) as writer:
        assert writer.rebuild() == 2
    assert Reader(index, CountingEncoder()).problems() == []


def test_a_passage_that_is_no_slice_is_reported(tmp_path: Path, index: Path) -> None:
    fill(index, stored(tmp_path, "a.txt", ["The heat plan."]))
    with sqlite3.connect(index / "catalogue.sqlite") as db:
        db.execute("UPDATE passages SET text = 'The cold plan.'")
    assert Reader(index, CountingEncoder()).problems() == ["Passage 1 of a.txt is not the text from 0 to 14."]


def test_two_writers(index: Path) -> None:
    with Writer(index, CountingEncoder()), pytest.raises(ProductError, match="Another program is writing"):
        Writer(index, CountingEncoder())


def test_no_index(index: Path) -> None:
    with pytest.raises(IndexMissing, match=f"There is no index in {index}"):
        Reader(index, CountingEncoder())


def test_an_index_of_another_encoder(tmp_path: Path, index: Path) -> None:
    fill(index, stored(tmp_path, "a.txt", ["The heat plan."]))

    class Other(CountingEncoder):
        name = "other"

    with pytest.raises(IndexMismatch, match="made with encoder “counting”, not “other”: set INDEX_ENCODER=counting"):
        Reader(index, Other())


def test_a_failed_document_leaves_the_catalogue_as_it_was(tmp_path: Path, index: Path) -> None:
    fill(index, stored(tmp_path, "a.txt", ["The heat plan."]))
    document, passages, file = stored(tmp_path, "a.txt", ["A bus line."])
    with Writer(index, CountingEncoder()) as writer, pytest.raises(sqlite3.IntegrityError):
        writer.put(document, [replace(passages[0], start=None)], file)  # type: ignore[arg-type]
    assert [p.text for p in Reader(index, CountingEncoder()).passages_of("a.txt")] == ["The heat plan."]
