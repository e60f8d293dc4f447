"""python -m eval from the command line to its folder: several processes, crashes, bad input, the page."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from eval.__main__ import main
from eval.cases.read import read_set
from eval.cases.schema import Case
from eval.run.bench import Bench, Opening
from eval.run.folder import read_run
from eval.run.pool import outcomes
from eval.run.question import Question, questions
from index.settings import IndexSettings
from tests.cases import rows

pytestmark = pytest.mark.slow


def write(path: Path, cases: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in cases), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four answerable cases of three languages and one that is not."""
    chosen = [row for row in rows() if row["id"] in ("s-pl-en-001", "cs-sk-001", "hu-001", "hu-002", "cs-sk-015")]
    for row in chosen:
        row["question"] = {code: row["question"][code] for code in ("en", "cs", "hu")}
    return write(tmp_path_factory.mktemp("cases") / "five.jsonl", chosen)


@pytest.fixture(scope="module")
def run(cases: Path, sample_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("run") / "first"
    assert main(["--cases", str(cases), "--index", str(sample_index), "--out", str(out), "--processes", "2"]) == 0
    return out


def test_the_folder(run: Path) -> None:
    assert sorted(p.name for p in run.iterdir()) == ["figures.json", "index.html", "records.jsonl", "run.json", "seconds.jsonl"]
    done = read_run(run)
    assert [r["id"] for r in done.records][:4] == ["s-pl-en-001.en", "s-pl-en-001.cs", "s-pl-en-001.hu", "cs-sk-001.en"]
    assert done.figures["answers"] == {"all": 15, "missing": 0}
    assert done.figures["quote fidelity"]["all"] == 1
    assert done.figures["hit@10"]["all"] == 1
    assert set(done.seconds) == {r["id"] for r in done.records}
    assert done.about["questions"] == 15
    assert "seconds" not in (run / "records.jsonl").read_text(encoding="utf-8")


def test_the_page_needs_nothing_else(run: Path) -> None:
    page = (run / "index.html").read_text(encoding="utf-8")
    assert "15 of 15 scored" in page
    assert re.findall(r"""(?:src|href)=["'](?!#)[^"']*|url\((?!#)[^)]*|@import""", page) == []
    assert page.count("<svg ") == 4
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_two_runs_are_equal_byte_for_byte(
    run: Path, cases: Path, sample_index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--cases", str(cases), "--index", str(sample_index), "--out", str(tmp_path), "--processes", "1"]
    assert main([*arguments, "--against", str(run), "--baseline", str(run / "figures.json"), "--twice"]) == 0
    assert (tmp_path / "records.jsonl").read_bytes() == (run / "records.jsonl").read_bytes()
    first, second = (json.loads((folder / "figures.json").read_text(encoding="utf-8")) for folder in (run, tmp_path))
    assert second.pop("determinism")["all"] == 1
    assert first == second
    assert "0 questions came out otherwise" in (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "| hit@10 | 1.000 |" in capsys.readouterr().out


def test_below_the_baseline_it_fails(
    run: Path, cases: Path, sample_index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    better = json.loads((run / "figures.json").read_text(encoding="utf-8"))
    better["nugget recall"] = {"all": 1.5, "interval": [1.4, 1.6]}
    (tmp_path / "baseline.json").write_text(json.dumps(better))
    arguments = ["--cases", str(cases), "--index", str(sample_index), "--out", str(tmp_path / "run"), "--processes", "1"]
    assert main([*arguments, "--baseline", str(tmp_path / "baseline.json")]) == 1
    said = capsys.readouterr().err
    assert "Below the baseline" in said
    assert re.search(r"nugget recall is \d\.\d{3}; the baseline has 1\.500 \[1\.400, 1\.600\]\.", said)


def test_robustness(cases: Path, sample_index: Path, tmp_path: Path) -> None:
    assert main(["--cases", str(cases), "--index", str(sample_index), "--out", str(tmp_path), "--robustness", "--processes", "1"]) == 0
    done = read_run(tmp_path)
    assert {r["variant"] for r in done.variants} == {"", "without diacritics", "inflected", "misspelt", "keywords"}
    assert "keywords · hit@10" in done.figures
    assert "Asked as others may type it" in (tmp_path / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"gold": [{"doc": "klimastrategia-harsvar.pdf", "quote": "Nincs ilyen mondat."}]},
            "Line 1, case hu-001: the quotation “Nincs ilyen mondat.”",
        ),
        ({"golds": []}, "Line 1 of .*, case hu-001: the key “golds” is none"),
    ],
)
def test_bad_cases_are_named_before_anything_is_asked(
    change: dict[str, Any], said: str, sample_index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(tmp_path / "cases.jsonl", [{**rows("hu-001")[0], **change}])
    assert main(["--cases", str(file), "--index", str(sample_index), "--out", str(tmp_path / "run")]) == 2
    assert re.search(said, capsys.readouterr().err)
    assert not (tmp_path / "run").exists()


def test_cases_without_documents(cases: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--cases", str(cases), "--out", str(tmp_path)]) == 2
    assert "name an index with --index, or documents with --documents" in capsys.readouterr().err


def test_only_checked(cases: Path, sample_index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--cases", str(cases), "--index", str(sample_index), "--out", str(tmp_path / "run"), "--check"]) == 0
    assert capsys.readouterr().out == "5 cases fit their documents.\n"
    assert not (tmp_path / "run").exists()


def test_a_set_of_passages_is_asked_of_its_own_documents(tmp_path: Path) -> None:
    texts = ["Nocą w mieście jeżdżą tramwaje linii 62.", "Radni posadzili 300 drzew.", "Targ otwierają w piątki."]
    passages = [{"passage_id": f"p-{n}", "title": "Miasto", "text": text} for n, text in enumerate(texts)]
    write(tmp_path / "passages.jsonl", passages)
    asked = {
        "id": "q-1",
        "lang": "pl",
        "question": "Które tramwaje jeżdżą nocą?",
        "passage_id": "p-0",
        "answer": "62",
        "answer_span": "linii 62",
    }
    write(tmp_path / "questions.jsonl", [asked])
    assert main(["--cases", str(tmp_path), "--out", str(tmp_path / "run"), "--processes", "1"]) == 0
    assert read_run(tmp_path / "run").records[0]["ranks"] == [1]


def test_a_follow_up_is_asked_after_what_came_before(sample_index: Path) -> None:
    row = {**rows("cs-sk-001")[0], "kind": "follow-up", "id": "f-1"}
    row["question"] = {"cs": "A v Hradnově?", "en": "And in Hradnov?"}
    row["before"] = {
        code: [text.replace("Hradnov", "Rudomierz")] for code, text in rows("cs-sk-001")[0]["question"].items() if code in ("cs", "en")
    }
    bench = Bench.opened(Opening(sample_index, IndexSettings()))
    found = [bench.ask(question).record for question in questions([Case.model_validate_json(json.dumps(row))])]
    assert [record["id"] for record in found] == ["f-1.en", "f-1.cs"]
    for record in found:
        assert record["before"]
        assert record["figures"]["hit@10"] == 1
        assert record["hits"][0]["document"] == "akcni-plan-klima-hradnov.pdf"
        assert record["figures"]["language match"] == 1


# ---- what breaks


class Broken(Exception):
    """What a crash of the assistant looks like."""


def test_a_crash_is_unscored_and_said(sample_index: Path, cases: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench.opened(Opening(sample_index, IndexSettings()))
    whole = Bench.answer

    def answer(self: Bench, question: Question) -> Any:
        if question.id == "hu-001.cs":
            raise Broken("no dictionary")
        return whole(self, question)

    monkeypatch.setattr(Bench, "answer", answer)
    found = [bench.ask(question).record for question in questions(read_set(cases).cases) if question.case.id == "hu-001"]
    assert [record["error"] for record in found] == ["", "Broken: no dictionary", ""]
    assert found[1]["figures"] == {}


def test_a_question_that_kills_its_process_costs_itself_alone(sample_index: Path, cases: Path, tmp_path: Path) -> None:
    asked = [question for question in questions(read_set(cases).cases) if question.language == "cs"]
    asked[1] = Deadly(asked[1].case, asked[1].language, asked[1].text)
    found = [outcome.record["error"] for outcome in outcomes(asked, Opening(sample_index, IndexSettings()), 2)]
    assert found == ["", "The process that answered it died.", "", "", ""]


class Deadly(Question):
    """A question at which the process that is to answer it dies, as at a fault in a library."""

    @property
    def before(self) -> tuple[str, ...]:
        if os.getpid() != _PARENT:
            os._exit(1)
        return ()


_PARENT = int(os.environ.setdefault("EVAL_TEST_PARENT", str(os.getpid())))
