"""The words and numbers that tell what a passage does: plans, wishes, counts, pays, reports. Knows cues.toml and forms of numbers, no classifier."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

_FILE = "cues.toml"

_MONEY = r"(?:€|\$|\bEUR\b|\beuros?\b|\beur\b|\beuró\w*|\bPLN\b|\bzł\b|\bzlot\w+|\bCZK\b|\bKč\b|\bkorun\w*|\bcrowns?\b|\bHUF\b|\bFt\b|\bforint\w*)"
_SCALE = r"(?:\s?(?:tis\.?|tys\.?|mil\.?|mio|mln|mld\.?|bn|million|billion|milion\w*|milión\w*|miliard\w*|millió\w*|milliárd\w*))?"
_NUMBER = r"\d[\d\s.,]*"

# What is counted beside the words of cues.toml.
_FORMS = {
    "amount": re.compile(rf"{_NUMBER}{_SCALE}\s?{_MONEY}|{_MONEY}\s?{_NUMBER}"),
    "percent": re.compile(r"\d\s?(?:%|per cent\b|percent\b|procent\w*|százalék\w*)"),
    "future": re.compile(r"\b20(?:2[5-9]|[3-9]\d)\b"),
    "past": re.compile(r"\b(?:19\d\d|20(?:[01]\d|2[0-4]))\b"),
    "unit": re.compile(r"\d\s?(?:k?t|tonnes?|tun|ton|tonna|[kMGT]Wh|MW|kW|GJ|TJ|ha|km|m2|m²|m3|m³)\b(?:\s?CO)?"),
    "number": re.compile(r"\d+"),
    "cell": re.compile(r"\|"),
    "item": re.compile(r"^\s*(?:[-*•]|\d+[.)])\s", re.MULTILINE),
}


@cache
def _patterns() -> Mapping[str, Mapping[str, re.Pattern[str]]]:
    table = tomllib.loads(files(__package__).joinpath(_FILE).read_text(encoding="utf-8"))
    return {language: {sign: _pattern(cues) for sign, cues in signs.items()} for language, signs in table.items()}


def _pattern(cues: Sequence[str]) -> re.Pattern[str]:
    forms = (re.escape(cue).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for cue in sorted(cues, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE)


@cache
def names() -> tuple[str, ...]:
    """What the columns of `counts` count, in their order."""
    return (*_patterns()["en"], *_FORMS)


def counts(text: str, language: str) -> NDArray[np.float32]:
    """(signs,): how often each sign stands in `text`."""
    patterns = (*_patterns()[language].values(), *_FORMS.values())
    return np.array([sum(1 for _ in pattern.finditer(text)) for pattern in patterns], dtype=np.float32)


def spans(text: str, language: str, sign: str) -> list[tuple[int, int]]:
    """Where one sign stands in `text`."""
    pattern = _FORMS.get(sign) or _patterns()[language][sign]
    return [match.span() for match in pattern.finditer(text)]
