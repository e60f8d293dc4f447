"""What the tags and quantities of an index say of a brief's topic: targets, money, goals. Knows readers, nothing of the matrix or formats."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer.extract import Chosen
from assistant.answer.planted import without_planted
from assistant.answer.types import Citation, Evidence
from assistant.desk.alignment import Cell as GoalCell
from assistant.desk.alignment import all_rows, heat_table, legible
from assistant.desk.brief.citing import cite
from assistant.desk.brief.relevance import Relevance
from assistant.desk.brief.types import Alignment, Fact, Facts, Territory
from assistant.desk.corrections import TagCorrections
from assistant.desk.scheme import GOAL
from assistant.desk.scope import Scope
from index.reader import Reader
from index.tagging import Stated
from index.types import Passage, Quantity

TARGET, MONEY = "target", "money"

# A sentence with a figure is on the topic where it says so itself or stands under a heading that does: neighbours in a table are no reason.
_ON_TOPIC = 0.8
_MOST, _A_PLACE_AT_LEAST = 24, 3  # figures of one kind that a brief shows, in all and of each place
_CANDIDATES = 3  # passages of a goal and place, of which the one that is read most quickly is cited
_SHORT = 200  # characters of a quotation that is read at a glance


def figures(reader: Reader, relevance: Relevance, territories: Sequence[Territory], kind: str) -> Facts:
    """The targets or amounts of money that each place states on the topic, best first; each indicator and value once."""
    shown: list[Fact] = []
    left_out: dict[str, int] = {}
    most = max(_A_PLACE_AT_LEAST, _MOST // len(territories))
    for territory in territories:
        found = _of_place(reader, relevance, territory, kind)
        shown += found[:most]
        if len(found) > most:
            left_out[territory.name] = len(found) - most
    return Facts(tuple(shown), left_out)


def _of_place(reader: Reader, relevance: Relevance, territory: Territory, kind: str) -> list[Fact]:
    stated = [s for s in reader.quantities((kind,), [d.name for d in territory.documents]) if _telling(s.quantity)]
    passages = _passages(reader, territory)
    pairs = [(s, _sentence(s, *passages[s.passage])) for s in stated if s.passage in passages]
    pairs = [(s, c) for s, c in pairs if c.text in without_planted(c.evidence.passage.text)]
    on_topic = relevance.topic([c for _, c in pairs], nearby=False)
    ranked = sorted(
        ((s, c, float(t)) for (s, c), t in zip(pairs, on_topic, strict=True) if t >= _ON_TOPIC), key=lambda one: _worth(one[0], one[2])
    )
    once: dict[tuple[str, str], tuple[Stated, Chosen]] = {}
    for s, c, _ in ranked:
        once.setdefault((s.quantity.indicator.casefold(), s.quantity.value), (s, c))
    return [Fact(territory.name, s, _cited(reader, c)) for s, c in once.values()]


def _telling(q: Quantity) -> bool:
    """Whether a figure can be read without its sentence: what is measured, and in what, or from which baseline."""
    return q.number is not None and bool(q.indicator) and bool(q.unit or q.currency or q.baseline)


def _worth(stated: Stated, on_topic: float) -> tuple[float, ...]:
    """Figures that say what they measure and by when come first."""
    q = stated.quantity
    known = bool(q.indicator) + (q.year is not None) + bool(q.baseline or q.programme or q.payer)
    return (-on_topic, -known, stated.passage, q.start)


def _passages(reader: Reader, territory: Territory) -> dict[int, tuple[Passage, Evidence]]:
    found = {}
    for document in territory.documents:
        for passage in reader.passages_of(document.name):
            found[passage.id] = (passage, Evidence(passage, document.record, 0.0))
    return found


def _sentence(stated: Stated, passage: Passage, evidence: Evidence) -> Chosen:
    q = stated.quantity
    return Chosen(evidence, q.start, q.end, passage.text[q.start - passage.start : q.end - passage.start], 0.0)


def _cited(reader: Reader, chosen: Chosen) -> Citation:
    e = chosen.evidence
    return cite(reader, e.passage, e.record, chosen.start, chosen.end)


# ---- goals


def goals(reader: Reader, corrections: TagCorrections | None, territories: Sequence[Territory]) -> Alignment | None:
    """The 17 goals against the places, each place as strong as its strongest document; None where no passage of them has a goal."""
    documents = tuple(d.name for t in territories for d in t.documents)
    table = heat_table(reader, corrections, all_rows(GOAL), Scope(documents=documents), best=_CANDIDATES)
    places = {d.name: t.name for t in territories for d in t.documents}
    best: dict[tuple[int, str], GoalCell] = {}
    passages: dict[tuple[int, str], int] = {}
    for cell in table.cells.values():
        key = (int(cell.row.value), places[cell.document])
        passages[key] = passages.get(key, 0) + cell.passages
        if key not in best or (cell.strength, cell.share) > (best[key].strength, best[key].share):
            best[key] = cell
    if not any(passages.values()):
        return None
    records = {d.name: d.record for d in table.columns}
    cited = {
        key: cite(reader, reader.passage(r.passage), records[r.document], r.start, r.end)
        for key, cell in best.items()
        if cell.best
        for r in [min(cell.best, key=lambda r: (not legible(r.quote), max(len(r.quote), _SHORT)))]
    }
    numbers = tuple(int(row.value) for row in table.rows)
    return Alignment(numbers, tuple(t.name for t in territories), {k: c.strength for k, c in best.items()}, passages, cited)
