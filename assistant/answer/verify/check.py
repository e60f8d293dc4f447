"""Whether a written sentence says no more than the texts it cites. Asks every kind of evidence in turn; the first that objects is the reason.

Deterministic: no model is asked. Thresholds were chosen on the tuning half of eval/cases/verify.jsonl.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.answer.verify.direction import opposed
from assistant.answer.verify.meaning import Match, Meaning
from assistant.answer.verify.names import held, inside, proper, shouted
from assistant.answer.verify.quantities import carries
from assistant.answer.verify.statement import Clause, Statement, statement
from assistant.answer.verify.words import known, legible
from index.encoder.protocol import Encoder
from index.languages import detect
from index.places.mentions import Place
from index.quantities.numbers import Number
from index.quantities.units import dimensions
from index.sentences import sentences

# A claim's share of carried words and its nearness to the source, each 0 to 1, add up to at least this; to less where all its
# numbers are in the source, which words that merely go together would not bring about.
_ENOUGH, _ENOUGH_WITH_NUMBERS = 0.95, 0.75
# A number counts where it stands in a sentence at least so near to the claim, compared with the nearest one.
_BESIDE = 0.55
# Sentences so near, compared with the nearest one, are those that the claim may be about.
_NEXT = 0.75
# A word carried less than this is not in the source, if it is written as a name; at the start of a sentence, where everything is, less still.
_NAMED, _NAMED_FIRST = 0.3, 0.15
# Which part of the source a part of the claim is held against: beside how far its words are carried, how far they carry the other's, how
# near the sentences are, and how many of its numbers are there.
_BACK, _NEAR, _NUMBERS = 0.3, 0.3, 0.5
# A denial may stand in a part that fits nearly as well: clauses are cut otherwise in another language.
_AS_WELL = 0.75
# In a claim of fewer words and no number every word counts.
_SHORT, _EVERY = 4, 0.5
# What says something has so many words, numbers and places.
_SAYS = 2
# A part of the claim of so many words, of which so little is carried, is an addition; so are many words in a row of which none is.
_PART, _ADDED = 3, 0.2
_ROW, _ABSENT = 4, 0.15
# So many words that no dictionary has and the source does not carry are nonsense.
_NONSENSE = 2


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
        if len(claim.words) + len(claim.quantities) + len(claim.places) < _SAYS or not claim.words:
            return Verdict(False, "empty")
        if not legible(sentence, " ".join(one.text for one in texts)):
            return Verdict(False, "meaning")
        found = self._matches(claim, texts)
        why = self._objection(claim, found) if found else "meaning"
        return Verdict(not why, why or "carried")

    def carriers(self, sentence: str, language: str, source: Cited, text: str) -> list[tuple[int, int]]:
        """Spans in `text`, of which `source` is the evidence, of the sentences that carry a claim: the one that does best, and those that hold a
        number which it lacks. Empty where there is none.
        """
        claim = statement(" ".join(sentence.split()), language)
        spans = sentences(text)
        spoken = source.language or detect(text)
        found = [
            (self._meaning.matches(claim, text[start:end], spoken), (start, end)) for start, end in spans if text[start:end] in source.text
        ]
        ranked = sorted(((max(m.strength for m in ms), ms, span) for ms, span in found if ms), key=lambda one: -one[0])
        wanted = [q for q in claim.quantities if q.sure]
        chosen: list[tuple[int, int]] = []
        for _, matches, span in ranked:
            written = frozenset[str]().union(dimensions(source.context), *(m.source.dimensions for m in matches))
            held = [q for q in wanted if any(carries(q, o, written) for m in matches for o in m.source.quantities)]
            if not chosen or held:
                chosen.append(span)
                wanted = [q for q in wanted if q not in held]
            if not wanted:
                break
        return sorted(chosen)

    def _matches(self, claim: Statement, texts: Sequence[Cited]) -> list[Match]:
        parts = [(part, one.language or detect(one.text), part is one.context) for one in texts for part in (one.text, one.context) if part]
        return [
            replace(match, text=n, around=around)
            for n, (part, language, around) in enumerate(parts)
            for match in self._meaning.matches(claim, part, language)
        ]

    def _objection(self, claim: Statement, found: Sequence[Match]) -> str:
        written = frozenset[str]().union(*(m.source.dimensions for m in found))
        if not all(_quantity(q, found, written) for q in claim.quantities if q.sure):
            return "number"
        if not claim.months <= frozenset[int]().union(*(m.source.any_months for m in found)):
            return "date"
        carried = np.max([m.carried for m in found], axis=0)
        return _names(claim, found, carried) or _meaning(claim, found, carried) or _sense(claim, found)


def whole(sentence: str, text: str) -> bool:
    """Whether a sentence is one of the text's, letter by letter; a part of one may leave out what turns it round."""
    wanted = " ".join(sentence.split()).rstrip(".")
    return bool(wanted) and any(wanted == " ".join(text[start:end].split()).rstrip(".") for start, end in sentences(text))


def _quantity(quantity: Number, found: Sequence[Match], written: frozenset[str]) -> bool:
    """Whether a number stands, with its unit, in a sentence that speaks of what the claim does."""
    nearest = max(m.strength for m in found)
    return any(m.strength >= _BESIDE * nearest and any(carries(quantity, other, written) for other in m.source.quantities) for m in found)


def _names(claim: Statement, found: Sequence[Match], carried: NDArray[np.float32]) -> str:
    nearby = _places(found)
    letters = frozenset[str]().union(*(m.source.letters for m in found))
    for place, start, end in claim.places:
        elsewhere = any(place == other for m in found for other, _, _ in m.source.places)
        if place not in nearby and (elsewhere or not held(claim.text[start:end], letters)):
            return "place"
    nearest = max(m.strength for m in found)
    foreign = [m.carried for m in found if m.source.language != claim.language and (m.around or m.strength >= _NEXT * nearest)]
    translated = np.max(foreign, axis=0) if foreign else np.zeros(len(claim.words), dtype=np.float32)
    for i, word in enumerate(claim.words):
        if not proper(word.text, claim.text, word.start, claim.language) or held(word.text, letters):
            continue
        # Inside a sentence a capital means a name: in the same language it is the same letters, from another it may be translated where it is
        # made of words.
        if inside(claim.text, word.start) or shouted(word.text):
            if translated[i] < (_NAMED if known(word) else 1.0):
                return "name"
        elif carried[i] < _NAMED_FIRST:
            return "name"
    return ""


def _places(found: Sequence[Match]) -> set[Place]:
    """The places that the sentences nearest to the claim are of: those they name, else those that were named last before them; what stands
    around the text (its title) holds for all of it.
    """
    nearest = max(m.strength for m in found)
    known: set[Place] = set()
    last: set[Place] = set()
    text = -1
    for match in found:
        here = {place for place, _, _ in match.source.places}
        last = here if here or match.text is not text else last
        text = match.text
        if match.around:
            known |= here
        elif match.strength >= _NEXT * nearest:
            known |= last
    return known


def _meaning(claim: Statement, found: Sequence[Match], carried: NDArray[np.float32]) -> str:
    numbers = [q for q in claim.quantities if q.sure]
    if max(m.strength for m in found) < (_ENOUGH_WITH_NUMBERS if numbers else _ENOUGH):
        return "meaning"
    if not numbers and len(claim.words) < _SHORT and min(carried) < _EVERY:
        return "meaning"
    for clause in claim.clauses:
        if any(clause.start <= q.start < clause.end for q in numbers) or len(clause.words) < _PART:
            continue
        if carried[list(clause.words)].mean() < _ADDED:
            return "added"
    if "1" * _ROW in "".join("1" if c < _ABSENT else "0" for c in carried):
        return "added"
    nonsense = sum(c < _NAMED and not known(word) for word, c in zip(claim.words, carried, strict=True))
    return "meaning" if nonsense >= _NONSENSE else ""


def _sense(claim: Statement, found: Sequence[Match]) -> str:
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


def _fits(claim: Statement, clause: Clause, found: Sequence[Match]) -> list[tuple[float, Clause]]:
    """How well each part of the source carries a part of the claim: its words, and its numbers."""
    numbers = [q for q in claim.quantities if clause.start <= q.start < clause.end]
    fits = []
    for match in found:
        written = match.source.dimensions
        for other in match.source.clauses:
            if other.words:
                there = [q for q in match.source.quantities if other.start <= q.start < other.end]
                shared = sum(any(carries(q, o, written) for o in there) for q in numbers) / len(numbers) if numbers else 0.0
                fits.append((_fit(clause, match, other) + _NUMBERS * shared, other))
    return fits


def _fit(clause: Clause, match: Match, other: Clause) -> float:
    part = match.scores[np.ix_(clause.words, other.words)]
    return float(part.max(axis=1).mean() + _BACK * part.max(axis=0).mean() + _NEAR * match.near)
