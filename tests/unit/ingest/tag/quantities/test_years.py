"""Years and their roles."""

import pytest

from ingest.tag.quantities.years import years


@pytest.mark.parametrize(
    ("text", "language", "deadlines", "inside", "periods", "baselines"),
    [
        ("by 80% by 2030 compared to 2018 levels", "en", [2030], [], [], [2018]),
        ("o 40% do 2030 roku w stosunku do roku 1990", "pl", [2030], [], [], [1990]),
        ("do konce roku 2027 oproti roku 2005", "cs", [2027], [], [], [2005]),
        ("v lete 2027", "sk", [], [2027], [], []),
        ("2030-ig 2015-höz képest", "hu", [2030], [], [], [2015]),
        ("2026 őszére", "hu", [2026], [], [], []),
        ("v období 2021–2027", "cs", [], [], [2027], []),
        ("2021/22", "en", [], [], [2022], []),
        ("below 20 µg/m³ from 2028", "en", [], [2028], [], []),
        ("12 % (2023), 40 % (2028)", "sk", [], [2023, 2028], [], []),
        ("2026 – EUR 1.2 million", "en", [], [2026], [], []),
        ("in 2018 to 30% in 2030", "en", [], [2018, 2030], [], []),
    ],
)
def test_roles(text: str, language: str, deadlines: list[int], inside: list[int], periods: list[int], baselines: list[int]) -> None:
    found = years(text, language)
    assert [d.year for d in found.deadlines] == deadlines
    assert [d.year for d in found.inside] == inside
    assert [d.year for d in found.periods] == periods
    assert [d.year for d in found.baselines] == baselines
