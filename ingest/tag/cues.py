"""The words and numbers that tell what a passage does: plans, wishes, counts, pays, reports. Knows cues.toml and forms of numbers, no classifier."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

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
    "number": re.compile(r"\d+"),
    "cell": re.compile(r"\|"),
    "item": re.compile(r"^[ \t]*(?:[-*•]|\d+[.)])\s", re.MULTILINE),
}
_word = re.compile(r"\w+")


@dataclass(slots=True)
class _Cues:
    """One language's cues. Which signs a word is of is remembered: texts repeat their words."""

    whole: Mapping[str, tuple[int, ...]]
    beginnings: tuple[tuple[str, int], ...]
    phrases: tuple[tuple[re.Pattern[str], int], ...]
    known: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def signs(self, word: str) -> tuple[int, ...]:
        """The numbers of the signs that a word in small letters is of."""
        found = self.known.get(word)
        if found is None:
            begun = (sign for beginning, sign in self.beginnings if word.startswith(beginning))
            found = self.known[word] = tuple(dict.fromkeys((*self.whole.get(word, ()), *begun)))
        return found


@cache
def names() -> tuple[str, ...]:
    """What the columns of `counts` count, in their order."""
    return (*_table()["en"], *_FORMS)


def counts(text: str, language: str) -> NDArray[np.float32]:
    """(signs,): how often each sign stands in `text`."""
    result = np.zeros(len(names()), dtype=np.float32)
    for sign, _ in _found(text, language):
        result[sign] += 1
    result[len(_table()["en"]) :] = [len(pattern.findall(text)) for pattern in _FORMS.values()]
    return result


def starts(text: str, language: str, sign: str) -> list[int]:
    """Where one sign of cues.toml stands in `text`."""
    wanted = names().index(sign)
    return sorted(start for found, start in _found(text, language) if found == wanted)


def _found(text: str, language: str) -> Iterator[tuple[int, int]]:
    cues = _cues(language)
    for match in _word.finditer(text):
        for sign in cues.signs(match.group().lower()):
            yield sign, match.start()
    for pattern, sign in cues.phrases:
        for match in pattern.finditer(text):
            yield sign, match.start()


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
    return _Cues(whole, tuple(beginnings), tuple(phrases))
