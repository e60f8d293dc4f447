"""The money of a statement: amounts with currency, what for, from which programme, by whom. Knows costs and payers, nothing of targets and tables."""

from __future__ import annotations

import re

from index.types import Quantity
from ingest.tag.amounts import Amount
from ingest.tag.cues import cue
from ingest.tag.phrases import says, trim
from ingest.tag.programmes import nearest
from ingest.tag.statement import Statement
from ingest.tag.years import year_of

_LONGEST_PAYER = 80  # characters; longer is a clause, no name
_FEW_WORDS = 2  # fewer say little: "Decarbonisation of heating: … 275 MEUR"
_article = re.compile(r"(?<![^\W_])(?:an?|the|its|this)\s+$", re.IGNORECASE)
_stop = re.compile(r"[,;.()|\n]|\s[–—-]\s")


def money(statement: Statement, about: str = "") -> list[tuple[Quantity, Amount]]:
    """The amounts of money; `about` is what they are for where the statement itself says no more than "total costs"."""
    return [(_money(statement, amount, about), amount) for amount in statement.amounts if amount.currency and amount.number != 0]


def _money(statement: Statement, amount: Amount, about: str) -> Quantity:
    text = statement.text
    purpose = text[slice(*_purpose(statement, amount))]
    if len(purpose.split()) < _FEW_WORDS and (colon := text.rfind(": ", 0, amount.start)) > 0:
        before = text[slice(*trim(text, 0, colon, statement.language))]
        purpose = before if says(before) and not only_cost(before, statement.language) else purpose
    if about and (not says(purpose) or only_cost(purpose, statement.language)):
        purpose = about
    start, end = statement.clause(amount)
    programme = nearest(text[start:end], amount.start - start, amount.end - start) or nearest(text, amount.start, amount.end)
    return Quantity(
        kind="money",
        start=0,
        end=len(text),
        indicator=purpose,
        value=text[amount.first : amount.last],
        number=amount.number,
        unit="",
        year=_year(statement, amount),
        currency=amount.currency,
        programme=programme,
        payer=text[slice(*payer(statement, amount))],
    )


def only_cost(phrase: str, language: str) -> bool:
    """Whether a phrase says that something costs, and not what."""
    rest = cue("cost", language).sub(" ", phrase)
    for kind in ("edge", "cost word"):
        rest = cue(kind, language).sub(" ", rest)
    return not says(re.sub(r"\([^)]*\)|CO2e?|\d", " ", rest))


def _purpose(statement: Statement, amount: Amount) -> tuple[int, int]:
    """The words after "million for", else before the amount, else whatever follows it."""
    text, language = statement.text, statement.language
    left, right = statement.left(amount), statement.right(amount)
    if given := _given_for(statement, left):
        return given
    if only_cost(text[slice(*left)], language):
        start, _ = statement.clause(amount)
        earlier = [a for a in statement.amounts if a.currency and start <= a.start < amount.start]
        left = statement.left(earlier[0]) if earlier else left
    if language != "hu" and statement.spoken(right) and (found := _for(statement, amount, left, right)):
        return found
    return left if statement.spoken(left) else right


def _for(statement: Statement, amount: Amount, left: tuple[int, int], right: tuple[int, int]) -> tuple[int, int] | None:
    """The words after an amount where they say what for: "million for schools", "a 300 million fund"; None where they do not."""
    text, language = statement.text, statement.language
    if (language == "en" or not statement.spoken(left)) and _article.search(text[: amount.start]):
        return right
    few = len(text[slice(*right)].split()) < _FEW_WORDS
    if cue("purpose", language).search(text, amount.end, right[0]):
        who = cue("body", language).fullmatch(text[slice(*right)]) is not None
        vague = few and cue("purpose weak", language).search(text, amount.end, right[0]) is not None
        return None if (who or vague) and statement.spoken(left) else right
    for inner in cue("purpose", language).finditer(text, right[0], right[1]):
        rest = trim(text, inner.end(), right[1], language)
        if statement.spoken(rest):
            return rest
    return None


def _given_for(statement: Statement, left: tuple[int, int]) -> tuple[int, int] | None:
    """ "Na modernizaci osvětlení vyčlení město 5 mil. Kč": what stands before who gives and the verb, where it opens with what it is for."""
    text, language = statement.text, statement.language
    start = max(0, left[0] - 4)
    if language in ("en", "hu") or not (opening := cue("purpose", language).search(text, start, left[0] + 1)):
        return None
    verb = cue("gives", language).search(text, left[0], left[1])
    body = cue("body", language).search(text, left[0], left[1])
    stops = [m.start() for m in (verb, body) if m]
    if not stops:
        return None
    del opening
    span = trim(text, left[0], min(stops), language)
    return span if statement.spoken(span) else None


def _year(statement: Statement, amount: Amount) -> int | None:
    others = [(a.start, a.end) for a in statement.amounts if a is not amount]
    years = statement.years
    dated = sorted((*years.deadlines, *years.inside, *years.periods), key=lambda d: d.start)
    return year_of(amount.start, amount.end, others, dated)


def payer(statement: Statement, amount: Amount) -> tuple[int, int]:
    """Who pays, as a span: after "financed by", before "will invest"; empty where it is not said."""
    text, language = statement.text, statement.language
    start, end = statement.clause(amount)
    if match := cue("payer", language).search(text, start, end):
        if language == "hu":
            return _named(text, match.start(), match.end(), language)
        stop = _stop.search(text, match.end())
        opening = match.start() if "budżet" in match.group() or "rozpoč" in match.group() else match.end()
        last = min([stop.start() if stop else end, *(a.start for a in statement.amounts if a.start >= match.end())])
        if purpose := cue("payer ends", language).search(text, match.end() + 1, last):
            last = purpose.start()
        return _named(text, opening, last, language)
    if (match := cue("gives", language).search(text, start, amount.start)) and language != "hu":
        opening = max([start, text.rfind(",", start, match.start()) + 1, *(e for s, e in statement.years.spans if e <= match.start())])
        bodies = list(cue("body", language).finditer(text, opening, amount.start))
        if bodies and language != "en":  # "Na szkoły miasto przeznaczy", "na školy vyčlení město"
            body = bodies[-1]
            return _named(text, body.start(), match.start() if body.end() <= match.start() else body.end(), language)
        return _named(text, opening, match.start(), language)
    return amount.start, amount.start


def _named(text: str, start: int, end: int, language: str) -> tuple[int, int]:
    start, end = trim(text, start, end, language)
    phrase = text[start:end]
    named = end - start <= _LONGEST_PAYER and says(phrase) and not any(c.isdigit() for c in phrase)
    named = named and (any(c.isupper() for c in phrase) or cue("body", language).search(phrase) is not None)
    return (start, end) if named else (start, start)
