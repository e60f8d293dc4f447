"""Whether a sentence says what is to be done: a plan, a duty, a target; and whether it only introduces its document. Knows turns of phrase alone."""

from __future__ import annotations

import re

_TO_BE_DONE = {
    "en": r"\b(?:will|shall|plan(?:s|ned|ning)?|aims?|intend\w*|targets?|goals?|objectives?|expected to|introduc\w+|implement\w*)\b"
    r"|\bby (?:the end of )?20[2-6]\d|\bto be \w+ed\b",
    "pl": r"\b(?:będzie|będą|zostan\w+|planuj\w+|planowan\w+|zamierza\w*|cel|celem|przewidu\w+|zakłada\w*|wprowadz\w+|powstan\w+)\b"
    r"|\bdo (?:końca )?(?:roku )?20[2-6]\d",
    "cs": r"\b(?:bude|budou|plánuj\w+|plánovan\w+|cíl|cílem|záměr\w*|zaved\w+|vznikn\w+|předpokl\w+|m(?:á|ají) být)\b"
    r"|\bdo (?:konce )?roku 20[2-6]\d",
    "sk": r"\b(?:bude|budú|plánuj\w+|plánovan\w+|cieľ|cieľom|zámer\w*|zaved\w+|vznikn\w+|predpokl\w+|m(?:á|ajú) byť)\b"
    r"|\bdo (?:konca )?roku 20[2-6]\d",
    "hu": r"\b(?:fog\w*|tervez\w*|célja|cél|kell|lesz|lesznek|megvalós\w+|kíván\w*|bevezet\w*|létrejön\w*)\b|\b20[2-6]\d-ig\b",
}
_DOCUMENT = {
    "en": r"(?:this|the|our|present) (?:\w+ ){0,3}(?:strategy|document|plan|programme|contract|chapter|section)\b",
    "pl": r"(?:(?:niniejsz\w+|ta|ten|nasz\w*) )?(?:\w+ )?(?:strategia|dokument|plan|program|rozdział)\b",
    "cs": r"(?:(?:tato|tento|naše|předložen\w+) )?(?:\w+ )?(?:strategie|dokument|plán|program|koncepce|kapitola)\b",
    "sk": r"(?:(?:táto|tento|naša|predložen\w+) )?(?:\w+ )?(?:stratégia|dokument|plán|program|koncepcia|kapitola)\b",
    "hu": r"(?:(?:ez|jelen) )?(?:az? )?(?:\w+ )?(?:stratégia|dokumentum|terv|program|fejezet)\b",
}
_to_be_done = {language: re.compile(pattern, re.IGNORECASE) for language, pattern in _TO_BE_DONE.items()}
_document = {language: re.compile(pattern, re.IGNORECASE) for language, pattern in _DOCUMENT.items()}


def to_be_done(text: str, language: str) -> bool:
    """Whether a sentence in `language` speaks of what is planned, required or aimed at."""
    return _to_be_done[language].search(text) is not None


def introduces(text: str, language: str) -> bool:
    """Whether a sentence has its own document for a subject: “This strategy links two orders …”."""
    return _document[language].match(text) is not None
