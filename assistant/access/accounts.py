"""Accounts: names, roles, and whether a password fits. Knows their table, nothing of sessions, keys and pages."""

from __future__ import annotations

import secrets
import sqlite3
import unicodedata
from dataclasses import dataclass

from assistant.access.file import AccessFile, now
from assistant.access.passwords import Passwords
from assistant.access.roles import ROLES
from index.errors import NotFound, UsageError

LONGEST_NAME = 80  # characters
_COLUMNS = "id, name, role, password <> '', subject IS NOT NULL, created"


@dataclass(frozen=True, slots=True)
class Account:
    """A person who may sign in."""

    id: str  # random: a name that is given away again does not inherit what was its owner's
    name: str
    role: str
    has_password: bool
    elsewhere: bool  # whether they sign in with an OpenID Connect provider
    created: str  # ISO 8601, UTC


class Accounts:
    """The accounts of a file. Safe to share between threads."""

    def __init__(self, file: AccessFile, passwords: Passwords) -> None:
        self._file = file
        self._passwords = passwords

    def any(self) -> bool:
        return bool(self._file.rows("SELECT 1 FROM accounts LIMIT 1"))

    def all(self) -> list[Account]:
        """Every account, by name."""
        return [_account(row) for row in self._file.rows(f"SELECT {_COLUMNS} FROM accounts ORDER BY folded")]

    def by_id(self, account: str) -> Account:
        """NotFound where there is none."""
        rows = self._file.rows(f"SELECT {_COLUMNS} FROM accounts WHERE id = ?", account)
        if not rows:
            raise NotFound("There is no such account: it was removed.")
        return _account(rows[0])

    def named(self, name: str) -> Account:
        """NotFound where there is none; capital letters do not matter."""
        rows = self._file.rows(f"SELECT {_COLUMNS} FROM accounts WHERE folded = ?", _folded(name))
        if not rows:
            raise NotFound(f"There is no account “{name[:LONGEST_NAME]}”: “python -m assistant account list” shows those that exist.")
        return _account(rows[0])

    def add(self, name: str, role: str, password: str) -> Account:
        """A new account. UsageError for a name that is taken, empty or too long, an unknown role, or a password that is too short."""
        return self._insert(name, role, self._passwords.hashed(password), None)

    def from_elsewhere(self, subject: str, name: str, role: str) -> Account:
        """The account of somebody whom an OpenID Connect provider vouches for, made when they first come; its role is the provider's word.

        `subject` is the provider's address with its own identifier of the person. A name that somebody else has gets a number behind it:
        nobody takes another's name by calling themselves so at the provider.
        """
        rows = self._file.change("UPDATE accounts SET role = ? WHERE subject = ? RETURNING id", _known(role), subject)
        if rows:
            return self.by_id(rows[0][0])
        name = " ".join(name.split())[: LONGEST_NAME - 5] or "?"
        for number in range(1, 1_000):
            try:
                return self._insert(name if number == 1 else f"{name} {number}", role, "", subject)
            except UsageError:
                continue
        raise UsageError(f"There are a thousand accounts with the name “{name}”: remove some.")

    def remove(self, account: str) -> Account:
        """Remove an account with its sessions and keys; NotFound where there is none."""
        gone = self.by_id(account)
        self._file.change("DELETE FROM accounts WHERE id = ?", account)
        return gone

    def set_role(self, account: str, role: str) -> Account:
        """Sessions and keys have it at once."""
        if not self._file.change("UPDATE accounts SET role = ? WHERE id = ? RETURNING id", _known(role), account):
            raise NotFound("There is no such account: it was removed.")
        return self.by_id(account)

    def set_password(self, account: str, password: str) -> Account:
        """The caller ends the account's sessions. UsageError for a password that is too short, or an account that signs in elsewhere."""
        found = self.by_id(account)
        if found.elsewhere:
            raise UsageError(f"{found.name} signs in with the OpenID Connect provider: the password is changed there.")
        self._file.change("UPDATE accounts SET password = ? WHERE id = ?", self._passwords.hashed(password), account)
        return self.by_id(account)

    def proved(self, name: str, password: str) -> Account | None:
        """The account of this name and password; None where they do not fit, after the same time whether the name exists or not."""
        rows = self._file.rows("SELECT id, password FROM accounts WHERE folded = ?", _folded(name))
        account, kept = rows[0] if rows else ("", "")
        if not self._passwords.fits(password, kept):
            return None
        if self._passwords.outdated(kept):
            self._file.change("UPDATE accounts SET password = ? WHERE id = ?", self._passwords.hashed(password), account)
        return self.by_id(account)

    def _insert(self, name: str, role: str, password: str, subject: str | None) -> Account:
        name = _named(name)
        account = Account(secrets.token_hex(8), name, _known(role), bool(password), subject is not None, now())
        row = (account.id, name, _folded(name), role, password, subject, account.created)
        try:
            self._file.change("INSERT INTO accounts VALUES (?, ?, ?, ?, ?, ?, ?)", *row)
        except sqlite3.IntegrityError as problem:
            raise UsageError(f"The name “{name}” is taken: choose another.") from problem
        return account


def _account(row: tuple[str, str, str, int, int, str]) -> Account:
    return Account(row[0], row[1], row[2], bool(row[3]), bool(row[4]), row[5])


def _named(name: str) -> str:
    name = " ".join(unicodedata.normalize("NFC", name).split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise UsageError(f"An account has a name of 1 to {LONGEST_NAME} printable characters; this one has {len(name)}.")
    return name


def _folded(name: str) -> str:
    """What two names may not share."""
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()


def _known(role: str) -> str:
    if role not in ROLES:
        raise UsageError(f"There is no role “{role[:40]}”: choose from {', '.join(ROLES)}.")
    return role
