"""Ingestion with a tagger, by the command line: what is tagged when, and what the report says of it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from index.encoder.registry import load
from index.reader import Reader
from index.writer import Writer
from ingest.__main__ import main
from ingest.pipeline import find, ingest
from ingest.tag import ours
from tests.unit.assistant.desk.small_desk import Marked

TEXT = "# Plan\n\nThe town buys buses for its lines. {goal=11/3} {commitment=measure}\n\n## Water\n\nThe river is clean again. {goal=6/1}\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "plan.md").write_text(TEXT, encoding="utf-8")
    return folder


def goals(index: Path) -> list[tuple[str, int, str]]:
    reader = Reader(index, load())
    return sorted((t.tag.value, t.tag.strength, reader.text(t.document)[t.tag.start : t.tag.end]) for t in reader.tags(["goal"]))


def test_what_is_ingested_is_tagged(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    index = tmp_path / "index"
    assert main([str(plan), "--index", str(index)], Marked()) == 0
    assert goals(index) == [("11", 3, "{goal=11/3}"), ("6", 1, "{goal=6/1}")]
    assert "tagged anew" not in capsys.readouterr().out


def test_another_version_tags_anew_though_the_files_are_gone(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    index, report = tmp_path / "index", tmp_path / "report.json"
    main([str(plan), "--index", str(index)], Marked())
    (plan / "plan.md").unlink()
    capsys.readouterr()
    assert main(["--tag", "--index", str(index), "--json", str(report)], replace(Marked(), version="marked 2")) == 0
    assert capsys.readouterr().out.startswith("1 documents that were in the index were tagged anew, by version marked 2.\n")
    assert json.loads(report.read_text())["tagged_anew"] == {"documents": 1, "version": "marked 2"}
    reader = Reader(index, load())
    assert (reader.tagger, reader.warning, reader.problems()) == ("marked 2", "", [])
    assert main(["--tag", "--index", str(index)], replace(Marked(), version="marked 2")) == 0
    assert "tagged anew" not in capsys.readouterr().out


def test_an_index_made_without_a_tagger_is_tagged_by_the_next_run(plan: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    with Writer(index, load()) as writer:
        ingest(find([plan]), writer, lambda _: None)
    assert (goals(index), Reader(index, load()).tagger) == ([], "")
    assert main([str(plan), "--index", str(index)], Marked()) == 0
    assert [value for value, _, _ in goals(index)] == ["11", "6"]


def test_tagging_what_is_no_index_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--tag", "--index", str(tmp_path / "none")], Marked()) == 1
    assert capsys.readouterr().err.startswith("There is no index in ")


def test_ours_tags_and_its_version_is_known_without_its_model(tmp_path: Path) -> None:
    index, file = tmp_path / "index", tmp_path / "plan.md"
    file.write_text(
        "# Mobility plan of Lipnice\n\nBy 2030 the city will buy forty electric buses and build two tram lines, so that public transport is within "
        "reach of every district and fewer people drive to work.\n",
        encoding="utf-8",
    )
    assert main([str(file), "--index", str(index)]) == 0
    reader = Reader(index, load())
    assert reader.tagger == ours.tagger().version == ours.version()
    (only,) = reader.passages_of("plan.md")
    assert {("goal", "11"), ("green deal", "mobility")} <= {(t.kind, t.value) for t in reader.tagged([only.id])[only.id].tags}
    assert reader.problems() == []
