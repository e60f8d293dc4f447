"""A sentence of a passage as a citation with its page. Knows pages and tables of documents, nothing of why it is cited."""

from __future__ import annotations

from assistant.answer.types import Citation
from index.reader import Reader
from index.types import Passage, Record

_MARKS = " \t\r\n\u00a0|•·▪*>"


def cite(reader: Reader, passage: Passage, record: Record, start: int, end: int) -> Citation:
    """The slice text[start:end] of a passage's document without the marks of tables and lists around it; numbered when the brief is laid out."""
    document = reader.document(passage.document)
    start, end = _bare(document.text, start, end)
    page = next((p.number for p in document.pages if p.start <= start < p.end), None)
    header = next((t.header for t in document.tables if t.start <= start < t.end), "")
    section = " › ".join(passage.section)
    quote = document.text[start:end]
    return Citation(0, passage.document, record.title, page, section, start, end, quote, passage.id, passage.language, header)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    bare = inner.strip(_MARKS)
    if not bare:
        return start, end
    start += len(inner) - len(inner.lstrip(_MARKS))
    return start, start + len(bare)
