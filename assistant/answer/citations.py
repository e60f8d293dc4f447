"""A model's text, as it arrives, to complete sentences with the numbers they cite. Knows how models write citations, nothing of what they cite.

Read are [1] · [1, 2] · [1][2] · [1–3] · [[1]] · [^1] · [Source 1] · 【1】 · 【1†source】 · 【4:0†source】, however the pieces are cut, before or after the
full stop. A sentence is complete when the next one begins or the text ends: only then is it known what it cites.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from assistant.answer.types import Sentence
from index.sentences import sentences

_word = r"(?:\^|[Ss]ources?\s+|[Źź]ródł[oa]\s+|[Zz]droje?\s+|[Ff]orrás\s+)?"
_one = rf"[\[【]+\s*{_word}\d{{1,3}}(?::\d+)?(?:\s*[,;–-]\s*\d{{1,3}})*\s*(?:†[^\]】]{{0,80}})?[\]】]+"
_group = re.compile(rf"[ \t\u00a0]*{_one}(?:\s*[,;]?\s*{_one})*[\]】]*")
_inside = re.compile(r"[\[【]+\D*?(\d[^†\]】]*)")
_numbers = re.compile(r"(\d{1,3})(?::\d+)?(?:\s*[–-]\s*(\d{1,3}))?")
_open = re.compile(r"[ \t\u00a0]*[\[【][^\]】\n]{0,90}$")
_bullet = re.compile(r"^(?:[-*•#>]+\s+|\d{1,2}[.)]\s+)+")
_ENDS = frozenset(".!?…]】")
# What no sentence is as long as: a text without an end is not waited for.
LONGEST = 4_000
_MOST = 30  # sources that one range may name


class Reader:
    """Takes pieces, gives sentences. One for each answer."""

    def __init__(self, known: int) -> None:
        """`known` is the number of sources; a sentence that cites any other is given without citations."""
        self._known = known
        self._raw = ""

    def feed(self, piece: str) -> list[Sentence]:
        """The sentences that are complete with this piece."""
        self._raw += piece
        pending = _open.search(self._raw)
        head = self._raw[: pending.start()] if pending else self._raw
        found, rest = self._read(head, final=False)
        self._raw = head[rest:] + (self._raw[len(head) :])
        if len(self._raw) > LONGEST:
            return [*found, *self.close()]
        return found

    def close(self) -> list[Sentence]:
        """The sentences of what is left; nothing is left then. A last one that ends neither as a sentence nor with a citation broke off, and is
        given without citations.
        """
        found, _ = self._read(self._raw, final=True)
        end = self._raw.rstrip(' \n"”»)*_')[-1:]
        self._raw = ""
        return [*found[:-1], Sentence(found[-1].text, ())] if found and end not in _ENDS else found

    def _read(self, raw: str, *, final: bool) -> tuple[list[Sentence], int]:
        """The complete sentences of `raw`, and where in it the first incomplete one begins."""
        text, cited, origins = _without_citations(raw)
        spans = sentences(text)
        if not spans:  # a citation may stand before its sentence
            return [], 0
        complete = spans if final else spans[:-1]
        starts = [start for start, _ in spans]
        numbers: list[list[int]] = [[] for _ in spans]
        rest = origins[spans[len(complete)][0]] if len(complete) < len(spans) else len(raw)
        for position, at, group in cited:
            owner = _owner(text, starts, position)
            numbers[owner] += group
            if owner >= len(complete):
                rest = min(rest, at)
        found = []
        for (start, end), group in zip(complete, numbers, strict=False):
            words = _bullet.sub("", " ".join(text[start:end].split())).strip(" *_")
            if any(c.isalnum() for c in words):
                found.append(Sentence(words, self._valid(group)))
        return found, rest

    def _valid(self, numbers: list[int]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(numbers)) if all(1 <= n <= self._known for n in numbers) else ()


def _without_citations(raw: str) -> tuple[str, list[tuple[int, int, list[int]]], list[int]]:
    """The text without its citations, each of them with its place in that text and in `raw`, and where in `raw` each character (and the end)
    of the text stood.
    """
    parts: list[str] = []
    cited: list[tuple[int, int, list[int]]] = []
    origins: list[int] = []
    last = 0
    for match in _group.finditer(raw):
        parts.append(raw[last : match.start()])
        origins += range(last, match.start())
        cited.append((len(origins), match.start(), _named(match.group())))
        last = match.end()
    parts.append(raw[last:])
    origins += range(last, len(raw) + 1)
    return "".join(parts), cited, origins


def _named(group: str) -> list[int]:
    found: list[int] = []
    for inside in _inside.finditer(group):
        for first, last in _numbers.findall(inside[1]):
            found += range(int(first), min(int(last or first), int(first) + _MOST) + 1)
    return found


def _owner(text: str, starts: list[int], position: int) -> int:
    """The sentence that a citation belongs to: the one before it, unless it opens a line that goes on."""
    before = bisect_right(starts, position - 1) - 1
    opens = not text[:position].strip() or text[:position].rstrip(" ").endswith("\n")
    goes_on = position < len(text) and text[position] != "\n"
    return min(before + 1, len(starts) - 1) if opens and goes_on else max(before, 0)
