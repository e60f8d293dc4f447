"""Targets and money out of sentences and rows, in five languages. The sentences are ours; the towns are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.types import Document, Passage, Quantity, Record, Table
from ingest.tag.quantities import Above, of_document, quantities


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
