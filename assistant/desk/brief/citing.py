"""A sentence of a passage as a citation with its page. Knows pages and tables of documents, nothing of why it is cited."""

from __future__ import annotations

from assistant.answer.types import Citation
from index.reader import Reader
from index.types import Passage, Record


def cite(reader: Reader, passage: Passage, record: Record, start: int, end: int) -> Citation:
    """The slice text[start:end] of a passage's document; numbered when the brief is laid out."""
    document = reader.document(passage.document)
    page = next((p.number for p in document.pages if p.start <= start < p.end), None)
    header = next((t.header for t in document.tables if t.start <= start < t.end), "")
    section = " › ".join(passage.section)
    quote = document.text[start:end]
    return Citation(0, passage.document, record.title, page, section, start, end, quote, passage.id, passage.language, header)
