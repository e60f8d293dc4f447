"""Words that deny, in five languages. Knows their forms and how firmly they deny, nothing of what is denied beyond the word itself.

Slavic verbs carry their negation as a prefix (neplatí, nerozhodlo): the dictionaries tell it from nebo, nemocnice and nejvíce.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from index.analysis import is_known, lemma

_word = re.compile(r"[^\W\d_]+(?:['’]t\b)?")


@dataclass(frozen=True, slots=True)
class Negation:
    """A denying word at text[start:end]. `firm` ones turn a statement round; others (without, lack, forbidden) may be said without a negation.
    `denied` is the word inside, for prefixes: "platí" of neplatí.
    """

    start: int
    end: int
    firm: bool
    denied: str = ""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FIRM: Mapping[str, frozenset[str]] = {
    "en": _words("not no never none nobody nothing neither nor cannot"),
    "pl": _words("nie nigdy żaden żadna żadne żadnego żadnej żadnych żadnym nikt nikogo nikomu nic niczego"),
    "cs": _words(
        "ne nikdy žádný žádná žádné žádného žádném žádnou žádných nikdo nikoho nic nijak nikoli nikoliv není nejsou nemá nemají nelze"
    ),
    "sk": _words("nie nikdy žiadny žiadna žiadne žiaden žiadneho žiadnej žiadnu žiadnych nikto nikoho nič nijako nikoli nemožno"),
    "hu": _words("nem nincs nincsenek sem sincs senki senkit semmi soha sosem ne se egyáltalán"),
}
_LOOSE: Mapping[str, frozenset[str]] = {
    "en": _words(
        "without lack lacks lacking missing absence forbidden prohibited banned ban free exempt exempted rejected refuse refused less only"
        " except yet hardly unless instead rather"
    ),
    "pl": _words(
        "bez brak braku brakuje ani zakaz zabroniony zabroniona zabronione zakazany zakazane bezpłatny bezpłatna bezpłatne bezpłatnie darmo"
        " odrzucono odrzucił odrzuciła tylko jedynie jeszcze zamiast"
    ),
    "cs": _words(
        "bez nedostatek chybí chybějící ani zákaz zakázán zakázána zakázáno zakázaný zdarma bezplatný bezplatná bezplatně odmítl odmítla"
        " zamítl jen pouze dosud místo"
    ),
    "sk": _words(
        "bez nedostatok chýba chýbajú chýbajúce ani zákaz zakázaný zakázaná zakázané zadarmo bezplatný bezplatná bezplatne odmietol"
        " zamietol len iba zatiaľ namiesto"
    ),
    "hu": _words("nélkül hiány hiánya hiányzik hiányos hiányoznak tilos tiltott díjmentes díjmentesen ingyenes ingyenesen ingyen"
                 " elutasított elutasították csak helyett"),
}  # fmt: skip
_PREFIX: Mapping[str, str] = {"cs": "ne", "sk": "ne", "pl": "nie"}
# A superlative (nejvíce, najmenej) denies nothing, nor do words that only begin like a denial.
_NOT_DENYING = re.compile(
    r"nej|nemocn|neděl|nedeľ|nebo\b|nejen|nedáv|nedos|nedal|nehod|nevo|nerost|nerast|někt|niekt|niec[oh]|nieru|niesie|niemiec|niemal"
)
_INFINITIVE = ("t", "ť", "ti", "ci")


@lru_cache(maxsize=16_384)
def _prefixed(word: str, language: str) -> tuple[str, bool]:
    """What a prefix denies in `word` and whether it does so as a verb; ("", False) where none does."""
    prefix = _PREFIX.get(language, "")
    rest = word[len(prefix) :]
    if not prefix or not word.startswith(prefix) or len(rest) < 2 or _NOT_DENYING.match(word):
        return "", False
    if not is_known(rest, language):
        return "", False
    return rest, language != "pl" and lemma(rest, language).endswith(_INFINITIVE)


def negations(text: str, language: str) -> list[Negation]:
    """The denying words of `text` in order."""
    found = []
    for match in _word.finditer(text):
        word, start, end = match.group().lower().replace("’", "'"), match.start(), match.end()
        if word in _FIRM[language] or word.endswith("n't"):
            if not (word == "no" and text[end : end + 2] in (". ", ".\u00a0")):  # "no. 5"
                found.append(Negation(start, end, True))
        elif word in _LOOSE[language]:
            found.append(Negation(start, end, False))
        else:
            denied, verb = _prefixed(word, language)
            if denied:
                found.append(Negation(start, end, verb, denied))
    return found
