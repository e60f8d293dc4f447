"""The tables of python -m eval.gate, and the command on the sample documents."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from assistant.answer.gate import COEFFICIENTS, INTERCEPT, Features
from eval.asked import Asked
from eval.gate import main, pasted, refusal_table, risk_table
from eval.gatefit import Fitted
from eval.refusals import Scored
from tests.cases import rows


def one(name: str, id_: str, language: str, *, answerable: bool) -> Asked:
    return Asked(name, id_, language, answerable, answerable, False, 0.0, None, None)


def test_refusal_table() -> None:
    asked = [one("x", "1", "en", answerable=True), one("x", "2", "pl", answerable=False), one("y", "1", "pl", answerable=True)]
    lines = refusal_table(asked, [1.0, -1.0, -2.0], 0.0).split("\n")
    assert lines[0].count("|") == lines[1].count("|") == 13 + 1
    cells = [[c.strip() for c in line.strip("|").split("|")] for line in lines[2:]]
    assert [c[:2] for c in cells] == [
        ["all", "all"],
        ["all", "en"],
        ["all", "pl"],
        ["x", "all"],
        ["x", "en"],
        ["x", "pl"],
        ["y", "all"],
        ["y", "pl"],
    ]
    everything = cells[0]
    assert (everything[2], everything[4], everything[6], everything[8]) == ("0.500", "1.000", "0.667", "0.500")
    assert everything[10:] == ["0.500", "1/1", "1/2"]
    assert cells[1][2:] == ["–", "–––", "–", "–––", "–", "–––", "0.000", "0.000–0.000", "–", "0/0", "0/1"]


def test_risk_table() -> None:
    scored = [Scored(str(i), i > 1, float(i), right=i > 3) for i in range(10)]
    lines = risk_table(scored).split("\n")
    assert lines[2:] == [
        "| 50% | 0.000 | 0.000 |",
        "| 60% | 0.000 | 0.000 |",
        "| 70% | 0.000 | 0.143 |",
        "| 80% | 0.000 | 0.250 |",
        "| 90% | 0.111 | 0.333 |",
        "| 100% | 0.200 | 0.400 |",
    ]


def test_what_is_pasted_is_python() -> None:
    names: dict[str, object] = {"Features": Features}
    exec(pasted(Fitted(INTERCEPT, COEFFICIENTS), -0.714), names)
    assert (names["INTERCEPT"], names["COEFFICIENTS"], names["THRESHOLD"]) == (INTERCEPT, COEFFICIENTS, -0.71)


def test_indexes_and_cases_come_in_pairs(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["--index", str(tmp_path)]) == 2
    assert "1 indexes and 0 sets of questions" in capsys.readouterr().err


def test_without_sample_documents_it_says_so(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([]) == 1
    assert "run from the root of the checkout" in capsys.readouterr().err


def test_the_command(capsys: pytest.CaptureFixture[str], sample_index: Path, tmp_path: Path) -> None:
    files = [tmp_path / "hu.jsonl", tmp_path / "cs.jsonl"]
    for file, ids in zip(files, ([f"hu-{n:03}" for n in range(1, 11)], [f"cs-sk-{n:03}" for n in range(1, 17)]), strict=True):
        file.write_text("".join(json.dumps(row) + "\n" for row in rows() if row["id"] in ids), encoding="utf-8")
    assert main(["--index", str(sample_index), "--cases", *map(str, files), "--fit"]) == 0
    out = capsys.readouterr().out
    now, fitted = re.findall(r"^\| index \| all .*\| (\d+)/(\d+) \| (\d+)/(\d+) \|$", out, re.MULTILINE)
    for rightly, unanswerable, wrongly, answerable in (now, fitted):
        assert (unanswerable, answerable) == ("35", "95")  # 7 and 19 questions in five languages
        assert int(rightly) > 17
        assert int(wrongly) < 20
    assert "COEFFICIENTS = Features(" in out
