"""The UN goals and Green Deal areas that a question names: by number, by name, by what else they are called. Knows the scheme, nothing of documents."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from assistant.answer.question.terms import Terms
from assistant.answer.question.unnamed import asks_which_goals
from index.analysis import lemmas
from index.scheme import glossary, goals, green_deal

_NUMBERS = r"(\d{1,2}(?:(?:,? ?(?:,|&|\band\b|\bor\b|\bi\b|\ba\b|\baz\b|\boraz\b|\bes\b|\blub\b|\bnebo\b|\balebo\b) ?)\d{1,2})*)"
_NO_QUANTITY = r"(?!\d|[.,]\d\d|\s?(?:%|proc|percent|szazalek|mw|km|ton|tun|tys|tis|mil|mld|eur|pln|kc))"
_NUMBER_SIGN = r"(?:\s?(?:nr|no|number|numer|cislo|c|#)\.?)?"
_QUALIFIER = r"(?:\s(?:zrownowazonego rozwoju|udrzitelneho rozvoje|(?:trvalo )?udrzatelneho rozvoja|of sustainable development|onz|osn|un|agendy 2030))*"
_GOAL = r"(?:goals?|targets?|cel(?:e|u|em|owi|ow|om|ami|ach)?|cil(?:e|i|u|um|em|ech)?|ciel(?:a|u|om|e|ov|och|mi)?)"

_BY_NUMBER = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:sdgs?|czr|ffc|cur)[\s-]?{_NUMBER_SIGN}\s?{_NUMBERS}(?:\.[\da-d])?{_NO_QUANTITY}",
        rf"\b{_GOAL}{_QUALIFIER}{_NUMBER_SIGN}\s{_NUMBERS}{_NO_QUANTITY}",
        r"\b(\d{1,2})\. ?(?:szamu )?(?:fenntarthato fejlodesi |ensz[- ])?cel(?!szam)\w*",
        r"\b(\d{1,2})-[aeo]s (?:szamu )?(?:fenntarthato fejlodesi |ensz[- ])?(?:cel\w*|sdg)",
        r"\b(\d{1,2})(?:st|nd|rd|th) (?:sustainable development |un )?goal\b",
    )
)
# Where a text speaks of the UN goals at all.
_UN = re.compile(
    r"\b(?:sdgs?|czr|ffc|agend\w* 2030|2030 agenda|global goals?|sustainable development goals?|un goals?|united nations"
    r"|cel\w* (?:zrownowazonego rozwoju|onz)|cil\w* (?:udrzitelneho rozvoje|osn)|ciel\w* ((?:trvalo )?udrzatelneho rozvoja|osn)"
    r"|fenntarthato fejlodesi cel\w*|ensz[- ]?(?:fenntarthato fejlodesi )?cel\w*)"
)
_GREEN_DEAL = re.compile(r"\b(?:green deal|zielon\w+ lad\w*|zelen\w+ dohod\w*|zold megallapodas\w*)")

_GLOSSARY = "glossary"


def speaks_of_un_goals(flat_text: str) -> bool:
    """Whether the UN goals, the SDGs or the 2030 Agenda are named, or one of them by its number."""
    return bool(_UN.search(flat_text)) or any(pattern.search(flat_text) for pattern in _BY_NUMBER)


def speaks_of_green_deal(flat_text: str) -> bool:
    """Whether the European Green Deal is named."""
    return bool(_GREEN_DEAL.search(flat_text))


def un_goals(text: str, flat_text: str, language: str) -> tuple[int, ...]:
    """The numbers of the UN goals that a question names, ascending. `flat_text` is the text without diacritics."""
    found = {int(n) for pattern in _BY_NUMBER for m in pattern.finditer(flat_text) for n in re.findall(r"\d+", m.group(1))}
    found |= {int(key) for key in _names(language).find(text) if key != _GLOSSARY}
    if _UN.search(flat_text) and not found and not asks_which_goals(flat_text):  # "which goals does the city serve" is not of cities
        found |= set(map(int, _subjects(language).find(text)))
    return tuple(sorted(n for n in found if 1 <= n <= goals.COUNT))


def areas(text: str, language: str) -> tuple[str, ...]:
    """The codes of the Green Deal areas that a question's words belong to, in the scheme's order."""
    found = frozenset(_areas(language).find(text))
    return tuple(area.code for area in green_deal.load().areas if area.code in found)


def called(numbers: Iterable[int], codes: Iterable[str], text: str, language: str) -> str:
    """What these goals and areas are called, of those that the text does not name itself: one may know a goal by its number, or choose an area."""
    said = frozenset(lemmas(text, language))
    chosen = frozenset(codes) - frozenset(areas(text, language))
    names = [goal.names[language] for goal in goals.load() if goal.number in frozenset(numbers)]
    names += [area.names[language] for area in green_deal.load().areas if area.code in chosen]
    return " ".join(name for name in names if not said.issuperset(lemmas(name, language)))


# A language's terms are read when it is first asked in: its dictionary takes up to seconds to load.


@cache
def _names(language: str) -> Terms:
    """Names and aliases of the goals, and the glossary's terms beside them: a "climate action plan" is a plan, not the goal "climate action"."""
    named = [(name, str(goal.number)) for goal in goals.load() for name in (goal.names[language], *goal.aliases[language])]
    taken = {name.lower() for name, _ in named}
    others = [(term, _GLOSSARY) for concept in glossary.load() for term in concept.terms[language] if term.lower() not in taken]
    return Terms([*named, *others], language)


@cache
def _subjects(language: str) -> Terms:
    return Terms([(subject, str(goal.number)) for goal in goals.load() for subject in goal.subjects[language]], language)


@cache
def _areas(language: str) -> Terms:
    terms = {concept.id: concept.terms[language] for concept in glossary.load()}
    rows = [(term, a.code) for a in green_deal.load().areas for term in (a.names[language], *a.aliases[language])]
    return Terms([*rows, *((term, a.code) for a in green_deal.load().areas for concept in a.concepts for term in terms[concept])], language)
