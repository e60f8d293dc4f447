"""Keys for programs: made, found by what a program sends, revoked. Knows their table, nothing of HTTP.

Only a key's SHA-256 is kept. A slow hash is for passwords, which people choose and others guess; a key has 256 random bits, which nobody
guesses however fast the hash is, and it is compared on every request.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from assistant.access.file import AccessFile, now
from assistant.access.roles import ROLES
from index.errors import NotFound, UsageError

PREFIX = "sv4_"  # so that a key is known for one where it was pasted by mistake
LONGEST_LABEL, LONGEST_DAYS = 100, 3_660
_COLUMNS = "id, account, label, role, read_only, created, expires"


@dataclass(frozen=True, slots=True)
class Key:
    """A key as it is shown: everything but the key."""

    id: str
    account: str  # the id of the account that it speaks for
    label: str  # what it is for
    role: str  # it may do what this role and its account's both may
    read_only: bool
    created: str  # ISO 8601, UTC
    expires: str  # "" is never


class Keys:
    """The keys of a file. Safe to share between threads."""

    def __init__(self, file: AccessFile) -> None:
        self._file = file

    def add(self, account: str, label: str, role: str, *, read_only: bool = False, days: int = 0) -> tuple[Key, str]:
        """A new key, and its text, which is shown once and not kept; 0 `days` is for ever. UsageError for a label or role that does not fit."""
        label = " ".join(label.split())
        if not label or len(label) > LONGEST_LABEL or not label.isprintable():
            raise UsageError(f"A key is called by what it is for, in 1 to {LONGEST_LABEL} characters; this has {len(label)}.")
        if role not in ROLES:
            raise UsageError(f"There is no role “{role[:40]}”: choose from {', '.join(ROLES)}.")
        if not 0 <= days <= LONGEST_DAYS:
            raise UsageError(f"A key lasts 1 to {LONGEST_DAYS:,} days, or for ever (0); not {days:,}.")
        text = PREFIX + secrets.token_urlsafe(32)
        ends = (datetime.now(UTC) + timedelta(days=days)).isoformat(timespec="seconds") if days else ""
        key = Key(secrets.token_hex(4), account, label, role, read_only, now(), ends)
        row = (key.id, _digest(text), account, label, role, int(read_only), key.created, ends)
        self._file.change("INSERT INTO keys VALUES (?, ?, ?, ?, ?, ?, ?, ?)", *row)
        return key, text

    def found(self, text: str) -> Key | None:
        """The key with this text; None where there is none, or it has expired."""
        query = f"SELECT {_COLUMNS} FROM keys WHERE digest = ? AND (expires = '' OR expires >= ?)"
        rows = self._file.rows(query, _digest(text), now())
        return _key(rows[0]) if rows else None

    def all(self, account: str = "") -> list[Key]:
        """Every key, or an account's, the oldest first."""
        query = f"SELECT {_COLUMNS} FROM keys WHERE ? = '' OR account = ? ORDER BY created, id"
        return [_key(row) for row in self._file.rows(query, account, account)]

    def revoke(self, key: str, account: str = "") -> Key:
        """Make a key worthless at once; NotFound where there is none, or it is not of the account that is given."""
        statement = f"DELETE FROM keys WHERE id = ? AND (? = '' OR account = ?) RETURNING {_COLUMNS}"
        rows = self._file.change(statement, key, account, account)
        if not rows:
            raise NotFound(f"There is no key {key[:20]}: it was revoked already, or is somebody else's.")
        return _key(rows[0])


def _key(row: tuple[str, str, str, str, int, str, str]) -> Key:
    return Key(row[0], row[1], row[2], row[3], bool(row[4]), row[5], row[6])


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
