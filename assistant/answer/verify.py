"""Whether a citation is what the document says, and whether a sentence says no more than it cites. What fails is not shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from assistant.answer.types import Citation, Sentence

_number = re.compile(r"\d+(?:[ .,\u00a0\u202f]\d+)*")


def verbatim(citation: Citation, text_of: Callable[[str], str]) -> bool:
    """Whether the quotation is the slice of the stored text that it says it is."""
    return bool(citation.quote) and text_of(citation.document)[citation.start : citation.end] == citation.quote


def carried(sentence: Sentence, quotes: Iterable[str]) -> bool:
    """Whether every number of a written sentence stands in what it cites. A sentence that cites nothing is not carried."""
    cited = list(quotes)
    return bool(cited) and numbers(sentence.text) <= {n for quote in cited for n in numbers(quote)}


def numbers(text: str) -> set[str]:
    """The numbers of a text without the marks between their digits: 28,769 · 28 769 · 28769 are one."""
    return {re.sub(r"\D", "", match) for match in _number.findall(text)}
