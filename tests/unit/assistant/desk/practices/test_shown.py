"""Practices as the form, CSV, JSON and Word."""

from __future__ import annotations

import csv
import io

from docx import Document

from assistant.desk.practices.catalogue import Entry, Practices
from assistant.desk.practices.shown import COLUMNS, as_csv, as_form, as_json, as_list
from assistant.desk.practices.types import PLANNED
from assistant.desk.practices.validation import Step
from assistant.desk.practices.word import as_word
from index.reader import Reader

STEP = Step(1, "x", "checked", "Anna Nowak", "", "2026-05-04T10:00:00+00:00")


def plan(reader: Reader) -> Entry:
    return Entry(next(p for p in Practices(reader).all() if p.strength == PLANNED), (STEP,))


def test_the_form_has_its_parts_in_order_with_counters(reader: Reader) -> None:
    text = as_form([plan(reader)])
    heads = [
        "Title (40/100)",
        "Place and scope",
        "Summary (77/160)",
        "Detailed information",
        "Resources needed",
        "From–to",
        "Results that are expected",
    ]
    heads += ["Difficulties", "Potential for learning", "Strength of evidence", "Sources", "Validation"]
    places = [text.index(head) for head in heads]
    assert places == sorted(places)
    assert "planned only: this is a plan, no result is reported" in text
    assert "kitchen waste → compost" in text
    assert "checked by Anna Nowak, 2026-05-04T10:00:00+00:00" in text


def test_a_line_of_the_csv(reader: Reader) -> None:
    header, line = csv.reader(io.StringIO(as_csv([plan(reader)])))
    assert tuple(header) == COLUMNS
    row = dict(zip(header, line, strict=True))
    assert (row["status"], row["strength of evidence"], row["place"], row["procurement"]) == ("checked", "planned only", "Lipnice", "yes")
    assert (row["evidence"], row["from"], row["streams"]) == ("3,000 t of compost a year", "2026", "kitchen waste → compost")


def test_json_says_where_each_sentence_stands(reader: Reader) -> None:
    found = as_json(plan(reader))
    fields = found["fields"]
    assert isinstance(fields, list)
    assert (found["plan"], fields[0]["characters"], fields[0]["limit"]) == (True, 40, 100)
    quote = fields[0]["quotes"][0]
    assert quote["source"] == f"/api/marks?document=lipnice.md&start={quote['start']}&end={quote['end']}"


def test_word_holds_the_same_text_as_the_form(reader: Reader) -> None:
    document = Document(io.BytesIO(as_word([plan(reader)])))
    assert [p.text for p in document.paragraphs if p.style.name == "Heading 1"] == ["A new composting plant for kitchen waste"]
    assert [round(column.width.cm, 1) for column in document.tables[0].columns] == [4.5, 12.0]
    cells = {row.cells[0].text: row.cells[1].text for row in document.tables[0].rows}
    assert cells["Title (40/100)"] == "A new composting plant for kitchen waste"
    assert cells["By-product → product"] == "kitchen waste → compost"


def test_nothing_found_is_said(reader: Reader) -> None:
    assert as_form([]) == "No practice."
    assert as_list([]) == "0 practices."
    assert "No practice." in [p.text for p in Document(io.BytesIO(as_word([]))).paragraphs]
