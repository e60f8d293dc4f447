"""What a question is searched as: its words with their neighbours in meaning, terms of the domain in other languages, places, quoted phrases.

Knows the vocabulary of the index and the glossary, nothing of passages and of ranking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from index.analysis import fold, lemmas, words
from index.bounds import rarest
from index.languages import LANGUAGES
from index.places.mentions import mentions
from index.scheme.glossary import Concept as Entry
from index.scheme.glossary import load
from index.stopwords import ASKING
from index.terms import place_term
from index.vocabulary import Vocabulary

_quoted = re.compile(r"[\"„“”«»]([^\"„“”«»]{2,200})[\"“”«»]")


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that a question asks for, and all that it is searched as."""

    name: str  # as the question has it: a lemma, a term of the glossary, a place's own name
    kind: str  # word | term | place
    alternatives: Mapping[str, float]  # a term of the index → its weight in (0, 1]; several lemmas in a row are blank-separated


@dataclass(frozen=True, slots=True)
class Sought:
    """A question as the search understands it."""

    concepts: tuple[Concept, ...]
    phrases: tuple[tuple[str, ...], ...] = ()  # folded words that the question puts in quotation marks
    left_out: int = 0  # how many of a very long question's lemmas are not searched

    @property
    def words(self) -> list[Concept]:
        """The concepts that are single words of the question, in its order."""
        return [c for c in self.concepts if c.kind == "word"]

    def of_kind(self, kind: str) -> list[Concept]:
        """The concepts of one kind."""
        return [c for c in self.concepts if c.kind == kind]


def seek(question: str, language: str, vocabulary: Vocabulary, *, glossary: bool = True) -> Sought:
    """What to search for a question in `language`; `glossary=False` leaves the terms of the domain out (for measuring what they bring)."""
    all_lemmas = [lemma for lemma in lemmas(question, language) if lemma not in ASKING[language]]
    kept, left_out = rarest(all_lemmas, vocabulary.passages_with)
    found = [Concept(lemma, "word", alternatives) for lemma, alternatives in vocabulary.all_alternatives(kept).items()]
    if glossary:
        found += _terms(all_lemmas, language)
    found += [Concept(name, "place", {place_term(name): 1.0}) for name in dict.fromkeys(m.place.name for m in mentions(question))]
    return Sought(tuple(found), tuple(_phrases(question)), left_out)


def _phrases(question: str) -> Iterator[tuple[str, ...]]:
    for match in _quoted.finditer(question):
        phrase = tuple(map(fold, words(match.group(1))))
        if len(phrase) > 1:  # a single word in quotation marks is a name or irony, and found as a word
            yield phrase


# ---- terms of the domain


def _terms(lemmas_: Sequence[str], language: str) -> Iterator[Concept]:
    """The glossary's terms that stand in the question, each searched as what it is called in the other languages.

    What it is called in the question's own language is searched as words; counting it here too would count it twice (measured: 1 point of
    hit@10 less in English over English documents).
    """
    position = 0
    while position < len(lemmas_):
        length, entries = _longest(lemmas_, position, language)
        if entries:
            alternatives = {term: 1.0 for entry in entries for term in _elsewhere(language)[entry.id]}
            yield Concept(" ".join(lemmas_[position : position + length]), "term", alternatives)
        position += length


def _longest(lemmas_: Sequence[str], position: int, language: str) -> tuple[int, Sequence[Entry]]:
    """How many lemmas the longest term has that begins here, and what it means; (1, ()) for none. English terms are known everywhere."""
    for length in range(min(_longest_term(), len(lemmas_) - position), 0, -1):
        key = tuple(lemmas_[position : position + length])
        if entries := (_by_lemmas(language).get(key) or _by_lemmas("en").get(key)):
            return length, entries
    return 1, ()


@cache
def _by_lemmas(language: str) -> Mapping[tuple[str, ...], Sequence[Entry]]:
    """The glossary's entries by the lemmas of their terms in one language."""
    found: dict[tuple[str, ...], list[Entry]] = {}
    for entry in load():
        for key in {tuple(lemmas(term, language)) for term in entry.terms[language]} - {()}:
            found.setdefault(key, []).append(entry)
    return found


@cache
def _longest_term() -> int:
    return max(map(len, chain.from_iterable(_by_lemmas(language) for language in LANGUAGES)))


@cache
def _elsewhere(language: str) -> Mapping[str, tuple[str, ...]]:
    """What each concept is called in the other languages, as blank-separated lemmas; without what it is called in this one too."""
    found = {}
    for entry in load():
        own = {" ".join(lemmas(term, language)) for term in entry.terms[language]}
        others = (" ".join(lemmas(term, other)) for other in LANGUAGES if other != language for term in entry.terms[other])
        found[entry.id] = tuple(dict.fromkeys(term for term in others if term and term not in own))
    return found
