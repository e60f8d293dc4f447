"""Quotations in the reader's language by a chat model. Knows the model and the prompt, no layout; trusts nothing that comes back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer.generate import Generator, as_data
from assistant.answer.prompts import load
from assistant.answer.types import Citation
from index.errors import ChatModelFailed

_PROMPT, _PLACEHOLDERS = "translate", frozenset({"language", "passage"})
_LANGUAGE = {"en": "English", "pl": "Polish", "cs": "Czech", "sk": "Slovak", "hu": "Hungarian"}
_figures = re.compile(r"\d+")
_LONGER = 4  # a translation of more times the original's length is something else


def translations(generator: Generator, citations: Sequence[Citation], language: str) -> tuple[dict[str, str], str]:
    """Quotation → translation, in the order given for as long as an answer may take, and the prompt's version.

    Left out are quotations in the language itself, and translations whose figures are not the original's. A model that fails is asked no more.
    """
    prompt = load(_PROMPT, _PLACEHOLDERS)
    until = generator.until()
    found: dict[str, str] = {}
    for quote in dict.fromkeys(c.quote for c in citations if c.language != language):
        try:
            said = generator.complete(prompt.fill(language=_LANGUAGE[language], passage=as_data(quote)), until)
        except ChatModelFailed:
            break
        text = " ".join(said.split()).strip(' "“”„')
        if text and len(text) <= _LONGER * len(quote) and sorted(_figures.findall(text)) == sorted(_figures.findall(quote)):
            found[quote] = text
    return found, f"{prompt.name} {prompt.version}"
