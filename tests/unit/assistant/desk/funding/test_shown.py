"""The funding view as CSV, JSON and text: nothing is lost, no cell is a formula, each total names its rows."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

from assistant.desk.funding.shown import COLUMNS, as_csv, as_json, as_text
from assistant.desk.funding.view import FundingView, FundingWanted, funding, totals
from assistant.desk.scope import Scope
from tests.unit.assistant.desk.funding.small_money import fill, opened


def view(tmp_path: Path) -> FundingView:
    return funding(opened(fill(tmp_path)), FundingWanted(Scope(places=("Lipnice",))))


def test_a_line_of_the_csv_names_the_total_that_it_is_in(tmp_path: Path) -> None:
    header, *lines = csv.reader(io.StringIO(as_csv(view(tmp_path))))
    assert tuple(header) == COLUMNS
    counted = [(line[4], line[-1]) for line in lines]
    assert counted[0] == ("EUR 40 million", "Lipnice, investment: 57,000,000 EUR")
    assert counted[1] == ("EUR 38 million", "")


def test_no_cell_runs_as_a_formula(tmp_path: Path) -> None:
    shown = view(tmp_path)
    evil = FundingView((replace(shown.rows[0], measure="=1+1"),), ())
    assert list(csv.reader(io.StringIO(as_csv(evil))))[1][12] == "'=1+1"


def test_json_holds_rows_with_their_source_and_totals_with_their_rows(tmp_path: Path) -> None:
    found = as_json(view(tmp_path))
    rows, sums = found["rows"], found["totals"]
    assert isinstance(rows, list) and isinstance(sums, list)
    assert rows[0]["source"] == f"/api/marks?document=lipnice.txt&start={rows[0]['start']}&end={rows[0]['end']}"
    assert [rows[i]["number"] for i in sums[0]["rows"]] == [40e6, 12e6, 5e6]


def test_text_shows_amounts_and_totals(tmp_path: Path) -> None:
    text = as_text(view(tmp_path))
    assert "Lipnice: 9,000,000 EUR for renovation of the school in the northern district [funding · ERDF" in text
    assert text.endswith("Lipnice, investment: 57,000,000 EUR (3 amounts)")
    assert as_text(FundingView((), ())).startswith("No amount of money.")


def test_an_amount_that_is_left_out_of_a_total_is_named(tmp_path: Path) -> None:
    shown = view(tmp_path)
    rows = tuple(replace(shown.rows[0], measure=m, number=n) for m, n in (("the tram", 30.0), ("a pool", 20.0), ("the sum", 51.0)))
    text = as_text(FundingView(rows, totals(rows)))
    assert text.endswith("50 EUR (2 amounts, without 51 for the sum, which comes to all others together)")
