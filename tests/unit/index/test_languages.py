"""Which language a text is in, short questions and keywords too."""

import pytest

from index.languages import detect, recognised


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


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("kolik stala vymena verejneho osvetleni", "cs"),
        ("kolko stala vymena verejneho osvetlenia", "sk"),
        ("co dela mesto proti povodnim", "cs"),
        ("co robi mesto proti povodniam", "sk"),
        ("odpadove hospodarstvo", "sk"),
        ("odpadove hospodarstvi", "cs"),
        ("gospodarka odpadami", "pl"),
        ("hulladekgazdalkodas", "hu"),
    ],
)
def test_short_texts_without_diacritics(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize("text", ["Ile to kosztuje?", "heat plan", "Brno", "2030", "CO2", "", "odpady a teplo v malých městech"])
def test_the_five_languages_and_what_cannot_be_told_are_recognised(text: str) -> None:
    assert recognised(text)


@pytest.mark.parametrize("text", ["Wie viel kostet das?", "Скільки це коштує?", "Combien coûte le tramway ?", "多少钱"])
def test_other_languages_are_not(text: str) -> None:
    assert not recognised(text)
