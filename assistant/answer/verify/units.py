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


# Symbols keep their case (MW is not mW); words are found in any. The more particular spelling stands before the one that begins it.
_SYMBOLS: tuple[tuple[str, str, float], ...] = (
    (r"%", "share", 1),
    (r"p\.\s?p\.|pp|p\. ?b\.", "points", 1),
    (r"[µμ]g/m3", "concentration", 1),
    (r"km/h|km/hod\.?|km/godz\.?|km/óra", "speed", 1),
    (r"TWh", "energy", 1e12), (r"GWh", "energy", 1e9), (r"MWh", "energy", 1e6), (r"kWh", "energy", 1e3), (r"Wh", "energy", 1),
    (r"PJ", "heat", 1e15), (r"TJ", "heat", 1e12), (r"GJ", "heat", 1e9), (r"MJ", "heat", 1e6),
    (r"GW(?:p|e|t|th)?", "power", 1e9), (r"MW(?:p|e|t|th)?", "power", 1e6), (r"kW(?:p|e|t|th)?", "power", 1e3), (r"Wp?", "power", 1),
    (r"km2", "area", 1e6), (r"m2", "area", 1), (r"ha", "area", 1e4),
    (r"m3", "volume", 1e3), (r"hl", "volume", 100), (r"l", "volume", 1),
    (r"Mt", "mass", 1e9), (r"kt", "mass", 1e6), (r"kg", "mass", 1), (r"t", "mass", 1e3), (r"g", "mass", 1e-3),
    (r"km", "length", 1e3), (r"cm", "length", 1e-2), (r"mm", "length", 1e-3), (r"m", "length", 1),
    (r"°\s?C", "temperature", 1), (r"dB", "sound", 1),
    (r"EUR|€", "EUR", 1), (r"PLN|zł", "PLN", 1), (r"CZK|Kč", "CZK", 1), (r"HUF|Ft", "HUF", 1), (r"USD|\$", "USD", 1), (r"GBP|£", "GBP", 1),
)  # fmt: skip
_METRE = r"(?:metr(?:e|es|y|u|ach|ami|ów|ů|ech|ov|och|om|mi)?|meter\w*|met(?:ers|er|res?)|méter\w*)"
_WORDS: tuple[tuple[str, str, float], ...] = (
    (r"percentage points?|punkt\w* procentow\w*|procentní\w* bod\w*|percentuáln\w* bod\w*|százalékpont\w*", "points", 1),
    (r"per ?cent|procent\w*|percent\w*|százalék\w*", "share", 1),
    (rf"(?:cubic|metr\w*|meter\w*) (?:{_METRE}|sześcienn\w*|krychlov\w*|kubick\w*)|köbméter\w*|metr\w* kubick\w*", "volume", 1e3),
    (r"square kilomet\w*|kilometr\w* kwadrat\w*|negyzetkilom\w*|négyzetkilom\w*", "area", 1e6),
    (rf"square {_METRE}|metr\w* (?:kwadrat\w*|čtvereč\w*)|štvorcov\w* {_METRE}|negyzetm\w*|négyzetm\w*", "area", 1),
    (r"hectares?|hektar\w*|hektár\w*", "area", 1e4),
    (r"kilomet(?:re|er|r)\w*|kilométer\w*", "length", 1e3),
    (_METRE, "length", 1),
    (r"lit(?:re|er|r|ro)(?:s|y|u|ů|ów|ov|t|rel|rrel)?", "volume", 1),
    (r"kilogram\w*", "mass", 1),
    (r"ton(?:ne|nes|s|a|y|u|ą|ę|o|ami|ách|ám|ou)?|ton(?:na|ná\w*)|tun(?:a|y|u|ou|ám|ách|ami)?", "mass", 1e3),
    (r"megawatt\w*", "power", 1e6),
    (r"decibel\w*", "sound", 1),
    (r"degrees?|stopni\w*|stupň\w*|fok\w*", "temperature", 1),
    (r"minut\w*|minút\w*|min\.|perc(?:ig|et|re|es|enként|cel|ről|nél)?", "clock", 60),
    (r"hours?|godzin\w*|hodin\w*|hod\.|órá\w*|óra", "clock", 3600),
    (r"seconds?|sekund\w*|másodperc\w*", "clock", 1),
    (r"days?|dni|dniach|dzień|dní|den|dny|deň|nap(?:ig|on|os|ot|ja|pal)?", "days", 1),
    (r"weeks?|tydzień|tygodni\w*|týden|týdn\w*|týžd\w*", "days", 7),
    (r"months?|miesiąc\w*|miesięc\w*|měsíc\w*|mesiac\w*|hónap\w*", "months", 1),
    (r"years?|lat|lata|latach|rok|roku|roki|let|letech|roky|rokov|rokoch|év|évig|éves|évre|éven|évet|évvel", "months", 12),
    (r"euros?|euró\w*|eur|eura|eur\w{0,3}", "EUR", 1),
    (r"z[łl]ot\w*", "PLN", 1),
    (r"koron\w*|korun\w*|korún\w*|crowns?", "CZK", 1),
    (r"forint\w*", "HUF", 1),
    (r"dollars?|dolar\w*|dolár\w*|dollár\w*", "USD", 1),
)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Unit], ...]:
    symbols = [(re.compile(f"(?:{p}){_ENDS}" if p[-1] not in "%$" else f"(?:{p})"), Unit(d, f)) for p, d, f in _SYMBOLS]
    words = [(re.compile(f"(?:{p}){_ENDS}", re.IGNORECASE), Unit(d, f)) for p, d, f in _WORDS]
    return (*symbols, *words)


def unit_at(text: str, position: int) -> tuple[Unit, int] | None:
    """The unit that begins at `position`, with where it ends; None where none does."""
    for pattern, unit in _patterns():
        if match := pattern.match(text, position):
            return unit, match.end()
    return None


_start = re.compile(r"(?<![^\W_])[^\W\d_]+|[%€$£°µμ]")


def dimensions(text: str) -> frozenset[str]:
    """The dimensions whose units are written in `text`, whether or not beside a number: a table names them in its header."""
    return frozenset(found[0].dimension for m in _start.finditer(text) if (found := unit_at(text, m.start())))
