"""Asking without JavaScript: a form goes in, a page with the whole answer comes out. Knows pages, not how questions are answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import RedirectResponse

from assistant.answer.talk import Asked
from assistant.web import addresses
from assistant.web.screens import Posted
from assistant.web.who import Who
from index.types import Filters

if TYPE_CHECKING:
    from assistant.answer.talk import Talk
    from assistant.web.screens import Screens
    from index.reader import Reader


def routes(reader: Reader, talk: Talk, screens: Screens) -> APIRouter:
    """POST /ask: the answer is kept, and the reader goes to its conversation's page. A `document` in the form is the only one asked."""
    router = screens.router()

    @router.post("/ask")
    def ask(form: Posted, who: Who) -> RedirectResponse:
        """UsageError for what cannot be asked, NotFound for an unknown conversation, or a document that is gone."""
        question, conversation = form.get("example") or form.get("question"), form.get("conversation") or None
        document = form.get("document")
        if document:
            reader.document(document)  # of one that is gone nothing is found: better to say so
        filters = Filters(documents=(document,) if document else ())
        kept = talk.ask(Asked(question, filters, conversation=conversation, owner=who.id))
        only = f"?{urlencode({'document': document})}" if document else ""
        return RedirectResponse(f"/c/{kept.conversation}{only}#answer-{kept.id}", 303)

    return router


def turns(records: Iterable[Mapping[str, Any]], texts: Mapping[str, str]) -> list[dict[str, Any]]:
    """The turns of a kept conversation as the page shows them; one that was asked again with corrections gives way to its successor."""
    held = list(records)
    corrected = {record["corrects"] for record in held}
    return [_turn(record, texts) for record in held if record["id"] not in corrected]


def _turn(record: Mapping[str, Any], texts: Mapping[str, str]) -> dict[str, Any]:
    answer = record["answer"]
    cited = {c["n"]: c for c in answer["citations"]}
    return {
        "id": record["id"],
        "question": record["question"],
        "answer": answer,
        "citations": cited,
        "sources": {n: addresses.source(c["document"], c["page"], c["start"], c["end"]) for n, c in cited.items()},
        "labels": {n: _label(c, texts) for n, c in cited.items()},
        "spoken": {n: texts.get(f"in_{c['language']}", "") for n, c in cited.items()},
    }


def _label(citation: Mapping[str, Any], texts: Mapping[str, str]) -> str:
    key = "source_label" if citation["page"] is None else "source_label_page"
    return texts[key].format(n=citation["n"], title=citation["title"], page=citation["page"])
