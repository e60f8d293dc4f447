"""Tags and quantities in an index: what was found comes back, is found by kind and text, goes with its document, and follows the tagger's version."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from index.reader import Reader
from index.schema import UPGRADES
from index.tagging import Located, Stated, digest
from index.types import Document, Passage, Quantity, Tag, Tagged
from index.writer import Writer
from tests.encoders import CountingEncoder
from tests.unit.index.test_store import stored


@dataclass(frozen=True)
class Buses:
    """Tags what says “bus” with goal 11, by that word, and reads a number out of what says “20 km”."""

    version: str = "1"
    strength: int = 3

    def tag(self, document: Document, passages: Sequence[Passage]) -> list[Tagged]:
        return [self._one(document.text, p) for p in passages]

    def _one(self, text: str, passage: Passage) -> Tagged:
        at, length = text.find("bus", passage.start, passage.end), text.find("20 km", passage.start, passage.end)
        tags = (Tag("goal", "11", self.strength, 0.75, at, at + 3), Tag("practice", "", 0, 0.5, at, at + 3)) if at >= 0 else ()
        quantity = Quantity("target", passage.start, passage.end, "lines", "20", 20.0, "km", 2030, "10", 2020) if length >= 0 else None
        return Tagged(tags, (quantity,) if quantity else ())


SENTENCES = ["The heat plan.", "A bus for all.", "More bus lines: 20 km."]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Writer(tmp_path / "index", CountingEncoder(), Buses()) as writer:
        writer.tag_anew()
        writer.put(*stored(tmp_path, "a.txt", SENTENCES))
        writer.put(*stored(tmp_path, "b.txt", SENTENCES[1:2]))
        writer.finish()
    return tmp_path / "index"


def test_what_was_found_comes_back(folder: Path) -> None:
    reader = Reader(folder, CountingEncoder())
    first, second, third = reader.passages_of("a.txt")
    goal, practice = Tag("goal", "11", 3, 0.75, 17, 20), Tag("practice", "", 0, 0.5, 17, 20)
    assert reader.tagged([first.id, second.id, 99]) == {first.id: Tagged(), second.id: Tagged((goal, practice), ())}
    (quantity,) = reader.tagged([third.id])[third.id].quantities
    assert quantity == Quantity("target", third.start, third.end, "lines", "20", 20.0, "km", 2030, "10", 2020)
    assert reader.quantities(["target"]) == [Stated("a.txt", third.id, 1, quantity)]
    assert reader.quantities(["money"]) == []
    assert reader.problems() == []


def test_tags_are_found_by_kind_value_and_document(folder: Path) -> None:
    reader = Reader(folder, CountingEncoder())
    (own,) = reader.passages_of("b.txt")
    assert reader.tags(["goal"], ["11"], ["b.txt"]) == [Located("b.txt", own.id, digest(own.text), Tag("goal", "11", 3, 0.75, 2, 5))]
    assert [t.document for t in reader.tags(["goal"])] == ["a.txt", "a.txt", "b.txt"]
    assert reader.tags(["goal"], ["7"]) == reader.tags(["target"]) == []


def test_the_same_text_is_recognised_in_every_document(folder: Path) -> None:
    reader = Reader(folder, CountingEncoder())
    ids = [reader.passages_of("a.txt")[1].id, reader.passages_of("b.txt")[0].id]
    assert reader.passages_with_digest([digest("A bus for all."), digest("not there")]) == {digest("A bus for all."): ids}


def test_tags_go_with_their_document(folder: Path) -> None:
    with Writer(folder, CountingEncoder(), Buses(), create=False) as writer:
        writer.remove("a.txt")
        writer.finish()
    database = sqlite3.connect(folder / "catalogue.sqlite")
    assert [t.document for t in Reader(folder, CountingEncoder()).tags(["goal", "practice"])] == ["b.txt", "b.txt"]
    assert database.execute("SELECT count(*) FROM tagged").fetchone() == (1,)
    assert database.execute("SELECT count(*) FROM quantities").fetchone() == (0,)


def test_another_version_tags_anew_without_the_files_and_the_same_does_not(folder: Path) -> None:
    before = [p.id for p in Reader(folder, CountingEncoder()).passages_of("a.txt")]
    with Writer(folder, CountingEncoder(), Buses(), create=False) as writer:
        assert writer.tag_anew() == 0
    with Writer(folder, CountingEncoder(), Buses("2", strength=1), create=False) as writer:
        assert writer.tag_anew() == 2
        writer.finish()
    reader = Reader(folder, CountingEncoder())
    assert reader.tagger == "2"
    assert {t.tag.strength for t in reader.tags(["goal"])} == {1}
    assert [p.id for p in reader.passages_of("a.txt")] == before
    assert reader.problems() == []


def test_verify_names_a_reason_outside_its_passage(folder: Path) -> None:
    reader = Reader(folder, CountingEncoder())
    (own,) = reader.passages_of("b.txt")
    with sqlite3.connect(folder / "catalogue.sqlite") as database:
        database.execute("UPDATE tags SET start = 500, \"end\" = 503 WHERE passage_id = ? AND kind = 'goal'", (own.id,))
    assert reader.problems() == [f"A goal of passage {own.id} gives a reason that does not lie in the passage."]


def test_a_catalogue_of_the_version_before_is_brought_up_to_date(folder: Path) -> None:
    with sqlite3.connect(folder / "catalogue.sqlite") as database:
        for table in ("tags", "quantities", "tagged"):
            database.execute(f"DROP TABLE {table}")
        database.execute("UPDATE meta SET value = '2' WHERE key = 'schema'")
        database.execute("DELETE FROM meta WHERE key = 'tagger'")
    assert list(UPGRADES) == ["2"]
    assert Reader(folder, CountingEncoder()).tags(["goal"]) == []
    with Writer(folder, CountingEncoder(), Buses(), create=False) as writer:
        assert writer.tag_anew() == 2
        writer.finish()
    assert len(Reader(folder, CountingEncoder()).tags(["goal"])) == 3
