"""Runs are started by the name of a set, one at a time; nothing else of a request reaches the command line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from assistant.workbench import start
from assistant.workbench.runs import Run
from assistant.workbench.start import Starter
from index.errors import UsageError

CASE = '{"id": "a", "kind": "fact", "question": {"en": "Who?"}, "answerable": true}\n'


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder of cases beside files of other forms."""
    folder = tmp_path / "cases"
    folder.mkdir()
    (folder / "ours.jsonl").write_text(CASE, "utf-8")
    (folder / "tags.jsonl").write_text('{"passage": "x", "tags": []}\n', "utf-8")
    (folder / "empty.jsonl").write_text("", "utf-8")
    (folder / "broken.jsonl").write_text("{\n", "utf-8")
    (folder / "README.md").write_text(CASE, "utf-8")
    return folder


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that were started; in their place a process writes a line and waits for the end of its life."""
    seen: list[list[str]] = []
    real = subprocess.Popen

    def popen(command: list[str], **options: Any) -> subprocess.Popen[bytes]:
        seen.append(command)
        return real([sys.executable, "-c", "import time; print('Hello.', flush=True); time.sleep(60)"], **options)

    monkeypatch.setattr(start.subprocess, "Popen", popen)
    return seen


def test_sets_are_those_of_the_folder_and_of_the_setting(tmp_path: Path, own: Path) -> None:
    passages = tmp_path / "theirs"
    passages.mkdir()
    (passages / "passages.jsonl").write_text("", "utf-8")
    more = tmp_path / "more.jsonl"
    sets = Starter(tmp_path / "runs", tmp_path / "index", (more, passages), own).sets()
    assert list(sets) == ["ours.jsonl", str(more), str(passages)]
    assert sets["ours.jsonl"].options[:2] == ("--cases", str(own / "ours.jsonl"))
    assert "samples/documents" in sets["ours.jsonl"].options
    assert sets[str(more)].options == ("--cases", str(more), "--index", str(tmp_path / "index"))
    assert sets[str(passages)].options == ("--cases", str(passages))


def test_the_committed_cases_are_a_set(tmp_path: Path) -> None:
    assert list(Starter(tmp_path, tmp_path).sets()) == ["samples.jsonl"]


@pytest.mark.parametrize("name", ["", "tags.jsonl", "../ours.jsonl", "/etc/passwd", "--help", "ours"])
def test_only_a_set_of_the_list_can_be_started(tmp_path: Path, own: Path, commands: list[list[str]], name: str) -> None:
    starter = Starter(tmp_path / "runs", tmp_path / "index", (), own)
    with pytest.raises(UsageError, match="choose one of the list"):
        starter.start(name)
    assert commands == []
    assert not (tmp_path / "runs").exists()


def test_one_run_at_a_time(tmp_path: Path, own: Path, commands: list[list[str]]) -> None:
    starter = Starter(tmp_path / "runs", tmp_path / "index", (), own)
    assert starter.running() == ""
    name = starter.start("ours.jsonl")
    try:
        assert name.startswith("ours-2")
        assert starter.running() == name
        with pytest.raises(UsageError, match=f"The run {name} is under way"):
            starter.start("ours.jsonl")
        assert commands == [[sys.executable, "-m", "eval", *starter.sets()["ours.jsonl"].options, "--out", str(tmp_path / "runs" / name)]]
    finally:
        assert starter._process is not None
        starter._process.kill()
        starter._process.wait()
    assert starter.running() == ""
    assert [path.name for path in (tmp_path / "runs").iterdir()] == [name]


def test_a_run_that_cannot_be_made_says_why_in_one_sentence(tmp_path: Path, own: Path) -> None:
    """The real command, on cases that are none."""
    (own / "ours.jsonl").write_text(CASE.replace("true", 'true, "colour": 1'), "utf-8")
    starter = Starter(tmp_path / "runs", tmp_path / "index", (), own)
    name = starter.start("ours.jsonl")
    assert starter._process is not None
    assert starter._process.wait(timeout=120) == 2
    assert Run(tmp_path / "runs" / name).last_words == (
        f"Line 1 of {own / 'ours.jsonl'}, case a: the key “colour” is none that a case has; correct or remove it."
    )
