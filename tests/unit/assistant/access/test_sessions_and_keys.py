"""Sessions and keys: what proves a person, for how long, and that the file alone proves nobody."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from assistant.access.file import AccessFile
from assistant.access.keys import Keys
from assistant.access.sessions import Sessions
from index.errors import NotFound, UsageError


@pytest.fixture
def file(tmp_path: Path) -> AccessFile:
    made = AccessFile(tmp_path)
    for name in ("a", "b"):
        made.change("INSERT INTO accounts VALUES (?, ?, ?, 'reader', '', NULL, '')", name, name, name)
    return made


def test_a_session_is_its_cookies_until_it_ends(file: AccessFile) -> None:
    sessions = Sessions(file, 12)
    first, second = sessions.begin("a"), sessions.begin("a")
    found = sessions.account(first)
    assert found is not None and found[0] == "a"
    sessions.end(found[1])
    assert sessions.account(first) is None
    assert sessions.account(second) is not None
    sessions.end_all("a")
    assert sessions.account(second) is None


def test_a_password_change_leaves_the_browser_it_was_made_in(file: AccessFile) -> None:
    sessions = Sessions(file, 12)
    here, there = sessions.begin("a"), sessions.begin("a")
    digest = sessions.account(here)[1]  # type: ignore[index]
    sessions.end_all("a", digest)
    assert (sessions.account(here), sessions.account(there)) == (("a", digest), None)


def test_a_session_is_over_in_time_and_swept_away(file: AccessFile) -> None:
    short = Sessions(file, 1e-9)
    cookie = short.begin("a")
    time.sleep(1.1)  # dates are kept to the second
    assert short.account(cookie) is None
    Sessions(file, 1).begin("b")
    assert [row[0] for row in file.rows("SELECT account FROM sessions")] == ["b"]


def test_what_is_in_the_file_is_no_cookie(file: AccessFile, tmp_path: Path) -> None:
    sessions = Sessions(file, 12)
    cookie = sessions.begin("a")
    digest = file.rows("SELECT digest FROM sessions")[0][0]
    assert digest not in cookie and sessions.account(digest) is None
    (tmp_path / "other").mkdir()
    other = AccessFile(tmp_path / "other")
    assert Sessions(other, 12).account(cookie) is None  # signed with another secret


def test_a_removed_account_has_no_sessions_and_keys(file: AccessFile) -> None:
    cookie, (_, text) = Sessions(file, 12).begin("a"), Keys(file).add("a", "x", "reader")
    file.change("DELETE FROM accounts WHERE id = 'a'")
    assert Sessions(file, 12).account(cookie) is None
    assert Keys(file).found(text) is None


def test_a_key_is_found_by_its_text_which_is_not_kept(file: AccessFile, tmp_path: Path) -> None:
    keys = Keys(file)
    key, text = keys.add("a", " nightly  import ", "editor", read_only=True, days=30)
    assert (key.label, key.role, key.read_only, len(text)) == ("nightly import", "editor", True, 4 + 43)  # 43 signs of base64: 256 bits
    assert keys.found(text) == key
    assert keys.found(text[:-1]) is None and keys.found("") is None
    file.close()
    assert text.encode() not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


def test_a_key_ends(file: AccessFile) -> None:
    keys = Keys(file)
    key, text = keys.add("a", "x", "reader", days=1)
    file.change("UPDATE keys SET expires = '2020-01-01T00:00:00+00:00' WHERE id = ?", key.id)
    assert keys.found(text) is None
    other, text = keys.add("a", "y", "reader")
    with pytest.raises(NotFound, match="somebody else's"):
        keys.revoke(other.id, "b")
    assert keys.found(text) == other
    assert keys.revoke(other.id, "a") == other
    assert keys.found(text) is None
    assert [k.id for k in keys.all()] == [key.id] and keys.all("b") == []


@pytest.mark.parametrize(
    ("label", "role", "days", "sentence"),
    [("", "reader", 0, "in 1 to 100 characters; this has 0"), ("x", "king", 0, "no role “king”"), ("x", "reader", 4_000, "not 4,000")],
)
def test_what_makes_no_key_says_why(file: AccessFile, label: str, role: str, days: int, sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        Keys(file).add("a", label, role, days=days)
