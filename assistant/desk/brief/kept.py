"""Briefs as they are kept, with what people changed of them. Knows their tables, nothing of how a brief is made or laid out.

A brief belongs to somebody, by the id of their account; without accounts to "", the one user. Others find it neither in the list nor by its id,
unless its owner lets them read it.
"""

from __future__ import annotations

import json
import secrets
from copy import copy
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from assistant.desk.brief.revised import LONGEST_TEXT, Drop, Edit
from assistant.desk.brief.stored import decode, encode
from assistant.desk.brief.types import Brief, Wanted
from assistant.shared_file import SharedFile
from index.errors import NotAllowed, NotFound, UsageError

FILE = "briefs.sqlite"
SCHEMA_VERSION = 2
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
    brief TEXT,
    account TEXT NOT NULL DEFAULT '',
    shared INTEGER NOT NULL DEFAULT 0
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
# Briefs of the first version were everybody's to read, and nobody's by account.
_UPGRADES = {
    1: """
ALTER TABLE briefs ADD COLUMN account TEXT NOT NULL DEFAULT '';
ALTER TABLE briefs ADD COLUMN shared INTEGER NOT NULL DEFAULT 0;
UPDATE briefs SET shared = 1;
"""
}
_LISTED = "id, owner, wanted, state, problem, started, account, shared"
_SEEN = "(? IS NULL OR account = ? OR shared)"


@dataclass(frozen=True, slots=True)
class Kept:
    """A brief in a list of them."""

    id: str
    owner: str  # the name of who asked for it
    wanted: Wanted
    state: str  # making | made | failed
    problem: str  # why it failed
    started: str  # ISO 8601, UTC
    account: str = ""  # the id of that person's account; "" is the one user without accounts
    shared: bool = False  # whether others may read it


class Briefs(SharedFile):
    """The file, open. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Open or make the file of an index folder, as who may do everything; ProductError where that cannot be done."""
        super().__init__(folder / FILE, "briefs", _SCHEMA, SCHEMA_VERSION, _UPGRADES)
        self._account: str | None = None

    def seen_by(self, account: str | None) -> Briefs:
        """The same file as the owner of an account sees it; None sees and changes everybody's."""
        other = copy(self)
        other._account = account
        return other

    # ---- making

    def begin(self, wanted: Wanted, owner: str, account: str = "", shared: bool = False) -> str:
        """Keep what was asked for, by whom, and whether others may read it; the new brief's id."""
        identifier = f"b{secrets.token_hex(10)}"
        with self._transaction():
            self._db.execute(
                f"INSERT INTO briefs ({_LISTED}) VALUES (?, ?, ?, ?, '', ?, ?, ?)",
                (identifier, owner.strip()[:LONGEST_NAME], _written(wanted), MAKING, _now(), account, int(shared)),
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
            sentence = f"The text has {len(edit.text):,} characters; at most {LONGEST_TEXT:,} are kept: shorten it."
            raise UsageError(sentence, "text_long", n=len(edit.text), longest=LONGEST_TEXT)
        with self._transaction():
            self._own(brief)
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
            sentence = f"The reason has {len(reason):,} characters; at most {LONGEST_REASON:,} are kept: shorten it."
            raise UsageError(sentence, "text_long", n=len(reason), longest=LONGEST_REASON)
        with self._transaction():
            self._own(brief)
            self._db.execute(
                "INSERT INTO drops (brief_id, row, place, reason, person, date) VALUES (?, ?, ?, ?, ?, ?)",
                (brief, row, place, reason, person, _now()),
            )

    def share(self, brief: str, shared: bool) -> None:
        """Let others read a brief, or no longer. NotFound for one that is not seen, NotAllowed for one that is another's."""
        with self._transaction():
            self._own(brief)
            self._db.execute("UPDATE briefs SET shared = ? WHERE id = ?", (int(shared), brief))

    def hand_over(self, account: str) -> int:
        """Make the briefs from before there were accounts an account's; returns how many there were."""
        with self._transaction():
            return self._db.execute("UPDATE briefs SET account = ? WHERE account = ''", (account,)).rowcount

    def delete(self, brief: str) -> Kept:
        """Delete a brief with everything that was changed of it, and leave nothing of it in the file; errors as `share`."""
        with self._lock:
            found = self._own(brief)
            with self._transaction():
                self._db.execute("DELETE FROM briefs WHERE id = ?", (brief,))
            self._forget()
        return found

    # ---- reading

    def listed(self, limit: int = 200) -> list[Kept]:
        """Those that are seen, the latest first."""
        query = f"SELECT {_LISTED} FROM briefs WHERE {_SEEN} ORDER BY started DESC, rowid DESC LIMIT ?"
        return [_kept(row) for row in self._rows(query, self._account, self._account, limit)]

    def kept(self, brief: str) -> Kept:
        """One brief as it stands in the list; NotFound where it is not seen: whether it exists is not said."""
        rows = self._rows(f"SELECT {_LISTED} FROM briefs WHERE id = ? AND {_SEEN}", brief, self._account, self._account)
        if not rows:
            raise NotFound(f"There is no brief “{brief[:60]}”: it was deleted, or the link is incomplete.", "brief_missing")
        return _kept(rows[0])

    def exists(self, brief: str) -> bool:
        """Whether there is a brief that is seen."""
        return bool(self._rows(f"SELECT 1 FROM briefs WHERE id = ? AND {_SEEN}", brief, self._account, self._account))

    def brief(self, brief: str) -> Brief | None:
        """The brief as it was made; None while it is being made, or where it failed. NotFound where there is none."""
        self.kept(brief)
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

    def _own(self, brief: str) -> Kept:
        found = self.kept(brief)
        if self._account not in (None, found.account):
            raise NotAllowed(
                "This brief is somebody else's, who lets you read it: only its owner or an editor changes it.", "brief_of_another"
            )
        return found


def named(person: str) -> str:
    """A person's name; UsageError for none, or one that is too long."""
    name = " ".join(person.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise UsageError(f"A change carries a person's name, of 1 to {LONGEST_NAME} characters: say who you are.", "name_missing")
    return name


def _written(wanted: Wanted) -> str:
    return json.dumps(asdict(wanted), ensure_ascii=False)


def _kept(row: tuple[str, str, str, str, str, str, str, int]) -> Kept:
    identifier, owner, wanted, state, problem, started, account, shared = row
    asked = json.loads(wanted)
    rows = asked["rows"] if isinstance(asked["rows"], str) else tuple(asked["rows"])
    meant = Wanted(asked["topic"], tuple(asked["places"]), rows, asked["language"])
    return Kept(identifier, owner, meant, state, problem, started, account, bool(shared))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
