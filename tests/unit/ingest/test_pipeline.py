"""Which files are found under which names, and what becomes of each."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import ProductError, UsageError
from index.reader import Reader
from index.writer import Writer
from ingest.pipeline import Outcome, Source, find, ingest
from tests.encoders import CountingEncoder

PLAN = "# Climate plan of Lipowa 2024–2030\n\nThe heat network will be renewable by 2035.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a/plan.md", "b/plan.md", ".hidden/x.md", "documents.toml"):
        file = tmp_path / "in" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(PLAN if name.endswith(".md") else "", encoding="utf-8")
    return tmp_path / "in"


def run(folder: Path, index: Path) -> list[Outcome]:
    with Writer(index, CountingEncoder()) as writer:
        return ingest(find([folder]), writer, lambda _: None)


def test_names_are_paths_relative_to_the_folder_given(folder: Path) -> None:
    assert find([folder]) == [Source(folder / "a/plan.md", "a/plan.md"), Source(folder / "b/plan.md", "b/plan.md")]
    assert find([folder / "a/plan.md"]) == [Source(folder / "a/plan.md", "plan.md")]


def test_two_folders_with_files_of_one_name(folder: Path) -> None:
    assert [s.name for s in find([folder / "a", folder / "b"])] == ["b/plan.md", "plan.md"]


def test_a_path_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(ProductError, match="There is no file or folder"):
        find([tmp_path / "none"])


@pytest.mark.parametrize("address", ["https://brno.example/plan.pdf", "HTTP://127.0.0.1/x", "file:///etc/passwd", "ftp://x.example/a"])
def test_nothing_is_fetched_on_somebodys_word(address: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is an address, and nothing is fetched from the network: download the file and name it here"):
        find([Path(address)])


def test_read_then_unchanged_then_replaced(folder: Path, tmp_path: Path) -> None:
    assert [(o.name, o.outcome) for o in run(folder, tmp_path / "x")] == [("a/plan.md", "read"), ("b/plan.md", "read")]
    assert [o.outcome for o in run(folder, tmp_path / "x")] == ["unchanged", "unchanged"]
    (folder / "b/plan.md").write_text(PLAN + "\nThe bus line is planned too.\n", encoding="utf-8")
    assert [o.outcome for o in run(folder, tmp_path / "x")] == ["unchanged", "read"]
    reader = Reader(tmp_path / "x", CountingEncoder())
    assert reader.text("b/plan.md").endswith("The bus line is planned too.\n")
    assert reader.search("bus").hits[0].passage.document == "b/plan.md"


def test_overrides_set_the_record_and_a_later_change_of_them_updates_it(folder: Path, tmp_path: Path) -> None:
    overrides = folder / "a" / "documents.toml"
    overrides.write_text('["plan.md"]\nplace = "Lipowa"\ncountry = "PL"\n', encoding="utf-8")
    run(folder, tmp_path / "x")
    reader = Reader(tmp_path / "x", CountingEncoder())
    assert reader.document("a/plan.md").record.place == "Lipowa"
    overrides.write_text('["plan.md"]\nplace = "Lipowa Górna"\ncountry = "PL"\n', encoding="utf-8")
    outcome = run(folder, tmp_path / "x")[0]
    assert (outcome.outcome, outcome.reason) == ("unchanged", "its record was updated from documents.toml")
    assert Reader(tmp_path / "x", CountingEncoder()).document("a/plan.md").record.place == "Lipowa Górna"
