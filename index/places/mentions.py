"""Places named in a text, in any of the five languages and in any inflected form. Knows spelling and evidence, nothing of documents.

A word is a place if it is a name's stem plus an admissible ending (index.places.inflection) and there is evidence that a place is meant:
a capital inside a sentence, a preposition of place, a name that is no other word. Many towns are called like common things (Most,
Piła, Hranice, Police); forms that are words too are listed in words.tsv and need more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from index.analysis import STOP_WORDS, fold
from index.places.gazetteer import Entry, Place, entries, is_word
from index.places.inflection import Stem, adjective_stems, compound, modifier, stems

__all__ = ["Mention", "Place", "mentions", "names", "same"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named in a text, at text[start:end]."""

    place: Place
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Alias:
    """One name of a place."""

    entry: Entry
    text: str
    words: tuple[str, ...]  # folded
    rank: int  # 0 the place's own name · 1 its name in one of the five languages · 2 in others · 3 a district


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a word as a form of a name."""

    alias: Alias
    noun: bool  # False for the adjective (krakowski, varsói)
    ending: str  # "" for the name itself


class _Token(NamedTuple):
    """A word; a tuple, for there are as many as words and few are ever looked at."""

    start: int
    end: int
    text: str
    folded: str
    whole: str  # the text that it stands in
    heading: bool  # whether that is a heading where every word has a capital

    @property
    def cased(self) -> bool:
        return self.text[0].isupper()

    @property
    def initial(self) -> bool:
        """Whether the capital says nothing: at the beginning of a sentence, and in a heading."""
        return self.heading or not self.start or bool(_sentence_end.search(self.whole, max(0, self.start - 6), self.start))


@dataclass(frozen=True, slots=True)
class _Names:
    """Aliases by what a word of a text can be looked up by."""

    single: dict[str, list[tuple[Alias, Stem]]]
    first: dict[str, list[tuple[Alias, Stem]]]  # of names of several words, by stems of their first
    exact: dict[str, list[Alias]]  # forms taken as they stand, folded
    remembered: dict[str, tuple[list[Reading], list[Alias]]] = field(default_factory=dict)  # by word: see `_looked_up`

    @property
    def any(self) -> bool:
        """Whether there is a name at all."""
        return bool(self.single or self.first or self.exact)

    def add(self, entry: Entry) -> None:
        place = entry.place
        for rank, texts in enumerate(((place.name,), entry.names, entry.others, entry.parts)):
            for text in texts:
                self._add_alias(Alias(entry, text, tuple(map(fold, _word.findall(text))), rank))
        own = Alias(entry, place.name, tuple(map(fold, _word.findall(place.name))), 1)
        for text in entry.adjectives:
            self._put(self.single, own, adjective_stems(text))
        for text in entry.forms:
            self.exact.setdefault(fold(text), []).append(Alias(entry, text, (fold(text),), 1))

    def _add_alias(self, alias: Alias) -> None:
        if len(alias.words) == 1:
            self._put(self.single, alias, stems(alias.words[0]))
        elif alias.words:
            self._put(self.first, alias, modifier(alias.words[0]))
            if len(alias.words) == 2 and len(alias.words[0]) > 2 and alias.entry.place.kind == "city" and alias.rank < 2:
                self._put(self.single, alias, compound(list(alias.words)))

    @staticmethod
    def _put(table: dict[str, list[tuple[Alias, Stem]]], alias: Alias, found: Iterable[Stem]) -> None:
        for stem in found:
            table.setdefault(stem.text, []).append((alias, stem))


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_word = re.compile(r"[^\W\d_][^\W\d_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W\d_]*)*")
_joint = re.compile(r"[ \u00a0]?[-‑–][ \u00a0]?|\s{1,2}")
_sentence_end = re.compile(r"(?:^|[.?!:;…\n•·▪*#|>\"„“”»«(])[\s\"„“”»«(–—-]*$")
_LONGEST_ENDING = 8
_REMEMBERED = 200_000  # words with their readings, about 60 MB

_BEFORE = _words("""
    w we do z ze od dla na pod koło dla miasto miasta miastu miastem mieście miast między oraz
    v ve do z ze od pro u město města městu městem městě měst mezi
    vo zo pre pri mesto mesta mestu mestom meste miest medzi
    in at of from for to near city town cities towns between municipality gmina obec község városa
""")
# An adjective beside one of these names a region, which is more than the city: Košický kraj, województwo łódzkie.
_REGIONS = ("wojewodztw", "kraj", "megye", "voivodeship", "region", "powiat", "okres")
_COUNTY = ("megye", "varmegye")  # Csongrád megye: the county's name is its town's
# Towns that are first names too are towns only where something before or the ending says so.
_FIRST_NAMES = _words("martin martina gyula jaroslaw jaroslawa augustow florence victoria charlotte austin jackson julian juliana sofie")
_PLACE_CASES = _words("ban ben on en n ott ett tt")
# Inhabitants from which a place is believed on less evidence; chosen on the development questions and on 20,000 lines of real documents.
_LARGE = 300_000
_CITY = 100_000
_TOWN = 20_000


@cache
def _gazetteer() -> _Names:
    found = _Names({}, {}, {})
    for entry in entries():
        found.add(entry)
    return found


@lru_cache(maxsize=16)
def _own(extra: tuple[Place, ...]) -> _Names:
    """The names of places that the gazetteer lacks."""
    found = _Names({}, {}, {})
    for place in extra:
        if place.name.strip() and not _resolve(place.name):
            found.add(Entry(place, known=True))
    return found


@lru_cache(maxsize=16)
def _trusted(extra: tuple[Place, ...]) -> frozenset[Place]:
    return frozenset(p for place in extra for p in (_resolve(place.name), place) if p)


def mentions(text: str, extra: Sequence[Place] = ()) -> list[Mention]:
    """The places that `text` names, in order, without overlaps, the longest name first.

    `extra` are places of the index's own records: found in their inflected forms although no gazetteer knows them, and believed
    on less evidence where it does.
    """
    key = tuple(extra)
    tables = (own, _gazetteer()) if (own := _own(key)).any else (_gazetteer(),)
    trusted = _trusted(key)
    tokens = _tokens(text)
    found: list[Mention] = []
    i = 0
    while i < len(tokens):
        if not _can_name(tokens[i].folded, tables):
            i += 1
            continue
        place, taken = _several(text, tokens, i, tables)
        if not place:
            place, taken = _one(text, tokens, i, tables, trusted), 1
        if place:
            found.append(Mention(place, tokens[i].start, tokens[i + taken - 1].end))
            i += taken
        else:
            i += 1
    return found


def names(place: Place) -> tuple[str, ...]:
    """The names of `place` in the five languages, its own first; its own alone where no other is known."""
    entry = _by_key().get((place.name, place.country))
    return (place.name, *entry.names) if entry else (place.name,)


def same(one: str, other: str) -> bool:
    """Whether two written names mean one place: Kraków, Krakow, Krakov, Cracow. Names of no known place are compared letter by letter,
    without regard to case and diacritics.
    """
    place = _resolve(one)
    return place == _resolve(other) if place else _plain(one) == _plain(other)


def readings(word: str) -> list[Reading]:
    """All ways to understand one folded word as a form of a known name of one word, evidence not asked for."""
    return _read(word, _gazetteer())


@cache
def _by_key() -> dict[tuple[str, str], Entry]:
    return {(e.place.name, e.place.country): e for e in entries()}


@cache
def _by_name() -> dict[str, Place]:
    ranked = [(rank, text, e) for e in entries() for rank, texts in enumerate(((e.place.name,), e.names, e.others)) for text in texts]
    ranked.sort(key=lambda r: (not r[2].known, r[0], -r[2].place.population))
    found: dict[str, Place] = {}
    for _, text, entry in ranked:
        found.setdefault(_plain(text), entry.place)
    return found


def _plain(name: str) -> str:
    return " ".join(fold(w) for w in _word.findall(name))


@lru_cache(maxsize=4096)
def _resolve(name: str) -> Place | None:
    return _by_name().get(_plain(name))


def _tokens(text: str) -> list[_Token]:
    found = list(_word.finditer(text))
    capitals = sum(m.group()[0].isupper() for m in found)
    heading = len(found) >= 4 and capitals >= 0.7 * len(found)
    return [_Token(*m.span(), m.group(), fold(m.group()), text, heading) for m in found]


def _read(word: str, table: _Names) -> list[Reading]:
    found = [Reading(alias, True, "") for alias in table.exact.get(word, ())]
    for cut in range(min(_LONGEST_ENDING, len(word) - 2) + 1):
        stem, ending = (word[:-cut], word[-cut:]) if cut else (word, "")
        for alias, forms in table.single.get(stem, ()):
            if ending in forms.nouns:
                found.append(Reading(alias, True, "" if word == alias.words[0] else ending or "-"))
            elif ending in forms.adjectives:
                found.append(Reading(alias, False, ending or "-"))
    return found


def _one(text: str, tokens: Sequence[_Token], i: int, tables: Sequence[_Names], trusted: frozenset[Place]) -> Place | None:
    token = tokens[i]
    if len(token.folded) < 2 or (i and token.text == "s" and text[token.start - 1] in "'’"):
        return None
    best: tuple[tuple[float, ...], Place] | None = None
    for table in tables:
        for reading in _looked_up(token.folded, table)[0]:
            entry = reading.alias.entry
            own = entry.place in trusted
            if _believable(text, tokens, i, reading, own):
                exact = reading.ending == ""
                key = (own, exact and (entry.known or entry.place.population >= _TOWN), entry.known, exact, reading.noun,
                       -reading.alias.rank, entry.place.country in _V4, entry.place.population)  # fmt: skip
                if best is None or key > best[0]:
                    best = (key, entry.place)
    return best[1] if best else None


def _several(text: str, tokens: Sequence[_Token], i: int, tables: Sequence[_Names]) -> tuple[Place | None, int]:
    """The place whose name of several words begins at token i, and the number of its words."""
    found: tuple[Place | None, int] = (None, 0)
    for table in tables:
        for alias in _looked_up(tokens[i].folded, table)[1]:
            size = len(alias.words)
            if size > found[1] and _continues(text, tokens, i, alias):
                found = (alias.entry.place, size)
    return found


def _looked_up(word: str, table: _Names) -> tuple[list[Reading], list[Alias]]:
    """How a word can be read by itself, and the names of several words that may begin with it; remembered, for few words are names."""
    if (known := table.remembered.get(word)) is None:
        if len(table.remembered) >= _REMEMBERED:
            table.remembered.clear()
        known = table.remembered[word] = (_read(word, table), list(_begun(word, table)))
    return known


def _can_name(word: str, tables: Sequence[_Names]) -> bool:
    """Whether a word can be, or begin, any name at all."""
    for table in tables:
        alone, begun = table.remembered.get(word) or _looked_up(word, table)
        if alone or begun:
            return True
    return False


def _begun(word: str, table: _Names) -> Iterator[Alias]:
    for cut in range(min(_LONGEST_ENDING, len(word) - 1) + 1):
        stem, ending = (word[:-cut], word[-cut:]) if cut else (word, "")
        for alias, forms in table.first.get(stem, ()):
            if ending in forms.nouns or ending in forms.adjectives:
                yield alias


def _continues(text: str, tokens: Sequence[_Token], i: int, alias: Alias) -> bool:
    size = len(alias.words)
    if i + size > len(tokens) or not _capitals_fit(tokens[i : i + size], alias):
        return False
    for k in range(1, size):
        token = tokens[i + k]
        if not _joint.fullmatch(text, tokens[i + k - 1].end, token.start):
            return False
        if token.folded != alias.words[k] and not _fits(token.folded, alias.words[k], last=k == size - 1):
            return False
    return True


def _capitals_fit(tokens: Sequence[_Token], alias: Alias) -> bool:
    """Nowy Targ is a town, a "nowy targ" is not; names of countries, and long known names, are typed in lower case too."""
    if alias.entry.place.kind != "city":
        return tokens[0].cased or len(alias.text) > 10
    if all(t.cased or not w[0].isupper() for t, w in zip(tokens, _word.findall(alias.text), strict=True)):
        return True
    return alias.entry.known and alias.rank < 2 and not any(t.cased for t in tokens) and any(not is_word(t.text) for t in tokens)


@lru_cache(maxsize=65_536)
def _fits(word: str, name: str, *, last: bool) -> bool:
    forms = modifier(name) + (stems(name) if last else [])
    return any(word.startswith(s.text) and (word[len(s.text) :] in s.nouns or word[len(s.text) :] in s.adjectives) for s in forms)


def _believable(text: str, tokens: Sequence[_Token], i: int, reading: Reading, own: bool) -> bool:
    token, entry, alias = tokens[i], reading.alias.entry, reading.alias
    if _is_acronym(alias.text) or alias.text in entry.forms:
        return token.text == alias.text or (len(alias.text) > 3 and token.folded == alias.words[0])
    if entry.place.kind != "city":
        return _country_believable(token, reading)
    if not reading.noun:
        return _adjective_believable(tokens, i, reading, own)
    if (alias.rank == 3 and not token.cased) or (i + 1 < len(tokens) and tokens[i + 1].folded.startswith(_COUNTY)):
        return False
    if len(token.folded) < 4 and not (token.cased and reading.ending == "" and (entry.known or own)):
        return False
    before = i > 0 and tokens[i - 1].text.lower() in _BEFORE and text[tokens[i - 1].end : token.start].isspace()
    placed = before or (len(reading.ending) > 1 and reading.ending in ("ban", "ben", "bol", "rol", "nak", "nek"))
    if token.folded in _FIRST_NAMES:
        return token.cased and placed
    if token.text.isupper() and len(token.text) > 1 and not text.isupper():
        return reading.ending == "" and (entry.known or own) and len(token.text) > 3
    ordinary = is_word(token.text) or token.text.lower() in STOP_WORDS
    if not token.cased:
        return _lower_case_believable(text, token, reading, own, placed, ordinary)
    if token.initial:
        return _initial_believable(token, reading, own, ordinary)
    if ordinary:
        return placed or own or (entry.known and entry.place.population >= _CITY) or (reading.ending == "" and _prominent(entry))
    return reading.ending == "" or entry.known or own or len(token.folded) > 4


def _initial_believable(token: _Token, reading: Reading, own: bool, ordinary: bool) -> bool:
    """At the start of a sentence the capital says nothing."""
    entry = reading.alias.entry
    if ordinary:
        if entry.place.country == "HU" and reading.ending in _PLACE_CASES:  # Egerben, Makón: a question may well begin with its place
            return _prominent(entry) and len(token.text) > 4
        large = entry.place.country in _V4 and entry.place.population >= _CITY
        return reading.ending == "" and token.text.lower() == reading.alias.text.lower() and (own or large)
    return entry.known or own or (reading.ending == "" and len(token.text) > 3) or len(token.text) > 6


def _lower_case_believable(text: str, token: _Token, reading: Reading, own: bool, placed: bool, ordinary: bool) -> bool:
    """Officials type keywords without capitals; a name that is also a word counts only in such a query, and only for a large city."""
    entry = reading.alias.entry
    if reading.alias.rank > 1:
        return False
    if ordinary:
        keywords = text == text.lower()
        return keywords and entry.place.country in _V4 and entry.place.population >= _LARGE and (placed or reading.ending == "")
    if entry.known or own:
        return len(token.folded) > 4 or reading.ending == ""
    return entry.place.country in _V4 and len(token.folded) > 5 and (placed or (reading.ending == "" and entry.place.population >= _TOWN))


def _adjective_believable(tokens: Sequence[_Token], i: int, reading: Reading, own: bool) -> bool:
    token, entry = tokens[i], reading.alias.entry
    around = [tokens[k].folded for k in (i - 1, i + 1) if 0 <= k < len(tokens)]
    if any(w.startswith(_REGIONS) for w in around) or reading.alias.rank > 1:
        return False
    if token.folded in entry.adjectives:
        return True
    # A Hungarian dictionary holds the adjectives of its own towns (egri, váci): they are words, but no others.
    own_adjective = entry.known and entry.place.country == "HU" and reading.alias.rank == 0
    if not own_adjective and (is_word(token.text) or token.text.lower() in STOP_WORDS):
        return False
    return own or (len(token.folded) > 4 and (entry.known or (entry.place.country in _V4 and (_prominent(entry) or len(token.folded) > 8))))


def _country_believable(token: _Token, reading: Reading) -> bool:
    ordinary = is_word(token.text)
    if reading.noun:
        return (token.cased and not (ordinary and token.initial)) or (not ordinary and len(token.folded) > 4)
    return not ordinary or token.cased


def _prominent(entry: Entry) -> bool:
    return entry.known or entry.place.population >= _TOWN


def _is_acronym(name: str) -> bool:
    return name.isupper()


_V4 = ("PL", "CZ", "SK", "HU")
