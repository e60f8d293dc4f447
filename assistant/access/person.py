"""Who sends a request, as far as the rest of the program needs to know. Knows roles, nothing of how somebody proved to be that person."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.access.roles import EDITOR, ROLES

LOCAL_SIGN, SESSION, KEY = "local", "session", "key"  # how a person was recognised


@dataclass(frozen=True, slots=True)
class Person:
    """A person with what they may do."""

    id: str  # of the account; "" for the one user of a program that has no accounts
    name: str  # "" for the same
    rights: frozenset[str]  # the roles that this person has, with those that they include
    by: str  # local | session | key
    session: str = ""  # the session's digest
    read_only: bool = False  # a key that changes nothing

    def may(self, role: str) -> bool:
        return role in self.rights

    def signs(self, given: str) -> str:
        """The name under what this person says: the account's, and without accounts the one that was given."""
        return self.name if self.id else given

    @property
    def over(self) -> str | None:
        """Whose briefs and comments this person may take away: the account's own, and everybody's (None) as an editor."""
        return None if self.may(EDITOR) else self.id


LOCAL = Person("", "", frozenset(ROLES), LOCAL_SIGN)
