"""The evaluation's screens over HTTP: runs and reports, marks, the blind comparison, complaints and the cases made of them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.answer.conversations import FILE, Conversations
from assistant.desk.corrections import TagCorrections
from assistant.web.app import create_app
from assistant.web.evaluation import REPORT_HEADERS
from assistant.web.guard import HEADERS
from assistant.web.locales import NAMES, Locales
from assistant.web.screens import dated, decimal, percent
from assistant.workbench.bench import Workbench
from assistant.workbench.preferences import swapped
from assistant.workbench.runs import digest
from tests.conftest import ROOT
from tests.unit.assistant.web.small_library import Library, Scripted
from tests.unit.assistant.workbench.folders import answered, broken, fill

LOCALES = Locales(ROOT / "assistant" / "web" / "locales")
TEXTS = LOCALES.screens("en")["evaluation"]
ONE = answered("one", "First <i>sentence</i>.", "Second sentence.")
REFUSED = answered("two")
BROKEN = broken("three")


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    fill(tmp_path / "runs" / "new", [ONE, REFUSED, BROKEN])
    fill(tmp_path / "runs" / "old", [answered("one", "Otherwise."), REFUSED, answered("three", "It was here.")])
    fill(tmp_path / "runs" / "half", [ONE], finished=False)
    (tmp_path / "runs" / "half" / "log.txt").write_text("Asking\nThe index went away.\n", "utf-8")
    return Workbench(tmp_path / "runs", tmp_path, (), tmp_path / "cases")


@pytest.fixture
def kept(tmp_path: Path) -> Conversations:
    return Conversations(tmp_path / FILE)


@pytest.fixture
def client(library: Library, tmp_path: Path, kept: Conversations, bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setattr("assistant.web.home.examples", lambda reader, language: [])
    app = create_app(library, Scripted(library), kept, TagCorrections(tmp_path), workbench=bench)  # type: ignore[arg-type]
    return TestClient(app, raise_server_exceptions=False, headers={"Accept-Language": "en"})


def marked(client: TestClient, run: str, n: int, record: Mapping[str, Any], name: str, **verdicts: str) -> Any:
    fields = {key.replace("_", "-"): value for key, value in verdicts.items()}
    return client.post(f"/evaluation/runs/{run}/{n}", data={"key": digest(record), "evaluator": name, **fields})


# ---- runs


def test_runs_stand_there_with_their_figures(client: TestClient) -> None:
    html = client.get("/evaluation").text
    assert "0.900" in html and "95% interval: 0.80 to 0.97" in html
    assert "Answers scored: 3 of 4" in html
    assert "This run did not finish: The index went away." in html
    assert 'href="/evaluation/runs/new/report"' in html
    assert 'href="/evaluation/runs/half/report"' not in html
    assert TEXTS["no_sets"] in html


@pytest.mark.parametrize("language", NAMES)
@pytest.mark.parametrize(
    "address", ["/evaluation", "/evaluation/runs/new", "/evaluation/runs/new/1", "/evaluation/compare", "/evaluation/drafts"]
)
def test_every_screen_speaks_each_language(client: TestClient, language: str, address: str) -> None:
    html = client.get(address, headers={"Accept-Language": language}).text
    assert f'<html lang="{language}">' in html
    assert LOCALES.screens(language)["evaluation"]["drafts"] in html
    assert re.findall(r"<script(?![^>]*src=)|<style|\sstyle=|\son\w+=", html) == []


def test_a_report_is_served_in_a_sandbox(client: TestClient) -> None:
    response = client.get("/evaluation/runs/new/report")
    assert response.headers["content-security-policy"] == REPORT_HEADERS["Content-Security-Policy"]
    assert response.headers["content-security-policy"].startswith("sandbox allow-scripts; default-src 'none';")
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "<title>Report</title>" in response.text
    assert client.get("/evaluation").headers["content-security-policy"] == HEADERS["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["none", "half/report", "new/99"])
def test_what_is_not_there_is_told_on_a_page(client: TestClient, name: str) -> None:
    response = client.get(f"/evaluation/runs/{name}")
    assert response.status_code == 404
    assert 'class="problem"' in response.text and 'lang="en"' in response.text


def test_a_set_that_is_not_in_the_list_is_not_started(client: TestClient, tmp_path: Path) -> None:
    response = client.post("/evaluation", data={"set": "/etc/passwd"})
    assert response.status_code == 400
    assert "choose one of the list" in response.text
    assert {path.name for path in (tmp_path / "runs").iterdir() if path.is_dir()} == {"new", "old", "half"}


def test_a_form_of_another_site_is_refused(client: TestClient) -> None:
    response = client.post("/evaluation", data={"set": "samples.jsonl"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
    assert "another site" in response.text


def test_progress_is_nothing_where_nothing_runs(client: TestClient) -> None:
    assert client.get("/api/evaluation/progress").json() == {"run": "", "answered": 0, "questions": 0}


def test_progress_is_counted_from_the_folder(client: TestClient, bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench.starter, "running", lambda: "half")
    assert client.get("/api/evaluation/progress").json() == {"run": "half", "answered": 1, "questions": 1}
    html = client.get("/evaluation").text
    assert "Questions answered: 1 of 1" in html and "did not finish" not in html


def test_questions_are_filtered(client: TestClient) -> None:
    assert "Questions shown: 3 of 3" in client.get("/evaluation/runs/new").text
    failures = client.get("/evaluation/runs/new?failures=true").text
    assert "Questions shown: 1 of 3" in failures and "three.en" in failures and "one.en" not in failures
    assert "Questions shown: 0 of 3" in client.get("/evaluation/runs/new?language=hu").text


# ---- marks


def test_an_answer_is_shown_with_what_was_expected(client: TestClient) -> None:
    html = client.get("/evaluation/runs/new/1").text
    assert "What of one? &lt;script&gt;" in html
    assert "First &lt;i&gt;sentence&lt;/i&gt;." in html
    assert "Biogas is planned for 2031." in html and "2031 / 31" in html
    assert re.findall(r'name="((?:sentence|citation)-\d)" value="right"', html) == ["sentence-1", "citation-1", "sentence-2", "citation-2"]
    assert "ValueError: boom" in client.get("/evaluation/runs/new/3").text


def test_marks_make_a_score(client: TestClient) -> None:
    response = marked(client, "new", 1, ONE, "Anna Nowak", sentence_1="right", sentence_2="partly", citation_1="right", citation_2="wrong")
    assert response.status_code == 200  # after the redirect
    assert "Your score for this answer: 82%" in response.text  # (90 + 12.5) / 125
    assert response.text.count(" checked") == 4
    assert "Answers marked in full: 1. Mean score: 82%" in client.get("/evaluation/runs/new").text
    assert 'value="Anna Nowak"' in client.get("/evaluation/runs/new/2").text  # the name is remembered


def test_half_a_marking_has_no_score(client: TestClient) -> None:
    html = marked(client, "new", 1, ONE, "Anna", sentence_1="right").text
    assert TEXTS["saved_partly"] in html
    assert TEXTS["unmarked"] in client.get("/evaluation/runs/new").text


def test_the_same_answer_in_another_run_is_marked_too(client: TestClient) -> None:
    marked(client, "new", 2, REFUSED, "Anna", sentence_1="partly")
    assert "Mean score: 80%" in client.get("/evaluation/runs/old").text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"sentence_3": "right"}, "The answer has no sentence 3"),
        ({"sentence_1": "splendid"}, "it is right, partly or wrong"),
    ],
)
def test_what_cannot_be_marked_is_told(client: TestClient, fields: dict[str, str], sentence: str) -> None:
    response = marked(client, "new", 1, ONE, "Anna", **fields)
    assert response.status_code == 400
    assert sentence in response.text


def test_a_mark_needs_a_name_and_the_answer_that_was_seen(client: TestClient) -> None:
    assert "say who you are" in marked(client, "new", 1, ONE, " ", sentence_1="right").text
    assert "the answer is another now" in marked(client, "new", 1, REFUSED, "Anna", sentence_1="right").text


def test_marks_are_exported(client: TestClient) -> None:
    marked(client, "new", 1, ONE, "=Anna", sentence_1="right", sentence_2="right", citation_1="partly", citation_2="right")
    response = client.get("/evaluation/runs/new/marks.csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [(r["part"], r["n"], r["points"]) for r in rows] == [
        ("sentence", "1", "100"),
        ("sentence", "2", "100"),
        ("citation", "1", "20"),
        ("citation", "2", "25"),
    ]
    assert {r["score of the answer"] for r in rows} == {"0.98"}  # (100 + 22.5) / 125
    assert rows[2]["text"] == "First <i>sentence</i>. (quoted)"
    assert rows[0]["evaluator"] == "'=Anna"


# ---- blind comparison


def seen(client: TestClient, name: str) -> str:
    return client.get(f"/evaluation/compare?a=old&b=new&by={name}").text


def chosen(client: TestClient, name: str, choice: str) -> str:
    html = seen(client, name)
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', html))
    return client.post("/evaluation/compare", data={**fields, "choice": choice}).text


def test_only_answers_that_differ_are_compared_and_no_run_is_named(client: TestClient) -> None:
    html = seen(client, "Anna")
    assert "Still to compare: 1." in html and "left out: 1." in html  # the refusal is the same; what broke is left to the report
    body = html[html.index('class="pair"') : html.index("<form")]
    assert "Otherwise." in body and "Second sentence." in body
    assert not re.search(r"\b(new|old)\b", body)


@pytest.mark.parametrize("name", ["Anna", "Béla", "Cyril", "Dana"])
def test_what_is_chosen_by_side_is_kept_by_run(client: TestClient, bench: Workbench, name: str) -> None:
    html = seen(client, name)
    is_swapped = swapped(name, "new", "old", "one.en")
    assert (html.index("Otherwise.") < html.index("Second sentence.")) is is_swapped
    assert "You have compared everything" in chosen(client, name, "left")
    assert [(c.choice, c.evaluator) for c in bench.judgements.choices("new", "old")] == [("second" if is_swapped else "first", name)]


def test_the_result_reveals_and_counts(client: TestClient) -> None:
    assert TEXTS["undecided"] in client.get("/evaluation/compare/result?a=new&b=old").text
    for name in ("Anna", "Béla", "Cyril"):
        chosen(client, name, "right" if swapped(name, "new", "old", "one.en") else "left")
    html = client.get("/evaluation/compare/result?a=old&b=new").text
    assert re.search(r"Cases decided for new</dt><dd><strong>1<", html)
    assert "Share of old in the decided cases: 0%" in html and "p = 1.000" in html
    assert "Choices made: 3." in html


def test_a_run_is_not_compared_with_itself(client: TestClient) -> None:
    response = client.get("/evaluation/compare?a=new&b=new&by=Anna")
    assert response.status_code == 400
    assert "choose two that differ" in response.text


# ---- complaints


@pytest.fixture
def complaint(client: TestClient) -> str:
    """The id of an answer that a reader was not content with."""
    answer: str = client.post("/api/ask", json={"question": "Kolik emisí?"}).json()["id"]
    kept = client.post("/api/feedback", json={"answer": answer, "verdict": "down", "reason": "Wrong <b>year</b>"})
    assert kept.status_code == 201
    return answer


def test_a_thumb_needs_an_answer(client: TestClient) -> None:
    response = client.post("/api/feedback", json={"answer": "none", "verdict": "down"})
    assert response.status_code == 404
    for body in (
        {"answer": "x", "verdict": "sideways"},
        {"answer": "x", "verdict": "up", "more": 1},
        {"answer": "x", "verdict": "up", "reason": "x" * 2_001},
    ):
        assert client.post("/api/feedback", json=body).status_code == 400


def test_a_complaint_becomes_a_draft(client: TestClient, complaint: str) -> None:
    listed = client.get("/evaluation/drafts").text
    assert "Kolik emisí?" in listed and "Wrong &lt;b&gt;year&lt;/b&gt;" in listed
    html = client.get(f"/evaluation/drafts/{complaint}").text
    assert "Miasto Zażółcin ograniczy emisje" in html
    assert 'name="cited" value="1"' in html and "<option>guide.md</option>" in html


def test_a_thumb_up_is_no_complaint(client: TestClient, complaint: str) -> None:
    client.post("/api/feedback", json={"answer": complaint, "verdict": "up"})
    assert TEXTS["no_drafts"] in client.get("/evaluation/drafts").text


def test_a_complaint_goes_with_its_conversation(client: TestClient, kept: Conversations, bench: Workbench, complaint: str) -> None:
    conversation = kept.record(complaint)["conversation"]
    client.delete(f"/api/conversations/{conversation}")
    assert bench.feedback.down() == []
    assert client.get(f"/evaluation/drafts/{complaint}").status_code == 404


FORM = {
    "id": "reader-1", "kind": "number", "language": "cs", "question": "Kolik emisí?", "answerable": "yes", "cited": "1", "nuggets": "45",
    "evaluator": "Anna", "quote-1": "Měří se.", "document-1": "guide.md",
}  # fmt: skip


def test_a_completed_case_is_exported(client: TestClient, bench: Workbench, complaint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench.starter, "check", lambda file: "")
    html = client.post(f"/evaluation/drafts/{complaint}", data=FORM).text
    assert "The case reader-1 fits the documents and was saved." in html and "completed by Anna" in html
    again = client.get(f"/evaluation/drafts/{complaint}").text
    assert 'value="1" checked' in again and "Měří se.</textarea>" in again and 'value="reader-1"' in again
    response = client.get("/evaluation/drafts/cases.jsonl")
    assert [json.loads(line) for line in response.text.splitlines()] == [
        {
            "id": "reader-1",
            "kind": "number",
            "question": {"cs": "Kolik emisí?"},
            "answerable": True,
            "gold": [
                {"doc": "plan.pdf", "quote": response_quote(client, complaint)},
                {"doc": "guide.md", "quote": "Měří se."},
            ],
            "nuggets": [["45"]],
        }
    ]


def response_quote(client: TestClient, answer: str) -> str:
    quote: str = client.get(f"/api/answers/{answer}").json()["answer"]["citations"][0]["quote"]
    return quote


def test_a_case_that_does_not_fit_comes_back_with_its_reason(
    client: TestClient, bench: Workbench, complaint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check(file: Path) -> str:
        return f"Line 1 of {file}, case reader-1: “gold”: no." if "Měří" in file.read_text("utf-8") else ""

    monkeypatch.setattr(bench.starter, "check", check)
    response = client.post(f"/evaluation/drafts/{complaint}", data=FORM)
    assert response.status_code == 400
    assert '<p class="problem" role="alert">reader-1: “gold”: no.</p>' in response.text
    assert "Měří se.</textarea>" in response.text and 'value="1" checked' in response.text and "45</textarea>" in response.text
    assert bench.judgements.completed() == []


# ---- forms of numbers


def test_numbers_and_days_have_the_languages_form() -> None:
    assert [decimal(0.5, code) for code in ("en", "pl")] == ["0.50", "0,50"]
    assert [percent(0.825, code) for code in ("en", "hu", "cs")] == ["82%", "82%", "82\u00a0%"]
    assert [dated("2026-11-04 18:17+00:00", code) for code in NAMES] == [
        "4.11.2026",
        "4. 11. 2026",
        "4. 11. 2026",
        "2026. 11. 04.",
        "4/11/2026",
    ]
    assert dated("soon", "en") == "soon"


def test_without_a_workbench_nobody_is_asked(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.web.home.examples", lambda reader, language: [])
    app = create_app(library, Scripted(library), Conversations(tmp_path / FILE), TagCorrections(tmp_path))  # type: ignore[arg-type]
    client = TestClient(app)
    assert client.get("/evaluation").status_code == 404
    assert "data-thumbs" not in client.get("/").text
