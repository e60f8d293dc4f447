"""What kind of answer a question asks for, and which kinds of thing would be in it. Knows the cues, nothing of places and goals themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.answer.question.cues import WANTED, signs

INTENTS = ("fact", "number", "list", "comparison", "practice", "funding", "governance", "alignment", "catalogue", "keyword")

_UNITS = frozenset(("money", "percent", "energy", "power", "mass", "length", "area", "duration"))
_SOURCES = frozenset(("person_or_body", "money"))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What else was understood and bears on the intent."""

    places: int  # how many the question names
    goals: bool  # it names a UN goal or speaks of them, by number or name
    scheme: bool  # it speaks of the UN goals or the Green Deal as such
    which_goals: bool = False  # it asks which goals, whosever they are


def intent(flat_text: str, language: str, around: Surroundings) -> tuple[str, frozenset[str]]:
    """One of INTENTS and the wanted kinds, a subset of cues.WANTED, for a text without diacritics."""
    found = signs(flat_text, language)
    if "question" not in found and "?" not in flat_text and "compare" not in found:
        return "keyword", frozenset()
    kind = _intent(found, around)
    return kind, _wanted(kind, found)


def _intent(found: Mapping[str, int], around: Surroundings) -> str:
    """The first that holds, the rarer before the commoner."""
    if around.places > 1 or ("compare" in found and found.get("number", found["compare"]) >= found["compare"]):
        return "comparison"
    if "catalogue" in found:
        return "catalogue"
    asks_aside = found.keys() & {"governance", "funding", "number"}
    if (around.scheme or ((around.goals or around.which_goals) and "align" in found)) and not asks_aside:
        return "alignment"
    if "practice" in found and not asks_aside:
        return "practice"
    first = [sign for sign in ("governance", "funding", "number") if sign in found]
    if "funding" in first and not ("governance" in first and found["governance"] < found["funding"]):
        return "funding"
    if first:
        return min(first, key=found.__getitem__)
    if found.keys() & {"date", "place", "reason"}:
        return "fact"
    return "list" if "list" in found else "fact"


def _wanted(kind: str, found: Mapping[str, int]) -> frozenset[str]:
    named = frozenset(WANTED).intersection(found)
    asked = named & {"date", "reason", "place"}
    if kind == "funding":
        return asked | (_SOURCES if "person_or_body" in named else {"money"})
    if kind == "governance":
        how_often = {"duration"} if "duration" in named and "person_or_body" not in named else {"person_or_body"}
        return asked | how_often | (named & _UNITS & frozenset(("money",)) if "number" in found else frozenset())
    if kind in ("number", "comparison"):
        return asked | _quantities(named, found)
    return asked | (named & {"person_or_body"} if kind == "fact" else frozenset())


def _quantities(named: frozenset[str], found: Mapping[str, int]) -> frozenset[str]:
    if "number" not in found:
        return named & {"money"}
    units = named & _UNITS
    if "duration" in units:  # "how long a period", "milyen hosszú időszak"
        units -= {"length"}
    if units == {"percent"} and "emission" in found:
        return frozenset(("percent", "mass"))
    return units or named & {"count"}
