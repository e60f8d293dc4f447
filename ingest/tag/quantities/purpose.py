"""What an amount of money is for, in the words of its statement. Knows "for", costs and what stands beside who pays; nothing of tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.tag.quantities.amounts import Amount
from ingest.tag.quantities.cues import cue
from ingest.tag.quantities.phrases import after, before, clause, says, trim
from ingest.tag.quantities.programmes import without
from ingest.tag.quantities.statement import Statement

_FEW_WORDS = 2  # fewer say little: "Decarbonisation of heating: … 275 MEUR"
_article = re.compile(r"(?<![^\W_])(?:an?|the|its|this)\s+$", re.IGNORECASE)
_conversion = re.compile(r"\s*(?:/|\((?:\w+\.?\s?){0,2})\s*")
_aside = re.compile(r"\([^)]*\)|CO2e?|\d")

Span = tuple[int, int]


def purposes(statement: Statement, found: Sequence[Amount], who: Sequence[Span], about: str) -> list[str]:
    """One purpose an amount; what one does not say is that of the amount before it, else of the next, else `about`, else any words there are."""
    own = [_own(statement, a, pays) for a, pays in zip(found, who, strict=True)]
    said: list[str] = []
    for i, span in enumerate(own):
        if i and _converted(statement, found[i - 1], found[i]):
            said.append(said[-1])
            continue
        near = span or next((s for s in reversed(own[:i]) if s), None) or next((s for s in own[i + 1 :] if s), None)
        if not span and about and statement.spoken(statement.left(found[i])):
            near = None  # "Estimated cost: 5 million": the cost of what the form is about
        phrase = statement.text[slice(*near)] if near else ""
        if len(phrase.split()) < _FEW_WORDS and (lead := _before_colon(statement, found[i])):
            phrase = lead
        said.append(phrase or about or statement.text[slice(*_anything(statement, found[i]))] or (said[-1] if said else ""))
    return said


def _converted(statement: Statement, before: Amount, amount: Amount) -> bool:
    """Whether an amount says the one before it in another currency: "PLN 45 million (approx. EUR 10 million)", "PLN 80 / EUR 18"."""
    between = statement.text[before.end : amount.start]
    return before.currency != amount.currency and _conversion.fullmatch(between) is not None


def only_cost(phrase: str, language: str) -> bool:
    """Whether a phrase says that something costs and by which programme, not what."""
    rest = cue("cost", language).sub(" ", without(phrase))
    for kind in ("cost word", "edge", "gives", "fact", "clause"):
        rest = cue(kind, language).sub(" ", rest)
    return not says(_aside.sub(" ", rest))


def _own(statement: Statement, amount: Amount, who: Span) -> Span | None:
    """The words of its own that say what an amount is for: after "million for", else before it, else further on."""
    text, language = statement.text, statement.language
    left, right = _left(statement, amount, who), statement.right(amount)
    tells = statement.spoken(left) and not only_cost(text[slice(*left)], language)
    if language != "hu" and statement.spoken(right):
        if (language == "en" or not tells) and _article.search(text[: amount.start]):
            return right
        led = cue("purpose", language).search(text, amount.end, right[0]) and not cue("and", language).search(text, amount.end, right[0])
        if led and _strong(statement, amount, right, tells):
            return right
    if tells:
        return left
    return _further_on(statement, amount) or _related(statement, amount)


def _related(statement: Statement, amount: Amount) -> Span | None:
    """The clause before ", which will cost": what the money is for stands there."""
    text, language = statement.text, statement.language
    start, _ = statement.clause(amount)
    if start <= 0 or not cue("clause", language).match(text, start) or any(a.currency and a.end <= start for a in statement.amounts):
        return None
    first, _ = clause(text, start - 2, language)
    span = before(text, first, start, statement.years.spans, language)
    return span if statement.spoken(span) and not only_cost(text[slice(*span)], language) else None


def _strong(statement: Statement, amount: Amount, right: Span, tells: bool) -> bool:
    """Whether words after a preposition say what for: not who gets it ("to the city"), nor how ("in total"), where something else tells."""
    text, language = statement.text, statement.language
    who = cue("body", language).fullmatch(text[slice(*right)]) is not None
    few = len(text[slice(*right)].split()) < _FEW_WORDS
    vague = few and cue("purpose weak", language).search(text, amount.end, right[0]) is not None
    return not (tells and (who or vague)) and not only_cost(text[slice(*right)], language)


def _left(statement: Statement, amount: Amount, who: Span) -> Span:
    """The words before an amount without who pays and the verb: of "Na školy vyčlení město" the first two."""
    text, language = statement.text, statement.language
    start, end = statement.left(amount)
    if part := cue("part", language).search(text, max(0, start - 12), amount.start):
        start = max(start, part.end())
    stops = [m.start() for m in cue("gives", language).finditer(text, start, end)]
    if who[1] > who[0] and start <= who[0] < end:
        stops.append(who[0])
    head = trim(text, start, min([end, *stops]), language)
    if not stops or (statement.spoken(head) and not only_cost(text[slice(*head)], language)):
        return head
    verbs = [m.end() for m in cue("gives", language).finditer(text, start, end)]
    tail = trim(text, min(max([start, who[1] if who[0] >= start else start, *verbs]), end), end, language)
    return tail if statement.spoken(tail) else head


def _further_on(statement: Statement, amount: Amount) -> Span | None:
    """The words after the next "for" of the clause, past verbs and years: "byla v roce 2024 přiznána na cyklostezku"."""
    text, language = statement.text, statement.language
    _, end = statement.clause(amount)
    end = min([end, *(a.start for a in statement.amounts if a.currency and a.start >= amount.end)])
    if language == "hu":
        verb = cue("gives", language).search(text, amount.end, end)
        span = after(text, verb.end(), end, statement.years.spans, language) if verb else (end, end)
        return span if statement.spoken(span) else None
    comma = text.find(", ", amount.end, end)
    end = comma if comma >= 0 else end
    for match in cue("purpose", language).finditer(text, amount.end, end):
        if any(s <= match.start() < e for s, e in statement.years.spans):
            continue
        span = after(text, match.end(), end, statement.years.spans, language)
        if statement.spoken(span) and not only_cost(text[slice(*span)], language):
            return span
    return None


def _before_colon(statement: Statement, amount: Amount) -> str:
    colon = statement.text.rfind(": ", 0, amount.start)
    phrase = statement.text[slice(*trim(statement.text, 0, colon, statement.language))] if colon > 0 else ""
    return "" if only_cost(phrase, statement.language) else phrase


def _anything(statement: Statement, amount: Amount) -> Span:
    left, right = statement.left(amount), statement.right(amount)
    colon = statement.text.rfind(": ", 0, amount.start)
    lead = trim(statement.text, 0, max(colon, 0), statement.language)
    if namely := cue("namely", statement.language).search(statement.text, amount.end):  # "investments of 60 million, mainly pilot projects"
        _, end = clause(statement.text, namely.end(), statement.language)
        right = after(statement.text, namely.end(), end, statement.years.spans, statement.language)
        left = right if only_cost(statement.text[slice(*left)], statement.language) else left
    return next((span for span in (left, right, lead) if statement.spoken(span)), left)
