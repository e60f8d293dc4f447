"""The phrases by which a question shows what it wants. Knows cues.toml and letters, nothing of what follows from a phrase.

A sign is found where one of its phrases stands in the text, by whole words, without regard to case and diacritics. Signs of what is asked:
question (asks anything at all), compare, catalogue, align, practice, funding, governance, list, number. Signs of the kind of thing wanted:
those of WANTED; emission, which makes "by how much" a matter of tonnes too; and cost, the verbs among those of money.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from index.analysis import fold

WANTED = (
    "money", "percent", "energy", "power", "mass", "length", "area", "count", "date", "duration", "person_or_body", "place", "reason"
)  # fmt: skip

# Czech and Slovak cues are sought together: typed without diacritics, a short question of one is easily taken for the other.
_NEAR = {"cs": ("cs", "sk"), "sk": ("sk", "cs")}


class _Letters(dict[int, str]):
    """Each character to its folded form of one character, so that offsets into the flat text are offsets into the text."""

    def __missing__(self, code: int) -> str:
        folded = fold(chr(code))
        self[code] = folded if len(folded) == 1 else chr(code)
        return self[code]


_letters = _Letters()


def flat(text: str) -> str:
    """`text` in small letters without diacritics, as long as its composed form (NFC)."""
    return unicodedata.normalize("NFC", text).translate(_letters)


def signs(flat_text: str, language: str) -> Mapping[str, int]:
    """The signs in a flat text, each with the offset of its first phrase."""
    found: dict[str, int] = {}
    for code in _NEAR.get(language, (language,)):
        for sign, pattern in _patterns()[code].items():
            if (match := pattern.search(flat_text)) and match.start() < found.get(sign, len(flat_text)):
                found[sign] = match.start()
    return found


def spans(flat_text: str, language: str, *wanted: str) -> list[tuple[int, int]]:
    """Where phrases of these signs stand in a flat text, in its order."""
    return sorted(m.span() for code in _NEAR.get(language, (language,)) for s in wanted for m in _patterns()[code][s].finditer(flat_text))


@cache
def _patterns() -> Mapping[str, Mapping[str, re.Pattern[str]]]:
    table = tomllib.loads(files("assistant.answer.question").joinpath("cues.toml").read_text(encoding="utf-8"))
    return {language: {sign: _pattern(phrases) for sign, phrases in rows.items()} for language, rows in table.items()}


def _pattern(phrases: str) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(_phrase, phrases.split("; ")), key=len, reverse=True)))


def _phrase(phrase: str) -> str:
    """One phrase as a regular expression: "co ~ plan*" → words with up to four others between."""
    if phrase == "%":
        return "%"
    begins = r"(?:^|(?<=[,;:–—] )|(?<=\bes )|(?<=\ba ))" if phrase.startswith("^") else ""
    expression = ""
    for word in phrase.removeprefix("^").split():
        if word == "~":
            expression += r"(?:\W+\w+){0,4}"
        else:
            expression += (r"\W+" if expression else "") + re.escape(word).replace(r"\*", r"\w*").replace(r"\?", r"\w")
    return rf"{begins}(?<!\w){expression}(?!\w)"
