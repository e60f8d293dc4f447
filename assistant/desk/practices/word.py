"""Practices as a Word document: a heading and a table a practice, in the form's order. Knows python-docx, nothing of how practices come about."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx import Document
from docx.shared import Cm

from assistant.desk.practices.catalogue import Entry
from assistant.desk.practices.shown import form
from assistant.desk.words import bare

_NARROW, _WIDE = Cm(4.5), Cm(12)


def as_word(entries: Sequence[Entry], title: str = "Good practices") -> bytes:
    """The file's bytes. The style of headings and tables is Word's own, so that an office's template can take it over."""
    document = Document()
    document.core_properties.title = title
    document.add_heading(title, level=0)
    if not entries:
        document.add_paragraph("No practice.")
    for entry in entries:
        document.add_heading(bare(entry.practice.field("title").text), level=1)
        table = document.add_table(rows=0, cols=2, style="Table Grid")
        table.autofit = False
        for column, width in zip(table.columns, (_NARROW, _WIDE), strict=True):
            column.width = width
        for head, text in form(entry):
            cells = table.add_row().cells
            cells[0].width, cells[1].width = _NARROW, _WIDE
            cells[0].paragraphs[0].add_run(bare(head)).bold = True
            cells[1].paragraphs[0].add_run(bare(text))
        document.add_paragraph()
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
