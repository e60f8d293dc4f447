"""Which documents a view is over: of which places, countries and kinds. Knows records, nothing of tags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.analysis import fold
from index.errors import NotFound, UsageError
from index.places.mentions import same
from index.reader import Reader
from index.schema import Listed

# Kinds of documents that plan. What is of none of them, of a law or a study for one, commits no place to anything.
PLANS = ("development", "smart", "climate", "circular", "mobility", "specialisation", "urban")
_OTHERS = ("law", "study")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a view is limited to; an empty tuple does not limit."""

    places: tuple[str, ...] = ()  # names in any of the five languages
    countries: tuple[str, ...] = ()  # ISO 3166 alpha-2, or EU
    kinds: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()  # names in the index
    every: bool = False  # also what is no strategy


@dataclass(frozen=True, slots=True)
class Chosen:
    """The documents of a scope, and how many more there were that are no strategies."""

    documents: tuple[Listed, ...]
    left_out: int


def choose(reader: Reader, scope: Scope) -> Chosen:
    """The documents of a scope by place and name. NotFound for a document or place of which there is none, UsageError for an unknown kind.

    Laws, studies and what was recognised as neither strategy nor of a place are left out, unless they are asked for by name or kind, or all are.
    """
    listed = reader.documents()
    _check(scope, listed)
    within = [
        d
        for d in listed
        if (not scope.places or any(d.record.place and same(d.record.place, place) for place in scope.places))
        and (not scope.countries or d.record.country in scope.countries)
        and (not scope.kinds or d.record.kind in scope.kinds)
        and (not scope.documents or d.name in scope.documents)
    ]
    every = scope.every or bool(scope.kinds or scope.documents)
    kept = [d for d in within if every or _plans(d)]
    return Chosen(tuple(sorted(kept, key=lambda d: (not d.record.place, fold(d.record.place or ""), d.name))), len(within) - len(kept))


def _plans(document: Listed) -> bool:
    record = document.record
    return record.kind in PLANS or (bool(record.place) and record.kind not in _OTHERS)


def _check(scope: Scope, listed: Sequence[Listed]) -> None:
    for name in scope.documents:
        if not any(d.name == name for d in listed):
            raise NotFound(f"No document is named “{name}” in the index: “python -m index info” lists the names.", "document_missing")
    places = sorted({d.record.place for d in listed if d.record.place})
    for place in scope.places:
        if not any(same(known, place) for known in places):
            sentence = f"No indexed document is of {place}: there are documents of {', '.join(places) or 'no place'}."
            raise NotFound(sentence, "place_unknown", name=place)
    for kind in scope.kinds:
        if kind not in (*PLANS, *_OTHERS):
            sentence = f"There is no kind of document {kind!r}: choose from {', '.join((*PLANS, *_OTHERS))}."
            raise UsageError(sentence, "value_unknown", value=kind)
