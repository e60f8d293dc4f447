"""Passwords and their hashes by argon2id. Knows no accounts.

argon2-cffi's parameters are those of RFC 9106, section 4, second choice: 3 passes over 64 MiB in 4 lanes, a random salt of 16 bytes.
"""

from __future__ import annotations

import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from index.errors import UsageError

SHORTEST, LONGEST = 12, 1_000  # characters; NIST SP 800-63B asks for at least 8 and forbids rules about what they are
_AT_ONCE = 2  # hashes being computed, 64 MiB each: who tries passwords without end takes no more memory than this


class Passwords:
    """Makes hashes and compares with them. Safe to share between threads."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher()
        self._turns = threading.Semaphore(_AT_ONCE)
        self._nobodys = ""

    def hashed(self, password: str) -> str:
        """The hash to keep; UsageError for a password that is too short or too long."""
        if not SHORTEST <= len(password) <= LONGEST:
            raise UsageError(f"A password has {SHORTEST} to {LONGEST:,} characters; this one has {len(password):,}.")
        with self._turns:
            return self._hasher.hash(_normal(password))

    def fits(self, password: str, kept: str) -> bool:
        """Whether the hash `kept` is this password's. Without a hash ("") the same work is done for nothing, so that time does not tell."""
        if len(password) > LONGEST:
            return False
        with self._turns:
            if not kept and not self._nobodys:
                self._nobodys = self._hasher.hash("nobody's password")
            try:
                self._hasher.verify(kept or self._nobodys, _normal(password))
            except (VerificationError, InvalidHashError):
                return False
        return bool(kept)

    def outdated(self, kept: str) -> bool:
        """Whether a hash was made with weaker parameters than today's."""
        return self._hasher.check_needs_rehash(kept)


def _normal(password: str) -> str:
    """The same letters whatever keyboard composed them."""
    return unicodedata.normalize("NFKC", password)
