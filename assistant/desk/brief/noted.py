"""A note of a brief as one line: document, page, section and the whole quotation. Knows citations, no file formats."""

from __future__ import annotations

from assistant.answer.types import Citation
from assistant.desk.brief.blocks import Laid, Run
from assistant.desk.brief.frame import say

_SECTION = 90  # characters of a section's path


def noted(citation: Citation, laid: Laid) -> tuple[Run, ...]:
    """Name in the index, page or section, the quotation in full, and its translation marked as such; the first of a document has its title."""
    language = laid.language
    page = say("p", language, page=citation.page) if citation.page else ""
    section = citation.section.rsplit(" › ", 1)[-1][:_SECTION]
    where = ", ".join(filter(None, (citation.document, page, section)))
    first = next(c.n for c in laid.notes if c.document == citation.document) == citation.n
    quotation = Run(say("quote", language, text=" ".join(citation.quote.split())), "quote", 0, citation.language)
    translated = laid.translated.get(citation.quote)
    return (
        Run(f"{citation.title} ({where}): " if first else f"{where}: "),
        quotation,
        *([Run(f" [{say('translation', language, text=translated)}]")] if translated else []),
    )
