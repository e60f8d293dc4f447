"""Whether a text says anything that could be tagged: what its letters, digits and lines look like. Knows no subjects and no language."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_FEWEST = 3  # words; fewer are a heading or a cell
_LEAST_LETTERS = 0.4  # of all characters that are no white space; tables of numbers have fewer
_LEAST_LATIN = 0.5  # of the letters

_word = re.compile(r"[^\W\d_]{2,}")
_reference = re.compile(
    r"https?://|www\.|\bdoi\b|\bISBN\b|\bISSN\b|\bibid\b|\bp{1,2}\. ?\d|\bs\. ?\d|\bstr\. ?\d|\(\d{4}[a-z]?\)|\bet al\b|"
    r"\b(?:COM|SWD|SEC|JOIN) ?\(\d{4}\)|\bOJ [LC]\b|\bÚř\. věst|footnoteref|\[\d+\]|^\s*\(?\d+\)? ",
    re.IGNORECASE | re.MULTILINE,
)
_contents = re.compile(r"(?:\.{4,}|(?:\. ){4,}|…{2,})\s*\d+|\b[^\W\d_]+ {1,3}\d{1,3}(?=\s*(?:$|\n|;|\||[A-Z0-9]))")
_contents_title = re.compile(
    r"\b(?:table of contents|contents|list of (?:figures|tables|abbreviations)|spis treści|spis tabel|wykaz skrótów|obsah|seznam (?:obrázků|tabulek|zkratek)|"
    r"zoznam (?:obrázkov|tabuliek|skratiek)|tartalomjegyzék|ábrajegyzék|rövidítések jegyzéke)\b",
    re.IGNORECASE,
)


def is_prose(text: str) -> bool:
    """False for numbers, a single word, a foreign script, a list of references and a table of contents."""
    solid = [c for c in text if not c.isspace() and c not in "|-"]
    letters = [c for c in solid if c.isalpha()]
    words = _word.findall(text)
    if len(words) < _FEWEST or len(letters) < _LEAST_LETTERS * len(solid):
        return False
    if sum(map(_is_latin, letters)) < _LEAST_LATIN * len(letters):
        return False
    if len(_reference.findall(text)) * 9 > len(words):
        return False
    return not ((_contents_title.search(text) and len(_contents.findall(text)) >= 3) or len(_contents.findall(text)) * 6 > len(words) > 20)


def look(text: str) -> NDArray[np.float32]:
    """(8,) numbers from about 0 to 1 that tell running text from forms, lists and leftovers, for the classifier of “none”."""
    words = _word.findall(text)
    lines = [line for line in text.splitlines() if line.strip()]
    size = max(1, len(text))
    return np.array(
        [
            min(1.0, np.log1p(len(words)) / 6),
            sum(c.isdigit() for c in text) / size * 4,
            text.count("|") / size * 10,
            len(lines) / max(1, len(words)) * 2,
            len(_reference.findall(text)) / max(1, len(words)) * 4,
            sum(word[0].isupper() for word in words) / max(1, len(words)),
            len({word.lower() for word in words}) / max(1, len(words)),
            sum(line.rstrip().endswith((".", "!", "?", ";", ":")) for line in lines) / max(1, len(lines)),
        ],
        dtype=np.float32,
    )


@lru_cache(maxsize=4096)
def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("LATIN")
