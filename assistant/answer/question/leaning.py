"""How a question leans on the one before it: its opener, what points back, and what is left as a topic of its own. Knows words only."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from assistant.answer.question.cues import flat, signs, spans
from index.analysis import STOP_WORDS
from index.places.mentions import Mention, Place, mentions

# Signs whose phrases ask and name no topic: what is left of a question without them is what it is about.
ASKING = ("question", "number", "date", "duration", "reason", "place", "governance", "count", "cost")
_ASPECTS = (*ASKING, "funding", "money", "percent", "person_or_body")

# A question with this many words of its own topic needs none from before.
TOPIC = 2

_word = re.compile(r"[^\W_]+")
_number = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Words:
    """The small words of one language: rows of followup.toml."""

    opener: re.Pattern[str]
    there: re.Pattern[str]
    pronouns: re.Pattern[str]
    possessives: re.Pattern[str]
    before: frozenset[str]
    light: frozenset[str]
    elsewhere: re.Pattern[str]
    existential: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Leaning:
    """A question taken apart."""

    rest: str  # without its opener and its question mark
    opened: bool  # it begins with "and", "a co" …
    there: bool  # it points to a place: "there", "tam"
    points_back: bool  # it points to a thing: "it", "to", "ezt"
    elsewhere: bool  # it asks for other places: "which cities"
    asks: bool  # it holds a question word
    cities: tuple[Mention, ...]  # in `rest`
    content: tuple[str, ...]  # words of `rest` that are a topic: no function words, no places, no words that only ask
    numbers: bool  # it holds digits


@cache
def small_words() -> Mapping[str, Words]:
    """The small words by language."""
    table = tomllib.loads(files("assistant.answer.question").joinpath("followup.toml").read_text(encoding="utf-8"))
    return {
        language: Words(
            re.compile(rf"^(?:{'|'.join(map(re.escape, row['openers']))})\b[\s,]*"),
            _any(row["there"]),
            _any(row["pronouns"]),
            _any(row["possessives"]),
            frozenset(row["before"]),
            frozenset(row["light"]),
            _any(row["elsewhere"]),
            _any(row["existential"]),
        )
        for language, row in table.items()
    }


def lean(question: str, language: str, known: Sequence[Place] = ()) -> Leaning:
    """How `question`, composed (NFC) and without double blanks, leans on what came before. `known` are places of the index's own records."""
    small = small_words()[language]
    text = question.rstrip(" ?!.…")
    opener = small.opener.match(flat(text))
    rest = text[opener.end() :] if opener and opener.end() < len(text) else text
    flat_rest = small.existential.sub(lambda m: " " * len(m.group()), flat(rest))
    cities = named_cities(rest, known)
    content = _content(flat_rest, language, cities, small)
    return Leaning(
        rest,
        bool(opener) and rest != text,
        bool(small.there.search(flat_rest)),
        bool(small.pronouns.search(flat_rest) or (len(content) < TOPIC and small.possessives.search(flat_rest))),
        bool(small.elsewhere.search(flat_rest)),
        "question" in signs(flat(rest), language),
        cities,
        content,
        bool(_number.search(rest)),
    )


def named_cities(text: str, known: Sequence[Place]) -> tuple[Mention, ...]:
    """The cities that `text` names, in order."""
    return tuple(m for m in mentions(text, known) if m.place.kind == "city")


def without(text: str, cut: Sequence[tuple[int, int]]) -> str:
    """`text` without these slices, in any order, and without the blanks that they leave."""
    for start, end in sorted(cut, reverse=True):
        text = text[:start] + " " + text[end:]
    return re.sub(r"\s+([,;.])", r"\1", " ".join(text.split()))


def _content(flat_rest: str, language: str, cities: Sequence[Mention], small: Words) -> tuple[str, ...]:
    taken = [*((c.start, c.end) for c in cities), *spans(flat_rest, language, *_ASPECTS)]
    taken += [m.span() for pattern in (small.there, small.pronouns, small.possessives) for m in pattern.finditer(flat_rest)]
    found = []
    for match in _word.finditer(flat_rest):
        word = match.group()
        inside = any(start <= match.start() < end for start, end in taken)
        if not inside and len(word) > 1 and not word.isdigit() and word not in stop_words() and word not in small.light:
            found.append(word)
    return tuple(found)


@cache
def stop_words() -> frozenset[str]:
    """The function words of all five languages, folded."""
    return frozenset(map(flat, STOP_WORDS))


def _any(phrases: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b" if phrases else r"(?!)")
