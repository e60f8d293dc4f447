"""Comments as CSV, as lines, and as an annex in Word for a consultation round. Knows the formats, nothing of how comments are kept."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import groupby

from docx import Document

from assistant.desk.comments import KINDS, Comment
from assistant.desk.exports import written
from assistant.desk.words import bare

COLUMNS = ("id", "on", "target", "about", "author", "date", "comment")
HEADS = {"passage": "On passages", "answer": "On answers", "row": "On rows of briefs", "practice": "On practices"}


def as_csv(comments: Sequence[Comment]) -> str:
    """A line a comment (RFC 4180)."""
    return written(COLUMNS, ((c.id, c.kind, c.target, c.about, c.author, c.date, c.text) for c in comments))


def as_list(comments: Sequence[Comment]) -> str:
    """What a terminal shows."""
    lines = [f"{c.id}: {c.author}, {c.date}, on {c.kind} {c.about or c.target}: {c.text}" for c in comments]
    return "\n".join([*lines, f"{len(comments)} comments."])


def as_word(comments: Sequence[Comment]) -> bytes:
    """The annex: by what they are on, then by target, a table of who said what and when."""
    document = Document()
    document.core_properties.title = "Annex: comments"
    document.add_heading("Annex: comments", level=0)
    if not comments:
        document.add_paragraph("No comments were made.")
    ordered = sorted(comments, key=lambda c: (KINDS.index(c.kind), c.about or c.target, c.id))
    for kind, of_kind in groupby(ordered, key=lambda c: c.kind):
        document.add_heading(HEADS[kind], level=1)
        for about, said in groupby(of_kind, key=lambda c: c.about or c.target):
            document.add_heading(bare(about), level=2)
            table = document.add_table(rows=1, cols=3, style="Table Grid")
            for cell, head in zip(table.rows[0].cells, ("Author", "Date", "Comment"), strict=True):
                cell.paragraphs[0].add_run(head).bold = True
            for c in said:
                for cell, text in zip(table.add_row().cells, (c.author, c.date[:10], c.text), strict=True):
                    cell.paragraphs[0].add_run(bare(text))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
