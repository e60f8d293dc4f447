"""Records that people edited stay edited: after ingestion anew, after a crash; they go with their documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import NotFound, ProductError, UsageError
from index.types import Record
from index.writer import Writer
from ingest.__main__ import main
from ingest.edited import edit, edited, forget, read_edits
from ingest.pipeline import find, ingest
from tests.encoders import CountingEncoder

PLAN = "# Heat plan\n\nThe city heats with renewable heat by 2030 and insulates its schools.\n"


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "plan.md").write_text(PLAN, "utf-8")
    return folder


def ingested(documents: Path, index: Path, edits: dict[str, dict[str, object]] | None = None) -> Record:
    with Writer(index, CountingEncoder()) as writer:
        ingest(find([documents]), writer, lambda outcome: None, by_people=edited(index))
        edit(writer, index, edits or {})
        writer.finish()
        return writer.documents()[0].record


def test_an_edited_record_survives_ingestion_of_a_changed_file(documents: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    record = ingested(documents, index, {"plan.md": {"title": "Plán tepla", "place": "Hradnov", "country": "CZ", "licence": "CC BY 4.0"}})
    assert (record.title, record.place, record.country, record.licence) == ("Plán tepla", "Hradnov", "CZ", "CC BY 4.0")
    (documents / "plan.md").write_text(PLAN + "\nWaste is collected twice a week.\n", "utf-8")
    assert ingested(documents, index) == record


def test_what_people_say_goes_before_what_stands_beside_the_documents(documents: Path, tmp_path: Path) -> None:
    (documents / "documents.toml").write_text('["plan.md"]\ntitle = "Beside"\nplace = "Brno"\nperiod_to = 2030\n', "utf-8")
    record = ingested(documents, tmp_path / "index", {"plan.md": {"title": "By people", "period_to": None}})
    again = ingested(documents, tmp_path / "index")
    assert again == record
    assert (again.title, again.place, again.period_to) == ("By people", "Brno", None)


def test_an_unknown_document_changes_nothing(documents: Path, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="other.md"):
        ingested(documents, tmp_path / "index", {"plan.md": {"title": "New"}, "other.md": {"title": "New"}})
    assert edited(tmp_path / "index") == {}


def test_what_was_said_goes_with_the_document(documents: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    ingested(documents, index, {"plan.md": {"title": "Secret name"}})
    forget(index, ["plan.md"])
    assert "Secret name" not in (index / "documents.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[", "cannot be read as JSON"),
        ('["plan.md"]', "another form"),
        ('{"plan.md": {"titel": "x"}}', "unknown field"),
        ('{"plan.md": {"period_to": 30}}', "a year from 1900 to 2200"),
        ('{"plan.md": {"country": "XX"}}', "must be one of"),
        ('{"plan.md": {"title": " "}}', "is empty"),
    ],
)
def test_edits_that_do_not_fit_are_refused(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "edits.json"
    path.write_text(text, "utf-8")
    with pytest.raises((UsageError, ProductError), match=sentence):
        read_edits(path)


@given(title=st.text(min_size=1).filter(str.strip), name=st.text(min_size=1))
def test_any_text_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, title: str, name: str) -> None:
    from ingest.edited import _write

    folder = tmp_path_factory.mktemp("any")
    _write(folder, {name: {"title": title, "period_to": None, "illustrative": True}})
    assert edited(folder) == {name: {"title": title, "period_to": None, "illustrative": True}}


def test_the_command_edits_reports_and_tells_how_far_it_is(documents: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    index, report, progress = tmp_path / "index", tmp_path / "report.json", tmp_path / "progress.jsonl"
    (documents / "empty.pdf").touch()
    assert main([str(documents), "--index", str(index), "--json", str(report), "--progress", str(progress)]) == 0
    lines = [json.loads(line) for line in progress.read_text("utf-8").splitlines()]
    assert lines[0] == {"files": 2}
    assert [(line["file"], line["outcome"]) for line in lines[1:]] == [("empty.pdf", "skipped"), ("plan.md", "read")]
    assert json.loads(report.read_text("utf-8"))["files"] == lines[1:]
    (tmp_path / "edits.json").write_text('{"plan.md": {"title": "Plan tepla"}}', "utf-8")
    assert main(["--edit", str(tmp_path / "edits.json"), "--index", str(index), "--json", str(report)]) == 0
    assert "plan.md: its record was changed" in capsys.readouterr().out
    assert json.loads(report.read_text("utf-8"))["edited"] == ["plan.md"]
    assert main(["--remove", "plan.md", "--index", str(index), "--json", str(report)]) == 0
    assert [gone["name"] for gone in json.loads(report.read_text("utf-8"))["removed"]] == ["plan.md"]
    assert edited(index) == {}
