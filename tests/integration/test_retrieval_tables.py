"""python -m eval.retrieval on the sample documents, with a judge and question sets of our own in the place of the shared folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.retrieval import main

SCORE = """
def judge(question, answer, texts):
    documents = [hit["document"] for hit in answer["hits"]]
    return {"hit@1": float(documents[:1] == [question["doc"]]), "hit@10": float(question["doc"] in documents[:10])}

def interval(groups, key, times=500):
    return None
"""


def write(file: Path, *rows: object) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder in the shape of the shared one."""
    write(tmp_path / "score" / "score.py", SCORE)
    plans = {"en": "What does Skálovce plan?", "sk": "Čo plánuje mesto Skálovce?"}
    write(
        tmp_path / "questions" / "dev.jsonl",
        {"id": "q", "answerable": True, "doc": "strategia-inteligentneho-mesta-skalovce.pdf", "question": plans},
    )
    qa = tmp_path / "qa"
    write(qa / "poquad" / "passages.jsonl", {"passage_id": "p", "title": "Autobusy", "text": "Autobusy jeżdżą nocą.", "lang": "pl"})
    write(
        qa / "poquad" / "questions.jsonl", {"id": "1", "lang": "pl", "question": "Co jeździ nocą?", "passage_id": "p", "impossible": False}
    )
    passages = [
        {"passage_id": "f-1", "title": "Uhlí", "text": "Těžba do roku 2033 skončí.", "lang": "cs"},
        {"passage_id": "f-2", "title": "Voda", "text": "Voda v řekách se otepluje.", "lang": "cs"},
    ]
    write(qa / "fakta_o_klimatu" / "passages.jsonl", *passages)
    heading = {"id": "1", "lang": "cs", "question": "Co z toho plyne?", "passage_ids": ["f-1"], "doc_title": "Uhlí"}
    write(qa / "fakta_o_klimatu" / "questions.jsonl", heading)
    return tmp_path


def test_all_tables_are_printed(own: Path, sample_index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--shared", str(own), "--index", str(sample_index)]) == 0
    printed = capsys.readouterr().out
    assert [line for line in printed.split("\n") if line.startswith("#")] == [
        "## What each part of the search brings, on the development questions",
        "## PoQuAD: 1 questions over 1 passages",
        "## Fakta o klimatu: 1 questions as they are, over all passages",
        "## Fakta o klimatu: 1 questions as they are, over passages of their language",
        "## Fakta o klimatu: 1 questions after their document's title, over all passages",
        "## Fakta o klimatu: 1 questions after their document's title, over passages of their language",
    ]
    assert "| hit@10 | all | 95 % | to “everything” | 95 % | en | sk |" in printed
    assert "| everything | 1.000 |  |  |  | 1.000 | 1.000 |" in printed
    assert "| without titles and headings | " in printed
    as_asked, _, after_title, _ = printed.split("## Fakta")[1:]
    assert "| lemmas alone, without translations | 0.000 |  | " in as_asked  # every word of it is empty but one
    assert "| everything | 1.000 |  |  |  | 1.000 |" in after_title


def test_without_a_judge_it_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--shared", str(tmp_path), "--index", str(tmp_path / "none")]) == 1
    assert capsys.readouterr().err.startswith("There is no judge in ")
