"""python -m assistant account, key and audit: what an administrator does at the machine itself. Knows options and printing, no HTTP."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from pathlib import Path

from assistant.access.access import Access
from assistant.access.accounts import Account
from assistant.access.kept import erased, exported
from assistant.access.roles import READER, ROLES
from assistant.answer.conversations import FILE as CONVERSATIONS
from assistant.answer.conversations import Conversations
from assistant.desk.brief.kept import FILE as BRIEFS
from assistant.desk.brief.kept import Briefs
from assistant.desk.files import deliver
from assistant.workbench.feedback import FILE as FEEDBACK
from assistant.workbench.feedback import Feedback
from index.errors import UsageError

ACCOUNT_ACTIONS = {
    "add": "make an account; the password is asked for, or read from the standard input",
    "list": "show the accounts",
    "role": "give another role",
    "password": "set another password, which signs out every browser",
    "remove": "take an account away with its sessions, keys and conversations",
    "export": "write all conversations of an account as JSON",
    "erase": "delete all conversations of an account",
    "take": "make the conversations and briefs from before there were accounts this account's",
}


def account_options(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """The options of “account”."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = "\n".join(f"{name:9} {text}" for name, text in ACCOUNT_ACTIONS.items())
    parser.add_argument("action", choices=ACCOUNT_ACTIONS)
    parser.add_argument("name", nargs="?", default="", metavar="NAME")
    parser.add_argument("--role", choices=ROLES, help=f"for add (default: {READER}) and role")
    parser.add_argument("--out", type=Path, metavar="FILE", help="for export: where the JSON goes (default: printed)")
    return parser


def key_options(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """The options of “key”."""
    parser.add_argument("action", choices=("add", "list", "revoke"))
    parser.add_argument(
        "key", nargs="?", default="", metavar="LABEL|ID", help="for add what the key is for, for revoke its id from the list"
    )
    parser.add_argument("--account", default="", metavar="NAME", help="whom the key speaks for")
    parser.add_argument("--role", choices=ROLES, default=READER, help=f"what it may do, if the account may too (default: {READER})")
    parser.add_argument("--read-only", action="store_true", help="it reads and asks, and changes nothing")
    parser.add_argument("--days", type=int, default=0, metavar="N", help="how long it is valid (default: until it is revoked)")
    return parser


def audit_options(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """The options of “audit”."""
    parser.add_argument("--last", type=int, default=100, metavar="N", help="how many entries, the latest first (default: 100)")
    parser.add_argument("--json", action="store_true", help="a JSON object a line")
    return parser


def accounts(options: argparse.Namespace, access: Access) -> int:
    """Run one action on accounts."""
    if options.action == "list":
        for one in access.accounts.all():
            print(f"{one.name}  {one.role}  {one.created[:10]}{'  OpenID Connect' if one.elsewhere else ''}")
        return 0
    if not options.name:
        raise UsageError(f"“account {options.action}” needs the account's NAME.")
    said = _on_account(options, access)
    if options.action != "export":
        access.audit.keep("", "command", "", f"account {options.action}", options.name, "done")
    if said:
        print(said)
    return 0


def _on_account(options: argparse.Namespace, access: Access) -> str:
    if options.action == "add":
        made = access.accounts.add(options.name, options.role or READER, _password())
        return f"{made.name} may sign in, as {made.role}."
    found = access.accounts.named(options.name)
    if options.action == "role":
        if not options.role:
            raise UsageError(f"Say which role {found.name} gets: --role {'|'.join(ROLES)}.")
        return f"{found.name} is {access.accounts.set_role(found.id, options.role).role} now."
    if options.action == "password":
        access.accounts.set_password(found.id, _password())
        access.sessions.end_all(found.id)
        return f"{found.name} has another password; every browser was signed out."
    return _on_conversations(options, access, found)


def _on_conversations(options: argparse.Namespace, access: Access, found: Account) -> str:
    kept, feedback = _kept(options.desk)
    if options.action == "export":
        deliver(json.dumps(exported(kept, found.id), ensure_ascii=False, indent=1), options.out, f"The conversations of {found.name}")
        return ""
    if options.action == "take":
        briefs = Briefs(options.desk).hand_over(found.id) if (options.desk / BRIEFS).exists() else 0
        return f"{found.name} has {kept.hand_over(found.id)} conversations and {briefs} briefs more."
    if options.action == "remove":
        access.accounts.remove(found.id)
    number = erased(kept, feedback, found.id)
    gone = f"{number} conversation{'' if number == 1 else 's'} of {found.name} erased"
    return f"{found.name} was removed; {gone}." if options.action == "remove" else f"{gone}."


def keys(options: argparse.Namespace, access: Access) -> int:
    """Run one action on keys."""
    if options.action == "list":
        names = {account.id: account.name for account in access.accounts.all()}
        for key in access.keys.all():
            rights = f"{key.role}{', reads only' if key.read_only else ''}"
            until = f"until {key.expires[:10]}" if key.expires else "until revoked"
            print(f"{key.id}  {names.get(key.account, '?')}  {key.label}  {rights}  {until}")
        return 0
    if not options.key:
        raise UsageError("Say what the key is for, as in “key add nightly-import --account NAME”; to revoke one, its id from “key list”.")
    if options.action == "revoke":
        key = access.keys.revoke(options.key)
        print(f"The key {key.id} ({key.label}) is worthless now.")
    else:
        owner = access.accounts.named(options.account)
        key, text = access.keys.add(owner.id, options.key, options.role, read_only=options.read_only, days=options.days)
        print(f"{text}\nThis is shown once. A program sends it as “Authorization: Bearer {text[:8]}…”; its id is {key.id}.")
    access.audit.keep("", "command", "", f"key {options.action}", f"{key.id} {key.label}", "done")
    return 0


def audit(options: argparse.Namespace, access: Access) -> int:
    """Print the log of changes, the latest first."""
    if options.last < 1:
        raise UsageError(f"--last {options.last} shows nothing: give a number from 1.")
    for one in access.audit.latest(options.last):
        if options.json:
            shown = {name: getattr(one, name) for name in ("id", "date", "person", "by", "address", "action", "object", "outcome")}
            print(json.dumps(shown, ensure_ascii=False))
        else:
            print(
                "  ".join(part for part in (one.date, one.person or "-", one.by, one.address, one.action, one.object, one.outcome) if part)
            )
    return 0


def _kept(folder: Path) -> tuple[Conversations, Feedback | None]:
    feedback = Feedback(folder) if (folder / FEEDBACK).exists() else None
    return Conversations(folder / CONVERSATIONS), feedback


def _password() -> str:
    """Typed twice unseen, or the first line of what is piped in."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("Password (at least 12 characters): ")
    if first != getpass.getpass("Once more: "):
        raise UsageError("The two passwords differ: run the command again.")
    return first
