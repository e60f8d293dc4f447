"""What people say of a passage, an answer, a row of a brief or a practice, by name. Knows its table, nothing of formats.

A comment on a passage holds for its text, by the text's digest, so that it outlives ingestion anew; the text itself is not kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from assistant.shared_file import SharedFile
from index.errors import NotAllowed, NotFound, UsageError
from index.reader import Reader
from index.tagging import digest

FILE = "comments.sqlite"
SCHEMA_VERSION = 2
PASSAGE, ANSWER, ROW, PRACTICE = KINDS = ("passage", "answer", "row", "practice")
LONGEST_NAME, LONGEST_TARGET, LONGEST_TEXT = 200, 300, 5_000  # characters

_SCHEMA = """
CREATE TABLE comments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('passage', 'answer', 'row', 'practice')),
    target TEXT NOT NULL,
    about TEXT NOT NULL,
    author TEXT NOT NULL,
    text TEXT NOT NULL,
    date TEXT NOT NULL,
    account TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX comments_by_target ON comments (kind, target);
"""
_UPGRADES = {1: "ALTER TABLE comments ADD COLUMN account TEXT NOT NULL DEFAULT '';\n"}
_COLUMNS = "id, kind, target, about, author, text, date, account"


@dataclass(frozen=True, slots=True)
class Comment:
    """What one person said."""

    id: int
    kind: str  # passage | answer | row | practice
    target: str  # digest of a passage's text; an answer's id; "brief/row"; a practice's id
    about: str  # what the target is called: a document with its page, a question, a row's name; never a passage's text
    author: str
    text: str
    date: str  # ISO 8601, UTC
    account: str = ""  # the id of the author's account; "" where there were no accounts

    def may_go(self, account: str | None) -> bool:
        """Whether the owner of an account may delete it; None may delete everybody's."""
        return account is None or self.account == account


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment as a person gives it; the target of a passage is its number."""

    kind: str
    target: str
    author: str
    text: str
    about: str = ""
    account: str = ""


class Comments(SharedFile):
    """The file, open. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Open or make the file of an index folder; ProductError where that cannot be done."""
        super().__init__(folder / FILE, "comments", _SCHEMA, SCHEMA_VERSION, _UPGRADES)

    def keep(self, remark: Remark, reader: Reader) -> Comment:
        """Keep a comment. NotFound for an unknown passage; UsageError for an unknown kind, an empty or too long name, target or text."""
        _check(remark)
        target, about = _passage(remark.target, reader) if remark.kind == PASSAGE else (remark.target.strip(), remark.about.strip())
        date = datetime.now(UTC).isoformat(timespec="seconds")
        row = (remark.kind, target, about, remark.author.strip(), remark.text.strip(), date, remark.account)
        with self._transaction():
            cursor = self._db.execute(f"INSERT INTO comments ({_COLUMNS[4:]}) VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            assert cursor.lastrowid is not None
        return Comment(cursor.lastrowid, *row)

    def delete(self, comment: int, account: str | None = None) -> Comment:
        """Delete a comment and leave nothing of it in the file; of an account's owner only their own, None deletes everybody's.

        NotFound where there is none, NotAllowed where it is another's.
        """
        with self._lock:
            with self._transaction():
                row = self._db.execute(f"DELETE FROM comments WHERE id = ? RETURNING {_COLUMNS}", (comment,)).fetchone()
                if row is None:
                    raise NotFound(f"There is no comment {comment}: it was deleted, or never made.", "comment_missing")
                if not (gone := Comment(*row)).may_go(account):
                    raise NotAllowed("This comment is somebody else's: only its author or an editor deletes it.", "comment_of_another")
            self._forget()
        return gone

    def all(self, kind: str = "", target: str = "") -> list[Comment]:
        """The comments, the oldest first, of a kind or of one target where they are given; a passage's target is the digest of its text."""
        wanted = "(? = '' OR kind = ?) AND (? = '' OR target = ?)"
        return [
            Comment(*row) for row in self._rows(f"SELECT {_COLUMNS} FROM comments WHERE {wanted} ORDER BY id", kind, kind, target, target)
        ]


def open_comments(folder: Path) -> Comments | None:
    """The comments of an index folder for reading; None where there are none, so that looking leaves no file behind."""
    return Comments(folder) if (folder / FILE).exists() else None


def target_of(kind: str, target: str, reader: Reader) -> str:
    """What a comment's target is kept as: of a passage's number the digest of its text. NotFound for a passage that is not there."""
    return _passage(target, reader)[0] if kind == PASSAGE and target else target


def _passage(number: str, reader: Reader) -> tuple[str, str]:
    """The digest of a passage's text, and where it stands."""
    if not number.strip().isdecimal():
        raise UsageError(f"{number!r} is no number of a passage: answers and views give them.")
    passage = reader.passage(int(number))
    where = f"p. {passage.page}, " if passage.page else ""
    return digest(passage.text), f"{passage.document}, {where}{passage.start}–{passage.end}"


def _check(remark: Remark) -> None:
    if remark.kind not in KINDS:
        raise UsageError(f"There are no comments on a {remark.kind!r}: choose from {', '.join(KINDS)}.")
    limits = (
        ("a name", remark.author, LONGEST_NAME),
        ("a target", remark.target, LONGEST_TARGET),
        ("a text", remark.text, LONGEST_TEXT),
    )
    for what, value, longest in limits:
        if not value.strip() or len(value) > longest:
            sentence = f"A comment has {what} of 1 to {longest:,} characters; this one has {len(value.strip()):,}."
            raise UsageError(sentence, "comment_length", longest=LONGEST_TEXT)
    if len(remark.about) > LONGEST_TARGET:
        raise UsageError(f"What a comment is about is said in at most {LONGEST_TARGET} characters; this has {len(remark.about):,}.")
