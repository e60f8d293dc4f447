"""Which language a text is in, short questions and keywords too."""

import pytest

from index.languages import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("How long is Warsaw's district heating network?", "en"),
        ("Jaką długość ma warszawska sieć ciepłownicza?", "pl"),
        ("Jak dlouhá je varšavská soustava zásobování teplem?", "cs"),
        ("Aká dlhá je varšavská sústava centrálneho zásobovania teplom?", "sk"),
        ("Milyen hosszú a varsói távhőhálózat?", "hu"),
        ("třetí linka metra Praga-Południe", "cs"),
        ("harmadik metróvonal Praga-Południe", "hu"),
        ("", "en"),
        ("2030", "en"),
        ("🌍🌍", "en"),
    ],
)
def test_detect(text: str, language: str) -> None:
    assert detect(text) == language
