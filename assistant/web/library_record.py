"""The form of a document's record: its fields read and checked one by one. Knows the form, not how a record is kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING

from assistant.web.library_words import Said
from index.languages import LANGUAGES
from ingest.record import COUNTRIES, KINDS, LEVELS

if TYPE_CHECKING:
    from assistant.web.screens import Form

LONGEST = 500  # characters of a title, a place, a source, a licence

_TEXTS = ("title", "place", "source", "licence")
_YEARS = ("period_from", "period_to")
_CHOICES: Mapping[str, tuple[str, ...]] = {"country": COUNTRIES, "level": LEVELS, "kind": KINDS, "language": LANGUAGES}


def record_choices() -> Mapping[str, tuple[str, ...]]:
    """The values that a field may have beside none, by field."""
    return _CHOICES


def fields_of(form: Form) -> dict[str, object]:
    """All fields of a record; a year that is left empty is 0. Said where one does not fit."""
    fields: dict[str, object] = {key: _line(key, form.get(key)) for key in _TEXTS}
    if not fields["title"]:
        raise Said("no_title")
    for key, allowed in _CHOICES.items():
        if (value := form.get(key)) not in ("", *allowed):
            raise Said("unknown_value", value=value[:60])
        fields[key] = value
    first, last = (_year(form.get(key)) for key in _YEARS)
    if first and last and first > last:
        raise Said("years_turned", first=first, last=last)
    return {**fields, "period_from": first, "period_to": last, "illustrative": form.get("illustrative") == "yes"}


def _line(key: str, text: str) -> str:
    """One line without signs that are not seen or turn the direction of writing: they would change how other words are shown."""
    seen = "".join(c if not unicodedata.category(c).startswith("C") else " " if c.isspace() else "" for c in text)
    line = " ".join(seen.split())
    if len(line) > LONGEST:
        raise Said("too_long", n=len(line), longest=LONGEST)
    return line


def _year(text: str) -> int:
    text = text.strip()
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and 1900 <= int(text[:9]) <= 2200):
        raise Said("no_year", value=text[:20])
    return int(text)
