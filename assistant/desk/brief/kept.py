"""Briefs as they are kept, with what people changed of them. Knows their tables, nothing of how a brief is made or laid out."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from assistant.desk.brief.revised import LONGEST_TEXT, Drop, Edit
from assistant.desk.brief.stored import decode, encode
from assistant.desk.brief.types import Brief, Wanted
from assistant.shared_file import SharedFile
from index.errors import NotFound, UsageError

FILE = "briefs.sqlite"
SCHEMA_VERSION = 1
MAKING, MADE, FAILED = "making", "made", "failed"
LONGEST_NAME, LONGEST_REASON = 200, 500  # characters

_SCHEMA = """
CREATE TABLE briefs (
    id TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    wanted TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('making', 'made', 'failed')),
    problem TEXT NOT NULL,
    started TEXT NOT NULL,
    brief TEXT
) STRICT;
CREATE TABLE edits (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    brief_id TEXT NOT NULL REFERENCES briefs ON DELETE CASCADE,
    section INTEGER NOT NULL,
    key TEXT NOT NULL,
    text TEXT NOT NULL,
    person TEXT NOT NULL,
    date TEXT NOT NULL
) STRICT;
CREATE INDEX edits_of_brief ON edits (brief_id);
CREATE TABLE drops (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    brief_id TEXT NOT NULL REFERENCES briefs ON DELETE CASCADE,
    row TEXT NOT NULL,
    place TEXT NOT NULL,
    reason TEXT NOT NULL,
    person TEXT NOT NULL,
    date TEXT NOT NULL
) STRICT;
CREATE INDEX drops_of_brief ON drops (brief_id);
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """A brief in a list of them."""

    id: str
    owner: str  # the name of who asked for it
    wanted: Wanted
    state: str  # making | made | failed
    problem: str  # why it failed
    started: str  # ISO 8601, UTC


class Briefs(SharedFile):
    """The file, open. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Open or make the file of an index folder; ProductError where that cannot be done."""
        super().__init__(folder / FILE, "briefs", _SCHEMA, SCHEMA_VERSION)

    # ---- making

    def begin(self, wanted: Wanted, owner: str) -> str:
        """Keep what was asked for; the new brief's id."""
        identifier = f"b{secrets.token_hex(10)}"
        with self._transaction():
            self._db.execute(
                "INSERT INTO briefs VALUES (?, ?, ?, ?, '', ?, NULL)",
                (identifier, owner.strip()[:LONGEST_NAME], json.dumps(asdict(wanted), ensure_ascii=False), MAKING, _now()),
            )
        return identifier

    def finish(self, brief: str, made: Brief) -> None:
        """Keep what was made; nothing where the brief was deleted meanwhile."""
        with self._transaction():
            self._db.execute("UPDATE briefs SET state = ?, brief = ? WHERE id = ?", (MADE, encode(made), brief))

    def fail(self, brief: str, problem: str) -> None:
        """Keep why nothing was made."""
        with self._transaction():
            self._db.execute("UPDATE briefs SET state = ?, problem = ? WHERE id = ?", (FAILED, problem, brief))

    # ---- changing

    def edit(self, brief: str, edit: Edit) -> Edit:
        """Keep a text; `edit.id` is that of the text's last edit as the writer saw it, 0 for none.

        UsageError where somebody else changed the text since, and for a name or text that is too long; NotFound for an unknown brief.
        """
        person = named(edit.person)
        if len(edit.text) > LONGEST_TEXT:
            raise UsageError(f"The text has {len(edit.text):,} characters; at most {LONGEST_TEXT:,} are kept: shorten it.")
        with self._transaction():
            self._known(brief)
            found = self._rows("SELECT max(id) FROM edits WHERE brief_id = ? AND section = ? AND key = ?", brief, edit.section, edit.key)
            if (found[0][0] or 0) != edit.id:
                raise UsageError("Somebody else changed this text while you wrote: look at theirs, then save yours again.", "text_changed")
            values = (edit.section, edit.key, edit.text.strip(), person, _now())
            cursor = self._db.execute(
                "INSERT INTO edits (brief_id, section, key, text, person, date) VALUES (?, ?, ?, ?, ?, ?)", (brief, *values)
            )
        assert cursor.lastrowid is not None
        return Edit(cursor.lastrowid, *values)

    def drop(self, brief: str, row: str, place: str, reason: str, person: str) -> None:
        """Take a cell's evidence out, or give it back where `reason` is empty. UsageError for a reason or name that cannot be kept."""
        person, reason = named(person), " ".join(reason.split())
        if len(reason) > LONGEST_REASON:
            raise UsageError(f"The reason has {len(reason):,} characters; at most {LONGEST_REASON:,} are kept: shorten it.")
        with self._transaction():
            self._known(brief)
            self._db.execute(
                "INSERT INTO drops (brief_id, row, place, reason, person, date) VALUES (?, ?, ?, ?, ?, ?)",
                (brief, row, place, reason, person, _now()),
            )

    def delete(self, brief: str) -> Kept:
        """Delete a brief with everything that was changed of it, and leave nothing of it in the file; NotFound where there is none."""
        with self._lock:
            found = self.kept(brief)
            with self._transaction():
                self._db.execute("DELETE FROM briefs WHERE id = ?", (brief,))
            self._forget()
        return found

    # ---- reading

    def listed(self, limit: int = 200) -> list[Kept]:
        """The latest first."""
        return [
            _kept(row)
            for row in self._rows(
                "SELECT id, owner, wanted, state, problem, started FROM briefs ORDER BY started DESC, rowid DESC LIMIT ?", limit
            )
        ]

    def kept(self, brief: str) -> Kept:
        """One brief as it stands in the list; NotFound where there is none."""
        self._known(brief)
        return _kept(self._rows("SELECT id, owner, wanted, state, problem, started FROM briefs WHERE id = ?", brief)[0])

    def brief(self, brief: str) -> Brief | None:
        """The brief as it was made; None while it is being made, or where it failed. NotFound where there is none."""
        self._known(brief)
        text = self._rows("SELECT brief FROM briefs WHERE id = ?", brief)[0][0]
        return decode(text) if text else None

    def edits(self, brief: str) -> tuple[Edit, ...]:
        """Every edit of its texts, the oldest first."""
        rows = self._rows("SELECT id, section, key, text, person, date FROM edits WHERE brief_id = ? ORDER BY id", brief)
        return tuple(Edit(*row) for row in rows)

    def drops(self, brief: str) -> tuple[Drop, ...]:
        """Every cell taken out or given back, the oldest first."""
        rows = self._rows("SELECT id, row, place, reason, person, date FROM drops WHERE brief_id = ? ORDER BY id", brief)
        return tuple(Drop(*row) for row in rows)

    def _known(self, brief: str) -> None:
        if not self._rows("SELECT 1 FROM briefs WHERE id = ?", brief):
            raise NotFound(f"There is no brief “{brief[:60]}”: it was deleted, or the link is incomplete.", "brief_missing")


def named(person: str) -> str:
    """A person's name; UsageError for none, or one that is too long."""
    name = " ".join(person.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise UsageError(f"A change carries a person's name, of 1 to {LONGEST_NAME} characters: say who you are.", "name_missing")
    return name


def _kept(row: tuple[str, str, str, str, str, str]) -> Kept:
    identifier, owner, wanted, state, problem, started = row
    asked = json.loads(wanted)
    rows = asked["rows"] if isinstance(asked["rows"], str) else tuple(asked["rows"])
    return Kept(identifier, owner, Wanted(asked["topic"], tuple(asked["places"]), rows, asked["language"]), state, problem, started)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
