"""A brief as the bytes of a file, by the format's name. Knows the formats, nothing of how a brief is made."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.desk.brief.as_csv import as_csv
from assistant.desk.brief.as_html import as_html
from assistant.desk.brief.as_json import as_json
from assistant.desk.brief.as_markdown import as_markdown
from assistant.desk.brief.blocks import Laid
from assistant.desk.brief.frame import say
from assistant.desk.brief.layout import lay_out
from assistant.desk.brief.revised import UNCHANGED, Revision, annex, revised, without_dropped
from assistant.desk.brief.types import Brief
from assistant.desk.comments import Comment
from index.errors import UsageError

DOCX, MARKDOWN, HTML, CSV, JSON = FORMATS = ("docx", "md", "html", "csv", "json")
MEDIA_TYPES = {
    DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    MARKDOWN: "text/markdown; charset=utf-8",
    HTML: "text/html; charset=utf-8",
    CSV: "text/csv; charset=utf-8",
    JSON: "application/json",
}


def export(brief: Brief, form: str, revision: Revision = UNCHANGED) -> bytes:
    """The file's bytes, with what people changed of the brief and said of it. UsageError for an unknown format."""
    if form not in FORMATS:
        raise UsageError(f"There is no format {form!r}: choose from {', '.join(FORMATS)}.")
    brief = without_dropped(brief, revision.drops)
    if form == CSV:
        return as_csv(brief).encode("utf-8-sig")  # by its mark a spreadsheet knows UTF-8
    laid = revised(lay_out(brief), revision)
    if form == DOCX:
        from assistant.desk.brief.as_word import as_word  # half a second to import: only where Word is asked for

        return as_word(laid)
    if form == JSON:
        return as_json(brief, laid, revision).encode()
    return (as_html(laid) if form == HTML else as_markdown(laid)).encode()


def annex_as_word(comments: Sequence[Comment], title: str, brief: Brief) -> bytes:
    """The comments on a brief as a Word document of their own, in the brief's language."""
    from assistant.desk.brief.as_word import as_word

    title = say("annex_of", brief.language, title=title)
    sections = (annex(comments, brief.language),)
    return as_word(Laid(title, brief.date, "", brief.language, brief.date, sections, (), say("notes", brief.language)))
