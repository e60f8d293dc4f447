"""Whether a passage denies what a question takes for granted: how much a charge costs that the council rejected. Knows denials, nothing of answers.

Only for questions that want a quantity: whether and why something is not done is asked of denials, and answered by them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answer.carried import sentences_said
from assistant.answer.spoken import spoken
from assistant.answer.types import Contradiction, Query
from assistant.answer.verify.negation import negations
from assistant.answer.wanted import kinds
from index.alignment import Alignment
from index.analysis import lemmas
from index.types import Hit

_QUANTITIES = frozenset(("money", "percent", "energy", "power", "mass", "length", "area", "duration", "count"))

# Verbs that turn a thing down without a negation.
_REJECTING = {
    "en": "rejected refused abandoned withdrew cancelled excludes excluded",
    "pl": "odrzucono odrzucił odrzuciła odrzuciło odrzucili zrezygnowano wycofano wyłącza wyłączono",
    "cs": "odmítl odmítla odmítlo odmítli zamítl zamítla zamítlo zamítli zrušil zrušila upustil upustila",
    "sk": "odmietol odmietla odmietlo odmietli zamietol zamietla zamietlo zamietli zrušil zrušila upustil upustila",
    "hu": "elutasította elutasították elvetette elvetették kizárja kizárta",
}
_rejecting = {language: frozenset(verbs.split()) for language, verbs in _REJECTING.items()}
_word = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_clause_end = re.compile(r"[;:.]")

# The words on either side of a denial that it may deny.
_REACH = 7
# How much of the question they say at least, of all of it and of what the best sentence says; and how much more than any sentence that holds
# the quantity, so that the denial alone is reason to refuse. On the development and sample questions no answerable one comes to more than 0.19
# with 0.17 more; a lower margin refused two of them.
_DENIES, _OF_THE_BEST, _PLAINLY = 0.3, 0.8, 0.2

_READ = 10  # passages


def contradiction(query: Query, hits: Sequence[Hit], alignment: Alignment) -> Contradiction | None:
    """The sentence that most denies what the question presupposes, None where none does or the question wants no quantity of one place."""
    wanted = query.wanted & _QUANTITIES
    if not wanted or not alignment.words or len(query.places) > 1 or _denies(query.topic, query.language):
        return None
    read = hits[:_READ]
    clauses = [(hit, start, end, clause) for hit in read for start, end, clause in _denied(hit, wanted)]
    if not clauses:
        return None
    shares = alignment.shares
    denied = alignment.nearest([lemmas(clause, hit.passage.language) for hit, _, _, clause in clauses]) @ shares
    said = sentences_said(read, alignment)[0] @ shares
    holding = [
        bool(wanted & kinds(hit.passage.text[s.start : s.end], hit.passage.language))
        for hit in read
        for s in spoken(hit.passage.text, hit.passage.language)
    ]
    most = int(denied.argmax())
    if denied[most] < max(_DENIES, _OF_THE_BEST * said.max()):
        return None
    told = max((float(share) for share, holds in zip(said, holding, strict=True) if holds), default=0.0)
    hit, start, end, _ = clauses[most]
    return Contradiction(hit.passage, start, end, plain=float(denied[most]) >= told + _PLAINLY)


def _denies(text: str, language: str) -> bool:
    return any(negation.firm for negation in negations(text, language))


def _denied(hit: Hit, wanted: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """The sentences of a hit that deny something and hold no wanted quantity: their offsets in the passage and the words around the denial."""
    text, language = hit.passage.text, hit.passage.language
    for sentence in spoken(text, language):
        written = text[sentence.start : sentence.end]
        at = [n.start for n in negations(written, language) if n.firm]
        at += [m.start() for m in _word.finditer(written) if m.group().lower() in _rejecting[language]]
        if at and not wanted & kinds(written, language):
            yield from ((sentence.start, sentence.end, _around(written, position)) for position in at)


def _around(text: str, position: int) -> str:
    """The words about a position, within its clause."""
    words = [(m.start(), m.end()) for m in _word.finditer(text)]
    i = next(n for n, (start, _) in enumerate(words) if start >= position)
    start, end = words[max(0, i - _REACH)][0], words[min(len(words), i + _REACH + 1) - 1][1]
    before = [m.end() for m in _clause_end.finditer(text, start, position)]
    after = _clause_end.search(text, position, end)
    return text[max([start, *before]) : after.start() if after else end]
