"""Amounts as they are written: values, ranges, signs, currencies, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.tag.quantities.amounts import _comma, _point, amounts, decimal_comma, value
from ingest.tag.quantities.plain import plain


def found(text: str, language: str = "en") -> list[tuple[str, float | None, str]]:
    simple = plain(text)
    return [(text[a.first : a.last], a.number, a.unit or a.currency) for a in amounts(simple, language, language != "en")]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("od 5 do 7 mln zł", "pl", ("od 5 do 7", None, "PLN")),
        ("1,9 až 2,3 mld. Kč", "cs", ("1,9 až 2,3", None, "CZK")),
        ("HUF 100-350 million", "en", ("100-350", None, "HUF")),
        ("from HUF 250 million to HUF 2.5 billion", "en", ("from HUF 250 million to HUF 2.5", None, "HUF")),
        ("(-65 %)", "en", ("-65", -65.0, "%")),
        ("−65 %", "pl", ("−65", -65.0, "%")),
        ("€ (201)", "en", ("(201)", -201.0, "EUR")),
        ("10,211 MWh/year", "en", ("10,211", 10_211.0, "MWh/year")),
        ("31 ezer t CO₂e/év", "hu", ("31", 31_000.0, "t CO2e/year")),
        ("$11\\%$", "en", ("11", 11.0, "%")),
        ("1.67 million  $\\mathrm{tCO}_{2}\\mathrm{e}$", "en", ("1.67", 1_670_000.0, "t CO2e")),
        ("214 kWh/m²", "en", ("214", 214.0, "kWh/m2")),
        ("150 kg na obyvatele", "cs", ("150", 150.0, "kg/capita")),
    ],
)
def test_an_amount(text: str, language: str, expected: tuple[str, float | None, str]) -> None:
    assert found(text, language) == [expected]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Article 5", "en"),
        ("classes 3 and 4", "en"),
        ("ISO 50001", "en"),
        ("on 1 July 2023", "en"),
        ("1. 7. 2024", "cs"),
        ("+36 1 234 5678", "hu"),
        ("zákon č. 541/2020", "cs"),
        ("2021–2027", "pl"),
        ("PLN 150/m²", "en"),
        ("38 EUR/tCO2", "en"),
        ("CO2 unit cost: MEUR 2.11", "en"),
        ("10 years", "en"),
        ("# 2 Goal", "en"),
        ("KPI.14", "en"),
    ],
)
def test_what_is_no_amount(text: str, language: str) -> None:
    assert found(text, language) == []


def test_one_change_is_two_amounts() -> None:
    assert [f[0] for f in found("increase from 12 % to 30 %")] == ["12", "30"]


@pytest.mark.parametrize(
    ("row", "comma"),
    [("23,551 | 14,553 | 0,625", True), ("7.179.030 HUF | 0,01%", True), ("1,250 | 28.5", False), ("28,769", False)],
)
def test_a_row_tells_what_its_commas_do(row: str, comma: bool) -> None:
    assert decimal_comma(row, False) is comma


# How each language groups and divides digits, as a city hall writes them.
FORMS = {"en": (",", "."), "pl": ("\u00a0", ","), "cs": (" ", ","), "sk": ("\u202f", ","), "hu": (".", ",")}


@given(st.integers(0, 10**9), st.integers(0, 99), st.sampled_from(sorted(FORMS)))
def test_a_number_written_in_a_languages_form_is_read_back(whole: int, cents: int, language: str) -> None:
    group, divide = FORMS[language]
    written = f"{whole:,}".replace(",", group) + f"{divide}{cents:02}"
    assert found(f"{written} EUR", language) == [(written, pytest.approx(whole + cents / 100), "EUR")]


@given(st.integers(0, 10**12), st.sampled_from(sorted(FORMS)))
def test_a_whole_number_is_read_back(whole: int, language: str) -> None:
    written = f"{whole:,}".replace(",", FORMS[language][0])
    assert value(written, language, comma=language != "en") == whole


@given(st.text(alphabet="0123,. a", max_size=30), st.booleans())
def test_whether_a_comma_divides_is_what_both_patterns_count(text: str, custom: bool) -> None:
    commas, points = len(_comma.findall(text)), len(_point.findall(text))
    assert decimal_comma(text, custom) == (commas > points if commas != points else custom)
