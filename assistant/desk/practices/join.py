"""The same practice told twice, in one document or in several, made one. Knows words of titles and summaries, nothing of documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from assistant.desk.practices.types import LIMITS, STRENGTHS, Field, Practice
from index.analysis import lemmas

# Of all different words of two titles and summaries those that both have. The same action for municipal and for private buildings, two forms of
# one city, has 0.83: below this two practices are two.
_SAME = 0.9


def joined(practices: Sequence[Practice]) -> list[Practice]:
    """Each practice once, with the documents and the fields of all that tell of it; the one with the strongest evidence stands for the others."""
    kept: dict[str, list[tuple[frozenset[str], Practice]]] = defaultdict(list)
    for practice in sorted(practices, key=lambda p: -STRENGTHS.index(p.strength)):
        words = _words(practice)
        same = next((i for i, (others, _) in enumerate(kept[practice.place]) if _share(words, others) >= _SAME), None)
        if same is None:
            kept[practice.place].append((words, practice))
        else:
            others, first = kept[practice.place][same]
            kept[practice.place][same] = (others, _one(first, practice))
    found = {p.id: p for group in kept.values() for _, p in group}
    order = {p.id: i for i, p in reversed(list(enumerate(practices)))}
    return sorted(found.values(), key=lambda p: order[p.id])


def _words(practice: Practice) -> frozenset[str]:
    quotes = (*practice.field("title").quotes, *practice.field("summary").quotes)
    return frozenset(lemma for q in quotes for lemma in lemmas(q.text, q.language))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0


def _one(first: Practice, second: Practice) -> Practice:
    years = [y for p in (first, second) if p.years for y in p.years]
    return replace(
        first,
        fields=tuple(_fuller(first.field(name), second.field(name)) for name in LIMITS),
        years=(min(years), max(years)) if years else None,
        goals=tuple(sorted({*first.goals, *second.goals}, key=int)),
        green_deal=tuple(sorted({*first.green_deal, *second.green_deal})),
        derived=first.derived and second.derived,
        procurement=first.procurement or second.procurement,
        streams=tuple(dict.fromkeys((*first.streams, *second.streams))),
        money=tuple(dict.fromkeys((*first.money, *second.money))),
        documents=tuple(dict.fromkeys((*first.documents, *second.documents))),
    )


def _fuller(one: Field, other: Field) -> Field:
    return one if one.quotes else other
