"""The funding view: rows as documents state them, filters, and totals that count no money twice."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.desk.funding.view import Amount, FundingWanted, funding, totals
from assistant.desk.scope import Scope
from index.errors import NotFound, UsageError
from index.reader import Reader
from index.writer import Writer
from tests.encoders import CountingEncoder
from tests.unit.assistant.desk.funding.small_money import LIPNICE_NAME, Quantities, fill, opened
from tests.unit.index.test_store import stored


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    return opened(fill(tmp_path))


def row(**change: object) -> Amount:
    plain = Amount(
        "EUR 1", 1.0, "EUR", "investment", False, False, "", "", "a tram line", None, "Lipnice", "a.txt", "A", 1, 0, 5, "EUR 1", 1, "en", ""
    )
    return replace(plain, **change)  # type: ignore[arg-type]


def test_rows_are_as_the_document_states_them(reader: Reader) -> None:
    rows = funding(reader, FundingWanted(Scope(places=("Lipnice",)))).rows
    assert [(r.amount, r.number, r.currency, r.kind) for r in rows] == [
        ("EUR 40 million", 40e6, "EUR", "investment"),
        ("EUR 38 million", 38e6, "EUR", "investment"),
        ("EUR 12 million", 12e6, "EUR", "investment"),
        ("CZK 300 million", 300e6, "CZK", "investment"),
        ("EUR 9 million", 9e6, "EUR", "funding"),
        ("EUR 5 million", 5e6, "EUR", "investment"),
        ("EUR 2 million", 2e6, "EUR", ""),
    ]
    assert [r.part for r in rows] == [False] * 6 + [True]
    text = reader.text(LIPNICE_NAME)
    assert all(text[r.start : r.end] == r.quote and r.amount in r.quote and r.page == 1 for r in rows)
    assert (rows[4].programme, rows[0].place) == ("ERDF", "Lipnice")


def test_a_total_counts_a_purpose_once_and_no_part(reader: Reader) -> None:
    view = funding(reader, FundingWanted(Scope(places=("Lipnice",))))
    found = {(t.kind, t.currency): t for t in view.totals}
    total = found["investment", "EUR"]
    assert total.sum == 57e6  # 40 + 12 + 5
    assert [view.rows[i].number for i in total.rows] == [40e6, 12e6, 5e6]
    assert ("investment", "CZK") not in found  # one amount is no total


def test_a_programme_is_found_by_its_name_in_any_language(reader: Reader) -> None:
    assert [r.number for r in funding(reader, FundingWanted(programmes=("EFRR",))).rows] == [9e6]
    assert [r.number for r in funding(reader, FundingWanted(programmes=("life",))).rows] == [800e3]
    with pytest.raises(NotFound, match="No indexed amount is of the programme JTF: there are ERDF, LIFE."):
        funding(reader, FundingWanted(programmes=("JTF",)))


def test_a_topic_limits_the_rows_and_must_be_a_word(reader: Reader) -> None:
    assert [r.number for r in funding(reader, FundingWanted(topic="swimming pool")).rows] == [12e6, 300e6]
    with pytest.raises(UsageError, match="The topic 'x' is no word"):
        funding(reader, FundingWanted(topic="x"))


def test_a_place_without_documents_is_named(reader: Reader) -> None:
    with pytest.raises(NotFound, match="No indexed document is of Brno"):
        funding(reader, FundingWanted(Scope(places=("Brno",))))


def test_a_form_gives_the_purpose_and_a_fee_is_no_funding(tmp_path: Path) -> None:
    rows = [
        "| Action outline | Action name | A tram line to the hospital |",
        "|  | Action description | The town lays new tracks. |",
        "|  | Total costs | Estimated total costs: EUR 40 million |",
    ]
    rows.append("A ticket of the tram costs EUR 2 in the town and EUR 3 beyond it.")
    folder = tmp_path / "form"
    with Writer(folder, CountingEncoder(), Quantities()) as writer:
        writer.tag_anew()
        writer.put(*stored(tmp_path, "form.txt", rows, place="Lipnice", country="CZ", kind="climate"))
        writer.finish()
    assert [(r.number, r.measure) for r in funding(opened(folder)).rows] == [(40e6, "A tram line to the hospital")]


def test_an_index_without_tags_says_so(tmp_path: Path) -> None:
    with Writer(tmp_path / "untagged", CountingEncoder()) as writer:
        writer.put(*stored(tmp_path, LIPNICE_NAME, ["A pool costs EUR 12 million."], place="Lipnice", country="CZ", kind="climate"))
        writer.finish()
    view = funding(opened(tmp_path / "untagged"))
    assert (view.rows, view.warning) == (
        (),
        "Nothing in this index is tagged yet, so no amounts are known: run “python -m ingest --tag”.",
    )


def test_what_seems_to_hold_all_others_is_not_added_to_them() -> None:
    rows = [row(measure="trams", number=30.0), row(measure="buses", number=20.0), row(measure="all of the plan", number=52.0)]
    (total,) = totals(rows)
    assert (total.sum, total.rows, total.wholes) == (50.0, (0, 1), (2,))


def test_unlike_amounts_make_no_total() -> None:
    unlike = [
        row(),
        row(measure="buses", currency="PLN"),
        row(measure="lamps", kind="loan"),
        row(measure="parks", year=2030),
        row(measure="schools", place="Olszanka"),
    ]
    assert totals(unlike) == ()
    assert (
        totals(
            [
                row(),
                row(measure="buses", kind=""),
                row(measure="lamps", number=None),
                row(measure="parks", total=True),
                row(measure="schools", part=True),
            ]
        )
        == ()
    )


@given(st.lists(st.tuples(st.sampled_from(["trams", "buses", "lamps"]), st.floats(1, 1e9), st.sampled_from(["EUR", "PLN"])), max_size=12))
def test_a_total_is_the_sum_of_its_list_and_each_purpose_stands_in_it_once(drawn: list[tuple[str, float, str]]) -> None:
    rows = [row(measure=m, number=n, currency=c) for m, n, c in drawn]
    for total in totals(rows):
        behind = [rows[i] for i in total.rows]
        assert total.sum == pytest.approx(sum(r.number or 0 for r in behind))
        assert len({r.measure for r in behind}) == len(behind) >= 2
        assert {r.currency for r in behind} == {total.currency}
