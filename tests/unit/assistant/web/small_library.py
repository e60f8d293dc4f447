"""A small library without an index: real documents and a real PDF, held in memory, and an assistant that answers from a script."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pypdfium2

from assistant.answer.shape import as_json
from assistant.answer.types import Answer, Block, Citation, Event, Sentence
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

    def info(self) -> dict[str, object]:
        return {"documents": len(self.held), "encoder": "none"}


@dataclass
class Scripted:
    """What the routes ask of the assistant: answers with the first sentence of the plan, or breaks as told by the question."""

    library: Library
    asked: list[tuple[str, Filters]] = field(default_factory=list)

    def ask(self, question: str, filters: Filters = Filters()) -> Answer:  # noqa: B008 - frozen
        self.asked.append((question, filters))
        if question == "refuse":
            return Answer(question, "en", "Nothing was found. Searched: 2 documents.", reason="Nothing was found.")
        if question == "break":
            raise RuntimeError("boom")
        text = self.library.held["plan.pdf"].text
        start = text.index("Miasto")
        end = text.index(".", start) + 1
        citation = Citation(1, "plan.pdf", "Plan klimatyczny", 1, "", start, end, text[start:end], 7, "pl")
        return Answer(question, "en", text[start:end], (Block("Plan klimatyczny", (Sentence(text[start:end], (1,)),)),), (citation,))

    def stream(self, question: str, filters: Filters = Filters()) -> Iterator[Event]:  # noqa: B008 - frozen
        answer = self.ask("refuse" if question == "break later" else question, filters)
        yield Event("understood", {"language": "en"})
        if question == "break later":
            raise ProductError("The index went away.")
        for citation in answer.citations:
            yield Event("citation", asdict(citation))
        yield Event("done", as_json(answer))


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
