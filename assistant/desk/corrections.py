"""What people say of tags: accepted, rejected, added. Knows its table and passages' texts, nothing of views.

A correction holds for a text, wherever and whenever that stands in the index: it is kept by the digest of the passage's text, so that it
outlives removal, ingestion and tagging anew. The text itself is not kept: with its document it is gone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from assistant.desk.scheme import GRADED, check
from assistant.shared_file import SharedFile
from index.errors import NotFound, UsageError
from index.reader import Reader
from index.tagging import digest
from index.types import Passage, Tag

FILE = "corrections.sqlite"
SCHEMA_VERSION = 1
ACCEPTED, REJECTED, ADDED = VERDICTS = ("accepted", "rejected", "added")
LONGEST_NAME = 200  # characters of an editor's name

_SCHEMA = """
CREATE TABLE corrections (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    digest TEXT NOT NULL,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'rejected', 'added')),
    strength INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    editor TEXT NOT NULL,
    date TEXT NOT NULL,
    UNIQUE (digest, kind, value)
) STRICT;
"""
_COLUMNS = 'id, digest, kind, value, verdict, strength, start, "end", editor, date'


@dataclass(frozen=True, slots=True)
class Correction:
    """What one person said of one tag of one text."""

    id: int
    digest: str  # of the passage's text, see index.tagging
    kind: str
    value: str
    verdict: str  # accepted | rejected | added
    strength: int  # 1 to 3 for goals and Green Deal codes, else 0
    start: int  # the reason, as offsets into the passage's text
    end: int
    editor: str
    date: str  # ISO 8601, UTC


@dataclass(frozen=True, slots=True)
class Said:
    """What an editor says of a tag of a passage."""

    passage: int
    kind: str
    value: str
    verdict: str
    editor: str
    strength: int | None = None  # for what is added: None is the strength that the program gave, else 2
    start: int | None = None  # the reason in the document's text; None is the program's, else the whole passage
    end: int | None = None


class TagCorrections(SharedFile):
    """The file, open. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Open or make the file of an index folder; ProductError where that cannot be done."""
        super().__init__(folder / FILE, "corrections", _SCHEMA, SCHEMA_VERSION)

    def keep(self, said: Said, reader: Reader) -> tuple[Correction, Correction | None]:
        """Keep what an editor says, in place of what was said of the same tag before, which is returned too.

        NotFound for an unknown passage; UsageError for a tag that the scheme does not have, for one that is not there to be accepted or
        rejected, for a reason outside the passage, and for a name that is empty.
        """
        passage = reader.passage(said.passage)
        _check(said)
        if passage.id not in reader.tagged([passage.id]):
            raise UsageError(
                f"Passage {passage.id} was never tagged, so its tags cannot be corrected: run “python -m ingest --tag” first.",
                "passage_untagged",
            )
        found = _automatic(said, reader)
        if said.verdict != ADDED and found is None:
            tag = f"{said.kind} {said.value}".rstrip()
            raise UsageError(
                f"Passage {passage.id} has no tag “{tag}” that could be {said.verdict}: add it, or choose one that it has.", "tag_missing"
            )
        start, end = _reason(said, passage, found)
        row = (digest(passage.text), said.kind, said.value, said.verdict, _strength(said, found), start, end, said.editor.strip(), _now())
        with self._transaction():
            before = self._rows(f"SELECT {_COLUMNS} FROM corrections WHERE (digest, kind, value) = (?, ?, ?)", *row[:3])
            self._db.execute("DELETE FROM corrections WHERE (digest, kind, value) = (?, ?, ?)", row[:3])
            cursor = self._db.execute(f"INSERT INTO corrections ({_COLUMNS[4:]}) VALUES ({', '.join('?' * len(row))})", row)
            assert cursor.lastrowid is not None
        return Correction(cursor.lastrowid, *row), Correction(*before[0]) if before else None

    def withdraw(self, correction: int) -> Correction:
        """Delete a correction, so that what the program says holds again; NotFound where there is none."""
        with self._lock:
            with self._transaction():
                row = self._db.execute(f"DELETE FROM corrections WHERE id = ? RETURNING {_COLUMNS}", (correction,)).fetchone()
                if row is None:
                    raise NotFound(f"There is no correction {correction}: it was withdrawn, or another one took its place.")
            self._forget()
        return Correction(*row)

    def all(self) -> list[Correction]:
        """Every correction, the oldest first."""
        return [Correction(*row) for row in self._rows(f"SELECT {_COLUMNS} FROM corrections ORDER BY id")]


def open_corrections(folder: Path) -> TagCorrections | None:
    """The corrections of an index folder for reading; None where nobody made any, so that looking leaves no file behind."""
    return TagCorrections(folder) if (folder / FILE).exists() else None


def where(corrections: Sequence[Correction], reader: Reader) -> Mapping[str, list[int]]:
    """The ids of the passages that each correction holds for now, by digest; a text that is not in the index has none."""
    return reader.passages_with_digest({c.digest for c in corrections})


def _check(said: Said) -> None:
    check(said.kind, said.value)
    if said.verdict not in VERDICTS:
        raise UsageError(f"A tag cannot be {said.verdict!r}: it is {', '.join(VERDICTS[:-1])} or {VERDICTS[-1]}.")
    if not said.editor.strip() or len(said.editor) > LONGEST_NAME:
        raise UsageError(f"A correction carries its editor's name, of at most {LONGEST_NAME} characters: say who you are.", "name_missing")
    if said.strength is not None:
        graded = said.kind in GRADED and said.verdict == ADDED
        if not graded:
            raise UsageError("Only a goal or a Green Deal area that is added has a strength to give: leave it out.")
        if said.strength not in (1, 2, 3):
            raise UsageError(f"There is no strength {said.strength}: 1 enables, 2 reinforces, 3 directly affects.")
    if (said.start is None) != (said.end is None):
        raise UsageError("The reason has a start and an end: give both, or neither.")


def _automatic(said: Said, reader: Reader) -> Tag | None:
    tagged = reader.tagged([said.passage]).get(said.passage)
    return next((t for t in tagged.tags if (t.kind, t.value) == (said.kind, said.value)), None) if tagged else None


def _reason(said: Said, passage: Passage, found: Tag | None) -> tuple[int, int]:
    """The offsets of the reason in the passage's text."""
    if said.start is None or said.end is None:
        return (found.start - passage.start, found.end - passage.start) if found else (0, len(passage.text))
    if not passage.start <= said.start < said.end <= passage.end:
        raise UsageError(
            f"Passage {passage.id} goes from {passage.start} to {passage.end}: the reason from {said.start} to {said.end} is no part of it."
        )
    return said.start - passage.start, said.end - passage.start


def _strength(said: Said, found: Tag | None) -> int:
    if said.kind not in GRADED:
        return 0
    return said.strength or (found.strength if found else 2)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
