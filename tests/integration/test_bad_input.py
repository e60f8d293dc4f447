"""The table of bad input: one clear sentence each, exit status 1 or 2, nothing lost, no traceback."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest

import assistant.__main__
import index.__main__
import ingest.__main__
from tests.encoders import CountingEncoder
from tests.unit.index.test_store import fill, stored

PDF_HEAD = b"%PDF-1.4\n"


def run(package: str, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """Exit status, output and errors of one command."""
    main = {"ingest": ingest.__main__.main, "index": index.__main__.main, "assistant": assistant.__main__.main}[package]
    try:
        status = main(arguments)
    except SystemExit as stop:  # argparse ends so
        status = int(stop.code or 0)
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    return status, out, err


@pytest.fixture
def good(tmp_path: Path) -> Path:
    file = tmp_path / "in" / "plan.md"
    file.parent.mkdir()
    file.write_text("# Climate plan of Lipowa\n\nThe district heating network will be renewable by 2035.\n", encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.pdf", b"", "is empty"),
        ("empty.txt", b"", "is empty"),
        ("blank.md", b" \n\n ", "holds no text"),
        ("broken.pdf", PDF_HEAD + b"garbage", "broken.pdf"),
        ("lying.docx", b"not a zip", "lying.docx"),
        ("table.xlsx", b"PK", ".xlsx"),
        ("nosuffix", b"text", "nosuffix"),
    ],
)
def test_a_bad_file_costs_one_line(
    good: Path, name: str, content: bytes, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (good.parent / name).write_bytes(content)
    status, out, _ = run("ingest", [str(good.parent), "--index", str(tmp_path / "x"), "--json", str(tmp_path / "report.json")], capsys)
    assert status == 0
    line = next(line for line in out.splitlines() if line.startswith("skipped"))
    assert name in line
    assert reason in line
    outcomes = {f["file"]: f["outcome"] for f in json.loads((tmp_path / "report.json").read_text())["files"]}
    assert outcomes == {name: "skipped", "plan.md": "read"}
    assert run("index", ["verify", "--index", str(tmp_path / "x")], capsys)[0] == 0


def test_nothing_readable_is_status_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.pdf").touch()
    assert run("ingest", [str(tmp_path / "empty.pdf"), "--index", str(tmp_path / "x")], capsys)[0] == 1


def test_a_second_run_changes_nothing_and_a_failed_replacement_loses_nothing(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [str(good.parent), "--index", str(tmp_path / "x")]
    assert run("ingest", arguments, capsys)[0] == 0
    status, out, _ = run("ingest", arguments, capsys)
    assert (status, out.splitlines()[-1].split(" in ")[0]) == (0, "0 documents read (0 pages, 0 passages), 1 unchanged, 0 skipped,")
    good.write_bytes(b"")
    assert run("ingest", arguments, capsys)[0] == 1
    status, out, _ = run("index", ["search", "district heating", "--index", str(tmp_path / "x")], capsys)
    assert "The district heating network will be renewable by 2035." in out


@pytest.mark.parametrize(
    ("package", "arguments", "status", "sentence"),
    [
        ("assistant", ["ask", "What?", "--index", "{none}"], 1, "There is no index in {none}: make one with"),
        ("index", ["info", "--index", "{none}"], 1, "There is no index in {none}"),
        ("ingest", ["{none}/file.pdf", "--index", "{none}"], 1, "There is no file or folder {none}/file.pdf"),
        ("ingest", ["--index", "{none}"], 2, "Nothing to do"),
        ("assistant", ["ask", "--index", "{index}"], 2, "Give one question, or --batch"),
        ("assistant", ["ask", "--batch", "{none}", "--out", "{none}", "--index", "{index}"], 2, "cannot be read"),
        ("assistant", ["ask", "", "--index", "{index}"], 2, "The question is empty"),
        ("assistant", ["ask", "a " * 50_000, "--index", "{index}"], 2, "at most 2,000"),
        ("ingest", ["--remove", "absent.md", "--index", "{index}"], 1, "No document is named “absent.md”"),
        ("assistant", ["dance"], 2, "invalid choice"),
    ],
)
def test_one_sentence_with_the_remedy(
    package: str, arguments: list[str], status: int, sentence: str, good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    places = {"none": str(tmp_path / "none"), "index": str(tmp_path / "x")}
    run("ingest", [str(good), "--index", places["index"]], capsys)
    found, _, err = run(package, [a.format(**places) if "{" in a else a for a in arguments], capsys)
    assert found == status
    assert sentence.format(**places) in err


def test_an_index_of_another_encoder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(tmp_path / "x", stored(tmp_path, "a.txt", ["The heat plan."]))
    assert CountingEncoder.name == "counting"
    status, _, err = run("assistant", ["ask", "What?", "--index", str(tmp_path / "x")], capsys)
    assert status == 1
    assert "was made with encoder “counting”" in err


def test_a_port_in_use(good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("ingest", [str(good), "--index", str(tmp_path / "x")], capsys)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        status, _, err = run("assistant", ["serve", "--index", str(tmp_path / "x"), "--port", str(port)], capsys)
    assert status == 1
    assert f"Port {port} on 127.0.0.1 cannot be used" in err


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("INDEX_ENCODR", "x", "The environment variable INDEX_ENCODR is not a setting"),
        ("INDEX_ENCODER", "no/such-model", "no/such-model"),
    ],
)
def test_wrong_settings(
    variable: str, value: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tmp_path / "x", stored(tmp_path, "a.txt", ["The heat plan."]))
    monkeypatch.setenv(variable, value)
    status, _, err = run("index", ["info", "--index", str(tmp_path / "x")], capsys)
    assert status in (1, 2)
    assert sentence in err
