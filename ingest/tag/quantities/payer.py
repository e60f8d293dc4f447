"""Who pays an amount of money: after "financed by", before "will invest". Knows verbs and bodies, nothing of what the money is for."""

from __future__ import annotations

import re

from ingest.tag.quantities.amounts import CURRENCIES, Amount
from ingest.tag.quantities.cues import cue
from ingest.tag.quantities.phrases import says, trim
from ingest.tag.quantities.statement import Statement

_LONGEST = 80  # characters; longer is a clause, no name
_FEW_WORDS = 4  # of a name that stands without a verb
_stop = re.compile(r"[,;.()|\n]|\s[–—-]\s")
_names = re.compile(r"(?:[^\W\d_a-záéíóöőúüű][\w-]*\s?)+")


def payer(statement: Statement, amount: Amount) -> tuple[int, int]:
    """The words that name who pays, as a span; empty where it is not said."""
    text, language = statement.text, statement.language
    start, end = statement.clause(amount)
    start = max([start, *(a.end for a in statement.amounts if a.currency and a.end <= amount.start)])
    end = min([end, *(a.start for a in statement.amounts if a.currency and a.start >= amount.end)])
    if match := cue("payer", language).search(text, start, end):
        return _after(statement, match, end)
    if language == "hu":
        return _hungarian(statement, amount, start, end)
    if match := cue("gives", language).search(text, start, amount.start):
        return _before(statement, match, start, amount)
    if match := cue("gives", language).search(text, amount.end, end):  # "of which 5.1 million is paid by", "1,2 mil. doplatí obec"
        named = _named(text, match.end(), _closing(text, match.end(), end, language), language)
        return named if language != "en" else (amount.start, amount.start)
    return _further(statement, amount, start)


def _after(statement: Statement, match: re.Match[str], end: int) -> tuple[int, int]:
    text, language = statement.text, statement.language
    if language == "hu":
        return _named(text, match.start(), match.end(), language)
    opening = match.start() if "budżet" in match.group() or "rozpoč" in match.group() else match.end()
    return _named(text, opening, _closing(text, match.end(), end, language), language)


def _closing(text: str, start: int, end: int, language: str) -> int:
    stop = _stop.search(text, start, end)
    last = stop.start() if stop else end
    ends = cue("payer ends", language).search(text, start + 1, last)
    return ends.start() if ends else last


def _before(statement: Statement, verb: re.Match[str], start: int, amount: Amount) -> tuple[int, int]:
    text, language = statement.text, statement.language
    opening = max([start, text.rfind(",", start, verb.start()) + 1, *(e for s, e in statement.years.spans if e <= verb.start())])
    bodies = list(cue("body", language).finditer(text, opening, amount.start))
    if bodies and language != "en":  # "Na szkoły miasto przeznaczy", "na školy vyčlení město"
        body = bodies[-1]
        return _named(text, body.start(), verb.start() if body.end() <= verb.start() else _name_end(text, body.end()), language)
    if part := cue("part", language).search(text, opening, verb.start()):
        opening = part.end()
    return _named(text, opening, verb.start(), language)


def _name_end(text: str, end: int) -> int:
    """Where the body's name ends: "město Dolany 5 mil." """
    name = re.compile(r"\s[^\W\d_a-z]\w+").match(text, end)
    return name.end() if name else end


def _further(statement: Statement, amount: Amount, start: int) -> tuple[int, int]:
    """ "and the waterworks a further €450,000": who gives, without the verb."""
    text, language = statement.text, statement.language
    match = cue("further", language).search(text, start, amount.start)
    if match is None or start == 0 or len(text[start : match.start()]) > _LONGEST:
        return amount.start, amount.start
    first, last = trim(text, start, match.start(), language)
    named = says(text[first:last]) and len(text[first:last].split()) <= _FEW_WORDS
    return (first, last) if named else (amount.start, amount.start)


def _hungarian(statement: Statement, amount: Amount, start: int, end: int) -> tuple[int, int]:
    """The body before the verb: "480 millió Ft-ot a Minisztérium biztosít", "A Bank 12 millió eurós hitelt nyújt", "a város 5 milliót fordít"."""
    text = statement.text
    verb = cue("gives", "hu").search(text, amount.end, end)
    if verb is None:
        return amount.start, amount.start
    between = _named(text, _ending(text, amount.end), verb.start(), "hu")
    if between[1] > between[0]:
        return between
    first, last = trim(text, start, amount.start, "hu")
    bodies = list(cue("body", "hu").finditer(text, first, last))
    if bodies and bodies[-1].end() == last:
        return _named(text, bodies[-1].start(), last, "hu")
    return (
        (first, last)
        if " " in text[first:last] and _names.fullmatch(text, first, last) and last - first <= _LONGEST
        else (amount.start, amount.start)
    )


def _ending(text: str, position: int) -> int:
    match = re.compile(r"-\w+").match(text, position)
    return match.end() if match else position


def _named(text: str, start: int, end: int, language: str) -> tuple[int, int]:
    start, end = trim(text, start, end, language)
    phrase = text[start:end]
    named = end - start <= _LONGEST and says(phrase) and not any(c.isdigit() for c in phrase) and phrase not in CURRENCIES
    named = named and (any(c.isupper() for c in phrase) or cue("body", language).search(phrase) is not None)
    return (start, end) if named else (start, start)
