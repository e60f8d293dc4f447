"""A number of a claim against one of its source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer.verify.quantities import carries
from index.quantities.numbers import Number, numbers


def one(text: str, language: str) -> Number:
    (found,) = numbers(text, language)
    return found


@pytest.mark.parametrize(
    ("claim", "source", "held"),
    [
        (("80 %", "cs"), ("80 percent", "en"), True),
        (("31 ezer tonna", "hu"), ("31,000 t", "en"), True),
        (("31 000 kg", "pl"), ("31 t", "en"), True),  # the same weight
        (("24 mesiacov", "sk"), ("2 years", "en"), True),
        (("96,000 MWh", "en"), ("96,000 t", "en"), False),
        (("96,000 MWh", "en"), ("96,000 GWh", "en"), False),
        (("4,8 mld Kč", "cs"), ("4,8 mil. Kč", "cs"), False),
        (("7.5 million EUR", "en"), ("7,5 mln zł", "pl"), False),
        (("14", "en"), ("14 %", "cs"), True),  # from 14 to 9 %
        (("58 200 kWh", "sk"), ("58 200", "pl"), False),
    ],
)
def test_a_number_goes_with_its_unit(claim: tuple[str, str], source: tuple[str, str], held: bool) -> None:
    assert carries(one(*claim), one(*source), frozenset()) is held


def test_a_tables_header_gives_its_numbers_their_unit() -> None:
    assert carries(one("58 200 t", "pl"), one("58 200", "pl"), frozenset(["mass"]))


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_only_equal_numbers_carry_each_other(a: int, b: int) -> None:
    assert carries(one(f"{a} t", "en"), one(f"{b} t", "en"), frozenset()) is (a == b)
