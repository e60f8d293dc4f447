"""Number words of the five languages, zero to a hundred. Knows numerals.tsv, nothing of digits and units."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_word = re.compile(r"[^\W\d_]+")
_joint = re.compile(r"[ \u00a0-]")
_AMBIGUOUS = "?"
# Hungarian writes tens and ones in one word: huszonöt, harminchat.
_HUNGARIAN_TENS = {"huszon": 20, "harminc": 30, "negyven": 40, "ötven": 50, "hatvan": 60, "hetven": 70, "nyolcvan": 80, "kilencven": 90}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number written as a word, at text[start:end]. `sure` is False where the word is another one as well (Hungarian hét: week)."""

    value: int
    start: int
    end: int
    sure: bool


@cache
def _forms(language: str) -> Mapping[str, tuple[int, bool]]:
    lines = files(__package__).joinpath("numerals.tsv").read_text(encoding="utf-8").splitlines()
    header, *rows = (line.split("\t") for line in lines if not line.startswith("#"))
    column = header.index(language)
    found = {form.lstrip(_AMBIGUOUS): (int(row[0]), not form.startswith(_AMBIGUOUS)) for row in rows for form in row[column].split()}
    if language == "hu":
        ones = {form: value for form, (value, _) in found.items() if 0 < value < 10}
        found.update({ten + one: (base + value, True) for ten, base in _HUNGARIAN_TENS.items() for one, value in ones.items()})
    return found


def numerals(text: str, language: str) -> list[Numeral]:
    """The number words of `text` in order; a ten and the ones after it ("thirty-six", "trzydzieści sześć") are one number."""
    forms = _forms(language)
    found: list[Numeral] = []
    for match in _word.finditer(text):
        if match.group().lower() not in forms:
            continue
        value, sure = forms[match.group().lower()]
        last = found[-1] if found else None
        if last and 20 <= last.value <= 90 and last.value % 10 == 0 and 0 < value < 10 and _joint.fullmatch(text, last.end, match.start()):
            found[-1] = Numeral(last.value + value, last.start, match.end(), True)
        else:
            found.append(Numeral(value, match.start(), match.end(), sure))
    return found
