"""The words of a statement that say what an amount is of. Knows the words around an amount and how to trim them, nothing of targets or money."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ingest.tag.quantities.cues import cue

LONGEST = 160  # characters of a phrase; the longest left of a verb in the test corpus that still names one thing

_edge_marks = " \t\n\u00a0,;:–—-‑•*|()[]„“”\"'.~≈<>≥≤=+/#○●➢"
_capital = "A-ZÁÉÍÓÖŐÚÜŰĄĆŁŃŚŹŻČĎĚŇŘŠŤŽĽ"
_full_stop = rf"\.(?:\s+(?=[„“\"(]?[{_capital}])|$)"
_break = re.compile(rf"[;|\n]|{_full_stop}|:\s|\s[–—]\s")
_stop = re.compile(rf"[,;|\n()]|{_full_stop}|:\s|\s[–—]\s")
_infinitive = re.compile(r"\b(?:to|of)\s+$")
_ending = re.compile(r"[-‑][^\W\d_]{1,6}(?![^\W_])")  # Hungarian: 40%-kal
_letters = re.compile(r"[^\W\d_]{3,}")


def clause(text: str, position: int, language: str) -> tuple[int, int]:
    """The clause of `text` that holds `position`: between strong marks, or commas before a word that opens a clause."""
    start, end = 0, len(text)
    for match in (*_break.finditer(text), *_openings(language).finditer(text)):
        if match.end() <= position:
            start = max(start, match.end())
        elif match.start() >= position:
            end = min(end, match.start())
    return start, end


@cache
def _openings(language: str) -> re.Pattern[str]:
    return re.compile(rf",\s+(?={cue('clause', language).pattern})", re.IGNORECASE)


def before(text: str, start: int, end: int, taken: Sequence[tuple[int, int]], language: str) -> tuple[int, int]:
    """What is said in text[start:end], up to an amount: after the last year, aim or mark that parts it off; (end, end) if nothing."""
    for s, e in taken:
        if start < e <= end:
            if _says(text, trim(text, start, s, language)):  # "the share of X in 2030 is at least 40 %": the year closes what was said
                end = s
                break
            start = e
            if ending := _ending.match(text, start, end):
                start = ending.end()
    for match in cue("aim", language).finditer(text, start, end):
        head, rest = trim(text, start, match.start(), language), trim(text, match.end(), end, language)
        if _says(text, head) and not (_says(text, rest) and _acts(text, head, rest, language)):
            return head
        if _says(text, rest):
            start = match.start() if match.group().lower().startswith("to ") else match.end()
    return trim(text, start, end, language)


def _acts(text: str, head: tuple[int, int], rest: tuple[int, int], language: str) -> bool:
    """Whether the words before an aim name who or what aims ("the city will"), not what is measured ("losses are to fall")."""
    phrase = text[slice(*head)]
    words = phrase.split()
    if " " not in text[slice(*rest)]:
        return False
    if language == "en" and _infinitive.search(text[head[1] : rest[0]]):
        return True  # "sets a target to reduce", "aims of reducing"
    return len(words) == 1 or words[-1][0].isupper() or any(cue(kind, language).search(phrase) for kind in ("body", "agent"))


def after(text: str, start: int, end: int, taken: Sequence[tuple[int, int]], language: str) -> tuple[int, int]:
    """What is said in text[start:end], from an amount on: to the first year or mark that parts it off."""
    for s, e in taken:
        if start <= s < end:
            if not text[start:s].strip(_edge_marks):
                start = e
                continue
            end = s
            break
    if ending := _ending.match(text, start, end):
        start = ending.end()
    opened = text[start:end]
    skipped = len(opened) - len(opened.lstrip(" \u00a0"))
    stop = _stop.search(text, start + skipped, end)
    return trim(text, start, stop.start() if stop else end, language)


def trim(text: str, start: int, end: int, language: str) -> tuple[int, int]:
    """text[start:end] without marks and small words at its edges, at most LONGEST characters, cut at a blank."""
    leading, closing = _edges(language)
    while True:
        while start < end and text[start] in _edge_marks:
            start += 1
        while end > start and text[end - 1] in _edge_marks:
            end -= 1
        if match := leading.match(text, start, end):
            start = match.end()
        elif match := closing.search(text[start:end]):
            end = start + match.start()
        else:
            break
    if end - start > LONGEST:
        end = start + (text.rfind(" ", start, start + LONGEST) - start if " " in text[start : start + LONGEST] else LONGEST)
    opened = text.count("(", start, end) - text.count(")", start, end)
    if opened > 0 and (close := text.find(")", end, end + 3)) >= 0:
        end = close + 1
    return start, max(start, end)


@cache
def _edges(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = cue("edge", language).pattern
    closing = "|".join([words, *(cue(kind, language).pattern for kind in ("fact", "gives"))])
    return re.compile(f"{words}|{cue('clause', language).pattern}", re.IGNORECASE), re.compile(
        rf"(?<=\s)(?:{closing})$|^(?:{words})$", re.IGNORECASE
    )


def _says(text: str, span: tuple[int, int]) -> bool:
    return says(text[span[0] : span[1]])


def says(text: str) -> bool:
    """Whether a phrase has a word in it."""
    return bool(_letters.search(text))
