"""Two runs side by side without their names, and what people chose. Knows pages and choices, not how chance deals the sides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from assistant.web.screens import Posted, Screens, back
from assistant.web.who import Who
from assistant.workbench.judgements import Choice, named
from assistant.workbench.preferences import FIRST, SAME, SECOND, WRONG, outcome, place, swapped
from assistant.workbench.runs import Record, digest
from index.errors import NotFound, UsageError

if TYPE_CHECKING:
    from fastapi import APIRouter

    from assistant.workbench.bench import Workbench
    from assistant.workbench.runs import Runs

Name = Annotated[str, Query(max_length=300)]
Pair = tuple[Record, Record]  # the answers of the first and the second run to one question


def routes(bench: Workbench, screens: Screens) -> APIRouter:
    """GET and POST /evaluation/compare, GET /evaluation/compare/result."""
    router = screens.router()

    @router.get("/evaluation/compare", response_class=HTMLResponse)
    def compare(request: Request, who: Who, a: Name = "", b: Name = "", by: Name = "") -> HTMLResponse:
        """The next question that the evaluator has not judged; without two runs and a name, the form that asks for them."""
        names, by = [run.name for run in bench.runs.listed() if run.finished], who.signs(by)
        if not (a and b and by.strip()):
            return screens.show(request, "evaluation_compare.html", names=names, next=None, a=a, b=b, by=by, same=0, left=0)
        first, second, name = *_ordered(a, b), named(by)
        pairs, same = _pairs(bench.runs, first, second)
        done = {c.question for c in _valid(bench, first, second, pairs) if c.evaluator == name}
        open_ = sorted((q for q in pairs if q not in done), key=lambda q: (place(name, first, second, q), q))
        asked = _sides(name, first, second, pairs[open_[0]]) if open_ else None
        return screens.show(
            request, "evaluation_compare.html", names=names, next=asked, a=first, b=second, by=name, same=same, left=len(open_)
        )

    @router.post("/evaluation/compare")
    def choose(form: Posted, who: Who) -> RedirectResponse:
        """Keep what an evaluator chose between left and right."""
        first, second, name = *_ordered(form.get("a"), form.get("b")), named(who.signs(form.get("by")))
        pairs, _ = _pairs(bench.runs, first, second)
        question = form.get("question")
        if question not in pairs:
            raise NotFound("The two runs no longer differ in this question: go on with the next one.")
        if form.get("key") != _key(pairs[question]):
            raise UsageError("A run was made anew while its answer was compared: go on with the next question.")
        sides = (SECOND, FIRST) if swapped(name, first, second, question) else (FIRST, SECOND)
        known = {"left": sides[0], "right": sides[1], SAME: SAME, WRONG: WRONG}
        choice = known.get(form.get("choice"), form.get("choice"))
        record = pairs[question][0]
        bench.judgements.choose(Choice(first, second, question, record["case"], _key(pairs[question]), choice, name))
        return back("/evaluation/compare", name, a=first, b=second, by=name)

    @router.get("/evaluation/compare/result", response_class=HTMLResponse)
    def result(request: Request, a: Name, b: Name) -> HTMLResponse:
        """Whose answers were found better, by case."""
        first, second = _ordered(a, b)
        pairs, same = _pairs(bench.runs, first, second)
        choices = _valid(bench, first, second, pairs)
        numbers = {r["id"]: n for n, r in enumerate(bench.runs.named(first).records(), 1)}
        rows = [{"choice": c, "record": pairs[c.question][0], "n": numbers[c.question]} for c in choices]
        found = outcome((c.case, c.choice) for c in choices)
        wrong = sum(c.choice == WRONG for c in choices)
        return screens.show(
            request, "evaluation_result.html", a=first, b=second, outcome=found, rows=rows, same=same, wrong=wrong, choices=len(choices)
        )

    return router


def _ordered(a: str, b: str) -> tuple[str, str]:
    """Two runs in the order that they are kept in, whichever was named first."""
    if a == b:
        raise UsageError("A run is compared with another one: choose two that differ.")
    return (a, b) if a < b else (b, a)


def _pairs(runs: Runs, first: str, second: str) -> tuple[Mapping[str, Pair], int]:
    """By question, the answers that differ; and how many are the same in both. A question that broke in one of them is left to the report."""
    others = {record["id"]: record for record in runs.named(second).records()}
    both = [(r, others[r["id"]]) for r in runs.named(first).records() if r["id"] in others]
    whole = [(r, s) for r, s in both if r["answer"] and s["answer"] and r["question"] == s["question"]]
    differ = {r["id"]: (r, s) for r, s in whole if digest(r) != digest(s)}
    return differ, len(whole) - len(differ)


def _key(pair: Pair) -> str:
    return f"{digest(pair[0])} {digest(pair[1])}"


def _valid(bench: Workbench, first: str, second: str, pairs: Mapping[str, Pair]) -> list[Choice]:
    """The choices that were made between the answers that stand there now."""
    return [c for c in bench.judgements.choices(first, second) if c.question in pairs and c.answers == _key(pairs[c.question])]


def _sides(name: str, first: str, second: str, pair: Pair) -> dict[str, Any]:
    """A question as its evaluator sees it."""
    left, right = reversed(pair) if swapped(name, first, second, pair[0]["id"]) else pair
    return {"record": pair[0], "left": left, "right": right, "key": _key(pair)}
