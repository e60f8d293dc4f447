"""The documents of the samples in order: facets agree with the desk's own views, what is searched is found, orders are orders."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.desk.alignment import all_rows, heat_table
from assistant.desk.corrections import Said, TagCorrections
from assistant.desk.practices.catalogue import Practices
from assistant.desk.scope import Scope
from assistant.library.facets import GOAL, HOLDS, PLACE
from assistant.library.shelf import SORTS, Selection, Shelf
from index.analysis import fold
from index.encoder.registry import load
from index.errors import UsageError
from index.reader import Reader


@pytest.fixture(scope="module")
def reader(sample_index: Path) -> Reader:
    return Reader(sample_index, load())


@pytest.fixture(scope="module")
def shelf(reader: Reader) -> Shelf:
    return Shelf(reader, None)


def places(selection: Selection) -> list[str]:
    return [one.document.record.place for one in selection.items]


def test_goals_are_those_that_the_alignment_shows(reader: Reader, shelf: Shelf) -> None:
    table = heat_table(reader, None, all_rows(GOAL), Scope(every=True), 1)
    for one in shelf.items():
        expected = {row.value for row in table.rows if table.cells[row, one.document.name].strength}
        assert one.values[GOAL] == expected


def test_practices_are_those_of_the_catalogue(reader: Reader, shelf: Shelf) -> None:
    catalogue = {q.document for p in Practices(reader).all() for f in p.fields for q in f.quotes}
    assert {one.document.name for one in shelf.items() if "practice" in one.values[HOLDS]} >= catalogue != set()


def test_what_is_searched_is_found_with_its_passage(shelf: Shelf) -> None:
    found = shelf.select(search="cirkulacja odlewnia ciepło odpadowe Rudomierz")
    assert places(found)[0] == "Rudomierz"
    best = found.best[found.items[0].document.name]
    assert best.passage.document == found.items[0].document.name


def test_nothing_is_found_where_nobody_says_it(shelf: Shelf) -> None:
    found = shelf.select(search="qqqxyz zzyzx")
    assert found.items == ()
    assert found.all == len(shelf.items())


def test_a_choice_limits_what_is_searched(shelf: Shelf) -> None:
    found = shelf.select({PLACE: frozenset({"Hradnov"})}, "waste recycling")
    assert places(found) == ["Hradnov"]


def test_every_order_holds_the_same_documents(shelf: Shelf) -> None:
    orders = {sort: shelf.select(sort=sort).items for sort in SORTS}
    assert {frozenset(one.document.name for one in items) for items in orders.values()} == {
        frozenset(one.document.name for one in shelf.items())
    }
    titles = [fold(one.document.record.title) for one in orders["title"]]
    assert titles == sorted(titles)
    years = [one.document.record.period_to or 0 for one in orders["year"]]
    assert years == sorted(years, reverse=True)
    added = [one.document.id for one in orders["added"]]
    assert added == sorted(added, reverse=True)


def test_an_unknown_order_is_refused(shelf: Shelf) -> None:
    with pytest.raises(UsageError, match="choose from relevance"):
        shelf.select(sort="colour")


def test_a_correction_is_seen_at_once(reader: Reader, tmp_path: Path) -> None:
    corrections = TagCorrections(tmp_path)
    shelf = Shelf(reader, corrections)
    before = {one.document.name: one.values[GOAL] for one in shelf.items()}
    name, goals = next((name, goals) for name, goals in before.items() if "14" not in goals)
    passage = reader.passages_of(name)[1]
    corrections.keep(Said(passage.id, GOAL, "14", "added", "Eva", 3), reader)
    corrections.keep(Said(passage.id, "commitment", "measure", "added", "Eva"), reader)
    after = {one.document.name: one.values[GOAL] for one in shelf.items()}
    assert after == {**before, name: goals | {"14"}}
