"""The judge is the file in the shared folder, and nothing else."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from eval.judge import lines, load_judge, shared_option
from index.errors import ProductError

SCORE = """
def judge(question, answer, texts):
    return {"hit@1": float(answer["hits"][0]["text"] == question["gold"])}

def interval(groups, key, times=500):
    return (0.25, float(len(groups)))
"""


def test_it_is_taken_as_it_lies_there(tmp_path: Path) -> None:
    (tmp_path / "score").mkdir()
    (tmp_path / "score" / "score.py").write_text(SCORE)
    judge = load_judge(tmp_path)
    assert judge.judge({"gold": "heat"}, {"hits": [{"text": "heat"}]}, None) == {"hit@1": 1.0}
    assert judge.interval([[], []], "hit@1") == (0.25, 2.0)


def test_without_one_a_sentence_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ProductError, match="There is no judge in .*score: name the folder .* with --shared"):
        load_judge(tmp_path)
    with pytest.raises(ProductError, match=r"There is no file .*dev\.jsonl"):
        lines(tmp_path / "dev.jsonl")


def test_lines_are_objects(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text('{"a": "ż"}\n\n{"a": 2}\n', encoding="utf-8")
    assert lines(tmp_path / "x.jsonl") == [{"a": "ż"}, {"a": 2}]


def test_the_folder_is_an_option() -> None:
    parser = shared_option(argparse.ArgumentParser())
    assert parser.parse_args([]).shared == Path("../shared")
    assert parser.parse_args(["--shared", "x"]).shared == Path("x")


@pytest.mark.corpus
def test_the_real_judge_judges_hits(shared: Path) -> None:
    judge = load_judge(shared)
    question = {"answerable": True, "kind": "fact", "gold": [{"doc": "a.md", "quote": "The heat comes from rivers."}], "nuggets": []}
    hits = [
        {"document": "b.md", "text": "The heat comes from rivers."},
        {"document": "x/a.md", "text": "Say it: the heat comes from **rivers**."},
    ]
    figures = judge.judge(question, {"hits": hits}, None)
    assert (figures["hit@1"], figures["hit@10"], figures["MRR@10"]) == (0.0, 1.0, 0.5)
