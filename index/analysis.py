"""Text to search terms: words, lemmas, folded forms. Passages and questions go through the same functions, or nothing is found."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from index.stopwords import STOP_WORDS_OF

if TYPE_CHECKING:
    from simplemma import Lemmatizer
    from simplemma.strategies.dictionaries import DictionaryFactory

# Bumped whenever the terms of a text change: an index made by another version is refused with its remedy.
VERSION = "2"

# Function words of all five languages in one set: questions quote names and terms of the others, and a word that is
# empty in one of them ("a", "i", "na", "to") tells nothing in the rest. Each language's own set alone finds as much
# (development questions: hit@10 0.937 and MRR@10 0.777 either way).
STOP_WORDS = frozenset[str]().union(*STOP_WORDS_OF.values())

# A term is a run of letters, or a number with its separators (1,865 · 2021/1119 · 3.5), or letters with digits (CO2, ETS2).
_word = re.compile(r"\d+(?:[.,/]\d+)*|[^\W_]+(?:['’][^\W_]+)?", re.UNICODE)
_subscripts = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_not_decomposed = str.maketrans({"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "ø": "o", "Ø": "O"})


def words(text: str) -> list[str]:
    """The words and numbers of `text` in order, lower case, compatibility forms unified (CO₂ → co2)."""
    return [word.lower() for word in written_words(text)]


def written_words(text: str) -> list[str]:
    """The same words in the case they are written in: an acronym is told by it."""
    text = unicodedata.normalize("NFKC", text.translate(_subscripts))
    return [match.group() for match in _word.finditer(text)]


@lru_cache(maxsize=262_144)
def fold(word: str) -> str:
    """`word` in lower case without diacritics, ł → l too: what a person types on a foreign keyboard."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFD", word.lower().translate(_not_decomposed))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=524_288)
def lemma(word: str, language: str) -> str:
    """The dictionary form of one lower-case word in `language`, in lower case; the word itself where the dictionary lacks it.

    Names are tried with a capital too, for the dictionaries hold them so: krakowie → Kraków.
    """
    if not word.isalpha() and any(c.isdigit() for c in word):
        return word
    found = _lemmatizer().lemmatize(word, lang=language)
    if found == word and len(word) > 3:
        found = _lemmatizer().lemmatize(word.capitalize(), lang=language)
    return found.lower()


@lru_cache(maxsize=65_536)
def is_known(word: str, language: str) -> bool:
    """Whether the dictionary of `language` holds the word as it is written."""
    return word in _dictionaries().get_dictionary(language)


@lru_cache(maxsize=1)
def _lemmatizer() -> Lemmatizer:
    from simplemma import Lemmatizer  # not on the way of commands that need no words
    from simplemma.strategies import DefaultStrategy

    return Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=_dictionaries()))


@lru_cache(maxsize=1)
def _dictionaries() -> DictionaryFactory:
    """simplemma's dictionaries as tries that it makes once and keeps in the user's cache folder: 40 MB for the five languages, read in 0.02 s.

    As they come they take 750 MB and 8 s.
    """
    from simplemma.strategies.dictionaries import TrieDictionaryFactory

    return TrieDictionaryFactory()


def lemmas(text: str, language: str) -> list[str]:
    """The lemmas of `text` in order, function words left out."""
    return [lemma(word, language) for word in words(text) if word not in STOP_WORDS]
