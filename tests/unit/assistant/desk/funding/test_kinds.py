"""What an amount is, by the words beside it and by its column, in five languages."""

from __future__ import annotations

import pytest

from assistant.desk.funding.kinds import Kind, kind_of
from index.types import Table
from ingest.tag.quantities.reader import quantities


@pytest.mark.parametrize(
    ("language", "text", "kinds"),
    [
        ("en", "The trams will save EUR 3 million a year at an investment cost of EUR 9 million.", ["gain", "investment"]),
        ("en", "The bank lends the town EUR 7 million for the school.", ["loan"]),
        ("pl", "Koszt budowy szkoły wyniesie 12 mln zł, w tym dotacja 5 mln zł.", ["investment", "funding"]),
        ("cs", "Náklady na stavbu školy činí 120 mil. Kč, dotace pokryje 80 mil. Kč.", ["investment", "funding"]),
        ("sk", "Úver vo výške 4 mil. eur je určený na obnovu školy.", ["loan"]),
        ("hu", "Az iskola felújításának költsége 900 millió forint.", ["investment"]),
    ],
)
def test_the_nearest_word_tells(language: str, text: str, kinds: list[str]) -> None:
    money = [q for q in quantities(text, language) if q.kind == "money"]
    assert [kind_of(q, text, (), language).name for q in money] == kinds


def test_a_converted_amount_is_what_the_amount_before_it_is() -> None:
    text = "Estimated investment costs of the school: PLN 45 million (approx. EUR 10 million)."
    money = [q for q in quantities(text, "en") if q.kind == "money"]
    assert [(q.currency, kind_of(q, text, (), "en").name) for q in money] == [("PLN", "investment"), ("EUR", "investment")]


def test_a_part_is_marked() -> None:
    text = "Na szkołę przeznaczono 12 mln zł, w tym 5 mln zł na salę."
    assert [kind_of(q, text, (), "pl").part for q in quantities(text, "pl") if q.kind == "money"] == [False, True]


def test_a_column_tells_and_a_title_before_the_columns_does_not_shift_it() -> None:
    header = "Costs of the plan | Sector | Measure | Investment (MEUR) | Co-benefits (MEUR)"
    text = f"| {header} |\n| --- | --- | --- | --- | --- |\n| Transport | Tram line | € 15 | € 4 |\n| TOTAL | of all | € 90 | € 20 |"
    tables = [Table(0, len(text), header)]
    money = [q for q in quantities(text, "en") if q.kind == "money"]
    found = {q.value: kind_of(q, text, tables, "en") for q in money}
    assert found["15"] == Kind("investment", column="Investment (MEUR)")
    assert found["4"] == Kind("gain", column="Co-benefits (MEUR)")
    assert found["90"].total and not found["15"].total
