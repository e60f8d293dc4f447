"""A brief as a document: its twelve sections in their order. Knows the sections, nothing of file formats."""

from __future__ import annotations

from assistant.desk.brief.blocks import Laid
from assistant.desk.brief.compared import consultation, differences, matrix
from assistant.desk.brief.figured import aligned, commitments, good_practices, instruments
from assistant.desk.brief.opening import comparability, key_findings, method, scope, territories
from assistant.desk.brief.sheet import Sheet
from assistant.desk.brief.types import Brief

_SECTIONS = (
    scope, key_findings, territories, comparability, matrix, commitments, aligned, instruments, good_practices, differences, consultation, method
)  # fmt: skip


def lay_out(brief: Brief) -> Laid:
    """The whole document, its notes numbered in the order in which they are first met."""
    sheet = Sheet(brief)
    sections = tuple(section(sheet) for section in _SECTIONS)
    return Laid(
        sheet.say("title", topic=brief.topic),
        sheet.say("subtitle", places=", ".join(t.name for t in brief.territories), date=brief.date),
        sheet.say("notice"),
        brief.language,
        brief.date,
        sections,
        tuple(sheet.notes.citations),
        sheet.say("notes"),
        brief.translated,
    )
