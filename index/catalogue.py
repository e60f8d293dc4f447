"""The catalogue, which is the truth: documents, pages, passages with their vectors and lemmas, and who made them.

Knows the tables and nothing of ranking, and of its database only what `index.engines` says of any. The word index and the vector index are
derived from it and can be made again from it alone.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index import tagging
from index.analysis import fold
from index.engines import Database
from index.errors import IndexMismatch, NotFound, no_index
from index.languages import LANGUAGES
from index.proof import broken_slices, miscounts
from index.schema import SCHEMA, SCHEMA_VERSION, UPGRADES, Indexed, Lemma, Listed, Removal, Size
from index.terms import Terms
from index.types import Document, Filters, Heading, Page, Passage, Record, Table, Tagged

Ranges = NDArray[np.int64]  # (n, 2): from the first id to before the second

_NO_PLACE = "lemma NOT LIKE '@%'"  # see index.terms

# A lemma is at home in the languages that hold this share of its passages.
_AT_HOME = 0.3

# Every set of languages, by the sum of 2 to the power of each one's place among them.
_HOMES = tuple(tuple(language for n, language in enumerate(LANGUAGES) if mask >> n & 1) for mask in range(1 << len(LANGUAGES)))

_PASSAGE = """SELECT p.id, d.name, p.start, p."end", p.text, p.page, p.section, p.context, p.language
              FROM passages p JOIN documents d ON d.id = p.document_id"""


class Catalogue:
    """The tables of one index."""

    def __init__(self, database: Database, *, create: bool = False) -> None:
        """With `create` tables are made where there are none; those of an earlier version are brought to this one.

        IndexMissing where there are none, IndexMismatch where they are of a later version.
        """
        self._db = database
        if create:
            self._create()
        elif not database.exists():
            raise no_index(database.name)
        self._upgrade()
        if (found := self.meta("schema")) != SCHEMA_VERSION:
            raise IndexMismatch(
                f"The index in {database.name} has schema {found}, this program reads {SCHEMA_VERSION}: ingest the documents into a new one."
            )
        self._sized = (-1, Size(0, 0, 0))
        self._owned: tuple[int, NDArray[np.int64]] = (-1, np.zeros((0, 3), dtype=np.int64))

    def _create(self) -> None:
        if self._db.exists():
            return
        with self.transaction():
            if self._db.exists():  # another process was quicker
                return
            self._db.define(SCHEMA)
            self.set_meta("schema", SCHEMA_VERSION)
            self.set_meta("generation", "0")
            self.set_meta("journal from", "0")

    def _upgrade(self) -> None:
        """Bring a catalogue of an earlier version to this one; of a version that nothing leads on from it is left as it is."""
        while change := UPGRADES.get(self.meta("schema")):
            with self.transaction():
                if self.meta("schema") in UPGRADES:  # no other process was quicker
                    self._db.define(change)
                    self.set_meta("schema", str(int(self.meta("schema")) + 1))

    def close(self) -> None:
        self._db.close()

    @property
    def database(self) -> Database:
        """Where the tables lie."""
        return self._db

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing; a failure inside leaves the catalogue as it was."""
        return self._db.transaction()

    # --- who made it -------------------------------------------------------------------------------------------------

    def meta(self, key: str) -> str:
        """A fact about the index ("encoder", "analysis", …), "" where it was never set."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else ""

    def set_meta(self, key: str, value: str) -> None:
        self._db.execute("INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (key, value))

    @property
    def generation(self) -> int:
        """How many transactions changed passages: the derived indexes carry the generation that they reflect."""
        return int(self.meta("generation"))

    # --- writing -----------------------------------------------------------------------------------------------------

    def put(
        self,
        document: Document,
        passages: Sequence[Passage],
        terms: Sequence[Terms],
        vectors: NDArray[np.float32],
        sentences: Sequence[NDArray[np.int8]] = (),
        tagged: Sequence[Tagged] = (),
    ) -> None:
        """Store a document with its passages in one transaction; its old self under the same name goes in the same one.

        `terms` holds one element a passage, `vectors` one row, kept in half precision; `sentences`, where there are any, the vectors of its
        sentences (see index.sentence_vectors); `tagged`, where there are any, what was found in it.
        """
        with self.transaction():
            self._next_generation()
            self._delete(document.name)
            first = self._db.reserve("passages", len(passages))
            document_id = self._insert_document(document, terms, first)
            self._db.executemany(
                'INSERT INTO pages (document_id, number, start, "end", source) VALUES (?, ?, ?, ?, ?)',
                [(document_id, p.number, p.start, p.end, p.source) for p in document.pages],
            )
            self._insert_passages(document_id, first, passages)
            self._db.executemany(
                "INSERT INTO searched (passage_id, vector, lemmas) VALUES (?, ?, ?)",
                [(first + i, v.tobytes(), t.lines) for i, (t, v) in enumerate(zip(terms, vectors.astype(np.float16), strict=True))],
            )
            self._db.executemany(
                "INSERT INTO sentences (passage_id, vectors) VALUES (?, ?)",
                [(first + i, codes.tobytes()) for i, codes in enumerate(sentences) if len(codes)],
            )
            self._count_lemmas([(t.lines, p.language) for t, p in zip(terms, passages, strict=True)], 1)
            if tagged:
                tagging.put(self._db, first, [p.text for p in passages], tagged)

    def put_tags(self, name: str, tagged: Sequence[Tagged]) -> None:
        """Replace what was found in the passages of a document, one element a passage in reading order; the passages stay as they are."""
        with self.transaction():
            passages = self.passages_of(name)
            self._next_generation()
            if passages:
                tagging.put(self._db, min(p.id for p in passages), [p.text for p in passages], tagged)

    def _insert_document(self, document: Document, terms: Sequence[Terms], first: int) -> int:
        row = self._db.execute(
            """INSERT INTO documents (name, sha256, format, generation, pages, first_passage, passages, lemmas, record, warnings)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id""",
            (
                document.name,
                document.sha256,
                document.format,
                self.generation,
                len(document.pages),
                first,
                len(terms),
                sum(len(t.lines.split()) for t in terms),
                _dump(document.record),
                json.dumps(document.warnings, ensure_ascii=False),
            ),
        ).fetchone()
        document_id = int(row[0])
        self._db.execute(
            "INSERT INTO texts (document_id, headings, tables, text) VALUES (?, ?, ?, ?)",
            (
                document_id,
                json.dumps([asdict(h) for h in document.headings], ensure_ascii=False),
                json.dumps([asdict(t) for t in document.tables], ensure_ascii=False),
                document.text,
            ),
        )
        return document_id

    def _insert_passages(self, document_id: int, first: int, passages: Sequence[Passage]) -> None:
        self._db.executemany(
            """INSERT INTO passages (id, document_id, start, "end", text, page, section, context, language)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            [
                (first + i, document_id, p.start, p.end, p.text, p.page, json.dumps(p.section, ensure_ascii=False), p.context, p.language)
                for i, p in enumerate(passages)
            ],
        )

    def remove(self, name: str) -> Removal:
        """Delete a document with all that belongs to it; NotFound where there is none."""
        with self.transaction():
            self._next_generation()
            removal = self._delete(name)
            if removal is None:
                raise NotFound(f"No document is named “{name}” in the index: “python -m index info” lists the names.", "document_missing")
        return removal

    def _delete(self, name: str) -> Removal | None:
        row = self._db.execute(
            """SELECT id, pages, first_passage, passages, (SELECT count(*) FROM documents o WHERE (o.sha256, o.format) = (d.sha256, d.format))
               FROM documents d WHERE name = ?""",
            (name,),
        ).fetchone()
        if row is None:
            return None
        document_id, pages, first, passages, same_file = row
        stored = self._db.execute(
            "SELECT lemmas, language FROM searched JOIN passages ON id = passage_id WHERE passage_id BETWEEN ? AND ?",
            (first, first + passages - 1),
        ).fetchall()
        self._count_lemmas(stored, -1)
        own = sorted({lemma for lines, _ in stored for lemma in lines.split()})
        forgotten = self._db.execute("DELETE FROM vocabulary WHERE passages <= 0 AND lemma = ANY(?)", (own,)).rowcount
        self._db.execute("DELETE FROM documents WHERE id = ?", (document_id,))
        if passages:
            self._db.execute("INSERT INTO removed VALUES (?, ?, ?)", (self.generation, first, passages))
        return Removal(name, pages, first, passages, forgotten, same_file > 1)

    def _count_lemmas(self, passages: Sequence[tuple[str, str]], sign: int) -> None:
        """Keep, for each lemma, in how many passages it stands, in all and of each language; `passages` are their terms and languages."""
        of_language: dict[str, Counter[str]] = {}
        for lines, language in passages:
            of_language.setdefault(language, Counter()).update(set(lines.split()))
        counts = Counter[str]()
        for own in of_language.values():
            counts.update(own)
        columns = [of_language.get(language, Counter()) for language in LANGUAGES]
        self._db.executemany(
            """INSERT INTO vocabulary AS v (lemma, folded, passages, en, pl, cs, sk, hu) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
               ON CONFLICT (lemma) DO UPDATE SET passages = v.passages + excluded.passages, en = v.en + excluded.en, pl = v.pl + excluded.pl,
                                                 cs = v.cs + excluded.cs, sk = v.sk + excluded.sk, hu = v.hu + excluded.hu""",
            [(lemma, fold(lemma), sign * count, *(sign * own[lemma] for own in columns)) for lemma, count in sorted(counts.items())],
        )

    def set_record(self, name: str, record: Record) -> None:
        """Replace the record of a document; its passages stay as they are."""
        with self.transaction():
            self._next_generation()  # readers keep documents by generation
            changed = self._db.execute("UPDATE documents SET record = ? WHERE name = ?", (_dump(record), name)).rowcount
            if not changed:
                raise NotFound(f"No document is named “{name}” in the index: “python -m index info” lists the names.", "document_missing")

    def _next_generation(self) -> None:
        self._db.execute("UPDATE meta SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) WHERE key = 'generation'")

    def forget_removed(self) -> None:
        """Leave nothing of what was removed: no list of ids, and what the database can do beside.

        Called when the derived indexes have seen the removals.
        """
        if not self._db.execute("SELECT 1 FROM removed").fetchone():
            return
        with self.transaction():
            self._db.execute("DELETE FROM removed")
            self.set_meta("journal from", str(self.generation))
        self._db.compact()

    # --- reading documents -------------------------------------------------------------------------------------------

    def documents(self) -> list[Listed]:
        """All documents without their texts, by name."""
        rows = self._db.execute("SELECT id, name, sha256, format, record, warnings, pages, passages FROM documents ORDER BY name")
        return [Listed(i, n, h, f, _record(r), tuple(json.loads(w)), pages, passages) for i, n, h, f, r, w, pages, passages in rows]

    def size(self) -> Size:
        """How much there is; counted once a generation."""
        generation, size = self._sized
        if generation != (now := self.generation):
            row = self._db.execute(
                "SELECT count(*), CAST(coalesce(sum(passages), 0) AS BIGINT), CAST(coalesce(sum(lemmas), 0) AS BIGINT) FROM documents"
            ).fetchone()
            size = Size(*row)
            self._sized = (now, size)
        return size

    def fingerprints(self) -> dict[str, str]:
        """The SHA-256 of each document's file, by name."""
        return dict(self._db.execute("SELECT name, sha256 FROM documents"))

    def document(self, name: str) -> Document:
        """The whole document; NotFound where there is none of that name."""
        row = self._db.execute(
            """SELECT id, sha256, format, text, record, headings, tables, warnings
               FROM documents JOIN texts ON document_id = id WHERE name = ?""",
            (name,),
        ).fetchone()
        if row is None:
            raise NotFound(f"No document is named “{name}” in the index: “python -m index info” lists the names.", "document_missing")
        document_id, sha256, format_, text, record, headings, tables, warnings = row
        return Document(
            name=name,
            sha256=sha256,
            format=format_,
            text=text,
            record=_record(record),
            pages=tuple(
                Page(*r)
                for r in self._db.execute(
                    'SELECT number, start, "end", source FROM pages WHERE document_id = ? ORDER BY number', (document_id,)
                )
            ),
            headings=tuple(Heading(**h) for h in json.loads(headings)),
            tables=tuple(Table(**t) for t in json.loads(tables)),
            warnings=tuple(json.loads(warnings)),
        )

    def matching(self, filters: Filters) -> list[int]:
        """The ids of the documents that pass the filters. A record without a period passes no filter by year."""
        conditions: list[str] = ["TRUE"]
        values: list[object] = []
        for column, allowed in (
            ("name", filters.documents),
            ("country", filters.countries),
            ("place", filters.places),
            ("language", filters.languages),
            ("kind", filters.kinds),
        ):
            if allowed:
                conditions.append(f"{column} = ANY(?)")
                values.append(list(allowed))
        if filters.year is not None:
            conditions.append("coalesce(period_from, period_to) IS NOT NULL")
            conditions.append(f"{int(filters.year)} BETWEEN coalesce(period_from, -9999) AND coalesce(period_to, 9999)")
        return [r[0] for r in self._db.execute(f"SELECT id FROM documents WHERE {' AND '.join(conditions)} ORDER BY id", values)]

    # --- reading passages --------------------------------------------------------------------------------------------

    def passage(self, passage_id: int) -> Passage:
        """One passage by its id; NotFound where it is gone."""
        found = self.passages([passage_id])
        if not found:
            raise NotFound(f"There is no passage {passage_id} in the index: its document was replaced or removed.", "passage_missing")
        return found[passage_id]

    def passages(self, ids: Iterable[int]) -> dict[int, Passage]:
        """The passages with these ids, by id; ids that are gone are left out."""
        rows = self._db.execute(f"{_PASSAGE} WHERE p.id = ANY(?) ORDER BY p.id", (list(ids),))
        return {row[0]: _passage(row) for row in rows}

    def owners(self, ids: Iterable[int]) -> dict[int, int]:
        """The document id of each of these passages, by passage id; ids that are gone are left out."""
        wanted, owned = np.fromiter(ids, dtype=np.int64), self._documents_by_passage()
        if not len(owned):
            return {}
        own = owned[np.maximum(np.searchsorted(owned[:, 0], wanted, side="right") - 1, 0)]
        here = (own[:, 0] <= wanted) & (wanted < own[:, 1])
        return dict(zip(wanted[here].tolist(), own[here, 2].tolist(), strict=True))

    def _documents_by_passage(self) -> NDArray[np.int64]:
        """A row [first passage, past the last, id] for each document that has passages, in ascending order; read once a generation."""
        generation, owned = self._owned
        if generation != (now := self.generation):
            rows = self._db.execute(
                "SELECT first_passage, first_passage + passages, id FROM documents WHERE passages > 0 ORDER BY first_passage"
            )
            owned = np.array(rows.fetchall(), dtype=np.int64).reshape(-1, 3)
            self._owned = (now, owned)
        return owned

    def passages_of(self, name: str) -> list[Passage]:
        """All passages of one document in reading order."""
        return [_passage(row) for row in self._db.execute(f"{_PASSAGE} WHERE d.name = ? ORDER BY p.start", (name,))]

    # --- for the derived indexes -------------------------------------------------------------------------------------

    def passage_ids(self) -> NDArray[np.int64]:
        """The ids of all passages in ascending order."""
        return np.fromiter((r[0] for r in self._db.stream("SELECT id FROM passages ORDER BY id")), dtype=np.int64)

    def passage_ranges(self, document_ids: Sequence[int]) -> Ranges:
        """The ids of all passages of these documents, a row [first, past the last] for each document that has any, in ascending order."""
        rows = self._db.execute(
            """SELECT first_passage, first_passage + passages FROM documents
                WHERE passages > 0 AND id = ANY(?) ORDER BY first_passage""",
            (list(document_ids),),
        )
        return np.array(rows.fetchall(), dtype=np.int64).reshape(-1, 2)

    @property
    def journal_from(self) -> int:
        """The generation from which on it is known what was removed; 0 is before the first."""
        return int(self.meta("journal from"))

    def added_since(self, generation: int) -> NDArray[np.int64]:
        """The ids of the passages that came after `generation` and are still there, in ascending order."""
        rows = self._db.execute(
            "SELECT first_passage, first_passage + passages FROM documents WHERE generation > ? ORDER BY first_passage", (generation,)
        )
        return _spread(rows.fetchall())

    def removed_since(self, generation: int) -> NDArray[np.int64]:
        """The ids of the passages that went after `generation`, those that also came after it included."""
        rows = self._db.execute("SELECT first_passage, first_passage + passages FROM removed WHERE generation > ?", (generation,))
        return _spread(rows.fetchall())

    def indexed(self, ids: Sequence[int]) -> list[Indexed]:
        """What the word index stores of these passages."""
        rows = self._db.execute(
            """SELECT id, document_id, text, context, lemmas FROM passages JOIN searched ON passage_id = id
                WHERE id = ANY(?) ORDER BY id""",
            (list(ids),),
        )
        return [Indexed(*row) for row in rows]

    def searched(self, ids: Sequence[int]) -> tuple[list[int], list[str], NDArray[np.float32]]:
        """Of these passages those that are still there, in order, with their lines of terms and their vectors (n, dimensions)."""
        rows = self._db.execute(
            "SELECT passage_id, lemmas, vector FROM searched WHERE passage_id = ANY(?) ORDER BY passage_id", (list(ids),)
        ).fetchall()
        vectors = np.frombuffer(b"".join(row[2] for row in rows), dtype=np.float16).astype(np.float32)
        return [row[0] for row in rows], [row[1] for row in rows], vectors.reshape(len(rows), -1) if rows else vectors.reshape(0, 0)

    def vectors(self, ids: Sequence[int]) -> NDArray[np.float32]:
        """The vectors of these passages in the order of `ids`, (n, dimensions) in single precision."""
        rows = dict(self._db.execute("SELECT passage_id, vector FROM searched WHERE passage_id = ANY(?)", (list(ids),)))
        return np.frombuffer(b"".join(map(rows.__getitem__, ids)), dtype=np.float16).reshape(len(ids), -1).astype(np.float32)

    def sentences(self, ids: Sequence[int], dimensions: int) -> list[NDArray[np.int8]]:
        """The vectors of the sentences of these passages in the order of `ids`, (sentences, dimensions) each."""
        rows = dict(self._db.execute("SELECT passage_id, vectors FROM sentences WHERE passage_id = ANY(?)", (list(ids),)))
        return [np.frombuffer(rows.get(i, b""), dtype=np.int8).reshape(-1, dimensions) for i in ids]

    def vector_batches(self, ids: NDArray[np.int64], size: int) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]:
        """The same in batches: (ids, rows)."""
        for i in range(0, len(ids), size):
            batch = ids[i : i + size]
            yield batch, self.vectors(batch.tolist())

    def problems(self) -> list[str]:
        """One sentence for each thing in which the catalogue disagrees with itself; empty in a sound index."""
        return broken_slices(self._db) + miscounts(self._db) + tagging.misplaced(self._db)

    # --- tags --------------------------------------------------------------------------------------------------------

    def tagged(self, ids: Iterable[int]) -> dict[int, Tagged]:
        """What was found in these passages, by passage id; passages that were not tagged are left out."""
        return tagging.of_passages(self._db, ids)

    def tags(self, kinds: Sequence[str], values: Sequence[str] = (), documents: Sequence[str] = ()) -> list[tagging.Located]:
        """The tags of these kinds by document and passage; an empty list of values or documents does not limit."""
        return tagging.located(self._db, kinds, values, documents)

    def quantities(self, kinds: Sequence[str], documents: Sequence[str] = ()) -> list[tagging.Stated]:
        """The quantities of these kinds (target, money) in the order of the documents; an empty list of documents does not limit."""
        return tagging.stated(self._db, kinds, documents)

    def passages_with_digest(self, digests: Iterable[str]) -> dict[str, list[int]]:
        """The ids of the passages with these texts, by the digest of the text (see index.tagging)."""
        return tagging.with_digest(self._db, digests)

    # --- words -------------------------------------------------------------------------------------------------------

    def counts(self, lemmas: Iterable[str]) -> dict[str, int]:
        """In how many passages each of these lemmas stands; those that stand in none are left out."""
        return dict(self._db.execute("SELECT lemma, passages FROM vocabulary WHERE lemma = ANY(?)", (list(lemmas),)))

    def folded_counts(self, words: Iterable[str]) -> dict[str, int]:
        """In how many passages the lemmas stand that are written so without diacritics, their numbers added; words that are no lemma's left out."""
        found = self._db.execute(
            "SELECT folded, CAST(sum(passages) AS BIGINT) FROM vocabulary WHERE folded = ANY(?) GROUP BY folded", (list(words),)
        )
        return dict(found)

    def twins(self, folded: str) -> list[str]:
        """The lemmas that are written so without diacritics, the commoner first."""
        return [r[0] for r in self._db.execute("SELECT lemma FROM vocabulary WHERE folded = ? ORDER BY passages DESC, lemma", (folded,))]

    def lemmas_by_id(self, ids: Iterable[int]) -> dict[int, Lemma]:
        """Lemmas by their ids in the vocabulary; an id is never given twice."""
        rows = self._db.execute("SELECT id, lemma, passages, en, pl, cs, sk, hu FROM vocabulary WHERE id = ANY(?)", (list(ids),))
        return {row[0]: Lemma(row[1], row[2], _at_home(*row[2:])) for row in rows}

    def commonest_lemmas(self, limit: int) -> NDArray[np.int64]:
        """The ids of the commonest lemmas in ascending order, at most `limit`: of equally common ones all or none. Places are no lemmas."""
        rows = self._db.execute(
            f"SELECT passages, count(*) FROM vocabulary WHERE {_NO_PLACE} GROUP BY passages ORDER BY passages DESC"
        ).fetchall()
        least, held = 0, 0
        for passages, lemmas in rows:
            if (held := held + lemmas) > limit:
                least = passages + 1
                break
        found = self._db.execute(f"SELECT id FROM vocabulary WHERE passages >= ? AND {_NO_PLACE} ORDER BY id", (least,))
        return np.array([r[0] for r in found], dtype=np.int64)

    def lemma_counts(self) -> Iterator[tuple[str, int]]:
        """Every lemma with the number of passages that it stands in."""
        yield from self._db.stream("SELECT lemma, passages FROM vocabulary")


def _spread(ranges: list[tuple[int, int]]) -> NDArray[np.int64]:
    """The numbers from each first to before each last."""
    return np.concatenate([np.arange(first, end, dtype=np.int64) for first, end in ranges] or [np.zeros(0, dtype=np.int64)])


def _dump(record: Record) -> str:
    return json.dumps(asdict(record), ensure_ascii=False)


def _record(stored: str) -> Record:
    return Record(**json.loads(stored))


def _passage(row: tuple[Any, ...]) -> Passage:
    passage_id, document, start, end, text, page, section, context, language = row
    return Passage(document, start, end, text, page, tuple(json.loads(section)), context, language, passage_id)


def _at_home(passages: int, en: int, pl: int, cs: int, sk: int, hu: int) -> tuple[str, ...]:
    """The languages that a lemma is at home in, by its passages in all and of each language. Done for hundreds at once: without a loop."""
    least = _AT_HOME * passages
    return _HOMES[(en >= least) + 2 * (pl >= least) + 4 * (cs >= least) + 8 * (sk >= least) + 16 * (hu >= least)]
