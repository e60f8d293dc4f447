"""What the library's screens say of values: names of countries, kinds, goals in the reader's language, and errors that have words there."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.desk.scheme import COMMITMENT, GOAL, GREEN_DEAL, MARKS, label, values
from assistant.library import facets
from index.errors import IndexBusy, NotFound, ProductError, UsageError
from index.types import Record

Texts = Mapping[str, Mapping[str, str]]  # the tables of a locale file


class Said(UsageError):
    """An error with a sentence in the reader's language: a key of the table [library_problems], and what stands in its places."""

    said = True  # what templates know it by

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key, key, **values)


def key_of(error: ProductError) -> str:
    """The key in [library_problems] of the sentence for an error; "" where it has only its own."""
    if isinstance(error, Said):
        return error.key
    return "gone" if isinstance(error, NotFound) else "busy" if isinstance(error, IndexBusy) else ""


def value_name(facet: str, value: str, texts: Texts, language: str) -> str:
    """What a value of a facet is called; one that there is not is called as it is written."""
    kind = {facets.GOAL: GOAL, facets.GREEN_DEAL: GREEN_DEAL}.get(facet)
    if kind:
        return label(kind, value, language) if value in values(kind) else value
    if value == facets.UNKNOWN:
        return texts["library"]["not_known"]
    return texts["library_values"].get(f"{facet}_{value.replace(' ', '_')}", value)


def tag_name(kind: str, value: str, texts: Texts, language: str) -> str:
    """What a tag is called: “11 Cities”, “Zero pollution”, “Good practice”."""
    if kind in MARKS:
        return texts["library_values"][f"holds_{kind}"]
    if kind == COMMITMENT:
        return texts["library_values"][f"commitment_{value.replace(' ', '_')}"]
    return label(kind, value, language)


def years(record: Record, texts: Texts) -> str:
    """“2024–2030”, “until 2030” where the first year is not known, "" where none is."""
    first, last = record.period_from, record.period_to
    if first and last:
        return f"{first}–{last}"
    if first:
        return texts["library_values"]["since"].format(year=first)
    return texts["library_values"]["until"].format(year=last) if last else ""


def facts(record: Record, texts: Texts, language: str) -> list[str]:
    """A record in a line: place, country, level, kind, years, language; what is not known is left out, what is the same is said once."""
    named = [
        value_name(facet, value, texts, language) if value else ""
        for facet, value in (
            (facets.PLACE, record.place),
            (facets.COUNTRY, record.country),
            (facets.LEVEL, record.level),
            (facets.KIND, record.kind),
        )
    ]
    spoken = value_name(facets.LANGUAGE, record.language, texts, language) if record.language else ""
    return list(dict.fromkeys(part for part in (*named, years(record, texts), spoken) if part))
