"""Sessions: who signed in with which browser, until when. Knows their table and the form of a cookie's value, nothing of HTTP.

A cookie holds 256 random bits, signed, so that what nobody issued is thrown away unread; the file holds their SHA-256, so that who reads the
file signs in as nobody. The session itself is here and not in the cookie: signing out ends it, whoever kept a copy of the cookie.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime, timedelta

from itsdangerous import BadSignature, Signer

from assistant.access.file import AccessFile, now


class Sessions:
    """The sessions of a file. Safe to share between threads."""

    def __init__(self, file: AccessFile, hours: float) -> None:
        """`hours` is how long a session lasts."""
        self._file = file
        self._hours = hours
        self._signer = Signer(file.secret, salt="session", digest_method=hashlib.sha256)

    @property
    def secret(self) -> str:
        """What other cookies of the program are signed with."""
        return self._file.secret

    @property
    def seconds(self) -> int:
        """How long a session lasts."""
        return int(self._hours * 3600)

    def begin(self, account: str) -> str:
        """A new session; returns the cookie's value. Sessions that are over are swept away."""
        identifier = secrets.token_urlsafe(32)
        ends = (datetime.now(UTC) + timedelta(hours=self._hours)).isoformat(timespec="seconds")
        self._file.change("DELETE FROM sessions WHERE expires < ?", now())
        self._file.change("INSERT INTO sessions VALUES (?, ?, ?, ?)", _digest(identifier), account, now(), ends)
        return self._signer.sign(identifier).decode()

    def account(self, cookie: str) -> tuple[str, str] | None:
        """The account of a cookie's session and the session's digest; None for a forged, ended or expired one."""
        try:
            digest = _digest(self._signer.unsign(cookie).decode())
        except (BadSignature, UnicodeError):
            return None
        rows = self._file.rows("SELECT account FROM sessions WHERE digest = ? AND expires >= ?", digest, now())
        return (rows[0][0], digest) if rows else None

    def end(self, digest: str) -> None:
        """Sign out of one browser."""
        self._file.change("DELETE FROM sessions WHERE digest = ?", digest)

    def end_all(self, account: str, but: str = "") -> None:
        """Sign out of every browser, except that of the session with the digest `but`."""
        self._file.change("DELETE FROM sessions WHERE account = ? AND digest <> ?", account, but)


def _digest(identifier: str) -> str:
    return hashlib.sha256(identifier.encode()).hexdigest()
