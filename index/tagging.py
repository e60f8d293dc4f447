"""The tags and quantities of passages in the catalogue: how they are kept and asked for. Knows their tables, nothing of who tags."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from typing import Protocol

from index.engines import Database
from index.types import Document, Passage, Quantity, Tag, Tagged

_TAG = 't.kind, t.value, t.strength, t.score, t.start, t."end"'
_QUANTITY = """q.kind, q.start, q."end", q.indicator, q.value, q.number, q.unit, q.year, q.baseline, q.baseline_year, q.currency, q.programme,
               q.payer"""


class Tagger(Protocol):
    """What tags passages while they are ingested."""

    @property
    def version(self) -> str:
        """Of the scheme and of the models: passages that another version tagged are tagged anew."""
        ...

    def tag(self, document: Document, passages: Sequence[Passage]) -> list[Tagged]:
        """One element a passage; spans are slices of the document's text, inside the passage."""
        ...


@dataclass(frozen=True, slots=True)
class Located:
    """A tag with the passage that carries it."""

    document: str
    passage: int
    digest: str  # of the passage's text
    tag: Tag


@dataclass(frozen=True, slots=True)
class Stated:
    """A quantity with the passage that states it."""

    document: str
    passage: int
    page: int | None
    quantity: Quantity


def digest(text: str) -> str:
    """What the text of a passage is recognised by when it comes again: 32 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def put(db: Database, first: int, texts: Sequence[str], tagged: Sequence[Tagged]) -> None:
    """Store what was found in the passages numbered from `first` on, in place of what was stored before. Inside the caller's transaction."""
    ids = range(first, first + len(texts))
    db.execute("DELETE FROM tagged WHERE passage_id >= ? AND passage_id < ?", (ids.start, ids.stop))
    db.executemany("INSERT INTO tagged (passage_id, digest) VALUES (?, ?)", [(i, digest(t)) for i, t in zip(ids, texts, strict=True)])
    rows = [(i, *astuple(tag)) for i, found in zip(ids, tagged, strict=True) for tag in found.tags]
    db.executemany(f"INSERT INTO tags VALUES ({', '.join('?' * 7)})", rows)
    rows = [(i, *astuple(quantity)) for i, found in zip(ids, tagged, strict=True) for quantity in found.quantities]
    db.executemany(f"INSERT INTO quantities VALUES ({', '.join('?' * 14)})", rows)


def of_passages(db: Database, ids: Iterable[int]) -> dict[int, Tagged]:
    """What was found in these passages, by passage id; passages that were not tagged are left out."""
    wanted = list(ids)
    tags: dict[int, list[Tag]] = {i: [] for (i,) in db.execute("SELECT passage_id FROM tagged WHERE passage_id = ANY(?)", (wanted,))}
    quantities: dict[int, list[Quantity]] = {i: [] for i in tags}
    for i, *row in db.execute(f"SELECT t.passage_id, {_TAG} FROM tags t WHERE t.passage_id = ANY(?) ORDER BY 1, 2, 3", (wanted,)):
        tags[i].append(Tag(*row))
    for i, *row in db.execute(
        f"SELECT q.passage_id, {_QUANTITY} FROM quantities q WHERE q.passage_id = ANY(?) ORDER BY q.rowid", (wanted,)
    ):
        quantities[i].append(Quantity(*row))
    return {i: Tagged(tuple(tags[i]), tuple(quantities[i])) for i in tags}


def located(db: Database, kinds: Sequence[str], values: Sequence[str], documents: Sequence[str]) -> list[Located]:
    """The tags of these kinds by document and passage; an empty list of values or documents does not limit."""
    rows = db.execute(
        f"""SELECT d.name, t.passage_id, g.digest, {_TAG} FROM tags t
            JOIN tagged g ON g.passage_id = t.passage_id JOIN passages p ON p.id = t.passage_id JOIN documents d ON d.id = p.document_id
            WHERE t.kind = ANY(?) AND (? OR t.value = ANY(?)) AND (? OR d.name = ANY(?))
            ORDER BY d.name, t.passage_id, t.kind, t.value""",
        (list(kinds), not values, list(values), not documents, list(documents)),
    )
    return [Located(document, passage, text, Tag(*row)) for document, passage, text, *row in rows]


def stated(db: Database, kinds: Sequence[str], documents: Sequence[str]) -> list[Stated]:
    """The quantities of these kinds in the order of the documents; an empty list of documents does not limit."""
    rows = db.execute(
        f"""SELECT d.name, q.passage_id, p.page, {_QUANTITY} FROM quantities q
            JOIN passages p ON p.id = q.passage_id JOIN documents d ON d.id = p.document_id
            WHERE q.kind = ANY(?) AND (? OR d.name = ANY(?)) ORDER BY d.name, q.start, q.rowid""",
        (list(kinds), not documents, list(documents)),
    )
    return [Stated(document, passage, page, Quantity(*row)) for document, passage, page, *row in rows]


def with_digest(db: Database, digests: Iterable[str]) -> dict[str, list[int]]:
    """The ids of the passages of these texts, by digest."""
    found: dict[str, list[int]] = {}
    for text, i in db.execute("SELECT digest, passage_id FROM tagged WHERE digest = ANY(?) ORDER BY 1, 2", (list(digests),)):
        found.setdefault(text, []).append(i)
    return found


def misplaced(db: Database) -> list[str]:
    """One sentence for each tag or quantity whose reason lies outside its passage. Empty in a sound index."""
    found = []
    for table in ("tags", "quantities"):
        rows = db.execute(
            f"""SELECT p.id, t.kind FROM {table} t JOIN passages p ON p.id = t.passage_id
                WHERE t.start < p.start OR t."end" > p."end" OR t.start >= t."end" """
        )
        found += [f"A {kind} of passage {i} gives a reason that does not lie in the passage." for i, kind in rows]
    return found
