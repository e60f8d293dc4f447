"""Numbers with their units in the forms of five languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.quantities.numbers import Number, numbers


def read(text: str, language: str = "en") -> list[tuple[float, str]]:
    return [(round(q.values[0] * (q.unit.factor if q.unit else 1), 6), q.unit.dimension if q.unit else "") for q in numbers(text, language)]


def one(text: str, language: str) -> Number:
    (found,) = numbers(text, language)
    return found


@pytest.mark.parametrize(
    ("text", "language", "value", "dimension"),
    [
        ("1 234,5", "pl", 1234.5, ""),
        ("1,234.5", "en", 1234.5, ""),
        ("1.234,5", "hu", 1234.5, ""),
        ("28,769 million PLN", "en", 28_769e6, "PLN"),
        ("PLN 28.8 million", "en", 28.8e6, "PLN"),
        ("€96.5m", "en", 96.5e6, "EUR"),
        ("6,2 milliárd forintba", "hu", 6.2e9, "HUF"),
        ("6,2 mld Ft", "hu", 6.2e9, "HUF"),
        ("4,8 milióna českých korún", "sk", 4.8e6, "CZK"),
        ("480-tisíc eur", "sk", 480e3, "EUR"),
        ("31 ezer tonna", "hu", 31e6, "mass"),
        ("96 tis. t CO2e", "cs", 96e6, "mass"),
        ("80 percent", "en", 80, "share"),
        ("80 procent", "pl", 80, "share"),
        ("80 procenta", "cs", 80, "share"),
        ("80 százalékát", "hu", 80, "share"),
        ("44%-kal", "hu", 44, "share"),
        ("2 percentage points", "en", 2, "points"),
        ("96,000 MWh", "en", 96e9, "energy"),
        ("1,2 MWp", "sk", 1.2e6, "power"),
        ("240 tis. m3", "cs", 240e6, "volume"),
        ("4 500 metrů krychlových", "cs", 4_500e3, "volume"),
        ("18 hektarów", "pl", 18e4, "area"),
        ("1 800 méter", "hu", 1800, "length"),
        ("74 °C-os", "hu", 74, "temperature"),
        ("30 mesiacov", "sk", 30, "months"),
        ("2 years", "en", 24, "months"),
        ("5 minut", "cs", 300, "clock"),
        ("twelve schools", "en", 12, ""),
        ("szesnaście szkół", "pl", 16, ""),
        ("huszonöt iskola", "hu", 25, ""),
        ("thirty-six proposals", "en", 36, ""),
        ("hatszor", "hu", 6, ""),
        ("w 2030 roku", "pl", 2030, ""),
        ("2027-ig", "hu", 2027, ""),
    ],
)
def test_one_number(text: str, language: str, value: float, dimension: str) -> None:
    assert read(text, language) == [(value, dimension)]


def test_letters_around_digits_are_no_numbers() -> None:
    assert read("CO2, PM10 and ETS2 in 2030") == [(2030, "")]


def test_what_only_begins_like_a_unit_is_none() -> None:
    assert read("3 tunnels, 5 trams, 7 great lakes") == [(3, ""), (5, ""), (7, "")]


def test_a_word_that_may_be_no_number_is_not_sure() -> None:
    assert [(q.values, q.sure) for q in numbers("hét nap alatt öt", "hu")] == [((7.0,), False), ((5.0,), True)]


@given(st.integers(10_000, 999_999_999))
def test_every_grouping_of_digits_is_one_number(number: int) -> None:
    for mark, language in ((",", "en"), (" ", "pl"), ("\u00a0", "cs"), ("\u202f", "sk"), (".", "hu")):
        grouped = f"{number:,}".replace(",", mark)
        assert float(number) in one(grouped, language).values


@pytest.mark.parametrize(
    ("text", "language", "value", "currency"),
    [
        ("MEUR 23", "en", 23e6, "EUR"),
        ("69 MEUR", "en", 69e6, "EUR"),
        ("bn HUF 4.5", "en", 4.5e9, "HUF"),
        ("€166,8k", "en", 166_800, "EUR"),
        ("1,2 Mrd. Ft", "hu", 1.2e9, "HUF"),
        ("780 M Ft", "hu", 780e6, "HUF"),
        ("tis. EUR 15", "sk", 15e3, "EUR"),
    ],
)
def test_money_with_its_multiplier_on_either_side(text: str, language: str, value: float, currency: str) -> None:
    assert read(text, language) == [(value, currency)]


def test_the_digits_of_a_number_are_known() -> None:
    text = "about EUR 28.8 million"
    (found,) = numbers(text, "en")
    assert text[slice(*found.written)] == "28.8"
    assert found.times == 1e6


def test_a_decimal_that_belongs_to_a_word_is_no_number() -> None:
    assert read("PM2,5 a PM2.5") == []
