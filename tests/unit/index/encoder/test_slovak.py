"""Czech respelt as Slovak: words of both languages as a Slovak writes them."""

import pytest

from index.encoder.pairs import Pair
from index.encoder.slovak import SOURCE, as_slovak, respell


@pytest.mark.parametrize(
    ("czech", "slovak"),
    [
        ("svět", "svet"),
        ("paměť", "pamäť"),
        ("Kolik aut vidíš?", "Koľko aut vidíš?"),
        ("Může jíst všechny druhy ryb.", "Môže jesť všetky druhy ryb."),
        ("Kočka není tady.", "Mačka nie je tu."),
        ("xyzq 2030", "xyzq 2030"),
        ("", ""),
    ],
)
def test_respells(czech: str, slovak: str) -> None:
    assert respell(czech) == slovak


def test_only_everyday_czech_is_taken() -> None:
    pairs = [
        Pair("tatoeba", "cs", "world", "svět"),
        Pair("tatoeba", "pl", "world", "świat"),
        Pair("msdocs_ht", "cs", "world", "svět"),
    ]
    assert as_slovak(pairs) == [Pair(SOURCE, "sk", "world", "svet")]
