"""python -m ingest.tag: lines in, lines out; a bad line costs one message."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.tag.__main__ import main


def _run(tmp_path: Path, lines: list[bytes]) -> tuple[int, list[dict[str, object]]]:
    (tmp_path / "in.jsonl").write_bytes(b"\n".join(lines))
    status = main(["--batch", str(tmp_path / "in.jsonl"), "--out", str(tmp_path / "out.jsonl")])
    return status, [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]


def test_each_text_has_a_line_in_the_form_that_was_agreed(tmp_path: Path) -> None:
    text = "Podíl energie z obnovitelných zdrojů vzroste do roku 2030 na 45 %; solární panely budou na všech školách."
    status, rows = _run(tmp_path, [json.dumps({"id": "a", "text": text}).encode(), b"", json.dumps({"id": 7, "text": ""}).encode()])
    assert status == 0
    assert [row["id"] for row in rows] == ["a", 7]
    first = rows[0]
    assert list(first) == ["id", "language", "goals", "targets", "green_deal", "commitment"]
    assert first["language"] == "cs" and "7.2" in first["targets"] and "energy" in first["green_deal"]  # type: ignore[operator]
    goal = first["goals"][0]  # type: ignore[index]
    assert list(goal) == ["goal", "strength", "score", "span"] and goal["goal"] == 7 and goal["strength"] >= 1
    assert 0 <= goal["span"][0] < goal["span"][1] <= len(text)
    assert rows[1] == {"id": 7, "language": "en", "goals": [], "targets": [], "green_deal": [], "commitment": "context"}


@pytest.mark.parametrize(
    "bad",
    [b"nonsense", b'{"id": 1}', b'["a", "b"]', b'{"id": 1, "text": 5}', b'{"id": null, "text": "x"}', b'{"id": 1, "text": "\xff"}', b"3"],
)
def test_a_bad_line_costs_one_message_that_names_it(tmp_path: Path, capsys: pytest.CaptureFixture[str], bad: bytes) -> None:
    good = b'{"id": "x", "text": "Trees are planted along the streets of the town."}'
    status, rows = _run(tmp_path, [good, bad, good])
    messages = capsys.readouterr().err.strip().splitlines()
    assert (status, len(rows), len(messages)) == (0, 2, 1)
    assert messages[0].startswith("Line 2 of ")


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--batch", str(tmp_path / "no.jsonl"), "--out", str(tmp_path / "out.jsonl")]) == 2
    assert "no.jsonl cannot be read" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_to_is_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in.jsonl").write_text('{"id": 1, "text": "x"}', encoding="utf-8")
    assert main(["--batch", str(tmp_path / "in.jsonl"), "--out", str(tmp_path / "no" / "out.jsonl")]) == 2
    assert "cannot be written" in capsys.readouterr().err
