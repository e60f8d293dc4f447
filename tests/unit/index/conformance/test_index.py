"""A whole index, in a folder and on servers: written, read, changed and mended the same way, with the same hits."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.address import Address
from index.errors import IndexMismatch, IndexMissing, ProductError
from index.reader import Reader
from index.types import Filters
from index.writer import Writer
from tests.encoders import CountingEncoder
from tests.unit.index.conformance.conftest import shared_address
from tests.unit.index.test_store import stored

ENCODER = CountingEncoder()


def fill(where: Path | Address, folder: Path) -> None:
    """Three documents of two passages each."""
    with Writer(where, ENCODER) as writer:
        writer.put(*stored(folder, "a.txt", ["Heat from geysers.", "A bus line."], place="Lipowa", country="PL", period_from=2021))
        writer.put(*stored(folder, "b.txt", ["Heat from rivers.", "Waste is sorted."], place="Dębina"))
        writer.put(*stored(folder, "ď.txt", ["Ciepło z lasów.", "Water is saved."], place="Olszyn"))
        writer.finish()


def texts(reader: Reader, question: str, filters: Filters = Filters()) -> list[str]:  # noqa: B008 - frozen
    return [hit.passage.text for hit in reader.search(question, language="en", filters=filters).hits]


def test_what_is_put_is_found_and_read(where: Path | Address, tmp_path: Path) -> None:
    fill(where, tmp_path)
    reader = Reader(where, ENCODER)
    assert reader.problems() == []
    assert (reader.warning, reader.stale) == ("", False)
    assert texts(reader, "waste")[0] == "Waste is sorted."
    assert set(texts(reader, "heat")) == {"Heat from geysers.", "Heat from rivers.", "Ciepło z lasów."}  # by meaning too
    assert texts(reader, "heat", Filters(places=("Dębina",)))[0] == "Heat from rivers."
    assert texts(reader, '"from rivers"')[0] == "Heat from rivers."
    assert reader.file("ď.txt").read_bytes() == (tmp_path / "ď.txt").read_bytes()
    assert reader.info()["folder"] == str(where)


def test_a_reader_sees_each_commit_and_only_whole_ones(where: Path | Address, tmp_path: Path) -> None:
    fill(where, tmp_path)
    reader = Reader(where, ENCODER)
    with Writer(where, ENCODER, create=False) as writer:
        removal = writer.remove("b.txt")
        assert "Heat from rivers." not in texts(reader, "heat rivers")  # the catalogue is ahead: what is gone is passed over
        writer.put(*stored(tmp_path, "a.txt", ["A tram line."], place="Lipowa"))
        writer.finish()
        assert "its stored file" in writer.receipt(removal)
    assert not reader.stale
    assert texts(reader, "tram")[0] == "A tram line."
    assert "A bus line." not in texts(reader, "bus")
    assert reader.problems() == []


def test_two_writers(where: Path | Address, tmp_path: Path) -> None:
    fill(where, tmp_path)
    with Writer(where, ENCODER) as writer:
        with pytest.raises(ProductError, match="Another program is writing to the index in"):
            Writer(where, ENCODER)
        writer.put(*stored(tmp_path, "d.txt", ["Night buses."]))
        writer.finish()
    assert Reader(where, ENCODER).problems() == []


def test_a_run_that_died_before_the_derived_indexes(where: Path | Address, tmp_path: Path) -> None:
    fill(where, tmp_path)
    with Writer(where, ENCODER) as writer:
        writer.put(*stored(tmp_path, "d.txt", ["Heat from mines."]))  # and no finish
        writer.remove("a.txt")
    reader = Reader(where, ENCODER)
    assert reader.stale
    assert "behind the catalogue" in reader.warning
    with Writer(where, ENCODER) as writer:
        assert not reader.stale  # opening mends
        writer.finish()  # and this drops the file of what was removed
    assert "Heat from mines." in texts(reader, "heat mines")
    assert reader.problems() == []


def test_made_anew_it_is_the_same(where: Path | Address, tmp_path: Path) -> None:
    fill(where, tmp_path)
    before = Reader(where, ENCODER).search("heat waste", language="en")
    with Writer(where, ENCODER, create=False) as writer:
        assert writer.rebuild() == 6
    after = Reader(where, ENCODER)
    assert after.problems() == []
    assert after.search("heat waste", language="en") == before


def test_there_is_none(where: Path | Address) -> None:
    with pytest.raises(IndexMissing, match="There is no index in .*python -m ingest PATH"):
        Reader(where, ENCODER)


def test_of_another_encoder(where: Path | Address, tmp_path: Path) -> None:
    fill(where, tmp_path)

    class Other(CountingEncoder):
        name = "other"

    with pytest.raises(IndexMismatch, match="made with encoder “counting”, not “other”: set INDEX_ENCODER=counting"):
        Reader(where, Other())


@pytest.mark.milvus
@pytest.mark.postgres
def test_both_rank_alike(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """The same passages with the same scores, whatever the engines: what decides is looked at by us, not by them."""
    places = [tmp_path / "index", shared_address(request, tmp_path)]
    for where in places:
        fill(where, tmp_path)
    folder, servers = (Reader(where, ENCODER) for where in places)
    for question in ("heat", "waste in rivers", "bus", "ciepło", "Dębina heat", '"is saved"', "lasow", "2030"):
        for filters in (Filters(), Filters(places=("Lipowa", "Dębina")), Filters(year=2024)):
            found, expected = (reader.search(question, 20, filters, "en").hits for reader in (servers, folder))
            assert [(h.passage.id, h.words) for h in found] == [(h.passage.id, h.words) for h in expected]
            assert [h.score for h in found] == pytest.approx([h.score for h in expected], abs=1e-6)
