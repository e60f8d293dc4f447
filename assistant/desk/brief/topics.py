"""Which concepts of the glossary belong to a topic that is asked for by name. Knows topics.tsv, the glossary and the Green Deal, nothing of texts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from index.analysis import lemmas
from index.scheme import glossary, green_deal

_AREA = "area "


def concepts(topic: str, language: str) -> frozenset[str]:
    """Identifiers of the concepts whose terms speak of a topic; none where it is no name of a concept in topics.tsv and of no area.

    “Climate adaptation” is a name of climate change adaptation: all its words stand in it. An area is named by its whole name, or by one word
    of it: mobility.
    """
    words = lemmas(topic, language)
    own = [(concept.id, lemmas(term, language)) for concept in glossary.load() if concept.id in table() for term in concept.terms[language]]
    exact = (i for i, term in own if term == words)
    wider = (i for i, term in own if len(words) > 1 and set(words) <= set(term))
    found = next(exact, "") or next(wider, "")
    if found:
        return table()[found]
    names = ((area, lemmas(area.names[language], language)) for area in green_deal.load().areas)
    return next((frozenset(area.concepts) for area, name in names if words == name or (len(words) == 1 and words[0] in name)), frozenset())


@cache
def table() -> Mapping[str, frozenset[str]]:
    """The concepts of each topic by its own concept's identifier."""
    lines = files(__package__).joinpath("topics.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines[2:])
    areas = {area.code: frozenset(area.concepts) for area in green_deal.load().areas}
    return {topic: areas[cell.removeprefix(_AREA)] if cell.startswith(_AREA) else frozenset(cell.split("; ")) for topic, cell in rows}
