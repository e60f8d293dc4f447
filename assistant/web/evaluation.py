"""The evaluation's first screens: runs with their figures, a run's report and questions, and a run to start. Knows pages, not how runs are made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse

from assistant.web.screens import Posted, Screens, back
from assistant.workbench.judgements import CITATION, SENTENCE, verdicts
from assistant.workbench.runs import Record, Run, digest, failed, sentences
from assistant.workbench.scoring import mean, share
from index.errors import NotFound

if TYPE_CHECKING:
    from assistant.workbench.bench import Workbench
    from assistant.workbench.judgements import Judgements

# What a run is told by, of all its figures; the names are those of figures.json.
HEADLINE = ("hit@10", "gold cited", "nugget recall", "citation precision", "quote fidelity", "refusal F1")

# A report has its script and style inside and asks for nothing. Here it is a document of no origin: it reaches no cookie and no other page.
REPORT_HEADERS = {
    "Content-Security-Policy": "sandbox allow-scripts; default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
    "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "unsafe-none",  # HTML: a sandboxed page with any other one is a network error
}

_PAGE = 100  # questions shown at once


@dataclass(frozen=True, slots=True)
class Row:
    """A question in a run's list."""

    n: int  # of its line, from 1
    record: Record
    failed: bool
    share: float | None  # the mean of its evaluators' scores


def routes(bench: Workbench, screens: Screens) -> APIRouter:
    """GET and POST /evaluation, GET /evaluation/runs/{run} and its report."""
    router = screens.router()

    @router.get("/evaluation", response_class=HTMLResponse)
    def listed(request: Request) -> HTMLResponse:
        running = bench.starter.running()
        runs = [_shown(run) for run in bench.runs.listed() if run.name != running]
        progress = _progress(bench, running)
        return screens.show(request, "evaluation.html", runs=runs, sets=list(bench.starter.sets()), progress=progress)

    @router.post("/evaluation")
    def start(form: Posted) -> RedirectResponse:
        bench.starter.start(form.get("set"))
        return back("/evaluation")

    @router.get("/evaluation/runs/{run}/report")
    def report(run: str) -> FileResponse:
        found = bench.runs.named(run)
        if found.page is None:
            raise NotFound(f"The run {run} has no report yet: it is under way, or ended before its time.")
        return FileResponse(found.page, media_type="text/html", headers=REPORT_HEADERS)

    @router.get("/evaluation/runs/{run}", response_class=HTMLResponse)
    def questions(
        request: Request,
        run: str,
        language: Annotated[str, Query(max_length=20)] = "",
        kind: Annotated[str, Query(max_length=40)] = "",
        failures: bool = False,
        start: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    ) -> HTMLResponse:
        """The questions that the filter leaves, a hundred at a time."""
        found = bench.runs.named(run)
        rows = _rows(found.records(), bench.judgements)
        kept = [
            row
            for row in rows
            if language in ("", row.record["language"]) and kind in ("", row.record["kind"]) and (row.failed or not failures)
        ]
        return screens.show(
            request,
            "evaluation_run.html",
            run=found,
            rows=kept[start : start + _PAGE],
            kept=len(kept),
            all=len(rows),
            codes=sorted({row.record["language"] for row in rows}),
            kinds=sorted({row.record["kind"] for row in rows}),
            chosen={"language": language, "kind": kind, "failures": failures},
            earlier=max(start - _PAGE, 0) if start else None,
            later=start + _PAGE if start + _PAGE < len(kept) else None,
            mean=mean([row.share for row in rows if row.share is not None]),
        )

    return router


def progress_routes(bench: Workbench) -> APIRouter:
    """GET /api/evaluation/progress."""
    router = APIRouter(prefix="/api/evaluation")

    @router.get("/progress")
    def progress() -> dict[str, Any]:
        """How far the run under way is; `run` is "" where none is."""
        return _progress(bench, bench.starter.running())

    return router


def score(record: Record, said: dict[tuple[str, int], str]) -> float | None:
    """The score of an answer by one evaluator's verdicts; None while a part of it is unmarked."""
    cited = [c["n"] for c in (record["answer"] or {}).get("citations", ())]
    return share([said.get((SENTENCE, n)) for n, _ in enumerate(sentences(record), 1)], [said.get((CITATION, n)) for n in cited])


def _shown(run: Run) -> dict[str, Any]:
    """A run that is not under way, as its row shows it."""
    figures = run.figures
    counts = figures.get("answers", {})
    return {
        "name": run.name,
        "about": run.about,
        "finished": run.finished,
        "page": run.page,
        "why": "" if run.finished else run.last_words,
        "scored": counts.get("all", 0),
        "asked": counts.get("all", 0) + counts.get("missing", 0),
        "figures": {name: figures[name] for name in HEADLINE if name in figures},
        "answered": run.answered,
    }


def _progress(bench: Workbench, running: str) -> dict[str, Any]:
    if not running:
        return {"run": "", "answered": 0, "questions": 0}
    run = bench.runs.named(running)
    return {"run": running, "answered": run.answered, "questions": run.about.get("questions", 0)}


def _rows(records: list[Record], judgements: Judgements) -> list[Row]:
    marks: dict[tuple[str, str], list[Any]] = {}
    for mark in judgements.marks():
        marks.setdefault((mark.question, mark.answer), []).append(mark)
    rows = []
    for n, record in enumerate(records, 1):
        said = verdicts(marks.get((record["id"], digest(record)), ())) if marks else {}
        found = mean([s for one in said.values() if (s := score(record, one)) is not None])
        rows.append(Row(n, record, failed(record), found.value if found else None))
    return rows
