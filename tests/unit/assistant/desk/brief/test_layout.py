"""A brief laid out: twelve sections, notes in the order in which they are met, and what each section says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from assistant.answer.types import Citation
from assistant.desk.brief.blocks import Laid, Notes, Paragraph, Picture, Run, Section, Table
from assistant.desk.brief.frame import say
from assistant.desk.brief.layout import lay_out
from assistant.desk.brief.make import make
from assistant.desk.brief.sheet import shortened
from assistant.desk.brief.types import Brief, Practice, Wanted
from index.languages import LANGUAGES
from index.reader import Reader
from tests.encoders import CountingEncoder
from tests.unit.assistant.desk.brief.small_brief import LIPNICE, TOPIC


def runs(section: Section) -> Iterator[Run]:
    for block in section.blocks:
        if isinstance(block, Paragraph):
            yield from block.line
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    for line in cell.lines:
                        yield from line


def words(section: Section) -> str:
    return "\n".join("".join(run.text for run in b.line) for b in section.blocks if isinstance(b, Paragraph))


def tables(section: Section) -> list[Table]:
    return [b for b in section.blocks if isinstance(b, Table)]


@pytest.fixture(scope="module")
def laid(brief: Brief) -> Laid:
    return lay_out(brief)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_twelve_sections_stand_in_their_order_in_each_language(brief: Brief, language: str) -> None:
    found = lay_out(replace(brief, language=language))
    assert [s.title for s in found.sections] == [say(f"s{n}", language) for n in range(1, 13)]
    assert all(s.blocks for s in found.sections)


def test_notes_are_numbered_in_the_order_in_which_they_are_met(laid: Laid) -> None:
    met = list(dict.fromkeys(run.note for section in laid.sections for run in runs(section) if run.note))
    assert met == list(range(1, len(laid.notes) + 1))
    assert [c.n for c in laid.notes] == met


def test_a_citation_keeps_its_number() -> None:
    notes = Notes()
    one, other = (Citation(0, "a.md", "A", 1, "", start, start + 3, "abc", 1, "en") for start in (0, 5))
    assert [notes.number(c) for c in (one, other, one)] == [1, 2, 1]
    assert [c.n for c in notes.citations] == [1, 2]


def test_the_first_section_says_what_was_asked_and_what_was_not_read(laid: Laid) -> None:
    said = words(laid.sections[0])
    assert "What do the documents of these places say on “circular economy”, and how far do they go: Lipnice, Olszanka, Vodník?" in said
    assert "Documents read: 3." in said
    assert "not considered: 1." in said
    assert laid.date in said


def test_each_finding_has_its_sentence_with_a_note(laid: Laid) -> None:
    found = [b for b in laid.sections[1].blocks if isinstance(b, Paragraph) and b.kind == "number"]
    assert len(found) == 5
    assert found[0].line[0].text.startswith("Data and assessment: Lipnice goes furthest (monitored); evidence in 1 of 3 places.")
    assert found[0].line[1].text == f"“{LIPNICE[3]}”"
    assert all(line.line[1].note for line in found)


def test_territories_and_documents_are_compared(laid: Laid) -> None:
    (facts,), (documents,) = tables(laid.sections[2]), tables(laid.sections[3])
    assert ["".join(r.text for r in line) for c in facts.rows[0] for line in c.lines] == [
        "Lipnice", "Czechia", "not stated", "1", "circular economy", "2024–2030", "English",
    ]  # fmt: skip
    assert [row[3].lines[0][0].text for row in documents.rows] == ["period runs until 2030", "period ended in 2020", "not stated"]
    said = words(laid.sections[3])
    assert "end in different years (2020, 2030)" in said
    assert "is over: olszanka.txt." in said


def test_the_matrix_has_a_cell_for_each_pair_and_says_where_there_is_no_evidence(laid: Laid) -> None:
    (table,) = tables(laid.sections[4])
    assert table.head == ("Row", "Lipnice", "Olszanka", "Vodník")
    assert len(table.rows) == 13
    assert {row[3].lines[0][0].text for row in table.rows} == {"no evidence in the indexed documents"}
    data = table.rows[11]
    assert [c.shade for c in data] == [0, 4, 0, 0]
    assert data[1].lines[0][0].text == "monitored"
    (picture,) = [b for b in laid.sections[4].blocks if isinstance(b, Picture)]
    assert picture.values[11] == (4, 0, 0)
    assert "Data and assessment: Lipnice monitored, Olszanka no evidence in the indexed documents" in picture.alt


def test_many_places_are_set_in_tables_of_about_equal_width_on_a_wide_page(brief: Brief) -> None:
    names = [f"Town {i}" for i in range(9)]
    territories = tuple(replace(brief.territories[0], name=name) for name in names)
    lipnice = [c for c in brief.cells if c.place == "Lipnice"]
    many = replace(brief, territories=territories, cells=tuple(replace(c, place=name) for c in lipnice for name in names))
    section = lay_out(many).sections[4]
    assert section.wide
    assert [t.head[1:] for t in tables(section)] == [tuple(names[:5]), tuple(names[5:])]


def test_figures_stand_as_they_were_read(laid: Laid) -> None:
    (targets,) = tables(laid.sections[5])
    assert [c.lines[0][0].text for c in targets.rows[0]] == ["Lipnice", "things brought back", "", "60", "%", "2030", "p.\u00a01"]
    money = tables(laid.sections[7])[1]
    assert [c.lines[0][0].text for c in money.rows[0]][:4] == ["Lipnice", "repair shops", "40,000 EUR", "LIFE"]


def test_goals_are_a_picture_and_a_table(laid: Laid) -> None:
    (picture,) = [b for b in laid.sections[6].blocks if isinstance(b, Picture)]
    assert picture.values[11] == (1, 0, 0)
    (table,) = tables(laid.sections[6])
    assert table.rows[11][1].lines[0][0].text == "1 (1)"


def test_a_practice_is_labelled_with_what_proves_it_and_who_checked_it(brief: Brief) -> None:
    citation = next(c.citation for c in brief.cells if c.citation)
    own = replace(brief, practices=(Practice("Lipnice", "abc", "self-reported", "checked", (citation,)),))
    assert "Lipnice (results reported by the document itself; checked by a person):" in words(lay_out(own).sections[8])


def test_without_a_practice_on_the_topic_the_section_says_so(laid: Laid) -> None:
    assert "No practice of the catalogue in these places is on “circular economy”" in words(laid.sections[8])


def test_what_is_drawn_from_the_matrix_is_marked_as_analysis(laid: Laid) -> None:
    for section in laid.sections[9:11]:
        first = section.blocks[0]
        assert isinstance(first, Paragraph)
        assert first.kind == "analysis"
        assert "no document says it in these words" in "".join(r.text for r in first.line)
    said = words(laid.sections[9])
    assert "Financing – ahead: Lipnice (funded); no evidence: Vodník." in said
    assert "Could be looked at for transfer (Financing): Lipnice (funded), for Vodník." in said
    asked = words(laid.sections[10])
    assert "Lipnice: agree on indicators for what is funded; no monitoring was found for Financing." in asked
    assert "Financing: which conditions of Lipnice would have to be met in Vodník?" in asked


def test_the_method_names_its_versions_and_sources(laid: Laid) -> None:
    said = words(laid.sections[11])
    assert "tagger: marked 1" in said
    assert "language model: none" in said
    (sources,) = tables(laid.sections[11])
    assert [row[2].lines[0][0].text for row in sources.rows] == ["lipnice.txt", "olszanka.txt", "vodnik.txt"]


def test_a_brief_of_one_place_and_one_without_evidence_say_so(reader: Reader) -> None:
    one = lay_out(make(reader, CountingEncoder(), Wanted(TOPIC, ("Lipnice",), language="en")))
    assert "One place was asked for" in words(one.sections[9])
    assert not [b for b in one.sections[4].blocks if isinstance(b, Picture)]
    none = lay_out(make(reader, CountingEncoder(), Wanted("quantum computing", ("Vodník",), language="en")))
    assert "there is no finding rather than a guess" in words(none.sections[1])
    assert "No quantified target on the topic was found" in words(none.sections[5])
    assert "No passage of these documents is tagged with a UN goal" in words(none.sections[6])
    assert all(s.blocks for s in none.sections)


@pytest.mark.parametrize(
    ("text", "longest", "shown"),
    [
        ("one two three", 0, "one two three"),
        ("one two three", 13, "one two three"),
        ("one two, three", 10, "one two …"),
        ("unbroken", 4, "unbr …"),
    ],
)
def test_a_quotation_is_cut_at_a_blank(text: str, longest: int, shown: str) -> None:
    assert shortened(text, longest) == shown


@pytest.mark.parametrize(
    ("value", "number", "shown"),
    [
        ("11,6", 11.6e6, "11,6 million EUR"), ("1 120", 1.12e6, "1 120 thousand EUR"), ("70 000 000", 7e7, "70 000 000 EUR"),
        ("2.4", 2.4e9, "2.4 billion EUR"), ("-5", -5e3, "-5 thousand EUR"), ("3,1", 3.1, "3,1 EUR"), ("about 5", 5e6, "about 5 EUR"),
    ],
)  # fmt: skip
def test_an_amount_has_the_scale_that_its_table_gives(brief: Brief, value: str, number: float, shown: str) -> None:
    (fact,) = brief.money.shown
    changed = replace(fact, stated=replace(fact.stated, quantity=replace(fact.stated.quantity, value=value, number=number)))
    section = lay_out(replace(brief, money=replace(brief.money, shown=(changed,)))).sections[7]
    assert tables(section)[1].rows[0][2].lines[0][0].text == shown


def test_recommendations_for_many_places_are_made_for_each_row(brief: Brief) -> None:
    names = [f"Town {i}" for i in range(8)]
    own = {c.row.key: c for c in brief.cells if c.place == "Lipnice"}
    absent = {c.row.key: c for c in brief.cells if c.place == "Vodník"}
    cells = tuple(replace((own if name == "Town 0" else absent)[row.key], place=name) for row in brief.rows for name in names)
    many = replace(brief, territories=tuple(replace(brief.territories[0], name=name) for name in names), cells=cells)
    said = words(lay_out(many).sections[10])
    assert "Financing: ask these places for documents or a statement: Town 1, Town 2, Town 3, Town 4, Town 5, Town 6, Town 7;" in said
    assert "Strategic vision: ask" not in said  # of which nobody has evidence: a question, not a recommendation
