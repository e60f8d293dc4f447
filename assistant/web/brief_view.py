"""A brief as its page shows it: sections, matrix and notes as plain values with their addresses. Knows briefs and addresses, no templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.desk.brief.analysis import rank
from assistant.desk.brief.blocks import Laid, Paragraph, Picture, Section, Table
from assistant.desk.brief.frame import say
from assistant.desk.brief.layout import lay_out
from assistant.desk.brief.revised import ADDED, HEADING, TITLE, Edit, Revision, may_rewrite, own_words, revised, without_dropped
from assistant.desk.brief.types import Brief, Cell
from assistant.web.addresses import source
from index.errors import NotFound

if TYPE_CHECKING:
    from assistant.answer.types import Citation
    from assistant.desk.comments import Comment
    from index.reader import Reader

MATRIX = 5  # the section whose tables the page replaces by its own
FRESH, CHANGED, GONE = "", "changed", "gone"


@dataclass(frozen=True, slots=True)
class View:
    """A kept brief with what people did to it."""

    brief: Brief  # without what was taken out
    made: Brief  # as the program made it
    laid: Laid  # as people left it
    revision: Revision

    @classmethod
    def of(cls, made: Brief, revision: Revision) -> View:
        """Lay a brief out; its comments are shown beside it, not in it."""
        brief = without_dropped(made, revision.drops)
        texts_only = Revision(revision.edits, revision.drops)
        return cls(brief, made, revised(lay_out(brief), texts_only), revision)

    @property
    def title(self) -> dict[str, Any]:
        """The title with what a form to change it needs."""
        return {"text": self.laid.title, **self._editing(0, TITLE, self.laid.title)}

    def sections(self) -> list[dict[str, Any]]:
        """In their order: title, blocks, and what may be changed of them."""
        return [self._section(n, section) for n, section in enumerate(self.laid.sections, 1)]

    def matrix(self, checked: Mapping[tuple[str, int, int], str]) -> list[dict[str, Any]]:
        """Row by row; `checked` says of each citation whether its document still has it."""
        counts: dict[str, int] = {}
        for comment in self.revision.comments:
            key = row_of(comment)
            counts[key] = counts.get(key, 0) + 1
        cells = {(c.row.key, c.place): c for c in self.brief.cells}
        return [
            {
                "n": n,
                "name": row.names[self.brief.language],
                "comments": counts.get(row.key, 0),
                "cells": [shown_cell(cells[row.key, t.name], self.brief.language, checked) for t in self.brief.territories],
            }
            for n, row in enumerate(self.brief.rows, 1)
        ]

    def notes(self, checked: Mapping[tuple[str, int, int], str]) -> list[dict[str, Any]]:
        """Every quotation with where it stands."""
        language = self.brief.language
        return [
            {
                "n": c.n,
                "quote": " ".join(c.quote.split()),
                "language": c.language,
                "title": c.title,
                "page": say("p", language, page=c.page) if c.page else "",
                "section": c.section.rsplit(" › ", 1)[-1],
                "address": source(c.document, c.page, c.start, c.end),
                "state": checked[place_of(c)],
                "translation": self.brief.translated.get(c.quote, ""),
            }
            for c in self.laid.notes
        ]

    def _section(self, n: int, section: Section) -> dict[str, Any]:
        heading = self._editing(n, HEADING, section.title)
        own = self._editing(n, ADDED, "")
        return {"n": n, "title": section.title, "heading": heading, "added": own, "blocks": list(self._blocks(n, section))}

    def _blocks(self, n: int, section: Section) -> Iterator[dict[str, Any]]:
        """Neighbouring entries of a list as one; pictures are left to the files, the page's own tables say the same."""
        matrix_shown = False
        found: list[dict[str, Any]] = []
        for block in section.blocks:
            if isinstance(block, Picture):
                continue
            if isinstance(block, Table):
                if n != MATRIX:
                    found.append({"kind": "table", "table": block})
                elif not matrix_shown:
                    matrix_shown = True
                    found.append({"kind": "matrix", "table": block})
                continue
            item = {"line": block.line, "edit": self._paragraph(n, block)}
            if found and block.kind in ("bullet", "number") and found[-1]["kind"] == block.kind:
                found[-1]["items"].append(item)
            else:
                found.append({"kind": block.kind, "items": [item]})
        return iter(found)

    def _paragraph(self, n: int, block: Paragraph) -> dict[str, Any] | None:
        return self._editing(n, block.key, own_words(block)) if may_rewrite(n, block) else None

    def _editing(self, section: int, key: str, text: str) -> dict[str, Any]:
        """What a form needs: the text as it stands, and which edit that is."""
        last: Edit | None = self.revision.texts.get((section, key))
        return {
            "section": section,
            "key": key,
            "current": last.text if last and last.text else text,
            "after": last.id if last else 0,
            "by": last if last and last.text else None,
        }


def shown_cell(cell: Cell, language: str, checked: Mapping[tuple[str, int, int], str] | None = None) -> dict[str, Any]:
    """A cell of the matrix as the page, and the progress of a brief, show it."""
    c = cell.citation
    said = cell.dropped or say("none" if c is None else cell.level.replace(" ", "_"), language)
    shown = {"place": cell.place, "row": cell.row.key, "level": said, "depth": rank(cell.level), "dropped": bool(cell.dropped), "quote": ""}
    if c is None:
        return shown
    return {
        **shown,
        "quote": " ".join(c.quote.split()),
        "language": c.language,
        "title": c.title,
        "page": say("p", language, page=c.page) if c.page else "",
        "address": source(c.document, c.page, c.start, c.end),
        "state": checked[place_of(c)] if checked else FRESH,
    }


def check(reader: Reader, citations: list[Citation]) -> dict[tuple[str, int, int], str]:
    """Of each citation whether its document still says it there: FRESH, CHANGED, or GONE with its document."""
    texts: dict[str, str | None] = {}
    found = {}
    for c in citations:
        if c.document not in texts:
            try:
                texts[c.document] = reader.text(c.document)
            except NotFound:
                texts[c.document] = None
        text = texts[c.document]
        found[place_of(c)] = GONE if text is None else FRESH if text[c.start : c.end] == c.quote else CHANGED
    return found


def place_of(citation: Citation) -> tuple[str, int, int]:
    """Where a citation stands."""
    return citation.document, citation.start, citation.end


def row_of(comment: Comment) -> str:
    """The key of the row that a comment is on; "" for the whole brief."""
    return comment.target.partition("/")[2]
