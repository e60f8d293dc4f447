"""Rows against places: for each pair the sentence that goes furthest on topic and row, or that there is none. Knows search and levels, no formats.

Precision goes before completeness: a cell that quotes the wrong sentence is worse than one that says that nothing was found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant.answer.extract import Chosen
from assistant.answer.types import Evidence, Query
from assistant.desk.alignment import legible
from assistant.desk.brief.citing import cite
from assistant.desk.brief.levels import level, of_others, pays
from assistant.desk.brief.quotable import quotable, ranked
from assistant.desk.brief.relevance import Relevance
from assistant.desk.brief.rows import PROCUREMENT, Row
from assistant.desk.brief.types import LEVELS, NONE, Cell, Territory
from index.encoder.protocol import Encoder
from index.reader import Reader
from index.types import Filters

# Passages of a place that are looked at for the topic, and for each row on the topic.
_OF_TOPIC, _OF_ROW = 60, 12
_ASKED = 4  # phrases of a row that a search asks for

# How much of the topic and of a row's phrase a sentence must say. Judged on the contracts of Kraków and Budapest, topic “circular economy”:
# below them sentences are of another matter more often than not.
_TOPIC, _ROW = 0.8, 0.85
# Of the sentences that say nearly as much as the best one, the one that goes furthest is shown.
_NEARLY = 0.92
# A sentence longer than this many words, or a table's row, is shown where there is no other; one longer than the second is no short quotation.
_LONG, _TOO_LONG = 45, 50
# Fewer words than this are a heading or a label; a row of more cells than this cannot be read without its table.
_FEWEST, _CELLS = 6, 8
_word = re.compile(r"[^\W\d_]{3,}")
# A form's question, what only leads over to a list, and a footnote.
_broken = re.compile(r"\?|:$|^[⁰¹²³⁴-⁹]")


@dataclass(frozen=True, slots=True)
class _OnTopic:
    chosen: Chosen
    topic: float  # how much of the topic it says


@dataclass(frozen=True, slots=True)
class _Found:
    chosen: Chosen
    level: str
    certainty: float


class Matrix:
    """Fills the cells of one topic."""

    def __init__(self, reader: Reader, encoder: Encoder, query: Query, relevance: Relevance) -> None:
        self._reader = reader
        self._encoder = encoder
        self._query = query
        self._relevance = relevance

    def cells(self, rows: Sequence[Row], territories: Sequence[Territory], told: Callable[[Cell], None] = lambda cell: None) -> list[Cell]:
        """Row by row, in the order of the territories; each is `told` as soon as it is known, place by place."""
        found: dict[tuple[str, str], Cell] = {}
        for territory in territories:
            for cell in self._of_place(rows, territory):
                found[cell.row.key, territory.name] = cell
                told(cell)
        return [found[row.key, t.name] for row in rows for t in territories]

    def _of_place(self, rows: Sequence[Row], territory: Territory) -> Iterator[Cell]:
        known: dict[int, list[_OnTopic]] = {}
        on_topic = self._evidence(self._query.topic, territory, _OF_TOPIC)
        return (self._cell(row, territory, on_topic, known) for row in rows)

    def _cell(self, row: Row, territory: Territory, on_topic: Sequence[Evidence], known: dict[int, list[_OnTopic]]) -> Cell:
        phrases = " ".join(row.words[self._query.language][:_ASKED])
        anyway = row.key == PROCUREMENT  # is asked for whatever the topic
        question = phrases if anyway else f"{self._query.topic} {phrases}"
        evidence = list({e.passage.id: e for e in (*on_topic, *self._evidence(question, territory, _OF_ROW))}.values())
        sentences = [_OnTopic(c, 1.0) for c in _sentences(evidence)] if anyway else self._on_topic(evidence, known)
        supported = self._supported(row, sentences)
        if not supported:
            return Cell(row, territory.name, NONE, None)
        best = self._best(supported, question)
        e = best.chosen.evidence
        citation = cite(self._reader, e.passage, e.record, best.chosen.start, best.chosen.end)
        return Cell(row, territory.name, best.level, citation, best.certainty)

    def _evidence(self, question: str, territory: Territory, limit: int) -> list[Evidence]:
        records = {d.name: d.record for d in territory.documents}
        found = self._reader.search(question, limit, Filters(documents=tuple(records)), self._query.language)
        return [Evidence(h.passage, records[h.passage.document], h.score) for h in found.hits]

    def _on_topic(self, evidence: Sequence[Evidence], known: dict[int, list[_OnTopic]]) -> list[_OnTopic]:
        """The sentences of the evidence that say enough of the topic; `known` are those of passages that were looked at before."""
        new = [e for e in evidence if e.passage.id not in known]
        sentences = _sentences(new)
        known.update({e.passage.id: [] for e in new})
        for c, said in zip(sentences, self._relevance.topic(sentences), strict=True):
            if said >= _TOPIC:
                known[c.evidence.passage.id].append(_OnTopic(c, float(said)))
        return [one for e in evidence for one in known[e.passage.id]]

    def _supported(self, row: Row, sentences: Sequence[_OnTopic]) -> list[_Found]:
        """Those of the sentences that say enough of the row, with their levels."""
        of_row = self._relevance.row(row, [s.chosen for s in sentences])
        tagged = self._reader.tagged(
            {s.chosen.evidence.passage.id for s, r in zip(sentences, of_row, strict=True) if r >= _ROW or row.money}
        )
        if row.money:
            paid = [pays((s.chosen.start, s.chosen.end), tagged.get(s.chosen.evidence.passage.id)) for s in sentences]
            of_row = np.maximum(of_row, paid)
        kept = [(s.chosen, s.topic * float(r)) for s, r in zip(sentences, of_row, strict=True) if r >= _ROW]
        if not row.law:
            kept = [(c, certainty) for c, certainty in kept if not _of_others(c)]
        return [
            _Found(c, level(c.text, c.evidence.passage.language, (c.start, c.end), tagged.get(c.evidence.passage.id)), certainty)
            for c, certainty in kept
        ]

    def _best(self, supported: Sequence[_Found], question: str) -> _Found:
        """The sentence that is shown: of those nearly as certain as the best the one that goes furthest, can be read, and says most."""
        surest = max(f.certainty for f in supported)
        near = [f for f in supported if f.certainty >= _NEARLY * surest]
        highest = max((f.level for f in near), key=LEVELS.index)
        near = [f for f in near if f.level == highest]
        near = [f for f in near if _readable(f.chosen.text)] or near
        evidence = list({f.chosen.evidence.passage.id: f.chosen.evidence for f in near}.values())
        query = replace(self._query, text=question, topic=question, places=())
        scores = {
            (c.evidence.passage.id, c.start): c.score
            for c in ranked(query, evidence, self._encoder, self._reader.alignment(question, query.language))
        }
        return max(near, key=lambda f: (f.certainty + scores[f.chosen.evidence.passage.id, f.chosen.start], -f.chosen.start))


def _sentences(evidence: Sequence[Evidence]) -> list[Chosen]:
    """The sentences that may be quoted: those that tell something."""
    return [c for c in quotable(evidence) if _tells(c.text)]


def _of_others(chosen: Chosen) -> bool:
    """Whether a sentence, or the section it stands in, speaks of the Union or a state; all that a country's own document says is its own."""
    passage, record = chosen.evidence.passage, chosen.evidence.record
    return bool(record.place) and of_others(f"{chosen.text}\n{' '.join(passage.section)}", passage.language)


def _tells(text: str) -> bool:
    """Whether a sentence or a table's row says something by itself: a heading, a label and a form's question do not."""
    cells = text.count("|") + 3 * text.count("<br")  # breaks inside a cell: a list that was pressed into a table
    return _FEWEST <= len(_word.findall(text)) <= _TOO_LONG and cells <= _CELLS and not _broken.search(text)


def _readable(text: str) -> bool:
    return legible(text) and len(text.split()) <= _LONG
