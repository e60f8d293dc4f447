"""The rules that need no file: roles, the table of routes, buckets, origins, settings, roles by a provider's claims."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.access import policy
from assistant.access.buckets import Buckets
from assistant.access.oidc import Provider, role_of
from assistant.access.origin import foreign, host_of, loopback
from assistant.access.person import LOCAL, Person
from assistant.access.roles import INCLUDES, ROLES
from assistant.access.settings import AccessSettings
from index.errors import UsageError
from index.settings import read


def test_the_lattice() -> None:
    assert {role: sorted(parts) for role, parts in INCLUDES.items()} == {
        "reader": ["reader"],
        "editor": ["editor", "reader"],
        "evaluator": ["evaluator", "reader"],
        "administrator": ["administrator", "editor", "evaluator", "reader"],
    }
    assert all(
        INCLUDES[part] <= INCLUDES[role] for role in ROLES for part in INCLUDES[role]
    )  # who includes a role includes what it includes


def test_names_are_signed_by_accounts() -> None:
    anna = Person("1", "Anna", INCLUDES["reader"], "session")
    assert (anna.signs("The Mayor"), LOCAL.signs("Jan")) == ("Anna", "Jan")


# ---- the table


def test_what_matters_most_stands_where_it_should() -> None:
    table = policy.load()
    assert table.role("GET /api/documents") == table.role("HEAD /api/documents") == "reader"
    assert table.role("POST /api/corrections") == "editor"
    assert table.role("POST /evaluation") == "evaluator"
    assert {table.roles[r] for r in table.roles if "/administration" in r} == {"administrator"}
    assert sorted(r for r in table.roles if table.roles[r] == policy.ANYONE) == [
        "GET /about/accessibility", "GET /about/answers", "GET /about/licences", "GET /about/privacy", "GET /health",
        "GET /sign-in", "GET /sign-in/provider", "GET /sign-in/provider/back", "GET /static", "POST /sign-in",
    ]  # fmt: skip
    assert table.role("GET /nothing") is None and table.role("PUT /api/documents") is None
    assert table.changes("DELETE /api/comments/{comment}") and not table.changes("GET /") and not table.changes("POST /api/ask")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('reader = ["GET /a"]\neditor = ["GET /a"]', "“GET /a” stands both under reader and under editor"),
        ('reader = ["GET /a"]\neditor = []\nmayor = ["GET /b"]', "what is “mayor”"),
        ('reader = ["GET /a"]\neditor = []\nX', "what is “GET /z”"),
    ],
)
def test_a_table_that_contradicts_itself_is_an_error(text: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rest = "\n".join(f"{name} = []" for name in ("anyone", "evaluator", "administrator", "costly"))
    asking = 'asking = ["GET /z"]' if text.endswith("X") else "asking = []"
    (tmp_path / "policy.toml").write_text("\n".join([text.removesuffix("X"), rest, asking]), "utf-8")
    monkeypatch.setattr(policy, "_FILE", tmp_path / "policy.toml")
    with pytest.raises(ValueError, match=sentence):
        policy.load.__wrapped__()


# ---- buckets


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_empties_and_fills() -> None:
    clock = Clock()
    buckets = Buckets(60, 3, clock)
    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, 1.0]
    assert buckets.take("b") == 0  # another name's is full
    clock.now = 0.5
    assert buckets.take("a") == 0.5
    clock.now = 1.0
    assert (buckets.take("a"), buckets.take("a")) == (0, 1.0)
    buckets.give_back("a")
    assert buckets.take("a") == 0
    clock.now = 1_000.0
    assert [buckets.take("a") == 0 for _ in range(4)] == [True, True, True, False]  # it is never more than full


def test_no_limit_is_no_limit() -> None:
    buckets = Buckets(0, 1)
    assert {buckets.take("a") for _ in range(1_000)} == {0.0}


@given(st.lists(st.floats(0, 3), min_size=1, max_size=60), st.floats(1, 600), st.integers(1, 20))
def test_never_more_than_the_burst_and_the_rate(pauses: list[float], per_minute: float, burst: int) -> None:
    clock, taken = Clock(), 0
    buckets = Buckets(per_minute, burst, clock)
    for pause in pauses:
        clock.now += pause
        taken += buckets.take("a") == 0
    assert taken <= burst + clock.now * per_minute / 60 + 1e-6


# ---- origins


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("127.0.0.1", True), ("127.255.0.9", True), ("::1", True), ("[::1]", True), ("localhost", True), ("LocalHost.", True),
        ("0.0.0.0", False), ("::", False), ("10.0.0.1", False), ("localhost.example", False), ("127.0.0.1.example", False), ("", False),
        ("2130706433", False), ("::ffff:10.0.0.1", False),
    ],
)  # fmt: skip
def test_loopback(host: str, own: bool) -> None:
    assert loopback(host) is own


@pytest.mark.parametrize(
    ("header", "name"),
    [("a.example:80", "a.example"), ("[::1]:80", "::1"), ("A.Example", "a.example"), ("", ""), ("[broken", "[broken"), ("u@h", "h")],
)
def test_the_host_of_a_header(header: str, name: str) -> None:
    assert host_of(header) == name


def test_behind_a_proxy_the_set_address_is_ones_own() -> None:
    headers = {"host": "10.0.0.1:8000", "origin": "https://assistant.example.org"}
    assert foreign(headers, "", strict=True) and not foreign(headers, "https://assistant.example.org", strict=True)


# ---- settings


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("ACCESS_ADDRESS", "assistant.example.org", "begins with https:// and a host"),
        ("ACCESS_OIDC_ROLES", "staff=mayor", "“staff=mayor” is not of the form value=role"),
        ("ACCESS_OIDC_DEFAULT", "mayor", "choose one of reader"),
        ("ACCESS_REQUESTS", "-1", "greater than or equal to 0"),
        ("ACCESS_ADRESS", "x", "ACCESS_ADRESS is not a setting"),
    ],
)
def test_a_setting_that_does_not_fit_is_one_sentence(name: str, value: str, sentence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(UsageError, match=sentence):
        read(AccessSettings)


OIDC: dict[str, Any] = {"oidc_issuer": "https://id.example/", "oidc_client": "sv4", "address": "https://assistant.example.org"}


@pytest.mark.parametrize(
    ("claims", "role"),
    [
        ({"groups": ["staff"]}, "reader"),
        ({"groups": ["staff", "city=editors"]}, "editor"),
        ({"groups": ["judges", "city=editors"]}, "editor"),
        ({"groups": ["judges", "boss"]}, "administrator"),
        ({"groups": "staff"}, "reader"),
        ({"groups": "staff,boss"}, ""),
        ({"groups": [["boss"]]}, ""),
        ({"groups": {"boss": True}}, ""),
        ({"groups": None}, ""),
        ({"roles": ["boss"]}, ""),
    ],
)
def test_roles_by_claims(claims: dict[str, Any], role: str) -> None:
    settings = AccessSettings(**OIDC, oidc_roles="staff=reader, city=editors=editor, judges=evaluator, boss=administrator")
    assert role_of(claims, settings) == role
    everybody = AccessSettings(**OIDC, oidc_roles="boss=administrator", oidc_default="reader")
    assert role_of(claims, everybody) == ("administrator" if role == "administrator" else "reader")


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ({"oidc_client": ""}, "needs ACCESS_OIDC_CLIENT"),
        ({"address": ""}, "needs ACCESS_ADDRESS"),
        ({}, "Nobody of the provider would have"),
    ],
)
def test_a_provider_that_is_half_configured_is_told_at_start(missing: dict[str, str], sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        Provider(AccessSettings(**{**OIDC, **missing}))
