"""A sentence, claimed or cited, taken apart into what can be compared: quantities, months, places, words, denials, ways. Knows all the parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from assistant.answer.verify.direction import directions
from assistant.answer.verify.names import places
from assistant.answer.verify.negation import Negation, negations
from assistant.answer.verify.words import Word, content, plain
from index.analysis import fold
from index.places.mentions import Place
from index.quantities import dates
from index.quantities.numbers import Number, numbers
from index.quantities.units import dimensions
from index.sentences import sentences

_clause = re.compile(
    r"[;()–—|]|[,:](?!\d)|(?<![^\W\d_])(?:and|but|while|although|though|because|whereas|which|who|if|that|i|że|aby|żeby|oraz|a|ale|lecz|natomiast|choć|bo|ponieważ|jeśli|który|która|które|których"
    r"|však|zatímco|protože|avšak|hoci|že|aby|který|která|které|ktorý|ktorá|ktoré|kým|pretože|ak|no|és|hogy|de|azonban|míg|bár|mert|hanem|miközben|ha|pedig|amely\w*|nikoli|nikoliv)(?![^\W\d_])",
    re.IGNORECASE,
)
_letters = re.compile(r"[^\W\d_]+")
_CELL = "|"


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a statement, text[start:end], between marks and conjunctions: its words by number, whether it denies, which ways it names."""

    start: int
    end: int
    words: tuple[int, ...]
    firm: bool
    loose: bool
    ways: frozenset[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence with its parts."""

    text: str
    language: str
    quantities: tuple[Number, ...]
    months: frozenset[int]  # named for sure: what a claim has to find in its source
    any_months: frozenset[int]  # with those that may be other words: what it is found among
    dimensions: frozenset[str]  # whose units are written anywhere
    letters: frozenset[str]  # all words, folded: what a name is looked for among
    places: tuple[tuple[Place, int, int], ...]
    words: tuple[Word, ...]
    clauses: tuple[Clause, ...]


def statement(text: str, language: str) -> Statement:
    """Take one sentence apart."""
    text = plain(text)
    months = [(start, end) for _, start, end in (*dates.named(text), *dates.digits(text))]
    found = tuple(q for q in numbers(text, language) if not any(s <= q.start < e for s, e in months))
    named = tuple(places(text))
    denials = negations(text, language)
    taken = [*months, *((q.start, q.end) for q in found), *((start, end) for _, start, end in named)]
    words = tuple(content(text, language, taken, denials))
    return Statement(
        text,
        language,
        found,
        dates.months(text),
        dates.months(text, sure=False),
        dimensions(text),
        frozenset(fold(word) for word in _letters.findall(text)),
        named,
        words,
        tuple(_clauses(text, words, denials)),
    )


def _clauses(text: str, words: tuple[Word, ...], denials: list[Negation]) -> list[Clause]:
    cuts = [0, *(m.start() for m in _clause.finditer(text)), len(text)]
    found = []
    for start, end in pairwise(cuts):
        inside = tuple(i for i, w in enumerate(words) if start <= w.start < end)
        denying = [n for n in denials if start <= n.start < end]
        ways = directions(text[start:end])
        if inside or denying:
            found.append(Clause(start, end, inside, any(n.firm for n in denying), any(not n.firm for n in denying), ways))
    return found


def cited(text: str, language: str) -> tuple[Statement, ...]:
    """The sentences of a cited text; a table's row is read with the lines above it that say what its cells are."""
    found = []
    header = ""
    for start, end in sentences(text):
        line = text[start:end]
        if not _row(line):
            header = "" if line.rstrip().endswith((".", "!", "?")) else line
            found.append(statement(line, language))
        elif not header.count(_CELL):
            header = f"{header}\n{line}"
            found.append(statement(line, language))
        elif not re.fullmatch(r"[\s|:-]+", line):
            found.append(statement(f"{header}\n{line}", language))
    return tuple(found)


def _row(line: str) -> bool:
    return line.lstrip().startswith("|") or " | " in line
