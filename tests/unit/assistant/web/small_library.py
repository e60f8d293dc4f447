"""A small library without an index: real documents and a real PDF, held in memory, and an assistant that answers from a script."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import pypdfium2

from assistant.answer.shape import query_as_json
from assistant.answer.types import Answer, Block, Citation, Corrections, Event, Evidence, Made, Query, Sentence, Turn
from index.errors import NotFound, ProductError
from index.schema import Listed
from index.types import Document, Filters, Page, Passage, Record
from ingest.clean import pack

GUIDE = """# Průvodce

Úvod 🚋 do dopravy.

## Tramvaje

Město koupí 12 tramvají <script>alert(1)</script> do roku 2029.

## Autobusy

Autobusy pojedou na baterie."""


@dataclass
class Library:
    """What the routes ask of index.reader.Reader."""

    folder: Path
    held: dict[str, Document] = field(default_factory=dict)

    def documents(self) -> list[Listed]:
        return [Listed(i, d.name, d.sha256, d.format, d.record, d.warnings, len(d.pages), 1) for i, d in enumerate(self.held.values(), 1)]

    def document(self, name: str) -> Document:
        if name not in self.held:
            raise NotFound(f"No document is named “{name}” in the index.")
        return self.held[name]

    def file(self, name: str) -> Path:
        path = self.folder / name
        if hashlib.sha256(path.read_bytes()).hexdigest() != self.document(name).sha256:
            raise ProductError(f"The stored copy of {name} is not the file that was read: ingest the document again.")
        return path

    def passage(self, passage_id: int) -> Passage:
        if passage_id != 7:
            raise NotFound(f"There is no passage {passage_id} in the index.")
        plan = self.held["plan.pdf"]
        return Passage("plan.pdf", 0, 5, plan.text[0:5], 1, ("Plan klimatyczny",), id=7, language="pl")

    missing = ""
    warning = ""
    stale = False

    def info(self) -> dict[str, object]:
        return {"documents": len(self.held), "encoder": "none", "generation": 3, "schema": "2", "analysis": "a"}


@dataclass
class Scripted:
    """What the routes ask of the assistant: answers with the first sentence of the plan, or breaks as told by the question."""

    library: Library
    asked: list[tuple[str, Filters]] = field(default_factory=list)
    corrected: list[Corrections] = field(default_factory=list)
    conversations: list[list[str]] = field(default_factory=list)  # the turns before each question

    def steps(
        self, question: str, filters: Filters, corrections: Corrections, conversation: Sequence[Turn]
    ) -> Generator[Event, None, Made]:
        self.asked.append((question, filters))
        self.corrected.append(corrections)
        self.conversations.append([turn.text for turn in conversation])
        if question == "break":
            raise RuntimeError("boom")
        query = Query(question, "en", question, filters=filters)
        understood = query_as_json(query)
        yield Event("understood", understood)
        if question == "break later":
            raise ProductError("The index went away.")
        made = self._refusal(query) if question == "refuse" else self._answer(query)
        yield from self._shown(made.answer)
        return replace(made, answer=replace(made.answer, understood=understood))

    def _shown(self, answer: Answer) -> Iterator[Event]:
        if answer.reason:
            yield Event("refusal", {"text": answer.text, "reason": answer.reason})
        for block in answer.blocks:
            yield Event("heading", {"text": block.heading})
            yield Event("citation", asdict(answer.citations[0]))
            yield Event("sentence", {"text": block.sentences[0].text, "citations": [1]})

    def _refusal(self, query: Query) -> Made:
        return Made(Answer(query.text, "en", "Nothing was found. Searched: 2 documents.", reason="Nothing was found."), query, ())

    def _answer(self, query: Query) -> Made:
        plan = self.library.held["plan.pdf"]
        start = plan.text.index("Miasto")
        end = plan.text.index(".", start) + 1
        quote = plan.text[start:end]
        citation = Citation(1, "plan.pdf", "Plan klimatyczny", 1, "", start, end, quote, 7, "pl")
        evidence = Evidence(replace(self.library.passage(7), start=start, end=end, text=quote), plan.record, 0.5)
        block = Block("Plan klimatyczny", (Sentence(quote, (1,)),))
        text = f"What the documents say:\n\nPlan klimatyczny\n• {quote} [1]"
        return Made(Answer(query.text, "en", text, (block,), (citation,)), query, (evidence,))


def read_raw(path: Path, name: str) -> Document:
    """A PDF whose stored text is pdfium's own, character for character: the map is then known without ingestion."""
    pages, texts, start = [], [], 0
    pdf = pypdfium2.PdfDocument(path)
    for number in range(1, len(pdf) + 1):
        text = pdf[number - 1].get_textpage().get_text_range()
        pages.append(Page(number, start, start + len(text), pack(range(len(text)))))
        texts.append(text)
        start += len(text)
    pdf.close()
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return Document(name, sha256, "pdf", "".join(texts), Record("Plan klimatyczny", "PL", "Zażółcin", language="pl"), tuple(pages))
