"""A run's folder: written as answers come, read again as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.run.bench import Outcome
from eval.run.folder import Run, begin, finish, keep, read_run
from index.errors import UsageError
from tests.unit.eval.run.records import made

RECORDS = [made("a", hit10=1), made("b", error="Broke")]


def test_what_is_written_is_read(tmp_path: Path) -> None:
    begin(tmp_path / "run", {"questions": 2})
    lines: list[int] = []
    outcomes = (Outcome(record, None, 0.25) for record in RECORDS)
    keep(tmp_path / "run", outcomes, lambda outcome: lines.append((tmp_path / "run" / "records.jsonl").read_text().count("\n")))
    finish(tmp_path / "run", Run({}, (), {}, {"hit@10": {"all": 1.0}}, ({**RECORDS[0], "variant": "misspelt"},), {"judges": {}}))
    assert lines == [1, 2]  # each line is there when its answer is
    run = read_run(tmp_path / "run")
    assert run.about == {"questions": 2}
    assert list(run.records) == RECORDS
    assert run.seconds == {"a.en": 0.25, "b.en": 0.25}
    assert run.figures == {"hit@10": {"all": 1.0}}
    assert run.variants[0]["variant"] == "misspelt"
    assert run.judged == {"judges": {}}


def test_an_earlier_run_leaves_nothing_behind(tmp_path: Path) -> None:
    for name in ("records.jsonl", "figures.json", "variants.jsonl", "index.html"):
        (tmp_path / name).write_text("old")
    (tmp_path / "mine.txt").write_text("kept")
    begin(tmp_path, {})
    assert sorted(p.name for p in tmp_path.iterdir()) == ["mine.txt", "run.json"]


def test_a_folder_without_a_finished_run(tmp_path: Path) -> None:
    begin(tmp_path, {})
    with pytest.raises(UsageError, match="holds no finished run"):
        read_run(tmp_path)
