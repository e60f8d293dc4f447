"""The five languages: their codes, and which of them a text is in. Knows letters; what words tell of a short text stands in index.wording."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lingua import LanguageDetector

LANGUAGES = ("en", "pl", "cs", "sk", "hu")

# A detector needs little text to be sure, and its cost grows with the text: the passages of the test corpus
# get the same answer from their first 400 characters as from all of them.
_ENOUGH = 400

# Letters that one of two near languages has and the other has not. Where only one side's letters occur, they decide:
# the detector alone takes a short Slovak question for Czech now and then.
_ONLY_CZECH, _ONLY_SLOVAK = frozenset("ěřů"), frozenset("ľĺŕôä")


@lru_cache(maxsize=1)
def _detector_of_all() -> LanguageDetector:
    from lingua import Language, LanguageDetectorBuilder

    ours = (Language.ENGLISH, Language.POLISH, Language.CZECH, Language.SLOVAK, Language.HUNGARIAN)
    return LanguageDetectorBuilder.from_languages(*ours, *(getattr(Language, name) for name in _FOREIGN)).with_low_accuracy_mode().build()


@lru_cache(maxsize=1)
def _detector() -> LanguageDetector:
    from lingua import Language, LanguageDetectorBuilder

    return LanguageDetectorBuilder.from_languages(
        Language.ENGLISH, Language.POLISH, Language.CZECH, Language.SLOVAK, Language.HUNGARIAN
    ).build()


# A text of at most this many words is short: a question or keywords. Longer ones, all passages but crumbs among them, are told by letters alone.
_SHORT = 30
# What a word that only one language has weighs against the logarithm of the detector's confidence (0 is certain, −3 one in twenty).
# On the 195 questions of the tuning half of eval/cases/understand.jsonl: 0 misses five, 1 misses one, 2 to 5 none.
_A_WORD = 2.0
_LEAST = 1e-4  # a confidence below this counts as this much, so that no language is beyond help by its words

# Languages that people may ask in and that are none of the five, in Latin letters; others are known by their script.
_FOREIGN = ("GERMAN", "FRENCH", "SPANISH", "ITALIAN", "ROMANIAN", "CROATIAN", "SLOVENE", "DUTCH", "LITHUANIAN", "PORTUGUESE")
_FEWEST = 5  # words that it takes to tell a foreign language
_FOREIGN_SURE = 0.6  # how sure the detector of all languages must be


@lru_cache(maxsize=65_536)
def detect(text: str) -> str:
    """The language of `text` as one of LANGUAGES; "en" where there is nothing to tell by (empty, digits, another script).

    Names inside the text are left out where enough else remains: "třetí linka metra Praga-Południe" is Czech.
    """
    text = _without_names(text[:_ENOUGH])
    if not any(c.isalpha() for c in text):
        return "en"
    if len(text.split()) <= _SHORT:
        return _by_letters_and_words(text)
    found = _detector().detect_language_of(text)
    language = found.iso_code_639_1.name.lower() if found else "en"
    return _near_pair(text, language)


@lru_cache(maxsize=4_096)
def recognised(text: str) -> bool:
    """Whether `text` is in one of the five languages, as far as can be told; where no word tells, it is taken to be."""
    from index.wording import OTHER, votes

    letters = [c for c in text if c.isalpha()]
    if not letters:
        return True
    if sum(unicodedata.name(c, "").startswith("LATIN") for c in letters) < len(letters) / 2:
        return False
    spoken = votes(text)
    ours = max(spoken[code] for code in LANGUAGES)
    if spoken[OTHER] > ours:
        return False
    if ours >= 1 or sum(any(c.isalpha() for c in word) for word in text.split()) < _FEWEST:
        return True
    found = _detector_of_all().compute_language_confidence_values(text[:_ENOUGH])[0]
    return found.language.iso_code_639_1.name.lower() in LANGUAGES or found.value < _FOREIGN_SURE


def _by_letters_and_words(text: str) -> str:
    from index.wording import czech_or_slovak, votes

    confidence = {c.language.iso_code_639_1.name.lower(): c.value for c in _detector().compute_language_confidence_values(text)}
    spoken = votes(text)
    scores = {code: log(max(confidence.get(code, 0.0), _LEAST)) + _A_WORD * spoken.get(code, 0.0) for code in LANGUAGES}
    endings = _A_WORD * czech_or_slovak(text)
    scores["cs"] += max(endings, 0.0) if scores["sk"] > scores["cs"] else 0.0
    scores["sk"] += max(-endings, 0.0) if scores["cs"] > scores["sk"] else 0.0
    return _near_pair(text, max(LANGUAGES, key=scores.__getitem__))


def _near_pair(text: str, language: str) -> str:
    letters = frozenset(text.lower())
    czech, slovak = letters & _ONLY_CZECH, letters & _ONLY_SLOVAK
    if language in ("cs", "sk") and bool(czech) != bool(slovak):
        return "cs" if czech else "sk"
    return language


def _without_names(text: str) -> str:
    """`text` without its capitalised words past the first, where at least two words remain."""
    first, *rest = text.split() or [""]
    kept = [first, *(word for word in rest if not word[0].isupper())]
    return " ".join(kept) if len(kept) >= 2 else text
