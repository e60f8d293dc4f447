"""Goals and Green Deal areas against documents: how many passages, how strongly, by which targets, and where it is written.

Pure views over the tags that hold (assistant.desk.effective). Knows nothing of how they are shown or exported.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.desk.corrections import TagCorrections
from assistant.desk.effective import Effective, effective
from assistant.desk.scheme import COMMITMENT, COMMITMENTS, GOAL, GREEN_DEAL, TARGET, targets_of, values
from assistant.desk.scope import Scope, choose
from index.reader import Reader
from index.schema import Listed
from index.sentences import sentences

COVERED, MENTIONED, MISSING = STATES = ("covered", "mentioned", "missing")

BEST = 3  # passages that a cell shows
TARGETS = 3  # targets that a cell names

# A document is as strong on a goal as this share of its passages, and never fewer than two of them: with one false alarm in ten passages,
# spread over 17 goals, six in a thousand carry a goal by mistake, and a single passage may always be one. One passage is enough for
# strength 1 in a short document.
SHARE = 0.01

_Z = 1.96  # of a normal distribution, for an interval of 95 %

# Of so many times the passages that a cell shows, those with a legible sentence are shown first: one with this many words, not a table's row
# with this many cells. Marks of lists and tables around a sentence are left out of its quotation.
_LOOKED_AT, _WORDS, _CELLS = 4, 6, 3
_word = re.compile(r"[^\W\d_]{3,}")
_lead = re.compile(r"^(?:[\s|>]+|[*•·#–-]+\s)+")
_tail = re.compile(r"[\s|]+$")


@dataclass(frozen=True, slots=True)
class Row:
    """A goal or a Green Deal area."""

    kind: str  # goal | green deal
    value: str  # "11" | "mobility"


@dataclass(frozen=True, slots=True)
class Reference:
    """A passage behind a cell: the sentence that holds the reason for the tag, as a slice of the document's text."""

    passage: int
    document: str
    page: int | None
    start: int
    end: int
    quote: str
    reason: tuple[int, int]  # the tag's own span in the document's text
    strength: int
    score: float
    commitment: str  # one of COMMITMENTS, "" where none was found
    by: str  # "" the program alone | accepted | added
    editor: str

    @property
    def parts(self) -> tuple[str, str, str]:
        """The quotation before the reason, the reason, and after it; the reason without what of it was left out of the quotation."""
        begin, end = (min(max(at - self.start, 0), len(self.quote)) for at in self.reason)
        return self.quote[:begin], self.quote[begin:end], self.quote[end:]


@dataclass(frozen=True, slots=True)
class Cell:
    """One document on one goal or area."""

    row: Row
    document: str
    passages: int  # that carry it
    committed: int  # of them, those that do more than describe
    by_people: int  # of them, those that a person accepted or added
    strength: int  # 0 to 3, see `strength`
    share: float  # lower end of the 95 % interval of committed / all passages of the document: what equal strengths are ranked by
    targets: tuple[tuple[str, int], ...]  # the strongest with the number of passages that carry them
    best: tuple[Reference, ...]

    @property
    def state(self) -> str:
        """covered · mentioned, where passages speak of it but too few commit · missing."""
        return COVERED if self.strength else MENTIONED if self.passages else MISSING


@dataclass(frozen=True, slots=True)
class HeatTable:
    """Rows of the scheme, documents as columns, and their cells."""

    rows: tuple[Row, ...]
    columns: tuple[Listed, ...]
    cells: Mapping[tuple[Row, str], Cell]  # by row and document's name; every pair is there
    left_out: int  # documents of the scope that are no strategies


def heat_table(
    reader: Reader,
    corrections: TagCorrections | None,
    rows: Sequence[Row],
    scope: Scope = Scope(),  # noqa: B008 - frozen
    best: int = BEST,
) -> HeatTable:
    """Each of `rows` against each document of the scope. Errors as assistant.desk.scope.choose."""
    chosen = choose(reader, scope)
    names = [d.name for d in chosen.documents]
    found: dict[tuple[str, str, str], list[Effective]] = defaultdict(list)
    if names:
        wanted = {v for row in rows for v in (row.value, *targets_of(row.kind, row.value))}
        for tag in effective(reader, corrections, (GOAL, GREEN_DEAL, TARGET), sorted(wanted), names):
            found[tag.document, tag.tag.kind, tag.tag.value].append(tag)
    commitments = _commitments(effective(reader, corrections, (COMMITMENT,), documents=names) if names else ())
    cells = {
        (row, d.name): _cell(row, d, found[d.name, row.kind, row.value], _targets(row, d.name, found), commitments, reader, best)
        for d in chosen.documents
        for row in rows
    }
    return HeatTable(tuple(rows), chosen.documents, cells, chosen.left_out)


def all_rows(kind: str) -> tuple[Row, ...]:
    """The 17 goals, or the ten areas."""
    return tuple(Row(kind, value) for value in values(kind))


def coverage(table: HeatTable, document: str) -> dict[str, list[Cell]]:
    """What a document covers, mentions and misses: its cells by state, the strongest first, those that are missing in the scheme's order."""
    cells = [table.cells[row, document] for row in table.rows]
    return {state: sorted((c for c in cells if c.state == state), key=_rank) for state in STATES}


def ranking(table: HeatTable, row: Row) -> list[Cell]:
    """The documents that serve a goal or area or at least mention it, the strongest first."""
    cells = (table.cells[row, d.name] for d in table.columns)
    return sorted((c for c in cells if c.passages), key=_rank)


def _rank(cell: Cell) -> tuple[float, ...]:
    return (-cell.strength, -cell.share, -cell.passages)


def strength(committed: Iterable[Effective], passages: int) -> int:
    """How strongly a document of so many passages serves what these tags of its committed passages say, 0 to 3.

    The highest strength that enough of them carry or exceed: SHARE of all passages, and at least two, or one for strength 1. A tag that a person
    accepted or added is enough by itself.
    """
    carried = [(one.tag.strength, bool(one.by)) for one in committed]
    for level in (3, 2, 1):
        reached = [by_person for own, by_person in carried if own >= level]
        if any(reached) or len(reached) >= max(2 if level > 1 else 1, math.ceil(SHARE * passages)):
            return level
    return 0


def lower_end(committed: int, passages: int) -> float:
    """The lower end of Wilson's 95 % interval of a share, 0 to 1 (E. B. Wilson 1927, JASA 22, 209): a short document does not win by two passages."""
    if not passages:
        return 0.0
    p, square = committed / passages, _Z * _Z
    middle = p + square / (2 * passages)
    spread = _Z * math.sqrt(p * (1 - p) / passages + square / (4 * passages * passages))
    return max(0.0, (middle - spread) / (1 + square / passages))


def _commitments(tags: Iterable[Effective]) -> Mapping[int, str]:
    """What each passage commits to, by passage; the furthest where there are several."""
    found: dict[int, str] = {}
    for one in tags:
        if _level(one.tag.value) >= _level(found.get(one.passage, "")):
            found[one.passage] = one.tag.value
    return found


def _level(commitment: str) -> int:
    """How far a commitment goes, 0 for a description to 5; −1 for none, and for one of another version of the scheme."""
    return COMMITMENTS.index(commitment) if commitment in COMMITMENTS else -1


def _commits(commitment: str) -> bool:
    """Whether a passage does more than describe: a mention is not a commitment."""
    return _level(commitment) > 0


def _targets(row: Row, document: str, found: Mapping[tuple[str, str, str], Sequence[Effective]]) -> dict[str, set[int]]:
    """The passages of a document that carry each target under a goal, or each that an area is anchored on."""
    carried = {t: {one.passage for one in found.get((document, TARGET, t), ())} for t in targets_of(row.kind, row.value)}
    return {target: passages for target, passages in carried.items() if passages}


def _cell(
    row: Row,
    document: Listed,
    tags: Sequence[Effective],
    targets: Mapping[str, set[int]],
    commitments: Mapping[int, str],
    reader: Reader,
    best: int,
) -> Cell:
    committed = [one for one in tags if _commits(commitments.get(one.passage, ""))]
    carriers = {one.passage for one in tags}
    counted = Counter({t: len(passages & carriers if row.kind == GREEN_DEAL else passages) for t, passages in targets.items()})
    strongest = sorted(((t, n) for t, n in counted.items() if n), key=lambda pair: -pair[1])[:TARGETS]
    ranked = sorted(tags, key=lambda one: _worth(one, commitments.get(one.passage, "")), reverse=True)[: _LOOKED_AT * best]
    references = [_reference(one, commitments.get(one.passage, ""), reader, bool(document.pages)) for one in ranked]
    return Cell(
        row,
        document.name,
        len(tags),
        len(committed),
        sum(bool(one.by) for one in tags),
        strength(committed, document.passages),
        lower_end(len(committed), document.passages),
        tuple(strongest),
        tuple(sorted(references, key=lambda r: not (r.by or legible(r.quote)))[:best]),
    )


def _worth(one: Effective, commitment: str) -> tuple[float, ...]:
    """What a passage is shown for: that it commits, that a person says so, how strongly, how far it commits, how sure the program is."""
    return (_commits(commitment), bool(one.by), one.tag.strength, _level(commitment), one.tag.score, -one.passage)


def _reference(one: Effective, commitment: str, reader: Reader, has_pages: bool) -> Reference:
    passage = reader.passage(one.passage)
    start, end = _around(passage.text, one.tag.start - passage.start, one.tag.end - passage.start)
    quote = passage.text[start:end]
    start, end = passage.start + start, passage.start + end
    page = next((p.number for p in reader.pages(one.document) if p.start <= start < p.end), None) if has_pages else None
    reason = (one.tag.start, one.tag.end)
    return Reference(
        one.passage, one.document, page, start, end, quote, reason, one.tag.strength, one.tag.score, commitment, one.by, one.editor
    )


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentences of a passage that a span touches, without the marks around them."""
    touched = [(a, b) for a, b in sentences(text) if a < end and b > start] or [(start, end)]
    first, last = min(start, touched[0][0]), max(end, touched[-1][1])
    lead, tail = _lead.match(text[first:last]), _tail.search(text[first:last])
    inner = (first + (lead.end() if lead else 0), last - (len(tail.group()) if tail else 0))
    return inner if inner[0] < inner[1] else (first, last)


def legible(quote: str) -> bool:
    """Whether a quotation reads as a sentence rather than as a heading or a row of a table."""
    return len(_word.findall(quote)) >= _WORDS and quote.count("|") < _CELLS
