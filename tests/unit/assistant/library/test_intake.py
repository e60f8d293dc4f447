"""Runs that change an index: real processes of “python -m ingest” over a small index."""

from __future__ import annotations

import fcntl
import json
from pathlib import Path

import pytest

from assistant.library.intake import FOLDER, Intake, Row
from index.encoder.registry import load
from index.errors import IndexBusy, NotFound
from index.reader import Reader
from ingest.__main__ import main

PLAN = "# Plán tepla\n\nMěsto Zelenov topí obnovitelným teplem a do roku 2030 sníží emise o 40 %.\n"
pytestmark = pytest.mark.slow
PATIENCE = 120.0


@pytest.fixture
def index(tmp_path: Path) -> Path:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "plan.md").write_text(PLAN, "utf-8")
    assert main([str(tmp_path / "documents"), "--index", str(tmp_path / "index")]) == 0
    return tmp_path / "index"


def test_files_come_records_change_and_documents_go(index: Path) -> None:
    intake, reader = Intake(index, index), Reader(index, load())
    folder = intake.new_folder()
    (intake.files(folder) / "waste.md").write_text("# Waste\n\nThe town sorts its waste and recycles 60 % of it.\n", "utf-8")
    (intake.files(folder) / "empty.pdf").touch()
    run = intake.upload(folder, [Row("a.exe", "skipped", "a.exe is of an unknown kind")])
    assert intake.running() == run and intake.busy
    with pytest.raises(IndexBusy):
        intake.remove("plan.md")
    state = intake.state(run, PATIENCE)
    assert [(row.file, row.outcome) for row in state.rows] == [("a.exe", "skipped"), ("empty.pdf", "skipped"), ("waste.md", "read")]
    assert (state.running, state.files, state.problem) == (False, 3, "")
    assert [d.name for d in reader.documents()] == ["plan.md", "waste.md"]

    state = intake.state(intake.edit("waste.md", {"title": "Odpady", "period_to": 2032}), PATIENCE)
    assert state.problem == ""
    assert (reader.document("waste.md").record.title, reader.document("waste.md").record.period_to) == ("Odpady", 2032)

    state = intake.state(intake.remove("waste.md"), PATIENCE)
    assert (state.removed["name"], state.removed["passages"], state.removed["file_stays"]) == ("waste.md", 1, False)
    assert [d.name for d in reader.documents()] == ["plan.md"]
    assert reader.problems() == []
    assert list((index / FOLDER).iterdir()) == []

    state = intake.state(intake.remove("waste.md"), PATIENCE)
    assert "No document is named “waste.md”" in state.problem


def test_another_program_that_writes_is_waited_for(index: Path) -> None:
    intake = Intake(index, index)
    with (index / "write.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert intake.busy
        with pytest.raises(IndexBusy):
            intake.edit("plan.md", {"title": "New"})
        assert list((index / FOLDER).iterdir()) == []
    assert not intake.busy


def test_what_a_server_that_died_left_is_thrown_away(index: Path) -> None:
    folder = Intake(index, index).new_folder()
    (Intake.files(folder) / "secret.md").write_text("x", "utf-8")
    Intake(index, index)
    assert not (index / FOLDER).exists()


def test_a_half_written_line_is_not_read(tmp_path: Path) -> None:
    from assistant.library.intake import _told

    whole = {"file": "a.md", "outcome": "read", "reason": "", "pages": 0, "passages": 1, "seconds": 1.0}
    (tmp_path / "told").write_text('{"files": 2}\n' + json.dumps(whole) + '\n{"file": "b', "utf-8")
    assert _told(tmp_path / "told") == (2, [Row("a.md", "read", "", 0, 1)])


def test_an_unknown_run_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="There is no run abc"):
        Intake(tmp_path, tmp_path).state("abc")
