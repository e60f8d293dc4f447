"""A question as typed to a Query: its language, places, period, goals and intent, the asker's corrections before every guess.

Knows words and places, nothing of what is found.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from assistant.answer.question.cues import flat
from assistant.answer.question.goals import areas, called, speaks_of_green_deal, speaks_of_un_goals, un_goals
from assistant.answer.question.intent import Surroundings, intent
from assistant.answer.question.period import period
from assistant.answer.question.places import covered, named_places
from assistant.answer.question.unnamed import asks_which_goals
from assistant.answer.types import Corrections, Period, Query
from index.errors import UsageError
from index.languages import LANGUAGES, detect, recognised
from index.scheme import goals, green_deal
from index.types import Filters, Record

# A question is a question, not a document: the longest of the development questions has 220 characters.
LONGEST = 2_000

# What a question in none of the five languages is answered in.
_FALLBACK = "en"

_NONE = Corrections()
_YEARS = range(1900, 2201)


def understand(question: str, records: Iterable[Record], filters: Filters = Filters(), corrections: Corrections = _NONE) -> Query:  # noqa: B008 - frozen
    """What the question asks about, given the records of the indexed documents.

    Raises UsageError for a question without a letter or digit, for one over LONGEST characters, and for a correction that names no
    language, goal, area or year.
    """
    text = composed(question)
    _check(corrections)
    named = named_places(text, covered(records), corrections.places)
    known = bool(corrections.language) or recognised(text)
    language = corrections.language or (detect(named.topic) if known else _FALLBACK)
    flat_text = flat(text)
    meant = _period(corrections.period) if corrections.period is not None else period(flat_text)
    numbers = un_goals(text, flat_text, language) if corrections.goals is None else corrections.goals
    of_un, of_deal = speaks_of_un_goals(flat_text), speaks_of_green_deal(flat_text)
    around = Surroundings(len(named.places), bool(numbers), of_un or of_deal, asks_which_goals(flat_text))
    kind, wanted = intent(flat_text, language, around)
    codes = areas(text, language) if corrections.green_deal is None else corrections.green_deal
    return Query(
        text,
        language,
        named.topic,
        named.places,
        named.uncovered,
        replace(filters, year=corrections.period[-1]) if corrections.period else filters,
        recognised=known,
        period=meant,
        goals=numbers,
        green_deal=codes,
        scheme=called(numbers, codes, named.topic, language),
        intent=kind,
        wanted=wanted,
    )


def composed(question: str) -> str:
    """A question in composed letters (NFC) with single blanks; UsageError where it cannot be asked: empty, without a word, over LONGEST characters."""
    text = " ".join(unicodedata.normalize("NFC", question).split())
    if not text:
        raise UsageError("The question is empty: type what you want to know.", "question_empty")
    if not any(c.isalnum() for c in text):
        raise UsageError(f"The question {text[:40]!r} holds no word: type what you want to know.", "question_empty")
    if len(text) > LONGEST:
        sentence = f"The question has {len(text):,} characters; at most {LONGEST:,} can be asked at once: shorten it."
        raise UsageError(sentence, "question_long", n=len(text), longest=LONGEST)
    return text


def _period(years: tuple[int, ...]) -> Period | None:
    return Period(years[0], years[-1], "year" if years[0] == years[-1] else "range") if years else None


def _check(corrections: Corrections) -> None:
    if corrections.language is not None and corrections.language not in LANGUAGES:
        raise UsageError(f"The language {corrections.language!r} is none of {', '.join(LANGUAGES)}: choose one of them.")
    for number in corrections.goals or ():
        if not 1 <= number <= goals.COUNT:
            raise UsageError(f"There is no UN goal {number}: choose from 1 to {goals.COUNT}.")
    codes = [area.code for area in green_deal.load().areas]
    for code in corrections.green_deal or ():
        if code not in codes:
            raise UsageError(f"There is no Green Deal area {code!r}: choose from {', '.join(codes)}.")
    years = corrections.period or ()
    if len(years) > 2 or list(years) != sorted(years) or any(year not in _YEARS for year in years):
        raise UsageError(f"{years} is no period: give a year from {_YEARS[0]} to {_YEARS[-1]}, or the first and the last one.")
