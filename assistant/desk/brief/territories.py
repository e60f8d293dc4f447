"""The places of a brief and the documents that speak for each. Knows records and names of places, nothing of texts."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from assistant.desk.brief.types import Territory
from assistant.desk.scope import Scope, choose
from index.analysis import fold
from index.errors import NotFound, UsageError
from index.places.gazetteer import entries
from index.places.mentions import Place, names, same
from index.reader import Reader
from index.schema import Listed

MOST_PLACES = 40
_NEAR = 0.6  # share of letters that a suggested name has in common with what was typed (difflib's ratio)


def territories(reader: Reader, wanted: Sequence[str]) -> tuple[Territory, ...]:
    """Each place once, in the order asked for. UsageError without any or with too many, NotFound for one of which there is no document."""
    asked = [" ".join(name.split()) for name in wanted if name.strip()]
    if not 0 < len(asked) <= MOST_PLACES:
        sentence = f"{len(asked)} places were named: name 1 to {MOST_PLACES}, with commas between them."
        raise UsageError(sentence, "places_count", n=len(asked), most=MOST_PLACES)
    listed = reader.documents()
    found: dict[str, Territory] = {}
    for name in asked:
        territory = _territory(name, reader, listed)
        found.setdefault(territory.name, territory)
    return tuple(found.values())


def _territory(name: str, reader: Reader, listed: Sequence[Listed]) -> Territory:
    own = next((d.record for d in listed if d.record.place and same(d.record.place, name)), None)
    if own is not None:
        planning = choose(reader, Scope(places=(own.place,))).documents
        documents = planning or choose(reader, Scope(places=(own.place,), every=True)).documents
        return Territory(own.place, own.country, documents)
    country = _country(name)
    national = [d for d in listed if country and d.record.country == country.country and not d.record.place]
    if not country or not national:
        raise _unknown(name, listed)
    return Territory(country.name, country.country, tuple(sorted(national, key=lambda d: d.name)))


def _country(name: str) -> Place | None:
    return next((e.place for e in entries() if e.place.kind != "city" and same(e.place.name, name)), None)


def _unknown(name: str, listed: Sequence[Listed]) -> NotFound:
    """What is said of a place without documents: the nearest name that has some, or all that have."""
    places = {d.record.place: Place(d.record.place, d.record.country, "city", 0) for d in listed if d.record.place}
    spelt = {fold(other): place for place, entry in places.items() for other in names(entry)}
    near = difflib.get_close_matches(fold(name), spelt, n=1, cutoff=_NEAR)
    if near:
        return NotFound(f"No indexed document is of {name}: did you mean {spelt[near[0]]}?", "place_near", name=name, near=spelt[near[0]])
    known = ", ".join(sorted(places))
    return NotFound(f"No indexed document is of {name}: there are documents of {known or 'no place'}.", "place_unknown", name=name)
