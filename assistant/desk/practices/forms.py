"""Forms that describe actions: a cell with a label, beside it what the action's name, description, effect or cost is. Knows labels and rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from assistant.desk.practices.cues import label
from index.types import Document
from ingest.tag.quantities.rows import Cell, cells, is_row, is_rule, lines

Span = tuple[int, int]
_LABEL = 120  # characters; a longer cell is no label
_CRUMB = 3  # characters; a shorter line is a page's number
_LINES = 90  # of one form: further on, its labels have ended
_REPEATED = 4  # a line that stands so often in a document is furniture of its pages
_heading = re.compile(r"#|\W*[A-Z]-\d+(?:\.\d+)*\W")
_code = re.compile(r"(?:Action|Działanie|Opatření|Opatrenie|Intézkedés)?\s*[A-Z]{0,4}\s?-?\s?\d{0,3}\W*", re.IGNORECASE)


@dataclass(slots=True)
class Form:
    """One action: spans in the document's text by part (name, detail, who, evidence, resources)."""

    parts: dict[str, list[Span]] = field(default_factory=dict)


def forms(document: Document, language: str) -> Iterator[Form]:
    """The forms of a document in order; those without a name, or without a description or an effect, are left out."""
    form, part, read = Form(), "", 0
    often = Counter(line.strip() for line in document.text.split("\n"))
    for start, end in lines(document.text):
        line = document.text[start:end]
        if not line.strip() or is_rule(line) or (not is_row(line) and (often[line.strip()] >= _REPEATED or len(line.strip()) < _CRUMB)):
            continue
        read += 1
        found, value = _labelled(cells(document.text, start, end), language) if is_row(line) else ("", None)
        if found == "name" or (not found and _heading.match(line)) or read > _LINES:
            yield from _whole(form)
            form, part, read = Form(), "", 0
        if found:
            part = found if found == "name" or form.parts else ""
        elif part:
            value = _last(cells(document.text, start, end)) if is_row(line) else (start, end)
        if part and value and not (part == "name" and _named(form, document.text)):
            form.parts.setdefault(part, []).append(value)
    yield from _whole(form)


def _whole(form: Form) -> Iterator[Form]:
    if form.parts.get("name") and (form.parts.get("detail") or form.parts.get("evidence")):
        yield form


def _labelled(row: list[Cell], language: str) -> tuple[str, Span | None]:
    """The part that a row announces, by the label nearest to its value."""
    filled = [cell for cell in row if cell.text]
    for name, value in reversed(list(pairwise(filled))):
        if len(name.text) <= _LABEL and (part := label(name.text, language)):
            return part, (value.start, value.end)
    return "", None


def _last(row: list[Cell]) -> Span | None:
    return next(((cell.start, cell.end) for cell in reversed(row) if cell.text), None)


def _named(form: Form, text: str) -> bool:
    """Whether a form has its name; a code alone ("Action E-1") is none."""
    spans = form.parts.get("name", [])
    if spans and _code.fullmatch(text[slice(*spans[0])].strip()):
        spans.clear()
    return bool(spans)
