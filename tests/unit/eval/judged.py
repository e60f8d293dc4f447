"""An answer on invented documents, for the tests of metrics: whatever a test does not name is as a right answer has it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.answer.verify.check import Cited
from eval.cases.schema import Case
from eval.metrics.all import BY_NAME
from eval.metrics.metric import Judged, judged
from index.errors import NotFound
from index.types import Page

TEXTS = {
    "lesna.pdf": "Lesná buys 12 electric buses in 2027. They cost EUR 9 million.\nThe depot is in Dolná Street.",
    "brezno.pdf": "Březno plants 300 trees a year.",
    "notes.md": "Nothing is decided.",
}
PAGES = {
    "lesna.pdf": (Page(1, 0, 62), Page(2, 63, 92)),
    "brezno.pdf": (Page(1, 0, 31),),
}


class Shelf:
    """The documents above."""

    def text(self, name: str) -> str:
        if name not in TEXTS:
            raise NotFound(f"There is no document {name}.")
        return TEXTS[name]

    def pages(self, name: str) -> tuple[Page, ...]:
        return PAGES.get(name, ())


def contains(sentence: str, language: str, texts: Sequence[Cited]) -> bool:
    """A support test that can be computed in the head: all words of the sentence stand in the cited texts together."""
    return set(sentence.split()) <= {word for one in texts for word in one.text.split()}


def case(kind: str = "fact", *gold: tuple[str, str], **other: Any) -> Case:
    row = {
        "id": "t-1",
        "kind": kind,
        "question": {"en": "What does Lesná buy?"},
        "answerable": kind != "unanswerable",
        "gold": tuple({"doc": doc, "quote": quote} for doc, quote in gold),
        "searched": ({"words": "bus"},) if kind == "unanswerable" else (),
    }
    return Case.model_validate({**row, **other})


BUSES = ("lesna.pdf", "Lesná buys 12 electric buses in 2027.")
COST = ("lesna.pdf", "They cost EUR 9 million.")
TREES = ("brezno.pdf", "Březno plants 300 trees a year.")


def hit(document: str, text: str) -> dict[str, Any]:
    return {"passage_id": 1, "document": document, "page": 1, "score": 1.0, "text": text}


def citation(n: int, document: str, quote: str, page: int | None = 1, start: int | None = None) -> dict[str, Any]:
    at = TEXTS.get(document, "").find(quote) if start is None else start
    return {
        "n": n,
        "document": document,
        "title": "A plan",
        "page": page,
        "section": "",
        "start": at,
        "end": at + len(quote),
        "quote": quote,
        "language": "en",
    }


def answer(**parts: Any) -> dict[str, Any]:
    sentences = parts.pop("sentences", [])
    return {
        "language": "en",
        "refused": False,
        "reason": None,
        "answer": " ".join(s["text"] for s in sentences),
        "sentences": sentences,
        "citations": [],
        "hits": [],
        "understood": {},
        "confidence": 0.9,
        "seconds": 0.1,
        **parts,
    }


def refusal(**parts: Any) -> dict[str, Any]:
    return answer(refused=True, reason="There is no evidence.", answer="There is no evidence.", **parts)


def sentence(text: str, *citations: int) -> dict[str, Any]:
    return {"text": text, "citations": list(citations)}


def one(asked: Case, given: dict[str, Any], language: str = "en") -> Judged:
    return judged(asked, language, given, Shelf(), contains)


def value(name: str, asked: Case, given: dict[str, Any], language: str = "en") -> float | None:
    return BY_NAME[name].of(one(asked, given, language))
