"""Readers' complaints to be made into cases, and the cases made so far as JSONL. Knows pages and forms, not what makes a case right."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from fastapi import Request, Response
from fastapi.responses import HTMLResponse

from assistant.web.locales import NAMES
from assistant.web.screens import Form, Posted, Screens, back
from assistant.web.who import Who
from assistant.workbench.cases import KINDS, Draft, begun, checked, reopened
from assistant.workbench.judgements import named
from index.errors import NotFound, UsageError

if TYPE_CHECKING:
    from fastapi import APIRouter

    from assistant.access.person import Person
    from assistant.answer.conversations import Conversations
    from assistant.workbench.bench import Workbench
    from index.reader import Reader

PASTED = 2  # passages that may be pasted beside those that were cited


def routes(bench: Workbench, kept: Conversations, reader: Reader, screens: Screens) -> APIRouter:
    """GET /evaluation/drafts and its cases.jsonl, GET and POST /evaluation/drafts/{answer}."""
    router = screens.router()

    @router.get("/evaluation/drafts", response_class=HTMLResponse)
    def listed(request: Request, saved: str = "") -> HTMLResponse:
        """Complaints, the latest first; those whose conversation was deleted are gone with it."""
        completed = {one.answer: one for one in bench.judgements.completed()}
        rows = [
            {"thumb": thumb, "record": record, "completed": completed.get(thumb.answer)}
            for thumb in bench.feedback.down()
            if (record := _record(kept, thumb.answer))  # whosever it is: the thumb gave it to the evaluators
        ]
        return screens.show(request, "evaluation_drafts.html", rows=rows, cases=len(completed), saved=saved)

    @router.get("/evaluation/drafts/cases.jsonl")
    def exported() -> Response:
        lines = "".join(f"{one.line}\n" for one in bench.judgements.completed())
        return Response(lines, media_type="application/jsonl", headers={"Content-Disposition": 'attachment; filename="cases.jsonl"'})

    @router.get("/evaluation/drafts/{answer}", response_class=HTMLResponse)
    def draft(request: Request, answer: str, who: Who) -> HTMLResponse:
        """What is known of the complaint, or the case that was made of it before."""
        record, earlier = complaint(answer, who)
        made = next((one for one in bench.judgements.completed() if one.answer == answer), None)
        return _page(request, record, reopened(made.line) if made else begun(answer, record, earlier))

    @router.post("/evaluation/drafts/{answer}")
    def complete(request: Request, answer: str, form: Posted, who: Who) -> Response:
        """Check the case against the documents of the index and keep it; else the form again, with what is wrong."""
        record, _ = complaint(answer, who)
        try:
            name = named(who.signs(form.get("evaluator")))
            draft = _given(form, record)
            bench.judgements.complete(answer, draft.id.strip(), checked(draft, bench.starter), name)
        except UsageError as problem:
            return _page(request, record, _given(form, record), form.get("evaluator"), str(problem))
        return back("/evaluation/drafts", name, saved=draft.id.strip())

    def complaint(answer: str, who: Person) -> tuple[dict[str, Any], list[str]]:
        """An answer with the questions before it: one that was complained of, or the evaluator's own; NotFound for any other."""
        if all(thumb.answer != answer for thumb in bench.feedback.down()):
            kept.owned_by(who.id).own_record(answer)
        return kept.complaint(answer)

    def _page(request: Request, record: dict[str, Any], draft: Draft, given: str = "", problem: str = "") -> HTMLResponse:
        cited = {(c["document"], c["quote"].strip()): str(c["n"]) for c in record["answer"]["citations"]}
        gold = [(document, quote.strip()) for document, quote in draft.gold]
        pasted = [one for one in gold if one not in cited]
        return screens.show(
            request,
            "evaluation_draft.html",
            400 if problem else 200,
            record=record,
            draft=asdict(draft),
            chosen={cited[one] for one in gold if one in cited},
            pasted=pasted + [("", "")] * (PASTED - len(pasted)),
            documents=[d.name for d in reader.documents()],
            kinds=KINDS,
            codes=NAMES,
            problem=problem,
            given=given,
        )

    return router


def _record(kept: Conversations, answer: str) -> dict[str, Any] | None:
    try:
        return kept.complaint(answer)[0]
    except NotFound:
        return None


def _given(form: Form, record: dict[str, Any]) -> Draft:
    """What the evaluator wrote; gold is what was ticked of the citations, and what was pasted."""
    ticked = set(form.all("cited"))
    cited = [(c["document"], c["quote"]) for c in record["answer"]["citations"] if str(c["n"]) in ticked]
    pasted = [(form.get(f"document-{n}"), form.get(f"quote-{n}")) for n in range(1, PASTED + 1)]
    texts = {
        name: form.get(name) for name in ("id", "kind", "language", "question", "nuggets", "cities", "goals", "searched", "before", "note")
    }
    return Draft(**texts, answerable=form.get("answerable") == "yes", gold=(*cited, *((d, q) for d, q in pasted if q.strip())))
