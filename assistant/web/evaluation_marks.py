"""One answer of a run to read and mark, and all marks of a run as CSV. Knows pages and marks, not how scores are made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from fastapi import Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from assistant.desk.exports import written
from assistant.web.evaluation import score
from assistant.web.screens import Posted, Screens, back
from assistant.web.who import Who
from assistant.workbench.judgements import CITATION, SENTENCE, Mark, named, verdicts
from assistant.workbench.runs import Record, digest, sentences
from assistant.workbench.scoring import CITATION as CITATION_POINTS
from assistant.workbench.scoring import SENTENCE as SENTENCE_POINTS
from index.errors import UsageError

if TYPE_CHECKING:
    from fastapi import APIRouter

    from assistant.workbench.bench import Workbench

COLUMNS = (
    "run", "question id", "language", "kind", "question", "part", "n", "text", "verdict", "points", "evaluator", "date", "score of the answer",
)  # fmt: skip
_FIELD = re.compile(r"(sentence|citation)-([0-9]{1,6})")


def routes(bench: Workbench, screens: Screens) -> APIRouter:
    """GET and POST /evaluation/runs/{run}/{n}, GET /evaluation/runs/{run}/marks.csv."""
    router = screens.router()

    @router.get("/evaluation/runs/{run}/marks.csv")
    def exported(run: str) -> Response:
        found = bench.runs.named(run)
        marks: dict[tuple[str, str], list[Mark]] = {}
        for mark in bench.judgements.marks():
            marks.setdefault((mark.question, mark.answer), []).append(mark)
        lines = [line for r in found.records() for line in _lines(run, r, marks.get((r["id"], digest(r)), []))]
        headers = {"Content-Disposition": 'attachment; filename="marks.csv"'}
        return Response(written(COLUMNS, lines).encode("utf-8-sig"), media_type="text/csv; charset=utf-8", headers=headers)

    @router.get("/evaluation/runs/{run}/{n}", response_class=HTMLResponse)
    def answer(request: Request, run: str, n: int, by: str = "") -> HTMLResponse:
        """The answer with its marks by the evaluator `by`, who just saved them, or whose name is remembered."""
        found = bench.runs.named(run)
        record, answers = found.record(n), found.answered
        marks = [mark for mark in bench.judgements.marks(record["id"]) if mark.answer == digest(record)]
        said = verdicts(marks)
        return screens.show(
            request,
            "evaluation_answer.html",
            run=found,
            record=record,
            n=n,
            answers=answers,
            by=by,
            saved=by in said,
            parts=_parts(record),
            said=said,
            scores=_scores(record, marks),
            key=digest(record),
        )

    @router.post("/evaluation/runs/{run}/{n}")
    def mark(run: str, n: int, form: Posted, who: Who) -> RedirectResponse:
        """Keep the marks of one evaluator, in place of their earlier ones."""
        record = bench.runs.named(run).record(n)
        if form.get("key") != digest(record):
            raise UsageError("The run was made anew while this answer was marked, and the answer is another now: open it again.")
        name = named(who.signs(form.get("evaluator")))
        bench.judgements.mark(record["id"], digest(record), _given(form.items(), record), name)
        return back(f"/evaluation/runs/{run}/{n}", name, by=name)

    return router


def _parts(record: Record) -> list[dict[str, Any]]:
    """Sentences, each with the citations that are marked beside it: those that no sentence before it has."""
    citations = {c["n"]: c for c in (record["answer"] or {}).get("citations", ())}
    shown: set[int] = set()
    parts = []
    for n, sentence in enumerate(sentences(record), 1):
        own = [citations[c] for c in sentence["citations"] if c in citations and c not in shown]
        again = [c for c in sentence["citations"] if c in shown]
        shown |= {c["n"] for c in own}
        parts.append({"n": n, "text": sentence["text"], "citations": own, "again": again})
    if rest := [c for n, c in citations.items() if n not in shown]:
        parts.append({"n": 0, "text": "", "citations": rest, "again": []})
    return parts


def _given(fields: list[tuple[str, str]], record: Record) -> dict[tuple[str, int], str]:
    """The verdicts of a form, of parts that the answer has."""
    known = {(SENTENCE, n) for n, _ in enumerate(sentences(record), 1)} | {
        (CITATION, c["n"]) for c in (record["answer"] or {}).get("citations", ())
    }
    given = {(match[1], int(match[2])): value for name, value in fields if (match := _FIELD.fullmatch(name)) and value}
    if strange := given.keys() - known:
        part, n = min(strange)
        raise UsageError(f"The answer has no {part} {n}: open it again.")
    return given


def _scores(record: Record, marks: list[Mark]) -> list[dict[str, Any]]:
    """Each evaluator's score with its date."""
    dates = {mark.evaluator: mark.date for mark in marks}
    return [{"evaluator": name, "date": dates[name], "share": score(record, said)} for name, said in verdicts(marks).items()]


def _lines(run: str, record: Record, marks: list[Mark]) -> Iterator[list[object]]:
    texts = {(SENTENCE, n): s["text"] for n, s in enumerate(sentences(record), 1)}
    texts |= {(CITATION, c["n"]): c["quote"] for c in (record["answer"] or {}).get("citations", ())}
    scores = {name: score(record, said) for name, said in verdicts(marks).items()}
    for mark in marks:
        points = (SENTENCE_POINTS if mark.part == SENTENCE else CITATION_POINTS)[mark.verdict]
        total = scores[mark.evaluator]
        asked = [run, record["id"], record["language"], record["kind"], record["question"]]
        told = [mark.part, mark.n, texts.get((mark.part, mark.n), ""), mark.verdict, points, mark.evaluator, mark.date]
        yield [*asked, *told, None if total is None else round(total, 4)]
