"""A text as content words with their places in it. Knows lemmas and which words say nothing by themselves; knows nothing of meaning."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.answer.verify.negation import Negation
from index.analysis import STOP_WORDS, fold, is_known, lemma
from index.languages import LANGUAGES

# Letters, or letters with digits (CO2, PM10); what hangs on a number or a sign by a hyphen is its case ending (2030-ig, 44%-kal).
_word = re.compile(r"(?<![^\W_])(?<![\d%°C][-‑])[^\W\d_][^\W_]*")
_ORDINARY = frozenset(["Zs", "Sc", "Sm", "Nd", "No", "Pd", "Ps", "Pe", "Pi", "Pf", "Po"])
_BEYOND = "\u2e80"  # here begin the scripts of East Asia with their own marks
_ENDING = 3  # letters of a case ending after a hyphen: kg-ról
_raised = str.maketrans("₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹", "01234567890123456789")
# Words of every second sentence of a strategy: that they stand in both texts shows nothing, that they are missing from one as little.
_EMPTY = frozenset(
    """
    about according approximately around nearly almost some total overall year years annually annual per well within plan planned plans aim
    aims since therefore thus because although though while whereas among every each thanks however too very still yet own way them
    roku rok lata lat latach rocznie ogółem łącznie około niemal prawie in przede wszystkim ponadto jednak zatem więc zgodnie aż choć ponieważ
    dlatego wśród między każdy każda każde każdego każdej nich nim nimi niej niego siebie czego temu ten sposób sposobem wysokości m.in według
    poza ponad poniżej powyżej jeszcze już wtedy dzięki bardzo swój swoje swoich również lecz natomiast żaden żadna żadne
    ročně rocích letech let celkem celkově zhruba přibližně především zároveň proto tedy dále však podle asi mezi každý každá každé každém
    každého nich nim jim jimi tím tomu této toho ještě dosud protože proti neboť ve výši díky velmi svůj svoje svých méně více nad pod až
    ročne rokoch rokmi rokov celkovo celkom približne najmä zároveň preto teda ďalej však podľa asi medzi každý každá každé každom každého
    nich nim im nimi tým tomu tejto toho ešte zatiaľ pretože proti keďže vo výške vďaka veľmi svoj svoje svojich menej viac nad pod až
    évente évben összesen mintegy körülbelül továbbá ezért így szerint azonban valamint illetve során évi pedig ezzel ahhoz annak amelyből
    amelyekből amelyeknek amelynek amelyet amelyek még mindegyik minden ott itt akkor mivel mert bár miközben miatt révén ebből abból azt ezt
    """.split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """One content word, at text[start:end]."""

    text: str
    lemma: str
    folded: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it is written as a name is."""
        return self.text[0].isupper()


def plain(text: str) -> str:
    """`text` with ordinary digits for raised and lowered ones, character by character: CO₂, m³."""
    return text.translate(_raised)


def legible(text: str, source: str) -> bool:
    """Whether `text` has only Latin letters and ordinary signs, or such characters as its source has too."""
    return all(_ordinary(c) or c in source for c in text)


@lru_cache(maxsize=4096)
def _ordinary(character: str) -> bool:
    category = unicodedata.category(character)
    if category[0] == "L":
        return "LATIN" in unicodedata.name(character, "")
    return character in "°_\n" or (category in _ORDINARY and character < _BEYOND)


@lru_cache(maxsize=65_536)
def _known(word: str) -> bool:
    return any(is_known(word, language) for language in LANGUAGES)


def known(word: Word) -> bool:
    """Whether a dictionary of one of the five languages has the word."""
    return _known(word.text.lower()) or _known(word.text)


def content(text: str, language: str, without: Sequence[tuple[int, int]], negations: Sequence[Negation]) -> list[Word]:
    """The content words of `text` outside the spans `without`. A negated word counts as what is denied: neplatí as platit."""
    denied = {n.start: n.denied for n in negations if n.denied}
    found = []
    for match in _word.finditer(text):
        word, start, end = match.group(), match.start(), match.end()
        if any(s < end and start < e for s, e in without) or (len(word) < 2 or word.isdigit()):
            continue
        if end - start <= _ENDING and text[start - 1 : start] in ("-", "‑") and start:
            continue
        lower = word.lower()
        if lower in STOP_WORDS or lower in _EMPTY:
            continue
        own = denied.get(start, lower)
        found.append(Word(word, lemma(own, language), fold(own), start, end))
    return found
