"""Targets and money out of sentences and rows, in five languages. The sentences are ours; the towns are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.types import Document, Passage, Quantity, Record, Table
from ingest.tag.quantities.reader import Above, of_document, quantities


def stated(text: str, language: str) -> list[tuple[str, str, str, int | None]]:
    """(kind, value, unit or currency, year) of each quantity."""
    return [(q.kind[0], q.value, q.unit or q.currency, q.year) for q in quantities(text, language)]


def one(text: str, language: str, above: Above | None = None) -> Quantity:
    (found,) = quantities(text, language, above)
    return found


TARGETS = [
    ("en", "The city aims to cut greenhouse gas emissions by 65% by 2030 compared to 2018.", "65", "%", 2030),
    ("en", "By 2030, Dolany will install 500 charging points for electric cars.", "500", "", 2030),
    ("en", "At least 60% of municipal waste is to be recycled by 2030.", "60", "%", 2030),
    ("en", "The district heating plant shall supply 96,000 MWh a year from 2028.", "96,000", "MWh/year", 2028),
    ("en", "Our goal is a modal share of 70 % for walking, cycling and public transport in 2035.", "70", "%", 2035),
    ("en", "Emissions must fall to 1.2 million tCO₂e by 2040.", "1.2", "t CO2e", 2040),
    ("en", "The plan is to plant 12,500 trees by the end of 2027.", "12,500", "", 2027),
    ("en", "Photovoltaics with an output of 15 MWp will be built on school roofs by 2029.", "15", "MWp", 2029),
    ("pl", "Celem jest ograniczenie emisji CO₂ o 40% do 2030 roku w stosunku do roku 1990.", "40", "%", 2030),
    ("pl", "Do 2027 r. powstanie 45 km nowych dróg rowerowych, a miasto planuje ich rozbudowę.", "45", "km", 2027),
    ("pl", "Miasto planuje do końca 2028 roku wymienić 1 250 pieców węglowych.", "1 250", "", 2028),
    ("pl", "Udział odnawialnych źródeł energii ma wynieść co najmniej 32,5 proc. w 2030 r.", "32,5", "%", 2030),
    ("pl", "Zużycie energii zostanie zmniejszone o 28 tys. MWh do roku 2030.", "28", "MWh", 2030),
    ("pl", "Do roku 2035 zazielenimy 18 hektarów placów i podwórek.", "18", "ha", 2035),
    ("cs", "Do roku 2030 město sníží spotřebu energie o 25 % oproti roku 2005.", "25", "%", 2030),
    ("cs", "Cílem je do konce roku 2027 vysadit 3 500 stromů.", "3 500", "", 2027),
    ("cs", "Emise mají klesnout o 96 tis. t CO₂e do roku 2030.", "96", "t CO2e", 2030),
    ("cs", "V roce 2035 bude 70 % autobusů jezdit na elektřinu.", "70", "%", 2035),
    ("cs", "Město plánuje instalovat fotovoltaiky o výkonu 4,5 MWp do roku 2028.", "4,5", "MWp", 2028),
    ("sk", "Mesto plánuje do roku 2030 vybudovať 45 km cyklotrás.", "45", "km", 2030),
    ("sk", "Cieľom je znížiť emisie skleníkových plynov o 55 % do roku 2030 oproti roku 1990.", "55", "%", 2030),
    ("sk", "Do roku 2035 sa má triediť aspoň 65 percent komunálneho odpadu.", "65", "%", 2035),
    ("sk", "Spotreba tepla klesne do roku 2029 o 12 500 MWh.", "12 500", "MWh", 2029),
    ("hu", "A város 2030-ig 40%-kal csökkenti az üvegházhatású gázok kibocsátását 2015-höz képest.", "40", "%", 2030),
    ("hu", "A cél 45 km új kerékpárút építése 2027 végéig.", "45", "km", 2027),
    ("hu", "2030-ra a hulladék 60 százalékát kell újrahasznosítani.", "60", "%", 2030),
    ("hu", "A terv szerint 2028-ig 3500 fát ültetünk.", "3500", "", 2028),
    ("hu", "2035-re évi 31 ezer tonna CO₂ megtakarítása a cél.", "31", "t CO2", 2035),
]

MONEY = [
    ("en", "The budget of the retrofit is PLN 28.8 million.", "28.8", 28.8e6, "PLN"),
    ("en", "The line costs 28,769 million PLN.", "28,769", 28_769e6, "PLN"),
    ("en", "The investment amounts to MEUR 23.", "23", 23e6, "EUR"),
    ("en", "Stations worth €166,8k were ordered.", "166,8", 166_800, "EUR"),
    ("en", "A grant of between HUF 100 and 350 million is possible.", "between HUF 100 and 350", None, "HUF"),
    ("pl", "Koszt modernizacji oświetlenia wyniesie 28,8 mld zł.", "28,8", 28.8e9, "PLN"),
    ("pl", "Na ścieżki rowerowe przeznaczono od 5 do 7 mln zł.", "od 5 do 7", None, "PLN"),
    ("pl", "Dotacja wynosi 1 234 567,50 zł.", "1 234 567,50", 1_234_567.5, "PLN"),
    ("cs", "Na opravu škol je v rozpočtu 12,5 mil. Kč.", "12,5", 12.5e6, "CZK"),
    ("cs", "Rekonstrukce vyjde na 1.250.000 Kč.", "1.250.000", 1_250_000, "CZK"),
    ("cs", "Za studii zaplatilo 480 tis. Kč.", "480", 480_000, "CZK"),
    ("sk", "Obnova bytových domov bude stáť 4,2 mil. eur.", "4,2", 4.2e6, "EUR"),
    ("sk", "Rozpočet projektu je 480-tisíc eur.", "480", 480_000, "EUR"),
    ("hu", "A kerékpárutak építése 12 mld Ft.", "12", 12e9, "HUF"),
    ("hu", "A felújításra 350 millió forintot különítettek el.", "350", 350e6, "HUF"),
    ("hu", "A beruházás értéke 1.250 M Ft.", "1.250", 1_250e6, "HUF"),
]

NOTHING = [
    ("en", "In 2019 the share of renewables was 12%."),
    ("en", "The plan follows Directive 2012/27/EU, Article 5, and ISO 50001."),
    ("en", "Call +36 1 234 5678 before 15 May 2024 or see page 12."),
    ("en", "The strategy covers 2021–2027."),
    ("en", "Residential buildings accounted for 38% of final energy use in 2018."),
    ("pl", "W 2019 r. udział ten wynosił 12%, o czym mówi art. 5 ust. 2 ustawy z dnia 20 lutego 2015 r."),
    ("pl", "Miasto liczy 96 tys. mieszkańców."),
    ("cs", "V roce 2019 činil podíl obnovitelných zdrojů 12 %."),
    ("cs", "Podle zákona č. 541/2020 Sb. a normy ČSN EN 15232 platí tabulka 3."),
    ("sk", "V súčasnosti predstavuje podiel obnoviteľných zdrojov 12 %."),
    ("hu", "2019-ben a megújuló energia aránya 12% volt."),
    ("hu", "A 2015. évi 12. számú rendelet 5. cikke szerint jártunk el."),
]


@pytest.mark.parametrize(("language", "text", "value", "unit", "year"), TARGETS)
def test_a_target(language: str, text: str, value: str, unit: str, year: int) -> None:
    assert stated(text, language) == [("t", value, unit, year)]


@pytest.mark.parametrize(("language", "text", "value", "number", "currency"), MONEY)
def test_money(language: str, text: str, value: str, number: float | None, currency: str) -> None:
    found = one(text, language)
    assert (found.kind, found.value, found.number, found.currency) == ("money", value, number, currency)


@pytest.mark.parametrize(("language", "text"), NOTHING)
def test_no_quantity(language: str, text: str) -> None:
    assert stated(text, language) == []


TABLE = """| Indicator | Unit | Baseline 2018 | Target 2030 |
| --- | --- | --- | --- |
| Share of renewable energy | % | 12 | 30 |
| Emissions | kt CO2e | 1,250 | 250 |"""


def test_a_table_of_targets() -> None:
    first, second = quantities(TABLE, "en")
    assert (first.indicator, first.value, first.unit, first.year, first.baseline, first.baseline_year) == (
        "Share of renewable energy", "30", "%", 2030, "12", 2018,
    )  # fmt: skip
    assert (second.value, second.number, second.unit, second.baseline) == ("250", 250.0, "kt CO2e", "1,250")
    assert TABLE[second.start : second.end] == "| Emissions | kt CO2e | 1,250 | 250 |"


def test_a_table_of_costs_whose_header_names_currency_source_and_year() -> None:
    found = one("Zadanie | Koszt (tys. zł) | Źródło finansowania | Termin\nTermomodernizacja szkoły | 6 420 | FEnIKS | 2026", "pl")
    assert (found.indicator, found.value, found.number, found.currency, found.year) == (
        "Termomodernizacja szkoły",
        "6 420",
        6.42e6,
        "PLN",
        2026,
    )
    assert (found.programme, found.payer) == ("FENX", "FEnIKS")


def test_a_form_costs_what_its_action_costs() -> None:
    form = "| Action outline | Action name | Tram line to Dolany |\n| --- | --- | --- |\n|  | Total costs | PLN 64 000 000 |"
    assert one(form, "en").indicator == "Tram line to Dolany"


def test_a_forecast_year_by_year_aims_at_nothing() -> None:
    table = (
        "| Year | 2021 | 2023 | 2028 | 2033 | 2040 |\n| --- | --- | --- | --- | --- | --- |\n| Heat (MWh) | 302 | 285 | 266 | 262 | 269 |"
    )
    assert quantities(table, "en") == ()


def test_the_parts_of_a_sum_are_for_the_same() -> None:
    whole, part = quantities("Restoring the hall will cost EUR 4.2 million, of which the Modernisation Fund pays EUR 2.9 million.", "en")
    assert whole.indicator == part.indicator == "Restoring the hall"
    assert (whole.programme, part.programme) == ("", "Modernisation Fund")


def test_what_is_and_what_is_aimed_at() -> None:
    found = one("Podiel bytov na diaľkovom teple je 38 %, v roku 2035 má byť 50 %.", "sk")
    assert (found.indicator, found.value, found.year, found.baseline) == ("Podiel bytov na diaľkovom teple", "50", 2035, "38")


def test_the_year_of_a_baseline() -> None:
    found = one("Udział energii odnawialnej wzrośnie z 12% w 2018 r. do 30% w 2030 r.", "pl")
    assert (found.value, found.year, found.baseline, found.baseline_year) == ("30", 2030, "12", 2018)


def test_a_table_that_goes_on_keeps_its_header_and_its_action() -> None:
    rows = [
        "Action name | New depot | \n",
        "Measure | Cost (EUR million) | Source | Year",
        "Bus lane | 4.2 | ERDF | 2027",
        "Cycle path | 1.1 | own funds | 2026",
    ]
    text = "\n".join(rows)
    cut = text.index("Cycle")
    table = Table(text.index("Measure"), len(text), "Measure | Cost (EUR million) | Source | Year")
    document = Document("dolany.md", "", "markdown", text, Record(""), tables=(table,))
    passages = [
        Passage("dolany.md", 0, cut - 1, text[: cut - 1], language="en"),
        Passage("dolany.md", cut, len(text), text[cut:], language="en"),
    ]
    (first,), (second,) = of_document(document, passages)
    assert (first.number, second.number, second.currency, second.programme) == (4.2e6, 1.1e6, "EUR", "own")
    assert text[second.start : second.end] == rows[3]


ALPHABET = st.sampled_from(
    [*"abzÁłČ 0123456789%€$|.,:;()–-\n₂²/", " | ", "CO₂", " 2030", " by ", " will ", " mil. Kč", "EUR ", " z ", " do ", "-ra "]
)


@given(st.lists(ALPHABET, max_size=60).map("".join), st.sampled_from(["en", "pl", "cs", "sk", "hu"]))
def test_whatever_the_text_all_that_is_copied_stands_in_it(text: str, language: str) -> None:
    for found in quantities(text, language, Above(section="Costs", action="A depot")):
        assert 0 <= found.start < found.end <= len(text)
        assert found.value and found.value in text[found.start : found.end]
        assert found.baseline in text
        assert found.payer in text
        assert found.indicator in text or found.indicator in ("Costs", "A depot")


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    assert all(q.kind in ("target", "money") for q in quantities(text, "en"))
