"""A note of a brief as one line: document, page, section and the whole quotation. Knows citations, no file formats."""

from __future__ import annotations

from assistant.answer.types import Citation
from assistant.desk.brief.blocks import Run
from assistant.desk.brief.frame import say

_SECTION = 90  # characters of a section's path


def noted(citation: Citation, language: str) -> tuple[Run, ...]:
    """Title, name in the index, page or section, and the quotation in full."""
    page = say("p", language, page=citation.page) if citation.page else ""
    section = citation.section.rsplit(" › ", 1)[-1][:_SECTION]
    where = ", ".join(filter(None, (citation.document, page, section)))
    return (
        Run(f"{citation.title} ({where}): "),
        Run(say("quote", language, text=" ".join(citation.quote.split())), "quote", 0, citation.language),
    )
