"""Whether a written sentence says no more than the texts it cites. Asks every kind of evidence in turn; the first that objects is the reason.

Deterministic: no model is asked. Thresholds were chosen on the tuning half of eval/cases/verify.jsonl.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.answer.verify import dates
from assistant.answer.verify.direction import opposed
from assistant.answer.verify.meaning import Meaning, Scores
from assistant.answer.verify.names import held, inside, proper
from assistant.answer.verify.quantities import Quantity, carries
from assistant.answer.verify.statement import Clause, Statement, cited, statement
from assistant.answer.verify.units import dimensions
from index.encoder.protocol import Encoder
from index.languages import detect
from index.sentences import sentences

# A claim's share of carried words and its nearness to the source, each 0 to 1, add up to at least this; to less where all its
# numbers are in the source, which words that merely go together would not bring about.
_ENOUGH, _ENOUGH_WITH_NUMBERS = 0.95, 0.75
# A number counts where it stands in a sentence at least so near to the claim, compared with the nearest one.
_BESIDE = 0.4
# A word carried less than this is not in the source, if it is written as a name; at the start of a sentence, where everything is, less still.
_NAMED, _NAMED_FIRST = 0.3, 0.15
# Which part of the source a part of the claim is held against: beside how far its words are carried, how far they carry the other's, how
# near the sentences are, and how many of its numbers are there.
_BACK, _NEAR, _NUMBERS = 0.3, 0.3, 0.5
# A denial may stand in a part that fits nearly as well: clauses are cut otherwise in another language.
_AS_WELL = 0.75
# A part of the claim of so many words, of which so little is carried, is an addition.
_PART, _ADDED = 3, 0.2


@dataclass(frozen=True, slots=True)
class Cited:
    """A text that a sentence cites, with what its document says around it: title, headings, a table's header."""

    text: str
    context: str = ""
    language: str = ""  # "" where it is not known


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a sentence stands, and the key of the reason: verbatim | carried, or what the sources do not carry:
    uncited | empty | number | date | place | name | meaning | added | negation | direction.
    """

    supported: bool
    why: str


@dataclass(frozen=True, slots=True)
class _Match:
    """A sentence of the source, how far each of its words means each of the claim's, and how near it is to the claim as a whole."""

    source: Statement
    scores: Scores
    near: float

    @property
    def carried(self) -> NDArray[np.float32]:
        """How far each word of the claim is carried."""
        return self.scores.max(axis=1) if self.scores.size else np.zeros(len(self.scores), dtype=np.float32)

    @property
    def strength(self) -> float:
        """How much of the claim it may carry, 0 to 2."""
        return float(self.carried.mean()) + self.near


class Verifier:
    """Checks sentences by one encoder."""

    def __init__(self, encoder: Encoder) -> None:
        self._meaning = Meaning(encoder)

    def check(self, sentence: str, language: str, texts: Sequence[Cited]) -> Verdict:
        """Whether the texts that a sentence cites carry all that it says."""
        if not texts:
            return Verdict(False, "uncited")
        if any(whole(sentence, one.text) for one in texts):
            return Verdict(True, "verbatim")
        claim = statement(" ".join(sentence.split()), language)
        if not claim.words and not claim.quantities:
            return Verdict(False, "empty")
        why = self._objection(claim, self._matches(claim, texts))
        return Verdict(not why, why or "carried")

    def _matches(self, claim: Statement, texts: Sequence[Cited]) -> list[_Match]:
        found = [s for one in texts for part in (one.text, one.context) if part for s in cited(part, one.language or detect(one.text))]
        near = self._meaning.nearness(claim.text, [s.text for s in found])
        return [
            _Match(s, self._meaning.scores(claim.words, claim.language, s.words, s.language), float(n))
            for s, n in zip(found, near, strict=True)
        ]

    def _objection(self, claim: Statement, found: Sequence[_Match]) -> str:
        source = " ".join(m.source.text for m in found)
        if not all(_quantity(q, found, dimensions(source)) for q in claim.quantities if q.sure):
            return "number"
        if not claim.months <= frozenset(month for m in found for month in dates.months(m.source.text, sure=False)):
            return "date"
        carried = np.max([m.carried for m in found], axis=0) if claim.words else np.zeros(0, dtype=np.float32)
        return _names(claim, found, carried) or _meaning(claim, found, carried) or _sense(claim, found)


def whole(sentence: str, text: str) -> bool:
    """Whether a sentence is one of the text's, letter by letter; a part of one may leave out what turns it round."""
    wanted = " ".join(sentence.split()).rstrip(".")
    return bool(wanted) and any(wanted == " ".join(text[start:end].split()).rstrip(".") for start, end in sentences(text))


def _quantity(quantity: Quantity, found: Sequence[_Match], written: frozenset[str]) -> bool:
    """Whether a number stands, with its unit, in a sentence that speaks of what the claim does."""
    nearest = max(m.strength for m in found)
    return any(
        m.strength >= _BESIDE * nearest and any(carries(quantity, other, written) for other in m.source.quantities) for m in found
    )


def _names(claim: Statement, found: Sequence[_Match], carried: NDArray[np.float32]) -> str:
    known = {place for m in found for place, _, _ in m.source.places}
    letters = [part for m in found for part in m.source.letters]
    for place, start, end in claim.places:
        if place not in known and not held(claim.text[start:end], letters):
            return "place"
    for i, word in enumerate(claim.words):
        least = _NAMED if inside(claim.text, word.start) else _NAMED_FIRST
        if proper(word.text, claim.text, word.start, claim.language) and carried[i] < least and not held(word.text, letters):
            return "name"
    return ""


def _meaning(claim: Statement, found: Sequence[_Match], carried: NDArray[np.float32]) -> str:
    if not claim.words:
        return ""
    numbers = [q for q in claim.quantities if q.sure]
    if max(m.strength for m in found) < (_ENOUGH_WITH_NUMBERS if numbers else _ENOUGH):
        return "meaning"
    for clause in claim.clauses:
        if any(clause.start <= q.start < clause.end for q in numbers) or len(clause.words) < _PART:
            continue
        if carried[list(clause.words)].mean() < _ADDED:
            return "added"
    return ""


def _sense(claim: Statement, found: Sequence[_Match]) -> str:
    """Whether what is denied, and which way things go, is the same in the parts that speak of the same."""
    for clause in claim.clauses:
        fits = _fits(claim, clause, found) if clause.words else []
        if not fits:
            continue
        best, other = max(fits, key=lambda pair: pair[0])
        # "Not allowed" may be said as "forbidden": one loose word stands for one firm one.
        if clause.firm != other.firm and clause.loose == other.loose:
            denied_too = clause.firm and any(fit >= _AS_WELL * best and one.firm for fit, one in fits)
            if not denied_too:
                return "negation"
        if opposed(clause.ways, other.ways):
            return "direction"
    return ""


def _fits(claim: Statement, clause: Clause, found: Sequence[_Match]) -> list[tuple[float, Clause]]:
    """How well each part of the source carries a part of the claim: its words, and its numbers."""
    numbers = [q for q in claim.quantities if clause.start <= q.start < clause.end]
    fits = []
    for match in found:
        written = dimensions(match.source.text) if numbers else frozenset()
        for other in match.source.clauses:
            if other.words:
                there = [q for q in match.source.quantities if other.start <= q.start < other.end]
                shared = sum(any(carries(q, o, written) for o in there) for q in numbers) / len(numbers) if numbers else 0.0
                fits.append((_fit(clause, match, other) + _NUMBERS * shared, other))
    return fits


def _fit(clause: Clause, match: _Match, other: Clause) -> float:
    part = match.scores[np.ix_(clause.words, other.words)]
    return float(part.max(axis=1).mean() + _BACK * part.max(axis=0).mean() + _NEAR * match.near)
