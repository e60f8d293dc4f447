"""What people may change of a brief, and what stays as the documents have it."""

from __future__ import annotations

import csv
import io
import json

import docx
import pytest

from assistant.desk.brief.blocks import Laid, Paragraph, Run, Table
from assistant.desk.brief.export import annex_as_word, export
from assistant.desk.brief.layout import lay_out
from assistant.desk.brief.revised import (
    ADDED,
    HEADING,
    LONGEST_TEXT,
    REWRITTEN,
    TITLE,
    Drop,
    Edit,
    Revision,
    check,
    may_rewrite,
    own_words,
    revised,
    without_dropped,
)
from assistant.desk.brief.types import NONE, Brief
from assistant.desk.comments import Comment
from index.errors import UsageError

DAY = "2026-11-24T10:00:00+00:00"
COMMENT = Comment(1, "row", "b1/financing", "Financing", "Ewa Lis", "Who pays in 2027?", DAY)


def edited(section: int, key: str, text: str, n: int = 1) -> Edit:
    return Edit(n, section, key, text, "Anna Nowak", DAY)


def texts(laid: Laid, section: int) -> list[str]:
    return ["".join(r.text for r in b.line) for b in laid.sections[section - 1].blocks if isinstance(b, Paragraph)]


def quotations(laid: Laid) -> list[Run]:
    """Every run of a document's words, in lists and tables."""
    lines = [b.line for s in laid.sections for b in s.blocks if isinstance(b, Paragraph)]
    lines += [line for s in laid.sections for b in s.blocks if isinstance(b, Table) for row in b.rows for c in row for line in c.lines]
    return [run for line in lines for run in line if run.style == "quote"]


def test_headings_title_and_own_sentences_are_changed_and_signed(brief: Brief) -> None:
    before = lay_out(brief)
    key = next(b.key for b in before.sections[9].blocks if isinstance(b, Paragraph) and b.key.startswith("common"))
    edits = (edited(0, TITLE, "Repairs in three towns"), edited(10, HEADING, "What differs"), edited(10, key, "Little is common."))
    laid = revised(before, Revision(edits))
    assert (laid.title, laid.sections[9].title) == ("Repairs in three towns", "What differs")
    assert laid.subtitle == f"{before.subtitle} · edited by Anna Nowak, 2026-11-24"
    assert texts(laid, 10)[0] == "(edited by Anna Nowak, 2026-11-24)"
    assert "Little is common. (edited by Anna Nowak, 2026-11-24)" in texts(laid, 10)


def test_a_rewritten_sentence_keeps_its_quotation_and_note(brief: Brief) -> None:
    before = lay_out(brief)
    finding = next(b for b in before.sections[1].blocks if isinstance(b, Paragraph) and b.kind == "number")
    after = revised(before, Revision((edited(2, finding.key, "The town measures what it does."),)))
    own = next(b for b in after.sections[1].blocks if isinstance(b, Paragraph) and b.key == finding.key)
    assert own.line[0] == Run("The town measures what it does. ", "strong")
    assert own.line[1:3] == finding.line[1:3]
    assert quotations(after) == quotations(before)


def test_no_text_with_a_documents_words_can_be_rewritten(brief: Brief) -> None:
    laid = lay_out(brief)
    for n, section in enumerate(laid.sections, 1):
        for block in section.blocks:
            if isinstance(block, Paragraph) and may_rewrite(n, block):
                assert n in REWRITTEN
                assert all(run.text.strip("“”") not in own_words(block) for run in block.line if run.style == "quote")


def test_own_text_is_added_at_the_end_of_a_section(brief: Brief) -> None:
    laid = revised(lay_out(brief), Revision((edited(8, ADDED, "First thought.\n\nSecond thought."),)))
    assert texts(laid, 8)[-2:] == ["First thought.", "Second thought. (added by Anna Nowak, 2026-11-24)"]


def test_an_emptied_text_is_the_programs_again(brief: Brief) -> None:
    back = Revision((edited(11, HEADING, "To discuss", 1), edited(11, HEADING, "", 2)))
    assert revised(lay_out(brief), back) == lay_out(brief)


@pytest.mark.parametrize(
    ("section", "key"), [(0, HEADING), (13, HEADING), (5, "levels"), (12, "method_search"), (10, "nonsense"), (-1, ADDED)]
)
def test_other_texts_cannot_be_changed(brief: Brief, section: int, key: str) -> None:
    with pytest.raises(UsageError) as caught:
        check(lay_out(brief), section, key, "x")
    assert caught.value.key == "text_unknown"


def test_a_text_that_is_too_long_is_one_sentence(brief: Brief) -> None:
    check(lay_out(brief), 10, ADDED, "x" * LONGEST_TEXT)
    with pytest.raises(UsageError, match="at most 5,000"):
        check(lay_out(brief), 10, ADDED, "x" * (LONGEST_TEXT + 1))


def dropped(brief: Brief, reason: str = "speaks of the region") -> tuple[Drop, ...]:
    cell = next(c for c in brief.cells if c.citation and c.row.key == "financing")
    return (Drop(1, cell.row.key, cell.place, reason, "Ewa Lis", DAY),)


def test_a_cell_is_taken_out_with_its_reason_and_is_no_longer_quoted(brief: Brief) -> None:
    own = without_dropped(brief, dropped(brief))
    cell = next(c for c in own.cells if c.dropped)
    assert (cell.level, cell.citation, cell.dropped) == (NONE, None, "taken out by Ewa Lis: speaks of the region")
    laid = lay_out(own)
    quote = next(c.citation for c in brief.cells if c.citation and c.row.key == "financing")
    assert quote is not None
    shown = [b for b in laid.sections[1].blocks if isinstance(b, Paragraph) and b.key == "finding/financing"]
    assert shown == []
    assert not any("Lipnice: ask for documents or a statement on Financing" in t for t in texts(laid, 11))


def test_a_cell_that_was_given_back_is_as_before(brief: Brief) -> None:
    back = (*dropped(brief), *dropped(brief, ""))
    assert without_dropped(brief, back) == brief


def test_files_hold_what_people_changed_and_said(brief: Brief) -> None:
    revision = Revision((edited(10, HEADING, "What differs"),), dropped(brief), (COMMENT,))
    word = docx.Document(io.BytesIO(export(brief, "docx", revision)))
    headings = [p.text for p in word.paragraphs if p.style.name == "Heading 1"]
    assert headings[9] == "10 What differs"
    assert headings[-1] == "13 Annex: comments of the consultation"
    assert [c.text for c in word.tables[-1].rows[1].cells] == ["Ewa Lis", "2026-11-24", "Who pays in 2027?"]
    assert "taken out by Ewa Lis: speaks of the region" in export(brief, "md", revision).decode()
    assert "Who pays in 2027?" in export(brief, "html", revision).decode()
    rows = list(csv.DictReader(io.StringIO(export(brief, "csv", revision).decode("utf-8-sig"))))
    assert [r["taken out"] for r in rows if r["taken out"]] == ["taken out by Ewa Lis: speaks of the region"]
    data = json.loads(export(brief, "json", revision))
    assert [data["edits"][0]["text"], data["comments"][0]["author"]] == ["What differs", "Ewa Lis"]
    assert len(data["sections"]) == 13


def test_the_annex_alone_is_a_document_in_the_briefs_language(brief: Brief) -> None:
    annex = docx.Document(io.BytesIO(annex_as_word((COMMENT,), "Repairs", brief)))
    assert annex.paragraphs[0].text == "Comments on: Repairs"
    assert annex.tables[0].rows[0].cells[2].text == "Comment"
    assert "No comments were made." in [p.text for p in docx.Document(io.BytesIO(annex_as_word((), "Repairs", brief))).paragraphs]
