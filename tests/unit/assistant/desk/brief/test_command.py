"""python -m assistant brief: what it writes, and what it says of what cannot be."""

from __future__ import annotations

import json
import os
from pathlib import Path

import docx
import pytest

from assistant.__main__ import main
from assistant.desk.brief import command
from assistant.desk.brief.command import _write
from index.errors import ProductError
from tests.encoders import CountingEncoder


@pytest.fixture(autouse=True)
def counting(monkeypatch: pytest.MonkeyPatch) -> None:
    """The encoder that made the small library."""
    monkeypatch.setattr("index.command._encoder", lambda settings: CountingEncoder())


def run(library: Path, *arguments: str) -> int:
    return main(["brief", "--index", str(library), *arguments])


def test_the_format_is_the_ending_of_the_file(library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "brief.docx"
    assert run(library, "--topic", "circular economy", "--places", "Lipnice,Olszanka", "--language", "sk", "--out", str(out)) == 0
    assert docx.Document(str(out)).paragraphs[0].text == "Porovnávací prehľad: circular economy"
    assert capsys.readouterr().out.startswith(f"{out}: 26 cells, ")
    assert [p.name for p in tmp_path.iterdir()] == ["brief.docx"]


def test_rows_out_of_a_file(library: Path, tmp_path: Path) -> None:
    rows, out = tmp_path / "rows.txt", tmp_path / "out"
    rows.write_text("repair shops\nold trees\n", encoding="utf-8")
    options = ("--topic", "circular economy", "--places", "Lipnice", "--rows", str(rows), "--format", "json", "--out", str(out))
    assert run(library, *options) == 0
    cells = json.loads(out.read_text(encoding="utf-8"))["cells"]
    assert [(c["row"], c["level"]) for c in cells] == [("repair shops", "funded"), ("old trees", "none")]


@pytest.mark.parametrize(
    ("change", "status", "sentence"),
    [
        ({"--places": "Lipnicze"}, 1, "No indexed document is of Lipnicze: did you mean Lipnice?"),
        ({"--places": " , "}, 2, "0 places were named: name 1 to 40, with commas between them."),
        ({"--topic": "a"}, 2, "The topic “a” is too short to be searched: name it in a word or a few, as in “circular economy”."),
        ({"--topic": "?!"}, 2, "The topic “?!” is too short to be searched"),
        ({"--topic": "x" * 201}, 2, "The topic has 201 characters, at most 200 can be searched: name it in a few words."),
        ({"--rows": "empty"}, 2, "Row 2 is empty: write one row on each line, or take the line out."),
        (
            {"--rows": "sdg"},
            2,
            "The rows 'sdg' cannot be read (No such file or directory): choose from oecd, green-deal, or name a text file.",
        ),
        ({"--out": "missing/brief.md"}, 1, "missing does not exist: make it, or choose another file with --out."),
        ({"--out": "."}, 1, "is a folder: name a file in it with --out."),
        (
            {"--out": "brief.pdf", "--format": ""},
            2,
            "The format of brief.pdf is not known by its ending: give --format docx|md|html|csv|json.",
        ),
    ],
)
def test_what_cannot_be_is_one_sentence_and_writes_nothing(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], change: dict[str, str], status: int, sentence: str
) -> None:
    (tmp_path / "empty").write_text("Waste\n\nWater\n", encoding="utf-8")
    options = {"--topic": "circular economy", "--places": "Lipnice", "--format": "md", "--out": "brief.md"} | change
    options["--out"] = str(tmp_path / options["--out"])
    if options.get("--rows") == "empty":
        options["--rows"] = str(tmp_path / "empty")
    before = sorted(tmp_path.iterdir())
    assert run(library, *(part for option, value in options.items() if value for part in (option, value))) == status
    said = capsys.readouterr().err.strip()
    assert sentence in said
    assert "\n" not in said
    assert sorted(tmp_path.iterdir()) == before


def test_a_closed_folder_is_said_before_the_work_is_done(library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # the superuser, as whom tests may run, can write everywhere
    monkeypatch.setattr(command, "make", lambda *arguments: pytest.fail("the brief was made"))
    assert run(library, "--topic", "circular economy", "--places", "Lipnice", "--out", str(tmp_path / "brief.md")) == 1


def test_a_write_that_fails_leaves_the_file_that_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "brief.md"
    out.write_text("before", encoding="utf-8")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ProductError, match="cannot be written \\(No space left on device\\): choose another file with --out."):
        _write(out, b"after")
    assert out.read_text(encoding="utf-8") == "before"
    assert [p.name for p in tmp_path.iterdir()] == ["brief.md"]
