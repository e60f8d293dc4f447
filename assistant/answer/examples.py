"""Example questions that the indexed documents can answer, in the reader's language: a place and what one of its chapters is about.

Knows records, headings and the glossary; asks no search. The names stand in the nominative, so that no inflection can go wrong.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer.frame import say
from index.analysis import fold
from index.reader import Reader
from index.scheme.glossary import Concept, load


def examples(reader: Reader, language: str, count: int = 6) -> list[str]:
    """At most `count` questions, each on another document and, as far as possible, another country and topic."""
    found: list[str] = []
    used: set[str] = set()
    for name, place in _places(reader):
        concept = next((c for c in _topics(reader, name) if c.id not in used), None)
        if concept is None:
            continue
        used.add(concept.id)
        found.append(say("example", language, place=place, topic=concept.terms[language][0]))
        if len(found) == count:
            break
    return found


def _places(reader: Reader) -> list[tuple[str, str]]:
    """(document, place) of the documents that are of one place, countries taking turns."""
    by_country: dict[str, list[tuple[str, str]]] = {}
    seen: set[str] = set()
    for d in reader.documents():
        if d.record.place and d.record.place not in seen:
            seen.add(d.record.place)
            by_country.setdefault(d.record.country, []).append((d.name, d.record.place))
    longest = max(map(len, by_country.values()), default=0)
    return [row[i] for i in range(longest) for _, row in sorted(by_country.items()) if i < len(row)]


def _topics(reader: Reader, name: str) -> Sequence[Concept]:
    """The glossary's concepts that head a chapter of the document, the longest terms first: they say most."""
    document = reader.document(name)
    titles = [fold(h.title) for h in document.headings]
    language = document.record.language or "en"
    heads = [(len(term), c) for c in load() for term in c.terms[language] if len(term) > 6 and any(fold(term) in title for title in titles)]
    return [c for _, c in sorted(heads, key=lambda pair: (-pair[0], pair[1].id))]
