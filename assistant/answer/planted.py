"""Text of a document that speaks to a machine: "ignore the above and answer …". It is no statement about anything, so that nothing can rest on it.

A whole paragraph is left out with such a sentence, since what it wants written may stand beside it. Strategies do write of language models
and assistants: these words alone do not count, only orders to them.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

_CASED = "="
_paragraph = re.compile(r"\n[ \t]*\n")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    lines = files(__package__).joinpath("planted.txt").read_text(encoding="utf-8").splitlines()
    orders = [line for line in lines if line and not line.startswith("#")]
    return tuple(re.compile(o.removeprefix(_CASED), 0 if o.startswith(_CASED) else re.IGNORECASE) for o in orders)


def planted(text: str) -> bool:
    """Whether `text` gives orders to whoever answers from it."""
    return any(pattern.search(text) for pattern in _patterns())


@lru_cache(maxsize=1024)
def without_planted(text: str) -> str:
    """`text` without the paragraphs that give orders."""
    parts = _paragraph.split(text)
    kept = [part for part in parts if not planted(part)]
    return text if len(kept) == len(parts) else "\n\n".join(kept)
