"""The library card: known documents come out right, others are not given what nobody wrote; documents.toml has the last word."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import fold
from index.errors import ProductError
from index.types import Document, Record
from ingest.read.files import read
from ingest.read.text import read_markdown
from ingest.read.titles import is_title
from ingest.record import _language, fold_text, infer, overrides

CONTRACT = ("city", "climate", None, 2030, "en")
REAL = {
    "ccc/krakow.md": ("PL", "Kraków", *CONTRACT),
    "ccc/warszawa.md": ("PL", "Warszawa", *CONTRACT),
    "ccc/lodz.md": ("PL", "Łódź", *CONTRACT),
    "ccc/bratislava.md": ("SK", "Bratislava", *CONTRACT),
    "ccc/kosice.md": ("SK", "Košice", *CONTRACT),
    "ccc/budapest.md": ("HU", "Budapest", *CONTRACT),
    "ccc/pecs.md": ("HU", "Pécs", *CONTRACT),
    "eu/eu_climate_law_regulation_2021_1119.md": ("EU", "", "EU", "law", None, None, "en"),
    "eu/com_2025_524_en.md": ("EU", "", "EU", "law", None, None, "en"),
    "eu/SWD_2023_932_1_EN.md": ("EU", "", "EU", "study", None, None, "en"),
    "eu/european-climate-law-factsheet-ctp-en.md": ("EU", "", "EU", "", None, None, "en"),
    "cz/tropicke-dny-praha.txt": ("", "", "", "", None, None, "cs"),
    "cz/zelena-dohoda-pro-evropu.txt": ("", "", "", "", None, None, "cs"),
    "cz/adaptacni-strategie-cr.txt": ("CZ", "", "country", "climate", 2015, 2020, "cs"),
    "sk/emisie-sr.txt": ("", "", "", "", None, None, "sk"),
    "pl/2023-07-27-porty.md": ("", "", "", "", None, None, "pl"),
    "pdf/en/eu-funds.pdf": ("", "", "", "", None, None, "en"),
}  # fmt: skip
TITLES = {
    "ccc/krakow.md": "Climate City Contract of Krakow – Roadmap for climate neutrality by 2030",
    "ccc/pecs.md": "Climate City Contract – 2030 Climate Neutrality Action Plan of the City Pécs",
    "eu/delivering-on-the-clean-industrial-deal-i.md": "Delivering on the Clean Industrial Deal I",
    "eu/european-climate-law-factsheet-ctp-en.md": "The European Climate Law",
    "pdf/cz/2021-vyrocni-zprava.pdf": "VÝROČNÍ ZPRÁVA 2021",
    "pdf/cz/emise-eu.pdf": "EMISE SKLENÍKOVÝCH PLYNŮ STÁTŮ EU",
}


def card(record: Record) -> tuple[object, ...]:
    return (record.country, record.place, record.level, record.kind, record.period_from, record.period_to, record.language)


@pytest.mark.corpus
@pytest.mark.parametrize("name", REAL)
def test_real_documents(shared: Path, name: str) -> None:
    assert card(infer(read(shared / "corpus" / name, name))) == REAL[name]


@pytest.mark.corpus
@pytest.mark.parametrize("name", TITLES)
def test_titles_of_real_documents(shared: Path, name: str) -> None:
    assert infer(read(shared / "corpus" / name, name)).title == TITLES[name]


def markdown(text: str, name: str = "a.md") -> Document:
    return read_markdown(text.encode(), name, "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "# Strategia mobilności Krakowa 2024–2030\n\n" + "Miasto Kraków rozwija tramwaje i ścieżki rowerowe w całym mieście. " * 4,
            ("PL", "Kraków", "city", "mobility", 2024, 2030, "pl"),
        ),
        (
            "# Koncepce chytrého města Brna do roku 2035\n\n" + "Statutární město Brno nabídne otevřená data všem obyvatelům města. " * 4,
            ("CZ", "Brno", "city", "smart", None, 2035, "cs"),
        ),
        (
            "# Pécs körforgásos gazdaság stratégiája 2025–2032\n\n"
            + "Pécs városa újrahasznosítja az építési hulladékot minden kerületben. " * 4,
            ("HU", "Pécs", "city", "circular", 2025, 2032, "hu"),
        ),
        (
            "# Jak se žije v Praze\n\n" + "Praha má hodně památek a Praha má také hezké parky pro všechny obyvatele. " * 4,
            ("", "", "", "", None, None, "cs"),
        ),
    ],
)
def test_short_documents(text: str, expected: tuple[object, ...]) -> None:
    assert card(infer(markdown(text))) == expected


def test_a_comparison_of_two_cities_is_of_neither() -> None:
    text = "# Climate strategy of Kraków and Łódź\n\n" + "Kraków invests in trams. Łódź invests in heat networks for its housing. " * 6
    assert infer(markdown(text)).place == ""


def test_override_has_the_last_word() -> None:
    record = infer(markdown("# Plan\n\nThe plan of a town."), {"title": "Plan Lipowej", "country": "PL", "period_to": 2031})
    assert (record.title, record.country, record.period_to) == ("Plan Lipowej", "PL", 2031)


def test_a_file_without_title_is_called_by_its_name() -> None:
    assert infer(markdown("12\n\n13\n", "folder/plan_miasta-2030.md")).title == "Plan miasta 2030"


@pytest.mark.parametrize(
    "title", ["", "doc", "Microsoft Word - plan.doc", "plan_v3", "untitled", "sk-emisie-sr", "2020-10-03 zpoplatneni-emisi", "plan.indd"]
)
def test_what_programs_write_is_no_title(title: str) -> None:
    assert not is_title(title)


def test_overrides_of_a_folder(tmp_path: Path) -> None:
    assert overrides(tmp_path) == {}
    (tmp_path / "documents.toml").write_text('["plan.pdf"]\ncountry = "PL"\nperiod_to = 2030\nillustrative = true\n', encoding="utf-8")
    assert overrides(tmp_path) == {"plan.pdf": {"country": "PL", "period_to": 2030, "illustrative": True}}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('contry = "PL"', 'unknown field "contry" for plan.pdf; known are title, country'),
        ('country = "Poland"', 'country of plan.pdf is "Poland"; it must be one of PL, CZ, SK, HU, EU'),
        ('period_to = "2030"', "period_to of plan.pdf is '2030'; it must be a year such as 2030"),
        ("period_to = 20300", "it must be a year from 1900 to 2200"),
        ('illustrative = "yes"', "it must be true or false"),
        ('title = ""', "title of plan.pdf is empty"),
        ("title = ", "cannot be read as TOML"),
    ],
)
def test_mistakes_in_overrides_are_named(tmp_path: Path, line: str, message: str) -> None:
    (tmp_path / "documents.toml").write_text(f'["plan.pdf"]\n{line}\n', encoding="utf-8")
    with pytest.raises(ProductError) as caught:
        overrides(tmp_path)
    assert message in str(caught.value)


@given(st.text(max_size=80))
def test_a_text_is_folded_character_by_character(text: str) -> None:
    assert fold_text(text) == "".join(map(fold, text))


@given(st.lists(st.sampled_from(["en", "cs", "pl"]), min_size=1, max_size=60), st.data())
def test_the_language_of_most_is_that_of_a_full_count(languages: list[str], data: st.DataObject) -> None:
    blocks = [f"{code} {'wort ' * data.draw(st.integers(15, 90))}".strip() for code in languages]
    looked_at = [block[:400] for block in blocks[:: max(1, len(blocks) // 40)]]
    votes = Counter[str]()
    for block in looked_at:
        votes[block[:2]] += len(block)
    with patch("ingest.record.detect", lambda block: block[:2]):
        assert _language("\n\n".join(blocks)) == votes.most_common(1)[0][0]
