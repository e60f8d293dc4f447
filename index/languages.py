"""The five languages: their codes, and which of them a text is in. Knows nothing of words and lemmas (see analysis)."""

from __future__ import annotations

from functools import lru_cache
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
def _detector() -> LanguageDetector:
    from lingua import Language, LanguageDetectorBuilder

    return LanguageDetectorBuilder.from_languages(
        Language.ENGLISH, Language.POLISH, Language.CZECH, Language.SLOVAK, Language.HUNGARIAN
    ).build()


@lru_cache(maxsize=65_536)
def detect(text: str) -> str:
    """The language of `text` as one of LANGUAGES; "en" where there is nothing to tell by (empty, digits, another script).

    Names inside the text are left out where enough else remains: "třetí linka metra Praga-Południe" is Czech.
    """
    text = _without_names(text[:_ENOUGH])
    letters = frozenset(text.lower())
    czech, slovak = letters & _ONLY_CZECH, letters & _ONLY_SLOVAK
    found = _detector().detect_language_of(text)
    language = found.iso_code_639_1.name.lower() if found else "en"
    if language in ("cs", "sk") and bool(czech) != bool(slovak):
        return "cs" if czech else "sk"
    return language


def _without_names(text: str) -> str:
    """`text` without its capitalised words past the first, where at least two words remain."""
    first, *rest = text.split() or [""]
    kept = [first, *(word for word in rest if not word[0].isupper())]
    return " ".join(kept) if len(kept) >= 2 else text
