"""Whether a text says anything that could be tagged: what its letters, digits and lines look like. Knows no subjects and no language."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from math import log1p

_FEWEST = 3  # words; fewer are a heading or a cell
_LEAST_LETTERS = 0.4  # of all characters that are no white space; tables of numbers have fewer
_LEAST_LATIN = 0.5  # of the letters
_REFERENCE_WORDS = 9  # a list of references has a sign of one for so many words, or fewer
_CONTENTS_WORDS = 6  # a table of contents has a number of a page for so many words, or fewer

_word = re.compile(r"[^\W\d_]{2,}")
_reference = re.compile(
    r"https?:|www\.|\bdoi\b|\bDOI\b|\bISSN\b|\bISBN\b|\b[Ii]bid\b|\b(?:pp?|s|str)\. ?\d|[^\W\d_]\.?,? \(\d{4}[a-z]?\)|\bet al\b|"
    r"\b(?:COM|SWD|SEC|JOIN) ?\(\d{4}\)|\bOJ [LC]\b|footnoteref|\[\d+\]|^[ \t]*\(?\d+\)? ",
    re.MULTILINE,
)
_dots = re.compile(r"(?:\.{4,}|…{2,}|(?:\. ){4,})\s*\d")
_page_number = re.compile(r"[^\W\d_] {1,3}\d{1,3}(?= *(?:$|\n|;|\||[A-Z0-9]))")
_contents_title = re.compile(
    r"\b(?:table of contents|contents|list of (?:figures|tables|abbreviations)|spis treści|spis tabel|wykaz skrótów|obsah|"
    r"seznam (?:obrázků|tabulek|zkratek)|zoznam (?:obrázkov|tabuliek|skratiek)|tartalomjegyzék|ábrajegyzék|rövidítések jegyzéke)\b"
)


@dataclass(frozen=True, slots=True)
class Look:
    """How a text looks."""

    is_prose: bool  # False for numbers, a single word, a foreign script, a list of references and a table of contents
    numbers: tuple[float, ...]  # SIZE numbers from about 0 to 1 that tell running text from forms, lists and leftovers


SIZE = 8


def look(text: str) -> Look:
    """The looks of `text`."""
    words = _word.findall(text)
    count = max(1, len(words))
    lines = [line for line in text.splitlines() if line.strip()]
    size = max(1, len(text))
    digits = sum(map(str.isdigit, text))
    references = len(_reference.findall(text))
    numbers = (
        min(1.0, log1p(len(words)) / 6),
        digits / size * 4,
        text.count("|") / size * 10,
        len(lines) / count * 2,
        references / count * 4,
        sum(map(str.istitle, words)) / count,
        len(set(words)) / count,
        sum(line.rstrip().endswith((".", "!", "?", ";", ":")) for line in lines) / max(1, len(lines)),
    )
    return Look(_is_prose(text, words, references), numbers)


def _is_prose(text: str, words: list[str], references: int) -> bool:
    letters = sum(map(str.isalpha, text))
    blanks = sum(map(str.isspace, text)) + text.count("|") + text.count("-")
    if len(words) < _FEWEST or letters < _LEAST_LETTERS * (len(text) - blanks):
        return False
    if not text.isascii() and sum(map(_is_latin, text)) < _LEAST_LATIN * letters:
        return False
    if references * _REFERENCE_WORDS > len(words):
        return False
    pages = len(_page_number.findall(text))
    if len(_dots.findall(text)) >= 2:
        return False
    titled = pages >= 3 and _contents_title.search(text.lower()) is not None
    return not (titled or pages * _CONTENTS_WORDS > len(words) > 20)


@lru_cache(maxsize=8192)
def _is_latin(letter: str) -> bool:
    return letter.isalpha() and unicodedata.name(letter, "").startswith("LATIN")
