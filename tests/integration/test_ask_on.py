"""A conversation on the command line: begun, gone on with by another process's memory of it, and one sentence for what is none."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from assistant.__main__ import main


@pytest.fixture
def index(sample_copy: Path) -> Path:
    """A copy, so that nothing is kept beside the index of the other tests."""
    return sample_copy


def test_a_follow_up_on_the_command_line(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "Jaká opatření proti suchu plánuje Hradnov?", "--conversation", "new", "--index", str(index)]) == 0
    out = capsys.readouterr().out
    found = re.search(r"^--conversation ([\w-]{22})$", out.rstrip().rsplit("\n", 1)[-1])
    assert found
    assert "Otázka byla pochopena" not in out
    assert main(["ask", "A Lužovany?", "--conversation", found[1], "--index", str(index)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Otázka byla pochopena takto: Jaká opatření proti suchu plánuje Lužovany?\n\n")
    assert out.rstrip().endswith(f"--conversation {found[1]}")
    assert main(["ask", "A Skalovce?", "--json", "--conversation", found[1], "--index", str(index)]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["conversation"], answer["understood"]["places"]) == (found[1], ["Skalovce"])
    assert len(answer["id"]) == 22


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (["Co?", "--conversation", "nothing"], 1, "There is no conversation “nothing”: it was deleted, or the link is incomplete."),
        (["--batch", "in", "--out", "out", "--conversation", "new"], 2, "A batch is no conversation"),
        (["", "--conversation", "new"], 2, "The question is empty"),
    ],
)
def test_what_is_no_conversation_is_one_sentence(
    index: Path, arguments: list[str], status: int, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", *arguments, "--index", str(index)]) == status
    assert sentence in capsys.readouterr().err


def test_without_a_conversation_nothing_is_kept(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "Jaká opatření proti suchu plánuje Hradnov?", "--index", str(index)]) == 0
    assert not list(index.glob("conversations*"))
