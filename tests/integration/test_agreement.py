"""The suite and the independent judge on the same answers: where both measure the same thing they say the same."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from eval.cases.read import read_set
from eval.judge import load_judge
from eval.metrics.all import METRICS
from eval.metrics.metric import figures, judged
from eval.run.bench import Opening
from eval.run.pool import cores, outcomes
from eval.run.question import questions
from eval.run.summary import summary
from index.settings import IndexSettings
from ingest.__main__ import main as ingest
from tests.cases import FILE
from tests.unit.eval.judged import Shelf, contains

NEAR = 0.001

# Not the share of quotations found: the judge reads the files, PDFs apart, and the suite the stored text. Nor seconds, which no record holds.
OTHERWISE = {"answers", "refusal", "quotes found in the document", "seconds"}


def test_each_answer_is_judged_alike(shared: Path) -> None:
    """Answers made up of gold and other text, with ranks, citations and refusals of all sorts."""
    judge, draw, checked = load_judge(shared), random.Random(0), 0
    rows = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
    for row, case in zip(rows, read_set(FILE).cases, strict=True):
        for _ in range(6):
            answer = made_up(row, draw)
            theirs = judge.judge(row, answer, None)
            ours = figures(METRICS, judged(case, "en", answer, Shelf(), contains))
            both = theirs.keys() & ours.keys() - {"seconds"}
            assert {name: ours[name] for name in both} == pytest.approx({name: theirs[name] for name in both}), row["id"]
            assert theirs.keys() - ours.keys() <= {"seconds"}
            checked += len(both)
    assert checked > 1_000


def made_up(row: dict[str, Any], draw: random.Random) -> dict[str, Any]:
    gold = row["gold"] or [{"doc": "a.pdf", "quote": "Anything."}]
    texts = [*(g["quote"] for g in gold), "Something else.", gold[0]["quote"][: len(gold[0]["quote"]) // 2 + draw.randint(-1, 1)]]
    documents = [*(g["doc"] for g in gold), "other.pdf", f"samples/{gold[0]['doc']}"]

    def passage(n: int) -> dict[str, Any]:
        text = " ".join(["Filler text."] * draw.choice((0, 3, 150)) + [draw.choice(texts)])
        return {"passage_id": n, "document": draw.choice(documents), "page": 1, "score": 1.0, "text": text}

    citations = [
        {
            "n": n,
            "document": p["document"],
            "quote": p["text"],
            "title": "",
            "section": "",
            "page": 1,
            "start": 0,
            "end": 1,
            "language": "en",
        }
        for n in range(1, draw.randint(1, 4))
        for p in [passage(n)]
    ]
    sentences = [{"text": draw.choice(texts), "citations": draw.sample(range(1, 4), draw.randint(0, 2))} for _ in range(draw.randint(0, 3))]
    nuggets = [draw.choice(alternatives) for alternatives in row.get("nuggets", [])]
    refused = draw.random() < 0.25
    return {
        "language": "en",
        "refused": refused,
        "reason": "Why not." if refused else None,
        "answer": " ".join([*draw.sample(nuggets, draw.randint(0, len(nuggets))), "1 2", "10 000 trees"]),
        "sentences": sentences,
        "citations": citations,
        "hits": [passage(n) for n in range(draw.choice((0, 5, 20, 25)))],
        "seconds": 0.1,
    }


@pytest.mark.slow
@pytest.mark.corpus
def test_the_development_questions_come_out_alike(shared: Path, tmp_path: Path) -> None:
    file = shared / "questions" / "dev.jsonl"
    assert ingest([str(shared / "corpus"), "--index", str(tmp_path / "index")]) == 0
    found = list(outcomes(list(questions(read_set(file).cases)), Opening(tmp_path / "index", IndexSettings()), cores()))
    answers = tmp_path / "answers.jsonl"
    answers.write_text("".join(json.dumps({"id": o.record["id"], **(o.answer or {})}) + "\n" for o in found), encoding="utf-8")
    judge = [
        sys.executable,
        shared / "score" / "score.py",
        file,
        answers,
        "--documents",
        shared / "corpus",
        "--json",
        tmp_path / "theirs.json",
    ]
    subprocess.run(judge, check=True, capture_output=True)

    ours: dict[str, Any] = summary([o.record for o in found])
    theirs = json.loads((tmp_path / "theirs.json").read_text(encoding="utf-8"))["summary"]
    assert theirs["answers"] == ours["answers"] == {"all": 425, "missing": 0}
    compared = set(theirs) - OTHERWISE
    assert compared >= {
        "hit@1",
        "hit@5",
        "hit@10",
        "MRR@10",
        "gold cited",
        "nugget recall",
        "refused wrongly",
        "refused rightly",
        "cities cited",
    }
    for name in sorted(compared):
        for column in ("all", "en", "pl", "cs", "sk", "hu"):
            assert ours[name][column] == pytest.approx(theirs[name][column], abs=NEAR), (name, column)
    for name in ("precision", "recall", "F1"):
        assert ours[f"refusal {name}"]["all"] == pytest.approx(theirs["refusal"][name], abs=NEAR)
