"""The years of a statement and their roles: deadline, year of a payment, period, baseline. Knows forms of years, nothing of numbers' meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.tag.quantities import cues

# Documents of the corpus plan from 2020 on: what "is 30 % in 2025" or later has not been measured but is aimed at.
AHEAD = 2025

_period = re.compile(
    r"(?<![\d.,])((?:19|20)\d\d)(?:(?: ?[–—‑-] ?| to | do | až | a | and | és )((?:19|20)\d\d)|[–—‑/-](\d\d))(?![.,]?\d|[^\W_])"
)
_bracketed = re.compile(r"\(((?:19|20)\d\d)\)")
_leading = re.compile(
    r"(?<![\w.,/–—-])((?:19|20)\d\d) ?(?::|[–—] )(?! ?(?:19|20)\d\d)(?= ?\D{0,5}\d)"
)  # "2026 – EUR 1.2 million", "Target 2030: 35%"
_closing = re.compile(r"[–—,] ((?:19|20)\d\d)\s*\.?$")  # "6.8 MWp on public buildings – 2027"
_bare = re.compile(r"(?<![\w.,/-])((?:19|20)\d\d)(?![\w/]|[.,]\d|-\d)")


@dataclass(frozen=True, slots=True)
class Dated:
    """A year at text[start:end] with the words that give it its role."""

    year: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Years:
    """The years of one statement by role. `periods` carry their last year."""

    deadlines: tuple[Dated, ...]
    inside: tuple[Dated, ...]  # "in 2024": when something is paid, or is so
    periods: tuple[Dated, ...]
    baselines: tuple[Dated, ...]

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Where years with their words stand, in order."""
        return sorted((d.start, d.end) for d in (*self.deadlines, *self.inside, *self.periods, *self.baselines))


def years(text: str, language: str) -> Years:
    """The years of `text`, a sentence or a cell."""
    periods = [Dated(_last(m), m.start(), m.end()) for m in _period.finditer(text)]
    deadlines = _free(text, "deadline", language, periods)
    # What lies ahead is compared with nothing. "w stosunku do roku 1990" ends like a deadline and is none; "from today's level by 2030" only
    # runs into one.
    baselines = [b for b in _free(text, "baseline", language, periods) if b.year < AHEAD]
    deadlines = [d for d in deadlines if not any(b.start < d.start and b.end <= d.end and d.start < b.end for b in baselines)]
    baselines = [b for b in baselines if not any(b.start < d.end and d.start < b.end for d in deadlines)]
    inside = _free(text, "in", language, [*periods, *deadlines, *baselines])
    for form in (_bracketed, _leading, _closing):
        found = (Dated(int(m[1]), m.start(), m.end()) for m in form.finditer(text))
        inside.extend(d for d in found if not any(o.start <= d.start < o.end for o in (*inside, *deadlines)))
    inside.sort(key=lambda d: d.start)
    return Years(tuple(deadlines), tuple(inside), tuple(periods), tuple(baselines))


def _free(text: str, kind: str, language: str, taken: Sequence[Dated]) -> list[Dated]:
    found = (Dated(*one) for one in cues.years(kind, language, text))
    return [d for d in found if not any(t.start < d.end and d.start < t.end for t in taken)]


def _last(match: re.Match[str]) -> int:
    return int(match[2] or match[1][:2] + match[3])


def bare(text: str) -> list[int]:
    """The years that stand alone in a cell or header, in order."""
    return [*(_last(m) for m in _period.finditer(text)), *(int(m[1]) for m in _bare.finditer(text))]


def dated_at(start: int, end: int, others: Sequence[tuple[int, int]], dated: Sequence[Dated]) -> Dated | None:
    """Which of the years belongs to the amount at (start, end), among the statement's other amounts.

    The one that no other amount parts from it; where one stands on each side, the side on which the statement's first amount has its own.
    """
    before = [d for d in dated if d.end <= start and not any(d.end <= s < start for s, _ in others)]
    after = [d for d in dated if d.start >= end and not any(end <= s < d.start for s, _ in others)]
    if before and after and not others:
        return before[-1] if start - before[-1].end <= after[0].start - end else after[0]
    if before and after:
        first = min([start, *(s for s, _ in others)])
        return before[-1] if any(d.end <= first for d in dated) else after[0]
    if before or after:
        return before[-1] if before else after[0]
    earlier, later = [d for d in dated if d.end <= start], [d for d in dated if d.start >= end]
    return earlier[-1] if earlier else later[0] if later else None
