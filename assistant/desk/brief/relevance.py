"""Whether a sentence is evidence for a row of the matrix: that it speaks of the topic and of the row. Knows words, nothing of levels.

Both are measured as the search does it: how much of the topic, and of the row's best phrase, a sentence says in its own words or in words that
mean the same, whatever its language (index.alignment).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.answer.extract import Chosen
from assistant.desk.brief.rows import Row
from assistant.desk.brief.topics import concepts
from index.alignment import Alignment
from index.analysis import fold, lemmas, words
from index.languages import LANGUAGES
from index.reader import Reader
from index.scheme import glossary

Scores = NDArray[np.float64]

# Characters on either side of a sentence that tell what it is about, and what their words count for beside the sentence's own.
_AROUND, _BESIDE = 300, 0.85
# What a heading above a sentence counts for, and a term that belongs to the area of which the topic is a name.
_ABOVE, _RELATED = 0.9, 0.9
# Lemmas within which a topic or a phrase must be said: far apart, its words are of different things.
_TOGETHER = 8
# How much of a phrase a heading must say for all sentences under it to speak of the row, and how many words it may have.
_WHOLE, _HEADING = 0.95, 6
# How nearly each word of a row's phrase must be said.
_EACH = 0.5
# Letters of a word's beginning by which terms of several words are known.
_STEM = 6
# The idf of a word that no passage holds: what stands nowhere is not said anywhere, and weighs at least as much as a rare word.
_UNHEARD = 6.0


@dataclass(frozen=True, slots=True)
class _Phrases:
    """The phrases of a row as columns of one alignment."""

    alignment: Alignment
    weights: Scores  # (phrases, words): what each word counts for in each phrase; a phrase's words sum to 1


@dataclass(frozen=True, slots=True)
class _Related:
    """Terms that belong to a topic: those of one word as lemmas, the others as stems by the first of them."""

    words: frozenset[str]
    terms: Mapping[str, tuple[tuple[str, ...], ...]]
    others: Mapping[str, tuple[tuple[str, ...], ...]]  # longer ones that hold one of them and mean something else: waste heat is no waste


class Relevance:
    """One topic, held against sentences of one index."""

    def __init__(self, reader: Reader, topic: str, language: str) -> None:
        self._reader = reader
        self._language = language
        self._topic = reader.alignment(topic, language)
        self._shares = _shares(self._topic)
        self._related = _related(topic, language)
        self._rows: dict[tuple[str, str], _Phrases] = {}

    def topic(self, sentences: Sequence[Chosen], *, nearby: bool = True) -> Scores:
        """(sentences,): how much of the topic each says itself, or its headings and, where `nearby`, its surroundings say of it, 0 to 1."""
        if not sentences:
            return np.zeros(0)
        own, around, above = (
            [_lemmas(text, c.evidence.passage.language) for text, c in zip(texts, sentences, strict=True)]
            for texts in (
                [c.text for c in sentences],
                [_surroundings(c) for c in sentences],
                [f"{c.evidence.record.title} {c.evidence.passage.context} {self._heading(c)}" for c in sentences],
            )
        )
        beside = _BESIDE * self._said(around) if nearby else np.zeros(len(sentences))
        found = _most(self._said(own), beside, _ABOVE * self._said(above))
        related = [_RELATED * self._names_related(o, c) or _RELATED * _ABOVE * self._names_related(h, c)
                   for o, h, c in zip(own, above, sentences, strict=True)]  # fmt: skip
        return _most(found, np.array(related))

    def row(self, row: Row, sentences: Sequence[Chosen]) -> Scores:
        """(sentences,): how much of a row's best phrase each says itself, 0 to 1; under a short heading that is one, all do."""
        found = np.zeros(len(sentences))
        for language in {c.evidence.passage.language for c in sentences}:
            which = [i for i, c in enumerate(sentences) if c.evidence.passage.language == language]
            phrases = self._phrases(row, language)
            above = [self._heading(sentences[i]) for i in which]
            short = [_lemmas(h, language) if len(h.split()) <= _HEADING else () for h in above]
            found[which] = _ABOVE * (_best(phrases, short) >= _WHOLE)
            windows = [(i, w) for i in which for w in _windows(_lemmas(sentences[i].text, language))]
            np.maximum.at(found, [i for i, _ in windows], _best(phrases, [w for _, w in windows]))
        return found

    def _heading(self, sentence: Chosen) -> str:
        """The heading that a sentence stands under; a passage may hold several."""
        headings = self._reader.headings(sentence.evidence.passage.document)
        i = bisect_right(headings, sentence.start, key=lambda h: h.start) - 1
        return headings[i].title if i >= 0 else ""

    def _said(self, texts: Sequence[Sequence[str]]) -> Scores:
        found = np.zeros(len(texts))
        windows = [(i, w) for i, words_ in enumerate(texts) for w in _windows(words_)]
        np.maximum.at(found, [i for i, _ in windows], self._topic.nearest([w for _, w in windows]) @ self._shares)
        return found

    def _names_related(self, said: Sequence[str], sentence: Chosen) -> bool:
        related = self._related.get(sentence.evidence.passage.language)
        if related is None:
            return False
        stems = [_stem(word) for word in said]
        for at, term in list(_found(related.others, stems)):
            stems[at : at + len(term)] = [""] * len(term)  # a word of its own
        whole = (word for word, stem in zip(said, stems, strict=True) if stem)
        return not related.words.isdisjoint(whole) or next(_found(related.terms, stems), None) is not None

    def _phrases(self, row: Row, language: str) -> _Phrases:
        """Of a row, in the language of the document; what a person typed is read in the topic's."""
        spoken = self._language if row.own or language not in LANGUAGES else language
        key = (row.key, spoken)
        if key not in self._rows:
            alignment = self._reader.alignment(" . ".join(row.words[spoken]), spoken)
            weights = np.array([_weights(lemmas(phrase, spoken), alignment) for phrase in row.words[spoken]])
            self._rows[key] = _Phrases(alignment, weights[weights.any(axis=1)])
        return self._rows[key]


def _related(topic: str, language: str) -> Mapping[str, _Related]:
    """The terms of the concepts that belong to a topic, by language."""
    ids = concepts(topic, language)
    return {code: _related_in(code, ids) for code in LANGUAGES} if ids else {}


def _related_in(language: str, ids: Container[str]) -> _Related:
    belongs = {
        term: concept.id in ids for concept in glossary.load() for text in concept.terms[language] if (term := _searched(text, language))
    }
    single = frozenset(term[0] for term, own in belongs.items() if own and len(term) == 1)
    several = [term for term, own in belongs.items() if own and len(term) > 1]
    stems = frozenset(map(_stem, single))
    others = [t for t, own in belongs.items() if not own and len(t) > 1 and (stems.intersection(t) or any(_within(s, t) for s in several))]
    return _Related(single, _by_first(several), _by_first(others))


def _by_first(terms: Iterable[tuple[str, ...]]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for term in terms:
        found.setdefault(term[0], []).append(term)
    return {first: tuple(own) for first, own in found.items()}


def _found(terms: Mapping[str, Sequence[tuple[str, ...]]], stems: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The terms whose words stand in a row, each with the place where it begins."""
    for at, stem in enumerate(stems):
        for term in terms.get(stem, ()):
            if tuple(stems[at : at + len(term)]) == term:
                yield at, term


def _within(own: tuple[str, ...], term: tuple[str, ...]) -> bool:
    """Whether a longer term holds a shorter one."""
    return len(own) < len(term) and next(_found({own[0]: (own,)}, term), None) is not None


def _searched(term: str, language: str) -> tuple[str, ...]:
    """The stems of a term of several words, the lemma of one; () for one of several of which function words leave only one (by-product: product)."""
    found = lemmas(term, language)
    if len(found) > 1:
        return tuple(map(_stem, found))
    return tuple(found) if len(words(term)) == 1 else ()


def _stem(word: str) -> str:
    """The beginning of a word, which its forms share where the dictionary does not know that they belong together (gospodarka: gospodarek)."""
    return fold(word)[:_STEM]


def _shares(alignment: Alignment) -> Scores:
    """What each word counts for; one that stands in no passage counts too, so that nothing says a topic of which nobody writes."""
    idf = np.where(alignment.idf > 0, alignment.idf, max(_UNHEARD, float(alignment.idf.max(initial=0))))
    shares: Scores = idf / idf.sum() if len(idf) else idf
    return shares


def _weights(phrase: Sequence[str], alignment: Alignment) -> Scores:
    shares = _shares(alignment) * np.array([word.name in phrase for word in alignment.words], dtype=np.float64)
    total = shares.sum()
    return shares / total if total > 0 else shares


def _best(phrases: _Phrases, texts: Sequence[Sequence[str]]) -> Scores:
    """(texts,): how much of the phrase that each says best it says. A phrase of which a word is missing is not said."""
    if not len(phrases.weights):
        return np.zeros(len(texts))
    said = phrases.alignment.nearest(texts)
    whole = np.array([said[:, weights > 0].min(axis=1) >= _EACH for weights in phrases.weights])  # (phrases, texts)
    found: Scores = np.where(whole.T, said @ phrases.weights.T, 0).max(axis=1)
    return found


def _most(*of: Scores) -> Scores:
    found: Scores = np.maximum.reduce(of)
    return found


def _windows(words_: Sequence[str]) -> list[Sequence[str]]:
    """Overlapping stretches of a text, all of it once where it is short: what stands far apart is not said together."""
    if len(words_) <= _TOGETHER:
        return [words_]
    step = _TOGETHER // 2
    return [words_[i : i + _TOGETHER] for i in range(0, len(words_) - step, step)]


def _surroundings(chosen: Chosen) -> str:
    """What stands around a sentence; of a table's row the row alone, for its neighbours are of other things."""
    passage = chosen.evidence.passage
    start, end = chosen.start - passage.start, chosen.end - passage.start
    line = passage.text.rfind("\n", 0, start) + 1, passage.text.find("\n", end)
    row = passage.text[line[0] : line[1] if line[1] >= 0 else len(passage.text)]
    return row if "|" in row else passage.text[max(0, start - _AROUND) : end + _AROUND]


@lru_cache(maxsize=20_000)
def _lemmas(text: str, language: str) -> tuple[str, ...]:
    return tuple(lemmas(text, language))
