"""Whether a question asks which goals are served, or who serves them. Knows phrases in five languages, nothing of goals themselves.

Targets are left out: in a strategy they are figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.analysis import STOP_WORDS, fold, lemma, words
from index.stopwords import ASKING

_WHICH_GOALS = (
    r"(?:which|what) (?:of the )?(?:un |un'?s |united nations |global |sustainable |development |2030 agenda )*(?:goals|sdgs)",
    r"(?:jakie|ktore|jakim|ktorym|jakich|ktorych) (?:cel(?:e|om|ow)|czr)",
    r"(?:jake|ktere|jakym|kterym|jakych|kterych) cil(?:e|um|u)",
    r"(?:ake|ktore|akym|ktorym|akych|ktorych) ciel(?:e|om|ov)",
    r"(?:mely|milyen|melyik) (?:(?:fenntarthato fejlodesi|ensz)[ -])*cel(?:ok|okat|oknak|okhoz|jait)",
)
_WHICH_AREAS = (
    r"(?:which|what) (?:(?:european )?green deal areas|areas of the (?:european )?green deal)",
    r"(?:jakie|ktore|jakim|ktorym|jakich|ktorych) obszar(?:y|om|ow) (?:europejskiego )?zielonego ladu",
    r"(?:jake|ktere|kterym|kterych) oblast(?:i|em) (?:evropske )?zelene dohody",
    r"(?:ake|ktore|ktorym|ktorych) oblast(?:i|iam) (?:europskej )?zelenej dohody",
    r"zold megallapodas (?:mely|melyik|milyen) terulet\w*",
)
_WHOSE = (
    r"who|whose|strongest|strongly",
    r"(?:which|what) (?:cit(?:y|ies)|towns?|municipalit(?:y|ies)|regions?|places?|strateg(?:y|ies)|plans?|documents?|contracts?)",
    r"kto|najsilniej\w*|najmocniej\w*",
    r"(?:ktor|jak)(?:e|a|y|ich) (?:miast[oa]|gmin[ay]|regiony?|strategi[ae]|plany?|dokumenty?|kontrakty?)",
    r"kdo|nejsilnej\w*",
    r"(?:kter|jak)(?:e|a|y) (?:mest[oa]|obce?|regiony?|strategie|plany?|dokumenty?|smlouv[ay])",
    r"najsilnej\w*",
    r"(?:ktor|ak)(?:e|a|y|u) (?:mest[oa]|obce?|regiony?|strategi[ae]|plany?|dokumenty?|zmluv[ay])",
    r"kik?|kinek|legerosebb\w*",
    r"(?:mely|melyik|milyen) (?:varos|telepules|regio|strategi|terv|dokumentum|szerzodes)\w*",
)


# Beginnings of what such a question says beside its places, folded: the goals, what is done to them, and the document as a whole.
_OF_THE_WHOLE = (
    "goal sdg czr un onz osn ensz cel cil ciel cez target agenda global sustainab development zrownowaz rozwoj udrzitel rozvoj fenntarthat fejlod "
    "serv contribut support align address pursue meet advance fulfil match cover "
    "sluz przyczyni wspier realiz odpowiad prispiva podpor plni napln slouz szolgal hozzajar tamogat teljesit valosit illesz "
    "city cities town region municipal miast mest kraj regio gmin varos telepules "
    "contract strateg plan program action climate document kontrakt smlouv zmluv dohod szerzodes terv klima dokument dzialan akcn akcio "
    "green deal zielon lad zelen zold megallapodas area obszar oblast terulet european europ which what mely milyen jak ktor kter ake"
).split()
_STEM = 4  # letters of a place's name that its inflected forms share


def _any(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b")


_goals, _areas, _whose = _any(_WHICH_GOALS), _any(_WHICH_AREAS), _any(_WHOSE)


def asks_which_goals(flat_text: str) -> bool:
    """Whether goals are asked for, without saying whose: the UN's or the strategy's own."""
    return bool(_goals.search(flat_text))


def names_matter(topic: str, language: str, places: Sequence[str]) -> bool:
    """Whether a question on goals names a measure or a subject, and not a document as a whole: six thousand trees, a tram line."""
    known = (*_OF_THE_WHOLE, *(fold(word)[: min(_STEM, max(len(word) - 1, _STEM - 1))] for place in places for word in words(place)))
    said = (word for word in words(topic) if word not in STOP_WORDS and lemma(word, language) not in ASKING[language])
    return any(len(word) > 2 and not fold(word).startswith(known) for word in said)


def asks_which_areas(flat_text: str) -> bool:
    """Whether areas of the Green Deal are asked for."""
    return bool(_areas.search(flat_text))


def asks_whose(flat_text: str) -> bool:
    """Whether it asks for cities, strategies or other documents, or for the strongest of them."""
    return bool(_whose.search(flat_text))
