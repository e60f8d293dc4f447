"""Signing in with an OpenID Connect provider: a real one on this machine, which also holds PKCE's verifier against its challenge."""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi.testclient import TestClient
from oidc_provider_mock import User
from oidc_provider_mock import app as provider_app
from oidc_provider_mock._server import _threaded_server

from tests.unit.assistant.web.whole_app import House, house

USERS = (
    User(sub="1", claims={"name": "Anna Nowak", "groups": ["staff"]}),
    User(sub="2", claims={"name": "Béla Kis", "groups": ["staff", "editors"]}),
    User(sub="3", claims={"name": "Cyril", "groups": ["visitors"]}),
)


@dataclass
class Watched:
    """The provider, with what was asked of it; a code is given out against a verifier whose hash came with the question alone."""

    app: Any
    asked: list[dict[str, str]] = field(default_factory=list)
    proved: int = 0

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/oauth2/authorize" and environ["REQUEST_METHOD"] == "POST":
            self.asked.append({key: values[0] for key, values in parse_qs(environ["QUERY_STRING"]).items()})
        if environ["PATH_INFO"] == "/oauth2/token":
            body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
            environ["wsgi.input"] = io.BytesIO(body)
            verifier = parse_qs(body.decode())["code_verifier"][0]
            hashed = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
            assert hashed == self.asked[-1]["code_challenge"]
            self.proved += 1
        found: Iterable[bytes] = self.app(environ, start_response)
        return found


@pytest.fixture
def watched() -> Watched:
    return Watched(provider_app(user_claims=USERS, require_nonce=True))


@pytest.fixture
def issuer(watched: Watched) -> Iterator[str]:
    with _threaded_server(watched, port=0) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def one(issuer: str, tmp_path: Path) -> House:
    roles = "staff=reader, editors=editor"
    return house(tmp_path, address="http://127.0.0.1", oidc_issuer=issuer, oidc_client="sv4", oidc_secret="s", oidc_roles=roles)


def left(client: TestClient, wanted: str = "/account") -> str:
    """Where our own page sends the browser."""
    response = client.get("/sign-in/provider", params={"next": wanted})
    assert response.status_code == 302
    return response.headers["location"]


def vouched(address: str, subject: str) -> str:
    """Say at the provider who one is; the way back, with its code, without our host."""
    response = httpx.post(address, data={"sub": subject})
    assert response.status_code == 302
    return response.headers["location"].removeprefix("http://127.0.0.1")


def test_a_person_of_the_provider_signs_in_with_the_role_of_their_groups(one: House, watched: Watched, issuer: str) -> None:
    client = one.client()
    assert client.get("/api/documents").status_code == 401
    assert 'href="/sign-in/provider?next=%2Faccount"' in client.get("/sign-in?next=/account").text
    address = left(client)
    asked = {key: values[0] for key, values in parse_qs(urlsplit(address).query).items()}
    assert address.startswith(f"{issuer}/oauth2/authorize?")
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert asked["redirect_uri"] == "http://127.0.0.1/sign-in/provider/back"
    assert min(len(asked[name]) for name in ("state", "nonce", "code_challenge")) >= 20
    back = client.get(vouched(address, "2"))
    assert (back.status_code, back.headers["location"], watched.proved) == (303, "/account", 1)
    assert ">Béla Kis</a>" in client.get("/account").text
    (account,) = one.access.accounts.all()
    assert (account.name, account.role, account.elsewhere) == ("Béla Kis", "editor", True)
    client.post("/sign-out")
    assert client.get(vouched(left(client), "2")).status_code == 303
    assert one.access.accounts.all() == [account]  # the same one the second time


def test_who_has_no_role_there_may_not_come_in(one: House) -> None:
    client = one.client()
    back = client.get(vouched(left(client), "3"))
    assert back.headers["location"] == "/sign-in?problem=provider_none"
    assert "has no role here" in client.get(back.headers["location"]).text
    assert client.get("/api/documents").status_code == 401
    assert one.access.accounts.all() == [] and one.access.audit.latest()[0].outcome == "no role"


def refused(client: TestClient, path: str) -> bool:
    back = client.get(path)
    assert back.headers["location"] == "/sign-in?problem=provider_failed"
    return client.get("/api/documents").status_code == 401


def test_a_code_in_another_browser_is_worth_nothing(one: House) -> None:
    mine, other = one.client(), one.client()
    path = vouched(left(mine), "1")
    left(other)
    assert refused(other, path)  # its state is another's: nobody is signed in as somebody else by a link
    assert client_is_in(mine, path)
    assert refused(one.client(), path)  # nor twice


def client_is_in(client: TestClient, path: str) -> bool:
    client.get(path)
    return client.get("/api/documents").status_code == 200


@pytest.mark.parametrize("query", ["", "?code=x", "?code=x&state=y", "?error=access_denied&error_description=<script>", "?state=&code="])
def test_what_did_not_come_from_the_provider_is_refused(one: House, query: str) -> None:
    assert refused(one.client(), f"/sign-in/provider/back{query}")


def test_a_token_for_another_question_is_refused(one: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The provider's answer carries another nonce than was sent: a token that was stolen from elsewhere."""
    client = one.client()
    address = left(client)
    nonce = parse_qs(urlsplit(address).query)["nonce"][0]
    assert refused(client, vouched(address.replace(nonce, "another-nonce-of-some-length"), "1"))


def test_a_provider_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    gone = house(tmp_path, address="http://127.0.0.1", oidc_issuer="http://127.0.0.1:9", oidc_client="sv4", oidc_default="reader")
    response = gone.client().get("/sign-in/provider")
    assert (response.status_code, response.headers["location"]) == (303, "/sign-in?problem=provider_failed")
