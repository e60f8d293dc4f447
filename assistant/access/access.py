"""Access put together: who somebody is by what they send, and signing in. Knows accounts, sessions, keys and the log; no HTTP."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.access.accounts import Account, Accounts
from assistant.access.audit import Audit
from assistant.access.buckets import Buckets
from assistant.access.file import AccessFile
from assistant.access.keys import Keys
from assistant.access.passwords import Passwords
from assistant.access.person import KEY, SESSION, Person
from assistant.access.roles import INCLUDES
from assistant.access.sessions import Sessions
from assistant.access.settings import AccessSettings
from index.errors import NotFound

# Wrong passwords: how many at once, and how many more a minute. A name is counted with the address it is tried from, so that nobody is locked
# out of an account by others who try it; the address alone, so that nobody tries one password on many names; and the name alone, far more
# often, against many addresses.
_PAIR, _ADDRESS, _NAME = (5, 1), (20, 5), (100, 20)
_BURST = 0.5  # of a minute's requests may come at once


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What came of a sign-in: an account with its new session, or seconds to wait, or neither where name and password do not fit."""

    account: Account | None = None
    cookie: str = ""
    wait: float = 0.0


class Access:
    """Everything that decides who may use one index. Safe to share between threads."""

    def __init__(self, folder: Path, settings: AccessSettings | None = None) -> None:
        """Accounts and the log lie in the index folder."""
        self.settings = settings or AccessSettings()
        file = AccessFile(folder)
        self.accounts = Accounts(file, Passwords())
        self.sessions = Sessions(file, self.settings.session_hours)
        self.keys = Keys(file)
        self.audit = Audit(folder)
        self.requests = Buckets(self.settings.requests, max(1.0, self.settings.requests * _BURST))
        self.questions = Buckets(self.settings.questions, max(1.0, self.settings.questions * _BURST))
        self._attempts = [Buckets(per_minute, burst) for burst, per_minute in (_PAIR, _ADDRESS, _NAME)]

    @property
    def closed(self) -> bool:
        """Whether people have to sign in: there are accounts, or a provider that vouches for people."""
        return bool(self.settings.oidc_issuer) or self.accounts.any()

    def by_key(self, text: str) -> Person | None:
        """Whom a key speaks for; None for one that was never issued, was revoked or has expired."""
        key = self.keys.found(text)
        if key is None:
            return None
        try:
            account = self.accounts.by_id(key.account)
        except NotFound:
            return None
        return Person(account.id, account.name, INCLUDES[account.role] & INCLUDES[key.role], KEY, read_only=key.read_only)

    def by_cookie(self, cookie: str) -> Person | None:
        """Whose session a cookie holds; None for a forged, ended or expired one."""
        found = self.sessions.account(cookie)
        if found is None:
            return None
        try:
            account = self.accounts.by_id(found[0])
        except NotFound:
            return None
        return Person(account.id, account.name, INCLUDES[account.role], SESSION, found[1])

    def sign_in(self, name: str, password: str, address: str) -> SignedIn:
        """Try a name and a password from an address. Only wrong ones count against the limits."""
        names = (f"{address} {name.casefold()[:200]}", address, name.casefold()[:200])
        if wait := self._attempt(names):
            self.audit.keep(name[:80], "password", address, "sign in", "", "too many attempts")
            return SignedIn(wait=wait)
        account = self.accounts.proved(name, password)
        if account is None:
            self.audit.keep(name[:80], "password", address, "sign in", "", "refused")
            return SignedIn()
        for buckets, counted in zip(self._attempts, names, strict=True):
            buckets.give_back(counted)
        self.audit.keep(account.name, "password", address, "sign in", "", "done")
        return SignedIn(account, self.sessions.begin(account.id))

    def change_password(self, person: Person, old: str, new: str, address: str) -> SignedIn:
        """A person's own new password, for which the old one is asked again; signs out every other browser."""
        names = (f"{address} {person.name.casefold()}", address, person.name.casefold())
        if wait := self._attempt(names):
            return SignedIn(wait=wait)
        account = self.accounts.proved(person.name, old)
        if account is None:
            return SignedIn()
        for buckets, counted in zip(self._attempts, names, strict=True):
            buckets.give_back(counted)
        self.accounts.set_password(account.id, new)
        self.sessions.end_all(account.id, person.session)
        return SignedIn(account)

    def _attempt(self, names: tuple[str, str, str]) -> float:
        """Count an attempt; the seconds to wait where there were too many, and then none is counted."""
        for position, (buckets, counted) in enumerate(zip(self._attempts, names, strict=True)):
            if wait := buckets.take(counted):
                for before, taken in zip(self._attempts[:position], names[:position], strict=True):
                    before.give_back(taken)
                return wait
        return 0.0
