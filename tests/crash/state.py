"""What an index holds, as hashes by part, without the numbers that differ from run to run. Reads files only, so that nothing is mended by looking."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

from index.encoder.protocol import Encoder
from index.folder import CATALOGUE
from index.reader import Reader

_OF_PASSAGE = "FROM passages p JOIN documents d ON d.id = p.document_id"
_CATALOGUE = {
    "documents": "SELECT name, sha256, format, pages, passages, lemmas, record, warnings FROM documents ORDER BY name",
    "texts": "SELECT name, headings, tables, text FROM documents d JOIN texts ON document_id = d.id ORDER BY name",
    "pages": 'SELECT name, number, start, "end", source FROM documents d JOIN pages p ON document_id = d.id ORDER BY name, number',
    "passages": f'SELECT name, start, "end", text, page, section, context, p.language {_OF_PASSAGE} ORDER BY name, start',
    "vectors": f"SELECT name, start, vector {_OF_PASSAGE} JOIN searched ON passage_id = p.id ORDER BY name, start",
    "sentences": f"SELECT name, start, vectors {_OF_PASSAGE} JOIN sentences ON passage_id = p.id ORDER BY name, start",
    "lemmas": f"SELECT name, start, s.lemmas {_OF_PASSAGE} JOIN searched s ON passage_id = p.id ORDER BY name, start",
    "words": "SELECT lemma, folded, passages, en, pl, cs, sk, hu FROM vocabulary ORDER BY lemma",
    "tagged": f"SELECT name, p.start, g.digest {_OF_PASSAGE} JOIN tagged g ON g.passage_id = p.id ORDER BY name, p.start",
    "tags": f"""SELECT name, p.start, t.kind, value, strength, score, t.start, t."end" {_OF_PASSAGE} JOIN tags t ON t.passage_id = p.id
                ORDER BY name, p.start, t.kind, value""",
    "quantities": f"""SELECT name, p.start, q.kind, q.start, q."end", indicator, value, number, unit, year, baseline, baseline_year, currency,
                             programme, payer {_OF_PASSAGE} JOIN quantities q ON q.passage_id = p.id ORDER BY name, p.start, q.rowid""",
}
_QUESTIONS = (("How will the heat network change by 2035?", "en"), ("O ile miasto ograniczy emisje?", "pl"), ("voda a odpady", "cs"))


def _hash(rows: Iterable[object]) -> str:
    digest = hashlib.sha256()
    for row in rows:
        digest.update(repr(row).encode())
    return digest.hexdigest()


def catalogue(folder: Path) -> tuple[int, Mapping[str, str]]:
    """The generation, and a hash of each kind of content; (−1, {}) where no transaction has made a catalogue."""
    db = sqlite3.connect(folder / CATALOGUE)
    try:
        if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
            return -1, {}
        db.execute("BEGIN")
        generation = int(db.execute("SELECT value FROM meta WHERE key = 'generation'").fetchone()[0])
        return generation, {name: _hash(db.execute(statement)) for name, statement in _CATALOGUE.items()}
    finally:
        db.close()


def whole(folder: Path, encoder: Encoder) -> Mapping[str, str]:
    """A hash of each part of an index whose derived parts are current."""
    reader = Reader(folder, encoder)
    own = reader._folder
    ids = own.catalogue.passage_ids()
    passages = own.catalogue.passages(ids.tolist())
    keys = {i: (p.document, p.start) for i, p in passages.items()}
    lemmas = own.catalogue.lemmas_by_id(own.vocabulary._vectors.ids().tolist())
    return {
        **catalogue(folder)[1],
        "word index": _hash([sorted(keys[i] for i in own.lexical.ids().tolist()), sorted(own.lexical.miscounted({}).items())]),
        "vector index": _hash(_rows(keys, own.vectors)),
        "vocabulary": _hash(_rows({i: lemma.text for i, lemma in lemmas.items()}, own.vocabulary._vectors)),
        "files": _hash((f.name, hashlib.sha256(f.read_bytes()).hexdigest()) for f in sorted((folder / "files").iterdir())),
        "tagger": reader.tagger,
        "answers": _hash(_answers(reader)),
    }


def _rows(keys: Mapping[int, object], vectors: object) -> list[object]:
    """Each key with its vector as it is kept."""
    ids = vectors.ids()  # type: ignore[attr-defined]
    known, rows = vectors.rows(ids)  # type: ignore[attr-defined]
    assert known.all()
    return sorted((keys[i], row.tobytes()) for i, row in zip(ids.tolist(), rows, strict=True))


def _answers(reader: Reader) -> list[object]:
    found = []
    for question, language in _QUESTIONS:
        hits = reader.search(question, language=language).hits
        found.append([(h.passage.document, h.passage.start, round(h.score, 5)) for h in hits])
    return found


def half_done(reader: Reader) -> list[str]:
    """What a reader sees that is not whole: hits that are no slices, documents without their files, tags of another passage."""
    wrong = []
    for question, language in _QUESTIONS:
        for hit in reader.search(question, language=language).hits:
            p = hit.passage
            if reader.text(p.document)[p.start : p.end] != p.text:
                wrong.append(f"{p.document} {p.start}")
    for document in reader.documents():
        reader.file(document.name)  # raises where it is missing or another
    return wrong
