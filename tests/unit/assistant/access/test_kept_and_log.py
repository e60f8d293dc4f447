"""What is kept of a person and how it goes; the log of changes; the commands; where the program may listen."""

from __future__ import annotations

import argparse
import io
import json
import sqlite3
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.__main__ import main
from assistant.access.access import Access
from assistant.access.audit import FILE, Audit
from assistant.access.kept import erased, exported, purged
from assistant.access.serving import may_listen, purge_daily, warning
from assistant.access.settings import AccessSettings
from assistant.answer.conversations import FILE as CONVERSATIONS
from assistant.answer.conversations import Conversations
from assistant.answer.types import Query, Turn
from assistant.workbench.feedback import Feedback
from index.errors import NotFound, UsageError

PASSWORD = "correct horse battery"


def asked(kept: Conversations, owner: str, question: str, days_ago: float = 0) -> tuple[str, str]:
    date = (datetime.now(UTC) - timedelta(days=days_ago)).isoformat(timespec="seconds")
    turn = Turn(question, Query(question, "en", question), "So.")
    return kept.owned_by(owner).keep(None, turn, question, {"question": question, "date": date}, date)


@pytest.fixture
def kept(tmp_path: Path) -> Conversations:
    return Conversations(tmp_path / CONVERSATIONS)


def test_a_person_is_handed_everything_of_theirs_and_nothing_else(kept: Conversations) -> None:
    asked(kept, "a", "one?", 2)
    asked(kept, "a", "two?")
    asked(kept, "b", "three?")
    found = exported(kept, "a")["conversations"]
    assert [turn["question"] for one in found for turn in one["turns"]] == ["two?", "one?"]
    assert exported(kept, "nobody") == {"conversations": []}


def test_a_person_is_erased_with_their_thumbs_and_nobody_else(kept: Conversations, tmp_path: Path) -> None:
    feedback = Feedback(tmp_path)
    (_, own), (_, others) = asked(kept, "a", "žluťoučký kůň?"), asked(kept, "b", "three?")
    for answer in (own, others):
        feedback.keep(answer, "down", f"reason of {answer}")
    assert erased(kept, feedback, "a") == 1
    assert [thumb.answer for thumb in feedback.down()] == [others]
    assert [one.question for one in kept.owned_by("b").every()] == ["three?"]
    kept.close()
    assert "žluťoučký".encode() not in b"".join(path.read_bytes() for path in tmp_path.glob("conversations*"))


def test_only_conversations_whose_time_is_over_are_purged(kept: Conversations) -> None:
    asked(kept, "a", "old?", 31)
    asked(kept, "", "old too?", 30.01)
    recent, _ = asked(kept, "a", "new?", 29)
    assert purged(kept, None, 0) == 0
    assert purged(kept, None, 30) == 2
    assert [one.id for one in kept.owned_by("a").every()] == [recent]


def test_purging_goes_on_every_day(kept: Conversations) -> None:
    slept, woken = [], threading.Event()

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 1:
            asked(kept, "a", "grown old meanwhile?", 40)
        else:
            woken.set()
            threading.Event().wait()  # the second night does not end

    assert purge_daily(kept, None, 30, sleep) == 0
    assert woken.wait(20)
    assert slept == [86_400.0, 86_400.0]
    assert kept.owned_by("a").every() == []


def test_a_file_from_before_there_were_accounts_is_upgraded(tmp_path: Path) -> None:
    path = tmp_path / CONVERSATIONS
    with sqlite3.connect(path) as old:
        old.executescript("""
            CREATE TABLE conversations (id TEXT PRIMARY KEY, question TEXT NOT NULL, started TEXT NOT NULL, latest TEXT NOT NULL,
                turns INTEGER NOT NULL) STRICT;
            CREATE INDEX conversations_by_date ON conversations (latest DESC);
            CREATE TABLE turns (id TEXT PRIMARY KEY, conversation_id TEXT NOT NULL REFERENCES conversations ON DELETE CASCADE,
                number INTEGER NOT NULL, text TEXT NOT NULL, query TEXT NOT NULL, answer TEXT NOT NULL, UNIQUE (conversation_id, number)) STRICT;
            CREATE TABLE records (turn_id TEXT PRIMARY KEY REFERENCES turns ON DELETE CASCADE, record TEXT NOT NULL) STRICT;
            INSERT INTO conversations VALUES ('c', 'q?', '2026-01-01', '2026-01-02', 1);
            INSERT INTO turns VALUES ('t', 'c', 1, 'q?', '{"text": "q?", "language": "en", "topic": "q?"}', 'So.');
            INSERT INTO records VALUES ('t', '{"question": "q?"}');
            PRAGMA user_version = 1;
        """)
    old.close()
    kept = Conversations(path)
    (found,) = kept.every()
    assert (found.id, found.owner, found.shared) == ("c", "", False)
    assert [turn.text for turn in kept.turns("c")] == ["q?"]
    with pytest.raises(NotFound):
        kept.owned_by("a").found("c")
    assert kept._rows("PRAGMA user_version")[0][0] == 2
    assert Conversations(path).every() == [found]  # opened again, it is not upgraded again


# ---- the log


def test_the_log_is_only_added_to(tmp_path: Path) -> None:
    audit = Audit(tmp_path)
    for n in range(5):
        audit.keep("Anna", "session", "10.0.0.1", "DELETE /x/{n}", f"/x/{n}", "200")
    assert [entry.object for entry in audit.latest(2)] == ["/x/4", "/x/3"]
    assert [entry.object for entry in audit.latest(2, before=4)] == ["/x/2", "/x/1"]
    with sqlite3.connect(tmp_path / FILE) as other:
        for statement in ("DELETE FROM entries", "UPDATE entries SET person = 'Eve'", "DELETE FROM entries WHERE id = 1"):
            with pytest.raises(sqlite3.IntegrityError, match="only added to"):
                other.execute(statement)
    other.close()
    assert [entry.person for entry in audit.latest()] == ["Anna"] * 5


# ---- where the program listens


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.2", "assistant.example.org"])
def test_another_address_needs_accounts(host: str, tmp_path: Path) -> None:
    access = Access(tmp_path)
    with pytest.raises(UsageError, match="there are no accounts: set up accounts with “python -m assistant account add"):
        may_listen(host, access)
    may_listen("127.0.0.1", access)
    access.accounts.add("Anna", "reader", PASSWORD)
    may_listen(host, access)
    assert warning(host, access).startswith(f"Passwords travel to {host} without TLS")
    access.settings.address = "https://assistant.example.org"
    assert warning(host, access) == "" == warning("127.0.0.1", access)


def test_a_provider_is_enough_to_ask_people_in(tmp_path: Path) -> None:
    assert Access(tmp_path, AccessSettings(oidc_issuer="https://id.example")).closed


# ---- commands


def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str, typed: str = "") -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    return main([*arguments, "--index", str(tmp_path)])


def test_accounts_by_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], kept: Conversations
) -> None:
    assert run(tmp_path, monkeypatch, "account", "add", "Anna Nowak", "--role", "editor", typed=f"{PASSWORD}\n") == 0
    assert run(tmp_path, monkeypatch, "account", "add", "Béla", typed="short\n") == 2
    assert run(tmp_path, monkeypatch, "account", "list") == 0
    said = capsys.readouterr()
    assert said.out.startswith("Anna Nowak may sign in, as editor.\nAnna Nowak  editor  2")
    assert said.err == "A password has 12 to 1,000 characters; this one has 5.\n"
    access = Access(tmp_path)
    anna = access.accounts.proved("Anna Nowak", PASSWORD)
    assert anna is not None
    assert run(tmp_path, monkeypatch, "account", "role", "anna nowak", "--role", "administrator") == 0
    assert run(tmp_path, monkeypatch, "account", "password", "Anna Nowak", typed="another password\n") == 0
    assert access.accounts.proved("Anna Nowak", "another password") is not None
    assert access.accounts.by_id(anna.id).role == "administrator"
    assert run(tmp_path, monkeypatch, "account", "role", "Nobody", "--role", "reader") == 1
    asked(kept, "", "before?")
    assert run(tmp_path, monkeypatch, "account", "take", "Anna Nowak") == 0
    out = tmp_path / "out.json"
    assert run(tmp_path, monkeypatch, "account", "export", "Anna Nowak", "--out", str(out)) == 0
    assert json.loads(out.read_text("utf-8"))["conversations"][0]["turns"][0]["question"] == "before?"
    assert run(tmp_path, monkeypatch, "account", "remove", "Anna Nowak") == 0
    assert capsys.readouterr().out.endswith("Anna Nowak was removed; 1 conversation of Anna Nowak erased.\n")
    assert not access.accounts.any() and kept.owned_by(anna.id).every() == []
    assert [e.action for e in reversed(access.audit.latest())] == [
        "account add", "account role", "account password", "account take", "account remove",
    ]  # fmt: skip


def test_keys_by_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    access = Access(tmp_path)
    anna = access.accounts.add("Anna", "editor", PASSWORD)
    assert (
        run(tmp_path, monkeypatch, "key", "add", "import", "--account", "Anna", "--role", "administrator", "--read-only", "--days", "9")
        == 0
    )
    text = capsys.readouterr().out.split("\n")[0]
    person = access.by_key(text)
    assert person is not None
    assert (person.id, sorted(person.rights), person.read_only, person.by) == (anna.id, ["editor", "reader"], True, "key")
    assert run(tmp_path, monkeypatch, "key", "list") == 0
    line = capsys.readouterr().out
    assert "Anna  import  administrator, reads only  until 2" in line and text not in line
    assert run(tmp_path, monkeypatch, "key", "revoke", line.split()[0]) == 0
    assert access.by_key(text) is None
    assert run(tmp_path, monkeypatch, "key", "add", "x", "--account", "Nobody") == 1
    assert run(tmp_path, monkeypatch, "key", "add") == 2


def test_the_log_by_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    Access(tmp_path).audit.keep("Anna", "session", "10.0.0.1", "DELETE /x", "/x", "200")
    assert run(tmp_path, monkeypatch, "audit") == 0
    assert capsys.readouterr().out.split("  ", 1)[1] == "Anna  session  10.0.0.1  DELETE /x  /x  200\n"
    assert run(tmp_path, monkeypatch, "audit", "--json", "--last", "1") == 0
    assert json.loads(capsys.readouterr().out)["person"] == "Anna"
    assert run(tmp_path, monkeypatch, "audit", "--last", "0") == 2


def test_serve_refuses_another_address_before_it_listens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ASSISTANT_HOST", "0.0.0.0")
    assert run(tmp_path, monkeypatch, "serve") == 2
    assert "0.0.0.0 can be reached from other machines" in capsys.readouterr().err


def test_options_are_named_in_the_help() -> None:
    from assistant.access.command import ACCOUNT_ACTIONS, account_options

    text = account_options(argparse.ArgumentParser()).format_help()
    assert all(f"{name:9} {what}" in text for name, what in ACCOUNT_ACTIONS.items())
