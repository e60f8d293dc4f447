"""The documents of an index in order: by facets, by what is searched inside them, sorted. Knows the reader and people's corrections, no page."""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.desk.alignment import all_rows, heat_table
from assistant.desk.corrections import TagCorrections
from assistant.desk.effective import effective
from assistant.desk.practices.found import leads
from assistant.desk.scheme import GOAL, GREEN_DEAL
from assistant.desk.scope import Scope, choose
from assistant.library.facets import HELD, NOTHING, PRACTICE, Choice, Item, counts, item, passes
from index.analysis import fold, lemma, words
from index.errors import UsageError
from index.languages import detect
from index.reader import Reader
from index.schema import Listed
from index.types import Filters, Hit

RELEVANCE, TITLE, PLACE, YEAR, ADDED = SORTS = ("relevance", "title", "place", "year", "added")

# Passages that one search looks at. A document of which none is among them is not found; where facets are chosen, the documents that they
# leave are searched by themselves too, so that a small town is not drowned by the capital.
_DEPTH = 300

# A passage is found where it holds a word of the search itself, or what two of its words are in another language, or one and means about the
# same: among the nearest words of another language are some of other matters. "waste recycling" finds the Czech plan for "odpad" at a cosine of
# 0.31, "tramwaje" the English trams at 0.33 to 0.38; letters that are no word find a neighbour at 0.26 ("qqqxyz"), and now and then at 0.33.
_TRANSLATED, _MEANS_IT = 2, 0.3

_LAST = "\uffff"


@dataclass(frozen=True, slots=True)
class Selection:
    """The documents that were asked for."""

    items: tuple[Item, ...]  # in order
    counts: Mapping[str, Counter[str]]  # see facets.counts
    best: Mapping[str, Hit]  # the best passage of each, by document; empty where nothing was searched
    all: int  # documents in the index


class Shelf:
    """The documents of one index. Safe to share between threads."""

    def __init__(self, reader: Reader, corrections: TagCorrections | None) -> None:
        self._reader, self._corrections = reader, corrections
        self._lock = threading.Lock()
        self._state: tuple[object, ...] = ()
        self._items: tuple[Item, ...] = ()
        # What tags say of a document, by its id, which a document that is replaced does not keep: only new documents are looked at, five seconds
        # for 300 documents with 171 practices. A correction makes goals and areas count again, a second for 300; cues of practices it leaves.
        self._said: tuple[object, ...] = ()
        self._serves: dict[int, tuple[frozenset[str], frozenset[str], frozenset[str]]] = {}
        self._practised: dict[int, bool] = {}

    def items(self) -> tuple[Item, ...]:
        """All documents by name, as they are now."""
        said = self._corrections.all() if self._corrections else []
        stamp = (self._reader.tagger, len(said), said[-1].id if said else 0)
        state = (self._reader.info()["generation"], *stamp)
        with self._lock:
            if state != self._state:
                if stamp != self._said:
                    self._serves.clear()
                    self._said = stamp
                self._items, self._state = self._read(), state
            return self._items

    def select(self, choice: Choice = NOTHING, search: str = "", sort: str = "") -> Selection:
        """The documents that a choice leaves; with a `search`, those of them that hold it, with the passage that says it best.

        Without a `sort` they stand by relevance where something is searched, else by title. UsageError for an unknown sort.
        """
        if sort not in ("", *SORTS):
            raise UsageError(f"Documents cannot be sorted by {sort[:40]!r}: choose from {', '.join(SORTS)}.")
        items = every = self.items()
        best: dict[str, Hit] = {}
        if search.strip():
            best = self._search(search, ())
            if any(choice.values()):
                inside = self._search(search, [one.document.name for one in items if passes(one, choice)])
                best = {**best, **inside}
            items = tuple(one for one in items if one.document.name in best)
        left = [one for one in items if passes(one, choice)]
        return Selection(tuple(_sorted(left, sort or (RELEVANCE if best else TITLE), best)), counts(items, choice), best, len(every))

    def _search(self, text: str, documents: Sequence[str]) -> dict[str, Hit]:
        """The best passage of each document that holds what is searched, the best document first."""
        language = detect(text)
        own = {fold(form) for word in words(text) for form in (word, lemma(word, language))}
        result = self._reader.search(text, _DEPTH, Filters(documents=tuple(documents)))
        found: dict[str, Hit] = {}
        for hit in result.hits:
            said = set(hit.words)
            translated = sum(not said.isdisjoint(forms) for forms in result.terms.values())
            if any(fold(word) in own for word in said) or translated >= _TRANSLATED or (said and hit.similarity >= _MEANS_IT):
                found.setdefault(hit.passage.document, hit)
        return found

    def _read(self) -> tuple[Item, ...]:
        documents = self._reader.documents()
        ids = {d.id for d in documents}
        self._serves = {i: known for i, known in self._serves.items() if i in ids}
        self._practised = {i: known for i, known in self._practised.items() if i in ids}
        if new := [d for d in documents if d.id not in self._serves]:
            self._look(new)
        found = []
        for d in documents:
            goals, areas, held = self._serves[d.id]
            found.append(item(d, goals, areas, held | ({PRACTICE} if self._practised[d.id] else frozenset())))
        return tuple(found)

    def _look(self, documents: Sequence[Listed]) -> None:
        """What the tags of these documents say, and whether they tell of a practice; laws and studies tell of none (see desk.practices)."""
        names = tuple(d.name for d in documents)
        table = heat_table(self._reader, self._corrections, (*all_rows(GOAL), *all_rows(GREEN_DEAL)), Scope(documents=names, every=True), 0)
        holds: dict[str, set[str]] = defaultdict(set)
        marked: set[int] = set()
        for one in effective(self._reader, self._corrections, HELD, documents=names):
            holds[one.document].add(one.tag.kind)
            marked |= {one.passage} if one.tag.kind == PRACTICE else set()
        strategies = {d.id for d in choose(self._reader, Scope()).documents}
        for d in documents:
            served = {
                kind: frozenset(row.value for row in table.rows if row.kind == kind and table.cells[row, d.name].strength)
                for kind in (GOAL, GREEN_DEAL)
            }
            self._serves[d.id] = (served[GOAL], served[GREEN_DEAL], frozenset(holds[d.name]))
            if d.id not in self._practised:
                passages = self._reader.passages_of(d.name) if d.id in strategies else []
                self._practised[d.id] = bool(passages) and any(True for _ in leads(self._reader.document(d.name), passages, marked))


def _sorted(items: Sequence[Item], sort: str, best: Mapping[str, Hit]) -> list[Item]:
    """Each order ends in title and name, so that it is the same each time. What is not known comes last."""
    by_title = sorted(items, key=lambda one: (fold(one.document.record.title), one.document.name))
    if sort == RELEVANCE and best:
        rank = {name: n for n, name in enumerate(best_first(best))}
        return sorted(by_title, key=lambda one: rank[one.document.name])
    if sort == PLACE:
        return sorted(by_title, key=lambda one: fold(one.document.record.place) or _LAST)
    if sort == YEAR:
        return sorted(by_title, key=lambda one: -(one.document.record.period_to or one.document.record.period_from or 0))
    if sort == ADDED:
        return sorted(by_title, key=lambda one: -one.document.id)
    return by_title


def best_first(best: Mapping[str, Hit]) -> list[str]:
    """The documents by the scores of their best passages."""
    return sorted(best, key=lambda name: (-best[name].score, name))
