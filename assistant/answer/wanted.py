"""Which kinds of thing a sentence holds: money, a share, a length, a date, a body. Knows units and marks, nothing of the question."""

from __future__ import annotations

import re

from index.quantities.numbers import numbers

# Dimensions of units (index.quantities.units) by the kind of thing that a question wants.
_KINDS = {
    "EUR": "money", "PLN": "money", "CZK": "money", "HUF": "money", "USD": "money", "GBP": "money",
    "share": "percent", "points": "percent", "energy": "energy", "heat": "energy", "power": "power", "mass": "mass",
    "length": "length", "area": "area", "days": "duration", "months": "duration", "clock": "duration",
}  # fmt: skip

_currency = re.compile(r"(?<!\w)(?:EUR|PLN|CZK|HUF|USD|GBP|zł|Kč|Ft)(?!\w)|[€$£]")
_capital = re.compile(r"(?<=[^\W\d_] )[^\W\d_a-ząćęłńóśźżáéíúůýčďěňřšťžäôľĺŕőűöü]\w+")

# Words with a capital inside a sentence that make a person or body likely.
_NAMED = 2


def kinds(text: str, language: str) -> frozenset[str]:
    """The kinds of thing that stand in a sentence, of those a question can want (assistant.answer.question.cues.WANTED)."""
    found = set()
    sure = [q for q in numbers(text, language) if q.sure]
    for quantity in sure:
        if quantity.unit is not None:
            found.add(_KINDS.get(quantity.unit.dimension, "count"))
        else:
            found.add("date" if quantity.year else "count")
    if sure and _currency.search(text):  # a table names its currency in the header
        found.add("money")
    if len(_capital.findall(text)) >= _NAMED:
        found.add("person_or_body")
    return frozenset(found)
