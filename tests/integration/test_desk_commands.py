"""funding, practices, validate and comments as a person runs them, over the sample documents."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from docx import Document

from assistant.__main__ import main


@pytest.fixture
def index(sample_copy: Path) -> str:
    """A copy, for validations and comments are written beside the catalogue."""
    return str(sample_copy)


def test_practices_are_listed_written_checked_and_commented_on(index: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["practices", "--index", index, "--format", "json"]) == 0
    practices = json.loads(capsys.readouterr().out)["practices"]
    assert practices, "the sample documents tell of no practice"
    one = practices[0]
    assert main(["validate", one["id"], "checked", "--person", "Anna Nowak", "--index", index]) == 0
    assert main(["validate", one["id"], "published", "--person", "Anna Nowak", "--index", index]) == 2
    assert "another person" in capsys.readouterr().err
    word = tmp_path / "practices.docx"
    assert main(["practices", "--index", index, "--status", "checked", "--format", "docx", "--out", str(word)]) == 0
    assert one["fields"][0]["text"] in [p.text for p in Document(str(word)).paragraphs]
    assert main(["comments", "--index", index, "--on", "practice", "--target", one["id"], "--add", "Good.", "--author", "Jan Dvořák"]) == 0
    table = tmp_path / "comments.csv"
    assert main(["comments", "--index", index, "--format", "csv", "--out", str(table)]) == 0
    assert list(csv.reader(table.open(encoding="utf-8-sig")))[1][-1] == "Good."


def test_what_cannot_be_written_is_one_sentence(index: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["practices", "--index", index, "--format", "docx", "--out", str(tmp_path / "no" / "file.docx")]) == 1
    assert "cannot be written" in capsys.readouterr().err
    assert main(["practices", "--index", index, "--format", "docx"]) == 2
    assert main(["comments", "--index", index, "--delete", "7"]) == 2
