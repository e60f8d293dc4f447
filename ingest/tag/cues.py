"""The words and numbers that tell what a passage does: plans, wishes, counts, pays, reports. Knows cues.toml and forms of numbers, no classifier."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain

import numpy as np
from numpy.typing import NDArray

_FILE = "cues.toml"

_CURRENCY = r"€|\$|EUR\b|euros?\b|eur\b|euró|PLN\b|zł|CZK\b|Kč|korun|crowns|HUF\b|Ft\b|forint"
_SCALE = r"(?:\s?(?:tis|tys|mil|mio|mln|mld|bn|million|billion|mili[oóa]\w*|milli[oóá]\w*)\b\.?)?"

# What is counted beside the words of cues.toml.
_FORMS = {
    "amount": re.compile(rf"\d{_SCALE}\s?(?:{_CURRENCY})|(?:€|\$|EUR|PLN|CZK|HUF)\s?\d"),
    "percent": re.compile(r"\d\s?(?:%|per ?cent\b|procent|százalék)"),
    "future": re.compile(r"\b20(?:2[5-9]|[3-9]\d)\b"),
    "past": re.compile(r"\b(?:19\d\d|20(?:[01]\d|2[0-4]))\b"),
    "unit": re.compile(r"\d\s?(?:k?t|tonnes?|tun|ton|tonna|[kMGT]Wh|MW|kW|GJ|TJ|ha|km|m2|m²|m3|m³)\b"),
    "saved": re.compile(
        r"\d\s?(?:k|kilo|thousand |million |tis\.? ?|tys\.? ?|ezer )?(?:t|tonnes?|tons?|tun|ton|tonna)\s?(?:of |/)?(?:CO|C\b|\$|e\b)"
    ),
    "asked": re.compile(r"\?"),
    "number": re.compile(r"\d+"),
    "cell": re.compile(r"\|"),
    "item": re.compile(r"^[ \t]*(?:[-*•]|\d+[.)])\s", re.MULTILINE),
}
_word = re.compile(r"\w+")


class _Signs(dict[str, tuple[int, ...]]):
    """One language's words in small letters → the numbers of the signs that they are of, remembered: texts repeat their words."""

    def __init__(self, whole: Mapping[str, tuple[int, ...]], beginnings: Sequence[tuple[str, int]]) -> None:
        self._whole = whole
        self._beginnings = beginnings

    def __missing__(self, word: str) -> tuple[int, ...]:
        begun = (sign for beginning, sign in self._beginnings if word.startswith(beginning))
        found = self[word] = tuple(dict.fromkeys((*self._whole.get(word, ()), *begun)))
        return found


@dataclass(frozen=True, slots=True)
class _Cues:
    """One language's cues."""

    words: _Signs
    phrases: tuple[tuple[re.Pattern[str], int], ...]


@cache
def names() -> tuple[str, ...]:
    """What the columns of `counts` count, in their order."""
    return (*_table()["en"], *_FORMS)


def counts(text: str, language: str) -> NDArray[np.float32]:
    """(signs,): how often each sign stands in `text`."""
    cues = _cues(language)
    result = np.zeros(len(names()), dtype=np.float32)
    for sign in chain.from_iterable(map(cues.words.__getitem__, _word.findall(text.lower()))):
        result[sign] += 1
    for pattern, sign in cues.phrases:
        result[sign] += len(pattern.findall(text))
    result[len(_table()["en"]) :] = [len(pattern.findall(text)) for pattern in _FORMS.values()]
    return result


def starts(text: str, language: str, sign: str) -> list[int]:
    """Where one sign of cues.toml stands in `text`."""
    cues = _cues(language)
    wanted = names().index(sign)
    words = [match.start() for match in _word.finditer(text) if wanted in cues.words[match.group().lower()]]
    return sorted(words + [match.start() for pattern, own in cues.phrases if own == wanted for match in pattern.finditer(text)])


@cache
def _table() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return tomllib.loads(files(__package__).joinpath(_FILE).read_text(encoding="utf-8"))


@cache
def _cues(language: str) -> _Cues:
    whole: dict[str, tuple[int, ...]] = {}
    beginnings, phrases = [], []
    for number, cues in enumerate(_table()[language].values()):
        several = [cue for cue in cues if not _word.fullmatch(cue.removesuffix("*"))]
        for cue in set(cues).difference(several):
            if cue.endswith("*"):
                beginnings.append((cue[:-1].lower(), number))
            else:
                whole[cue.lower()] = (*whole.get(cue.lower(), ()), number)
        if several:
            forms = (re.escape(cue).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for cue in several)
            phrases.append((re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE), number))
    return _Cues(_Signs(whole, beginnings), tuple(phrases))
