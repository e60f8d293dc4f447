"""Run folders as files: which there are, what they hold, and how one answer is told from another."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.workbench.runs import Run, Runs, digest, failed, sentences
from index.errors import NotFound, ProductError
from tests.unit.assistant.workbench.folders import answered, broken, fill


def test_runs_are_listed_the_latest_first(tmp_path: Path) -> None:
    for when, name in enumerate(("old", "new"), 1_000):
        fill(tmp_path / name, [answered("c")])
        os.utime(tmp_path / name / "run.json", (when, when))
    (tmp_path / "something else").mkdir()
    (tmp_path / "linked").symlink_to(tmp_path / "old")
    assert [run.name for run in Runs(tmp_path).listed()] == ["new", "old"]
    assert Runs(tmp_path / "missing").listed() == []


@pytest.mark.parametrize("name", ["..", ".", "old/../old", "/etc", "", "linked", "none"])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    fill(tmp_path / "old", [answered("c")])
    (tmp_path / "linked").symlink_to(tmp_path / "old")
    with pytest.raises(NotFound, match="There is no run"):
        Runs(tmp_path).named(name)


def test_a_run_tells_of_itself(tmp_path: Path) -> None:
    run = Run(fill(tmp_path / "run", [answered("a", "One."), answered("b")]))
    assert (run.about["questions"], run.answered, run.finished) == (2, 2, True)
    assert run.figures["hit@10"]["interval"] == [0.8, 0.975]
    assert run.record(2)["id"] == "b.en"
    assert run.page == tmp_path / "run" / "index.html"
    for n in (0, 3, -1):
        with pytest.raises(NotFound, match="has 2 answers"):
            run.record(n)


def test_a_run_under_way_has_its_whole_lines(tmp_path: Path) -> None:
    run = Run(fill(tmp_path / "run", [answered("a")], finished=False))
    with (tmp_path / "run" / "records.jsonl").open("a") as lines:
        lines.write('{"id": "b.e')
    assert [r["id"] for r in run.records()] == ["a.en"]
    assert (run.finished, run.page, run.figures) == (False, None, {})


def test_a_damaged_line_is_named(tmp_path: Path) -> None:
    run = Run(fill(tmp_path / "run", [answered("a")]))
    with (tmp_path / "run" / "records.jsonl").open("a") as lines:
        lines.write("[1]\n")
    with pytest.raises(ProductError, match=r"Line 2 of .*records.jsonl holds no answer"):
        run.records()


def test_the_last_line_says_why_a_run_ended(tmp_path: Path) -> None:
    run = Run(fill(tmp_path / "run", [], finished=False))
    assert run.last_words == ""
    (tmp_path / "run" / "log.txt").write_text("Asking\n\nLine 3 of cases, case x: no.\n \n", "utf-8")
    assert run.last_words == "Line 3 of cases, case x: no."


def test_a_refusal_is_marked_as_one_sentence() -> None:
    assert sentences(answered("a")) == [{"text": "The documents do not say.", "citations": []}]
    assert [s["text"] for s in sentences(answered("a", "One.", "Two."))] == ["One.", "Two."]
    assert sentences(broken("a")) == []


@pytest.mark.parametrize(
    ("figures", "is_failure"),
    [
        ({"gold cited": 1.0, "refused wrongly": 0.0}, False),
        ({"gold cited": 0.0, "refused wrongly": 0.0}, True),
        ({"refused wrongly": 1.0}, True),
        ({"refused rightly": 0.0}, True),
        ({"refused rightly": 1.0}, False),
    ],
)
def test_failures_are_those_of_the_figures(figures: dict[str, float], is_failure: bool) -> None:
    assert failed(answered("a", "One.", figures=figures)) is is_failure
    assert failed(broken("a"))


def test_an_answer_is_told_by_what_a_reader_sees_of_it() -> None:
    one = answered("a", "One.", "Two.")
    same = {**one, "ranks": [7], "figures": {}, "hits": [{}], "answer": {**one["answer"], "confidence": 0.1}}
    assert digest(same) == digest(one)
    requoted = [{**c, "quote": "Another."} for c in one["answer"]["citations"]]
    others = [
        answered("b", "One.", "Two."),
        answered("a", "One."),
        {**one, "answer": {**one["answer"], "citations": requoted}},
        broken("a"),
    ]
    assert len({digest(other) for other in (one, *others)}) == 5
