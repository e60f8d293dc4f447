"""Text to search terms: words, lemmas, folded forms. Passages and questions go through the same functions, or nothing is found."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simplemma import Lemmatizer

# Bumped whenever the terms of a text change: an index made by another version is refused with its remedy.
VERSION = "2"

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
    decomposed = unicodedata.normalize("NFD", word.lower().translate(_not_decomposed))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=524_288)
def lemma(word: str, language: str) -> str:
    """The dictionary form of one lower-case word in `language`, in lower case; the word itself where the dictionary lacks it.

    Names are tried with a capital too, for the dictionaries hold them so: krakowie → Kraków.
    """
    if any(c.isdigit() for c in word):
        return word
    found = _lemmatizer().lemmatize(word, lang=language)
    if found == word and len(word) > 3:
        found = _lemmatizer().lemmatize(word.capitalize(), lang=language)
    return found.lower()


@lru_cache(maxsize=1)
def _lemmatizer() -> Lemmatizer:
    """simplemma over tries that it makes once and keeps in the user's cache folder: 40 MB for the five languages, read in 0.02 s.

    Its dictionaries as they come take 750 MB and 8 s.
    """
    from simplemma import Lemmatizer  # not on the way of commands that need no words
    from simplemma.strategies import DefaultStrategy
    from simplemma.strategies.dictionaries import TrieDictionaryFactory

    return Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=TrieDictionaryFactory()))


def lemmas(text: str, language: str) -> list[str]:
    """The lemmas of `text` in order, function words left out."""
    return [lemma(word, language) for word in words(text) if word not in STOP_WORDS]


# Function words of all five languages in one set: questions quote names and terms of the others, and a word that is
# empty in one of them ("a", "i", "na", "to") tells nothing in the rest. Words that are a content word elsewhere stay out.
STOP_WORDS = frozenset(
    """
    a an the of in on at to for from by with and or not is are was were be been being has have had do does did will would can could
    should may might its it this that these those which what who whom whose where when why how as than then there their they them he
    she we you your our us if into about over under between during before after also such only both each other any all more most some
    i w we z ze na do od dla o u po za przez przy oraz lub albo nie jest są był była było były być będzie będą ma mają to ten ta te tej
    tego tym tych który która które których którym którą jaki jaka jakie jakich jak ile czy co kto gdzie kiedy dlaczego się jego jej ich
    ale także też również tylko już oraz jako aby żeby by
    v ve s se k ke od pro při přes nebo ani ne je jsou byl byla bylo byly být bude budou má mají ten ta to ti ty této tohoto tento tato
    který která které kteří kterou kterých jaký jaká jaké jak kolik zda co kdo kde kdy proč si jeho její jejich ale také též jen již jako
    aby by čím čem
    vo so ku zo pre pri cez alebo nie sú bol bola bolo boli byť má majú tento táto toto ktorý ktorá ktoré ktorí ktorú ktorých aký aká aké
    ako koľko či čo kto kde kedy prečo sa jeho jej ich tiež iba už aby že
    az egy és vagy nem is van vannak volt voltak lesz lesznek hogy mely melyik melyek milyen mi mit ki kik hol mikor miért hogyan hány
    mennyi mekkora ez ezek azok ezt azt ahol amely amelyek meg már csak de ha mint el fel le be ki össze szerint által között számára
    """.split()
)
