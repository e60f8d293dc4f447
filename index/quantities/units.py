"""Units of measure and money, in the spellings and inflections of five languages. Knows what a unit is called, nothing of the numbers before it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_ENDS = r"(?![^\W_])"  # a unit ends where no letter or digit follows: "t" is not the beginning of "trams"


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number is of: equal quantities have one dimension and, after `factor`, one value."""

    dimension: str
    factor: float
    name: str = ""  # the form that all spellings share: "%", "kt CO2e", "MWh"; the ISO 4217 code of money, whose scale is in `factor`


# How money is written before a number.
CURRENCY = r"EUR|€|PLN|HUF|CZK|USD|GBP|\$|£"

# A weight of carbon dioxide may follow any weight: "t CO2e", "tun CO2 ekv.", "tonnes of CO2".
_carbon = re.compile(
    r"[ \u00a0]{0,2}(?:of[ \u00a0]{1,3})?CO2(?P<e>[ \u00a0-]{0,2}(?:eq(?:v|uiv)?\.?|ekv\w*\.?|ekw\w*\.?|e))?(?![^\W_])", re.IGNORECASE
)

# Symbols keep their case (MW is not mW); words are found in any. The more particular spelling stands before the one that begins it.
# A symbol without a name is its own.
_SYMBOLS: tuple[tuple[str, str, float, str], ...] = (
    (r"%", "share", 1, "%"),
    (r"p\.\s?p\.|pp|p\. ?b\.", "points", 1, "pp"),
    (r"[µμ]g/m3", "concentration", 1, "µg/m3"),
    (r"km/h|km/hod\.?|km/godz\.?|km/óra", "speed", 1, "km/h"),
    (r"TWh", "energy", 1e12, ""), (r"GWh", "energy", 1e9, ""), (r"MWh", "energy", 1e6, ""), (r"kWh", "energy", 1e3, ""),
    (r"Wh", "energy", 1, ""),
    (r"PJ", "heat", 1e15, ""), (r"TJ", "heat", 1e12, ""), (r"GJ", "heat", 1e9, ""), (r"MJ", "heat", 1e6, ""),
    (r"GW(?:p|e|t|th)?", "power", 1e9, ""), (r"MW(?:p|e|t|th)?", "power", 1e6, ""), (r"kW(?:p|e|t|th)?", "power", 1e3, ""),
    (r"Wp?", "power", 1, ""),
    (r"km2", "area", 1e6, ""), (r"m2", "area", 1, ""), (r"sqm|sq\.? ?m", "area", 1, "m2"), (r"ha", "area", 1e4, ""),
    (r"m3", "volume", 1e3, ""), (r"hl", "volume", 100, ""), (r"l", "volume", 1, ""),
    (r"Mt(?:ons?)?", "mass", 1e9, "Mt"), (r"kt(?:ons?)?", "mass", 1e6, "kt"), (r"kg", "mass", 1, ""), (r"t", "mass", 1e3, ""), (r"Mg", "mass", 1e3, ""),
    (r"g", "mass", 1e-3, ""),
    (r"km", "length", 1e3, ""), (r"cm", "length", 1e-2, ""), (r"mm", "length", 1e-3, ""), (r"m", "length", 1, ""),
    (r"°\s?C", "temperature", 1, "°C"), (r"dB", "sound", 1, ""),
    (r"(?:[mM]|mln\.?|mil\.) ?(?:EUR|€)", "EUR", 1e6, "EUR"), (r"(?:k|tis\.) ?(?:EUR|€)|[tT]EUR", "EUR", 1e3, "EUR"),
    (r"[mM] ?PLN|mln ?PLN", "PLN", 1e6, "PLN"), (r"[mM] ?CZK|[mM]Kč", "CZK", 1e6, "CZK"),
    (r"[mM] ?(?:Ft|HUF)", "HUF", 1e6, "HUF"), (r"(?:[eE]|ezer) ?Ft", "HUF", 1e3, "HUF"), (r"(?:Mrd|Mrd\.|mrd\.?) ?(?:Ft|HUF)", "HUF", 1e9, "HUF"),
    (r"(?:EUR|€)[mM]", "EUR", 1e6, "EUR"), (r"(?:EUR|€)k", "EUR", 1e3, "EUR"),
    (r"EUR|€", "EUR", 1, "EUR"), (r"PLN|zł", "PLN", 1, "PLN"), (r"CZK|Kč", "CZK", 1, "CZK"), (r"HUF|Ft", "HUF", 1, "HUF"),
    (r"USD|\$", "USD", 1, "USD"), (r"GBP|£", "GBP", 1, "GBP"),
)  # fmt: skip
_METRE = r"(?:metr(?:e|es|y|u|ach|ami|ów|ů|ech|ov|och|om|mi)?|meter\w*|met(?:ers|er|res?)|méter\w*)"
_WORDS: tuple[tuple[str, str, float, str], ...] = (
    (r"percentage points?|punkt\w* procentow\w*|procentní\w* bod\w*|percentuáln\w* bod\w*|százalékpont\w*", "points", 1, "pp"),
    (r"per ?cent|procent\w*|proc\.?|percent\w*|százalék\w*", "share", 1, "%"),
    (
        rf"(?:cubic|metr\w*|meter\w*) (?:{_METRE}|sześcienn\w*|krychlov\w*|kubick\w*)|köbméter\w*|metr\w* kubick\w*|kubick\w* metr\w*",
        "volume",
        1e3,
        "m3",
    ),
    (r"square kilomet\w*|kilometr\w* kwadrat\w*|negyzetkilom\w*|négyzetkilom\w*", "area", 1e6, "km2"),
    (rf"square {_METRE}|metr\w* (?:kwadrat\w*|čtvereč\w*)|štvorcov\w* {_METRE}|negyzetm\w*|négyzetm\w*", "area", 1, "m2"),
    (r"hectares?|hektar\w*|hektár\w*", "area", 1e4, "ha"),
    (r"kilomet(?:re|er|r)\w*|kilométer\w*", "length", 1e3, "km"),
    (_METRE, "length", 1, "m"),
    (r"lit(?:re|er|r|ro)(?:s|y|u|ů|ów|ov|t|rel|rrel|re|es)?", "volume", 1, "l"),
    (r"kilogram\w*", "mass", 1, "kg"),
    (r"megaton\w*", "mass", 1e9, "Mt"),
    (r"ki?loton\w*", "mass", 1e6, "kt"),
    (r"ton(?:ne|nes|s|a|y|u|ą|ę|o|ami|ách|ám|ou)?|ton(?:na|ná\w*)|tun(?:a|y|u|ou|ám|ách|ami)?", "mass", 1e3, "t"),
    (r"gigawatt?(?:ogodzin\w*|hodin\w*|óra|órá\w*| ?-?hours?)|gigawattór\w*", "energy", 1e9, "GWh"),
    (r"megawatt?(?:ogodzin\w*|hodin\w*|óra|órá\w*| ?-?hours?)", "energy", 1e6, "MWh"),
    (r"kilowatt?(?:ogodzin\w*|hodin\w*|óra|órá\w*| ?-?hours?)", "energy", 1e3, "kWh"),
    (r"megawatt?\w*", "power", 1e6, "MW"),
    (r"kilowatt?\w*", "power", 1e3, "kW"),
    (r"decibel\w*", "sound", 1, "dB"),
    (r"degrees?|stopni\w*|stupň\w*|fok\w*", "temperature", 1, "°C"),
    (r"minut\w*|minút\w*|min\.|perc(?:ig|et|re|es|enként|cel|ről|nél)?", "clock", 60, "min"),
    (r"hours?|godzin\w*|hodin\w*|hod\.|órá\w*|óra", "clock", 3600, "h"),
    (r"seconds?|sekund\w*|másodperc\w*", "clock", 1, "s"),
    (r"days?|dni|dniach|dzień|dní|den|dny|deň|nap(?:ig|on|os|ot|ja|pal)?", "days", 1, "days"),
    (r"weeks?|tydzień|tygodni\w*|týden|týdn\w*|týžd\w*", "days", 7, "weeks"),
    (r"months?|miesiąc\w*|miesięc\w*|měsíc\w*|mesiac\w*|hónap\w*", "months", 1, "months"),
    (r"years?|lat|lata|latach|rok|roku|roki|let|letech|roky|rokov|rokoch|év|évig|éves|évre|éven|évet|évvel", "months", 12, "years"),
    (r"euros?|euró\w*|eur|eura|eur\w{0,3}", "EUR", 1, "EUR"),
    (r"z[łl]ot\w*", "PLN", 1, "PLN"),
    (r"koron\w*|korun\w*|korún\w*|crowns?", "CZK", 1, "CZK"),
    (r"forint\w*", "HUF", 1, "HUF"),
    (r"dollars?|dolar\w*|dolár\w*|dollár\w*", "USD", 1, "USD"),
)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], tuple[Unit, ...]], ...]:
    """Symbols and words, each as one pattern whose n-th group is the n-th unit."""

    def ends(pattern: str, dimension: str) -> str:
        if pattern[-1] in "%$":
            return f"({pattern})"
        return f"({pattern})(?:(?=CO2)|{_ENDS})" if dimension == "mass" else f"({pattern}){_ENDS}"

    symbols = re.compile("|".join(ends(p, d) for p, d, _, _ in _SYMBOLS))
    words = re.compile("|".join(f"({p}){_ENDS}" for p, _, _, _ in _WORDS), re.IGNORECASE)
    return tuple((pattern, tuple(Unit(d, f, name) for _, d, f, name in rows)) for pattern, rows in ((symbols, _SYMBOLS), (words, _WORDS)))


_first = re.compile(r"[^\W\d_]|[%€$£°µμ]")


def unit_at(text: str, position: int) -> tuple[Unit, int] | None:
    """The unit that begins at `position`, with where it ends; None where none does."""
    if not _first.match(text, position):
        return None
    for pattern, units in _patterns():
        if match := pattern.match(text, position):
            unit = units[(match.lastindex or 1) - 1]
            return _named(unit, match) if unit.dimension == "mass" or not unit.name else (unit, match.end())
    return None


def _named(unit: Unit, match: re.Match[str]) -> tuple[Unit, int]:
    name, end = unit.name or match.group(), match.end()
    if unit.dimension == "mass" and (carbon := _carbon.match(match.string, end)):
        name, end = name + (" CO2e" if carbon["e"] else " CO2"), carbon.end()
    return Unit(unit.dimension, unit.factor, name), end


_start = re.compile(r"(?<![^\W_])[^\W\d_]+|[%€$£°µμ]")


def dimensions(text: str) -> frozenset[str]:
    """The dimensions whose units are written in `text`, whether or not beside a number: a table names them in its header."""
    return frozenset(found[0].dimension for m in _start.finditer(text) if (found := unit_at(text, m.start())))
