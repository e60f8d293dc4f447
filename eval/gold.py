"""Whether a passage covers a gold quotation, by the independent judge's rule (score/README.md). Knows texts, nothing of searches."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from math import ceil

from index.types import Passage

# What two renderings of one text do not share: soft hyphens and Markdown's marks of emphasis; its headings, tables and quotations.
_emphasis = re.compile(r"[*_`\\\u00ad]+")
_bars = re.compile(r"[#|>]+")


def fold(text: str) -> str:
    """Compatibility-composed (NFKC) in small letters, without Markdown's marks, white space to one blank."""
    bare = _emphasis.sub("", unicodedata.normalize("NFKC", text))
    return " ".join(_bars.sub(" ", bare).split()).casefold()


def covers(text: str, quote: str) -> bool:
    """Whether a text holds at least half of a quotation's characters in one run, both folded."""
    text, quote = fold(text), fold(quote)
    run = ceil(len(quote) / 2)
    return bool(quote) and any(quote[i : i + run] in text for i in range(len(quote) - run + 1))


def right(passage: Passage, gold: Iterable[Mapping[str, str]]) -> bool:
    """Whether a passage covers one of a question's gold quotations ({"doc", "quote"}) and is of its document."""
    return any(same(passage.document, g["doc"]) and covers(passage.text, g["quote"]) for g in gold)


def same(one: str, other: str) -> bool:
    """Whether one path ends in the other, part by part."""
    a, b = one.casefold().split("/"), other.casefold().split("/")
    shared = min(len(a), len(b))
    return a[-shared:] == b[-shared:]
