"""The catalogue: what is a practice and what a plan, what the form's fields hold, duplicates, and looking for a practice."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.desk.practices.catalogue import Practices, PracticesWanted, cost
from assistant.desk.practices.draft import Source, draft
from assistant.desk.practices.found import Lead, Sentence
from assistant.desk.practices.types import LIMITS, MEASURED, PLANNED, SELF_REPORTED, Field, Practice, Stream
from assistant.desk.practices.validation import CHECKED, Validations
from index.errors import NotFound, UsageError
from index.reader import Reader
from index.schema import Listed
from index.types import Document, Passage, Record
from tests.unit.assistant.desk.practices.small_practices import AGAIN_NAME, BUSES, LIPNICE_NAME, fill, opened


def titles(reader: Reader, **wanted: object) -> list[str]:
    return [e.practice.field("title").text[:24] for e in Practices(reader).search(PracticesWanted(**wanted))]  # type: ignore[arg-type]


def buses(reader: Reader) -> Practice:
    return next(p for p in Practices(reader).all() if "electric buses" in p.field("title").text)


def test_what_was_carried_out_and_what_is_planned_are_kept_apart(reader: Reader) -> None:
    found = {p.field("title").text[:24]: (p.place, p.strength) for p in Practices(reader).all()}
    assert found == {
        "In 2022 the town has rep": ("Lipnice", MEASURED),
        "The waste heat of the gl": ("Lipnice", SELF_REPORTED),
        "W 2020 roku wymieniono 1": ("Olszanka", SELF_REPORTED),
        "A new composting plant f": ("Lipnice", PLANNED),
    }


def test_fields_are_slices_within_their_limits_in_the_forms_order(reader: Reader) -> None:
    for practice in Practices(reader).all():
        assert [f.name for f in practice.fields] == list(LIMITS)
        for field in practice.fields:
            assert len(field.text) <= LIMITS[field.name]
            assert field.counter == f"{len(field.text)}/{LIMITS[field.name]}"
            for quote in field.quotes:
                assert reader.text(quote.document)[quote.start : quote.end] == quote.text
                passage = reader.passage(quote.passage)
                assert passage.start <= quote.start < quote.end <= passage.end


def test_sentences_stand_in_the_field_that_they_belong_to(reader: Reader) -> None:
    practice = buses(reader)
    assert practice.field("resources").text == "The purchase cost EUR 9 million, of which the ERDF gave EUR 6 million."
    assert practice.field("transfer").text == "Other cities can take over the charging plan without much change."
    assert practice.field("evidence").text.startswith("In 2022 the town has replaced 14 old diesel buses")
    assert [(m.number, m.currency) for m in practice.money] == [(9e6, "EUR"), (6e6, "EUR")]
    heat = next(p for p in Practices(reader).all() if "glass works" in p.field("title").text)
    assert heat.field("difficulties").text == "The main problem was a missing pipe under the railway line."
    assert heat.years == (2021, 2021)


def test_a_practice_told_twice_is_one(reader: Reader) -> None:
    assert set(buses(reader).documents) == {LIPNICE_NAME, AGAIN_NAME}
    assert sum("electric buses" in p.field("title").text for p in Practices(reader).all()) == 1


def test_goals_and_areas_are_the_tags_or_follow_from_the_words_and_say_so(reader: Reader) -> None:
    practice = buses(reader)
    assert (practice.goals, practice.green_deal, practice.derived) == (("11",), ("mobility",), False)
    lamps = next(p for p in Practices(reader).all() if p.place == "Olszanka")
    assert lamps.derived and "energy" in lamps.green_deal


def test_a_form_gives_the_fields_of_a_plan(reader: Reader) -> None:
    plan = next(p for p in Practices(reader).all() if p.strength == PLANNED)
    assert plan.field("title").text == "A new composting plant for kitchen waste"
    assert plan.field("summary").text == "The town will build a plant in which kitchen waste is processed into compost."
    assert plan.field("evidence").text == "3,000 t of compost a year"
    assert plan.field("resources").text == "EUR 4 million, tender in 2026"
    assert plan.streams == (Stream("kitchen waste", "compost"),)
    assert plan.procurement


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"places": ("Olszanka",)}, ["W 2020 roku wymieniono 1"]),
        ({"goals": (11,), "strength": MEASURED}, ["In 2022 the town has rep"]),
        ({"stream": "compost"}, ["A new composting plant f"]),
        ({"theme": "glass works"}, ["The waste heat of the gl"]),
        ({"transfer": "charging plan"}, ["In 2022 the town has rep"]),
        ({"cost": "EUR 5000000-7000000"}, ["In 2022 the town has rep"]),
        ({"cost": "PLN -7000000"}, []),
        ({"status": "checked"}, []),
    ],
)
def test_looking_for_a_practice(reader: Reader, wanted: dict[str, object], found: list[str]) -> None:
    assert titles(reader, **wanted) == found


@pytest.mark.parametrize(
    ("wanted", "error", "sentence"),
    [
        ({"goals": (18,)}, UsageError, "There is no UN goal 18"),
        ({"places": ("Brno",)}, NotFound, "No indexed document is of Brno"),
        ({"cost": "much"}, UsageError, "'much' is no range of costs"),
        ({"status": "good"}, UsageError, "There is no status 'good': choose from draft, checked, published."),
        ({"stream": "x"}, UsageError, "The topic 'x' is no word"),
    ],
)
def test_what_cannot_be_looked_for_is_said_in_one_sentence(
    reader: Reader, wanted: dict[str, object], error: type[Exception], sentence: str
) -> None:
    with pytest.raises(error, match=sentence):
        titles(reader, **wanted)


def test_ids_stay_when_the_documents_are_ingested_anew(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    again = opened(fill(tmp_path / "again"))
    assert [p.id for p in Practices(reader).all()] == [p.id for p in Practices(again).all()]


def test_an_entry_shows_who_checked_it(reader: Reader, folder: Path) -> None:
    validations = Validations(folder)
    practices = Practices(reader, None, validations)
    practice = buses(reader).id
    validations.keep(practice, CHECKED, "Anna Nowak")
    entry = practices.entry(practice)
    assert (entry.status, [s.person for s in entry.history]) == (CHECKED, ["Anna Nowak"])
    assert [e.practice.id for e in practices.search(PracticesWanted(status="checked"))] == [practice]
    with pytest.raises(NotFound, match="There is no practice 000"):
        practices.entry("000")


def test_a_range_of_costs() -> None:
    assert cost("EUR 100 000-5000000") == ("EUR", 100_000, 5_000_000)
    assert cost("PLN -5000") == ("PLN", 0, 5_000)
    assert cost("HUF 7-") == ("HUF", 7, float("inf"))


def test_the_small_documents_hold_what_the_tests_say() -> None:
    assert BUSES.count(". ") == 3


LONG = "In 2022 the town has replaced the lamps of 4,100 streets, squares and school yards by lamps that need 62 % less power than before."


@pytest.fixture
def cut(reader: Reader) -> Field:
    """The title of a practice whose one sentence is longer than a title may be."""
    document = Document("long.txt", "0" * 64, "text", LONG, Record("Plan", "SK", "Lipnice", language="en"))
    sentence = Sentence(0, len(LONG), Passage("long.txt", 0, len(LONG), LONG, None, (), id=1, language="en"), "")
    listed = Listed(1, "long.txt", "0" * 64, "text", document.record, (), 0, 1)
    return draft(Lead(sentence, (), SELF_REPORTED), Source(document, listed, lambda passage: None)).field("title")


def test_a_title_that_is_cut_ends_at_a_word_and_says_that_it_goes_on(cut: Field) -> None:
    assert cut.text == "In 2022 the town has replaced the lamps of 4,100 streets, squares and school yards by lamps that …"
    assert cut.cut and len(cut.text) <= LIMITS["title"]
    assert LONG.startswith(cut.quotes[0].text) and cut.quotes[0].text == cut.told


def test_a_title_that_fits_ends_as_its_sentence_does(reader: Reader) -> None:
    assert [p.field("title").text for p in Practices(reader).all() if not p.field("title").cut and "…" in p.field("title").text] == []
    assert not buses(reader).field("resources").cut
