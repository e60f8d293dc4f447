"""The letters of a PDF page made readable without losing where they came from. Knows no file format.

Pure functions over a text and the index, for each of its characters, of the raw character it came from.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LETTERS = "aábcčdďeéěfghiíjklmnňoópqrřsštťuúůvwxyýzžąćęłńśźżäĺľôŕöőüű"
_LETTERS = frozenset(LETTERS + LETTERS.upper())


@dataclass(frozen=True, slots=True)
class Traced:
    """A text and, for each of its characters, the index of the raw character it came from (−1: none, it was put in)."""

    text: str
    source: NDArray[np.int32]  # shape (len(text),)


def traced(text: str, first: int = 0) -> Traced:
    """`text` whose characters stand at `first`, `first` + 1, … among the raw characters."""
    return Traced(text, np.arange(first, first + len(text), dtype=np.int32))


def inserted(text: str) -> Traced:
    """`text` that comes from nowhere on the page."""
    return Traced(text, np.full(len(text), -1, dtype=np.int32))


def joined(parts: Iterable[Traced]) -> Traced:
    """The parts one after the other."""
    parts = list(parts)
    sources = [part.source for part in parts]
    return Traced("".join(part.text for part in parts), np.concatenate(sources) if sources else np.empty(0, np.int32))


def substitute(
    pattern: re.Pattern[str], replacement: str | Callable[[re.Match[str]], str], subject: Traced, *, keeps_end: bool = False
) -> Traced:
    """`pattern.sub` that carries the sources along: the j-th new character comes from the j-th replaced one, later ones from the last.

    With `keeps_end` a last character that stays what it was comes from itself.
    """
    if not pattern.search(subject.text):
        return subject
    texts, sources, position = [], [], 0
    for match in pattern.finditer(subject.text):
        start, end = match.span()
        new = replacement if isinstance(replacement, str) else replacement(match)
        old = subject.source[start:end]
        texts += [subject.text[position:start], new]
        taken = old[np.minimum(np.arange(len(new)), max(len(old) - 1, 0))] if len(old) else np.full(len(new), -1, np.int32)
        if keeps_end and new and len(old) and new[-1] == subject.text[end - 1]:
            taken[-1] = old[-1]
        sources += [subject.source[position:start], taken.astype(np.int32)]
        position = end
    texts.append(subject.text[position:])
    sources.append(subject.source[position:])
    return Traced("".join(texts), np.concatenate(sources))


# ---- characters

_ligature = re.compile("[\ufb00-\ufb06]")
_decomposed = re.compile("[^\\W\\d_][\u0300-\u036f]+")
# What pdfium, Word and old TeX put between words: every kind of blank; and characters that show nothing.
_invisible = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\uffff\ue000-\uf8ff]"
)
_blanks = re.compile(r"\s{2,}|[^\S ]")  # a single blank is left as it is: there is one for every word
_leader = re.compile(r"\s*(?:\.{4,}|(?:\. ){4,}\.?|…{2,})\s*")
_ACCENTS = {"ˇ": "\u030c", "´": "\u0301", "˝": "\u030b", "¨": "\u0308", "˚": "\u030a", "˛": "\u0328", "˙": "\u0307", "ˆ": "\u0302"}
_loose_accent = re.compile(f"([^\\W\\d_])?( ?)([{''.join(_ACCENTS)}])( ?)([^\\W\\d_])?")
_BULLETS = {"\uf0b7": "•", "\uf0a7": "•", "\uf0d8": "•", "\uf0fc": "•", "\uf02d": "–"}
_bullet = re.compile("[" + "".join(_BULLETS) + "]")


def characters(subject: Traced) -> Traced:
    """Letters as a reader knows them: ligatures apart, accents on their letters (NFC), one blank between words, nothing invisible."""
    subject = substitute(_bullet, lambda match: _BULLETS[match.group()], subject)
    subject = substitute(_invisible, "", subject)
    subject = substitute(_ligature, lambda match: unicodedata.normalize("NFKC", match.group()), subject)
    subject = substitute(_decomposed, lambda match: unicodedata.normalize("NFC", match.group()), subject)
    subject = substitute(_loose_accent, _attach, subject, keeps_end=True)
    subject = substitute(_leader, " … ", subject)
    return substitute(_blanks, " ", subject)


def _attach(match: re.Match[str]) -> str:
    """An accent that stands alone goes to the one neighbour that has such a letter in the five languages.

    Where both or none have, it stays.
    """
    before, gap, accent, gap_after, after = (group or "" for group in match.groups())
    if accent == "´" and after.lower() == "s":  # Krakow´s: an apostrophe
        return match.group()
    on_before = _composed(before, accent)
    on_after = "" if gap_after else _composed(after, accent)
    if on_before and not on_after:
        return on_before + gap_after + after
    if on_after and not on_before:
        return before + gap + on_after
    return match.group()


def _composed(letter: str, accent: str) -> str:
    letter = {"ı": "i", "ȷ": "j"}.get(letter, letter)
    composed = unicodedata.normalize("NFC", letter + _ACCENTS[accent]) if letter else ""
    return composed if composed in _LETTERS else ""


# ---- lines

HYPHENS = "-\u00ad\u2010\u0002\ufffe"


def joint(before: str, after: str) -> tuple[int, str]:
    """How a line and its continuation are put together: characters to drop from the end of the first, and what goes between.

    A hyphen at the line's end goes where the next line begins with a small letter, or both parts are in capitals, for then it
    divides a word; else it is the word's own.
    """
    if not before or not after or before[-1] not in HYPHENS or len(before) < 2 or not before[-2].isalpha():
        return 0, " "
    if after[0].islower() or (before[-3:-1].isupper() and len(before) > 3 and after[:2].isupper() and len(after[:2]) == 2):
        return 1, ""
    if after[0] in HYPHENS:  # Czech and Slovak repeat a true hyphen on the new line
        return 1, ""
    return (0, "") if after[0].isalnum() else (0, " ")


_number = re.compile(r"\d+")
_only_number = re.compile(r"[\W_]*(?:(?:page|strona|str|strana|oldal|s|p)\b\.?\s*)?#(?:\s*(?:of|z|ze|/|\|)\s*#)?[\W_]*(?:oldal)?[\W_]*")


def furniture(margins: Sequence[Sequence[str]]) -> set[str]:
    """Of the lines in the pages' margins (one list a page), the keys of those that are running headers, footers and page numbers.

    A line counts as such when it stands, up to its digits, in the margins of at least three pages; a bare page number of two.
    """
    seen = Counter(key for lines in margins for key in {margin_key(line) for line in lines})
    return {key for key, pages in seen.items() if pages >= 3 or (pages == 2 and _only_number.fullmatch(key))}


def margin_key(line: str) -> str:
    """What two copies of a running header have in common: the letters, with every number as one sign."""
    return _number.sub("#", _blanks.sub(" ", line).strip().casefold())


# ---- sources


def pack(indices: NDArray[np.int32] | Sequence[int]) -> bytes:
    """Source indices as bytes: differences of neighbours as 32-bit little-endian integers, compressed."""
    values = np.asarray(indices, dtype=np.int64)
    return zlib.compress(np.diff(values, prepend=0).astype("<i4").tobytes(), 6)


def unpack(packed: bytes) -> NDArray[np.int32]:
    """The indices that `pack` was given; an empty array for b""."""
    if not packed:
        return np.empty(0, dtype=np.int32)
    return np.cumsum(np.frombuffer(zlib.decompress(packed), dtype="<i4"), dtype=np.int64).astype(np.int32)
