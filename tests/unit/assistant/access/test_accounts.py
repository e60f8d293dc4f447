"""Accounts and passwords: what is kept, what fits, and that time does not tell which names exist."""

from __future__ import annotations

import stat
import time
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from assistant.access.accounts import Accounts
from assistant.access.file import FILE, AccessFile
from assistant.access.passwords import Passwords
from index.errors import IndexMissing, NotFound, UsageError

PASSWORD = "Zażółć gęślą jaźń"


@pytest.fixture
def file(tmp_path: Path) -> AccessFile:
    return AccessFile(tmp_path)


@pytest.fixture
def accounts(file: AccessFile) -> Accounts:
    return Accounts(file, Passwords())


def test_a_password_fits_and_is_nowhere_in_the_file(accounts: Accounts, file: AccessFile, tmp_path: Path) -> None:
    made = accounts.add("Żaneta Říhová", "editor", PASSWORD)
    assert accounts.proved("Żaneta Říhová", PASSWORD) == made
    assert accounts.proved("żaneta  ŘÍHOVÁ", PASSWORD) == made  # capital letters and spaces do not matter
    assert accounts.proved("Żaneta Říhová", PASSWORD.lower()) is None
    assert accounts.proved("Żaneta Říhová", "") is None
    assert accounts.proved("Nobody", PASSWORD) is None
    kept = file.rows("SELECT password FROM accounts")[0][0]
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    file.close()
    assert PASSWORD.encode() not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


def test_the_same_letters_are_the_same_password_however_they_are_composed(accounts: Accounts) -> None:
    made = accounts.add("Anna", "reader", "příliš žluťoučký")
    assert accounts.proved("Anna", "pr\u030ci\u0301lis\u030c z\u030clut\u030couc\u030cky\u0301") == made


def test_a_name_that_does_not_exist_costs_as_much_time(accounts: Accounts) -> None:
    accounts.add("Anna", "reader", PASSWORD)
    accounts.proved("warm", PASSWORD)

    def best(name: str) -> float:
        times = []
        for _ in range(3):
            began = time.process_time()
            accounts.proved(name, "a wrong password")
            times.append(time.process_time() - began)
        return min(times)

    known, unknown = best("Anna"), best("Nobody")
    assert 0.5 < unknown / known < 2.0


@pytest.mark.parametrize(
    ("name", "role", "password", "sentence"),
    [
        ("anna", "reader", PASSWORD, "The name “anna” is taken"),
        (" ", "reader", PASSWORD, "1 to 80 printable characters; this one has 0"),
        ("x" * 81, "reader", PASSWORD, "this one has 81"),
        ("a\u202eb", "reader", PASSWORD, "printable"),
        ("Béla", "mayor", PASSWORD, "There is no role “mayor”"),
        ("Béla", "reader", "11 letters.", "12 to 1,000 characters; this one has 11"),
        ("Béla", "reader", "x" * 1_001, "this one has 1,001"),
    ],
)
def test_what_makes_no_account_says_why(accounts: Accounts, name: str, role: str, password: str, sentence: str) -> None:
    accounts.add("Anna", "reader", PASSWORD)
    with pytest.raises(UsageError, match=sentence):
        accounts.add(name, role, password)
    assert [account.name for account in accounts.all()] == ["Anna"]


def test_roles_and_passwords_change_and_accounts_go(accounts: Accounts) -> None:
    anna = accounts.add("Anna", "reader", PASSWORD)
    assert accounts.set_role(anna.id, "evaluator").role == "evaluator"
    accounts.set_password(anna.id, "another password")
    assert accounts.proved("Anna", PASSWORD) is None
    assert accounts.proved("Anna", "another password") is not None
    assert accounts.remove(anna.id).name == "Anna"
    assert not accounts.any()
    for gone in (lambda: accounts.remove(anna.id), lambda: accounts.set_role(anna.id, "reader"), lambda: accounts.named("Anna")):
        with pytest.raises(NotFound):
            gone()
    assert accounts.add("Anna", "reader", PASSWORD).id != anna.id  # and inherits nothing


def test_a_hash_of_weaker_parameters_is_made_anew(accounts: Accounts, file: AccessFile) -> None:
    anna = accounts.add("Anna", "reader", PASSWORD)
    file.change("UPDATE accounts SET password = ? WHERE id = ?", PasswordHasher(time_cost=1, memory_cost=64).hash(PASSWORD), anna.id)
    assert accounts.proved("Anna", PASSWORD) == anna
    assert "m=65536,t=3" in file.rows("SELECT password FROM accounts")[0][0]


def test_nobody_takes_anothers_name_at_the_provider(accounts: Accounts) -> None:
    anna = accounts.add("Anna", "administrator", PASSWORD)
    other = accounts.from_elsewhere("https://id.example 1", "ANNA", "reader")
    assert (other.name, other.role, other.elsewhere, other.has_password) == ("ANNA 2", "reader", True, False)
    again = accounts.from_elsewhere("https://id.example 1", "Anna", "editor")
    assert (again.id, again.name, again.role) == (other.id, "ANNA 2", "editor")
    assert accounts.by_id(anna.id).role == "administrator"
    assert accounts.proved("ANNA 2", "") is None
    with pytest.raises(UsageError, match="signs in with the OpenID Connect provider"):
        accounts.set_password(other.id, PASSWORD)


def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    file = AccessFile(tmp_path)
    file.change("DELETE FROM sessions")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == {FILE: 0o600, f"{FILE}-wal": 0o600, f"{FILE}-shm": 0o600}
    assert len(file.secret) == 64 and AccessFile(tmp_path).secret == file.secret


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="There is no index in .*nowhere: make one with"):
        AccessFile(tmp_path / "nowhere")
