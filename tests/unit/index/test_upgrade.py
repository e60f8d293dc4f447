"""An index that a program of the version before made: opened, brought up to date, and still what it was."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from index.backup import back_up, restore
from index.errors import IndexMismatch
from index.reader import Reader
from index.schema import SCHEMA_VERSION, UPGRADES
from tests.crash import state
from tests.encoders import CountingEncoder
from tests.unit.index.test_store import fill, stored

SCHEMA_2 = Path(__file__).with_name("schema_2.sql")  # as the program of that version had it
ENCODER = CountingEncoder()
TABLES = ("meta", "documents", "texts", "pages", "passages", "searched", "sentences", "vocabulary", "removed")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """An index of schema 2: that version's tables, with the rows that both versions have."""
    folder = tmp_path / "old"
    fill(folder, stored(tmp_path, "a.txt", ["Heat from geysers.", "A bus line."]), stored(tmp_path, "b.txt", ["Waste is sorted."]))
    (folder / "catalogue.sqlite").rename(tmp_path / "new.sqlite")
    db = sqlite3.connect(folder / "catalogue.sqlite", isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.executescript(SCHEMA_2.read_text())
    db.execute("ATTACH ? AS new", (str(tmp_path / "new.sqlite"),))
    for table in TABLES:
        own = [row[1] for row in db.execute(f"PRAGMA main.table_info({table})")]
        columns = ", ".join(f'"{c}"' for c in own)
        db.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM new.{table}")
    db.execute("UPDATE meta SET value = '2' WHERE key = 'schema'")
    db.close()
    return folder


def test_the_version_before_leads_to_this_one() -> None:
    assert set(UPGRADES) == {str(version) for version in range(2, int(SCHEMA_VERSION))}


def test_an_index_of_schema_2(old: Path, tmp_path: Path) -> None:
    fill(
        tmp_path / "new", stored(tmp_path, "a.txt", ["Heat from geysers.", "A bus line."]), stored(tmp_path, "b.txt", ["Waste is sorted."])
    )
    reader = Reader(old, ENCODER)
    assert reader.info()["schema"] == SCHEMA_VERSION
    assert reader.problems() == []
    assert [hit.passage.text for hit in reader.search("heat", language="en").hits] == ["Heat from geysers."]
    assert state.whole(old, ENCODER) == state.whole(tmp_path / "new", ENCODER)


def test_the_tables_are_those_of_a_new_index(old: Path, tmp_path: Path) -> None:
    fill(tmp_path / "new", stored(tmp_path, "a.txt", ["Heat from geysers."]))
    Reader(old, ENCODER)
    tables = [
        sorted(sqlite3.connect(folder / "catalogue.sqlite").execute("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"))
        for folder in (old, tmp_path / "new")
    ]
    assert [(name, " ".join(sql.split())) for name, sql in tables[0]] == [(name, " ".join(sql.split())) for name, sql in tables[1]]


def test_a_back_up_of_schema_2(old: Path, tmp_path: Path) -> None:
    back_up(old, tmp_path / "copy.tar")
    restore(tmp_path / "copy.tar", tmp_path / "again", ENCODER)
    assert Reader(tmp_path / "again", ENCODER).info()["schema"] == SCHEMA_VERSION
    assert Reader(tmp_path / "again", ENCODER).problems() == []


def test_a_version_that_nothing_leads_on_from(old: Path) -> None:
    with sqlite3.connect(old / "catalogue.sqlite") as db:
        db.execute("UPDATE meta SET value = '1' WHERE key = 'schema'")
    with pytest.raises(IndexMismatch, match="has schema 1, this program reads"):
        Reader(old, ENCODER)
