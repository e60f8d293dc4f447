"""By-product in, product out, where a sentence says so. Knows streams.toml, nothing of practices."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from assistant.desk.practices.types import Stream
from index.languages import LANGUAGES

_APART = 120  # characters between the two: further on, a sentence speaks of something else


def streams(sentence: str, language: str) -> tuple[Stream, ...]:
    """The pairs of a sentence, each by-product once, with the product that stands nearest to it and a word of turning in the sentence."""
    if not _form("turn", language).search(sentence):
        return ()
    products = list(_form("out", language).finditer(sentence))
    found: dict[str, Stream] = {}
    for made_of in _form("in", language).finditer(sentence):
        apart = {m: max(m.start() - made_of.end(), made_of.start() - m.end()) for m in products}
        near = [m for m, gap in apart.items() if 0 <= gap <= _APART and m.group().lower() not in made_of.group().lower()]
        if near:
            after = [m for m in near if m.start() >= made_of.end()]  # "waste heat is used for …": what follows is made of it
            product = min(after or near, key=apart.__getitem__)
            found.setdefault(made_of.group().lower(), Stream(made_of.group(), product.group()))
    return tuple(found.values())


@cache
def _form(part: str, language: str) -> re.Pattern[str]:
    forms = tomllib.loads(files(__package__).joinpath("streams.toml").read_text(encoding="utf-8"))[part]
    return re.compile(rf"(?<![^\W_])(?:{forms[language if language in LANGUAGES else 'en']})(?![^\W_])", re.IGNORECASE)
