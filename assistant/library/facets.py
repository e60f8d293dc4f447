"""Facets of the documents: what each has, which documents a choice leaves, and how many each further value would. Knows no index and no page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from index.schema import Listed

COUNTRY, PLACE, LEVEL, KIND, PERIOD, LANGUAGE, GOAL, GREEN_DEAL, HOLDS = FACETS = (
    "country",
    "place",
    "level",
    "kind",
    "period",
    "language",
    "goal",
    "green_deal",
    "holds",
)
PRACTICE, FUNDING = HELD = ("practice", "funding")

UNKNOWN = "unknown"  # the value of a facet that a record leaves open

# The last year of a plan, by the Union's own horizons: what ends by 2020, with the programmes of 2021–2027, by 2030, by 2040, later.
_ENDS = ((2020, "to-2020"), (2025, "2021-2025"), (2030, "2026-2030"), (2040, "2031-2040"))
_LATER = "from-2041"
PERIODS = (*(name for _, name in _ENDS), _LATER)

Choice = Mapping[str, frozenset[str]]  # values by facet; a facet that is not there does not limit
NOTHING: Choice = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Item:
    """A document as the facets see it."""

    document: Listed
    values: Choice


def item(document: Listed, goals: Iterable[str] = (), areas: Iterable[str] = (), held: Iterable[str] = ()) -> Item:
    """A document with the goals and Green Deal areas that it serves, and what it holds of HELD. A record without a place has no value for it."""
    record = document.record
    values = {
        COUNTRY: frozenset([record.country or UNKNOWN]),
        PLACE: frozenset(filter(None, [record.place])),
        LEVEL: frozenset([record.level or UNKNOWN]),
        KIND: frozenset([record.kind or UNKNOWN]),
        PERIOD: frozenset([period(record.period_to or record.period_from)]),
        LANGUAGE: frozenset([record.language or UNKNOWN]),
        GOAL: frozenset(goals),
        GREEN_DEAL: frozenset(areas),
        HOLDS: frozenset(held),
    }
    return Item(document, values)


def period(last: int | None) -> str:
    """The value of the facet for a plan that ends in this year."""
    if last is None:
        return UNKNOWN
    return next((name for end, name in _ENDS if last <= end), _LATER)


def passes(one: Item, choice: Choice, but: str = "") -> bool:
    """Whether a document has, for each facet except `but`, one of the values chosen; of HOLDS, all of them."""
    return all(
        wanted <= one.values[facet] if facet == HOLDS else bool(wanted & one.values[facet])
        for facet, wanted in choice.items()
        if wanted and facet != but
    )


def counts(items: Sequence[Item], choice: Choice) -> dict[str, Counter[str]]:
    """For each facet, how many documents there would be by each value under the choices made in the other facets.

    Values of HOLDS narrow each other, so that they are counted under all choices.
    """
    found: dict[str, Counter[str]] = {}
    for facet in FACETS:
        left = (one for one in items if passes(one, choice, "" if facet == HOLDS else facet))
        found[facet] = Counter(value for one in left for value in one.values[facet])
    return found
