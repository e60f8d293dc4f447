"""The gate: this machine's own user alone where there are no accounts; other sites' pages, keys, limits, and the log of changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.unit.assistant.web.whole_app import House, house


@pytest.fixture
def open_house(tmp_path: Path) -> House:
    """Nobody has an account."""
    return house(tmp_path)


def local(one: House, **options: Any) -> TestClient:
    return TestClient(one.app, raise_server_exceptions=False, **options)


# ---- without accounts


def test_the_user_of_this_machine_may_do_everything(open_house: House) -> None:
    client = local(open_house)
    assert client.get("/api/documents").status_code == 200
    assert client.get("/evaluation").status_code == 200
    assert client.get("/administration").status_code == 200
    assert client.get("/account").status_code == 404
    assert "There are no accounts here yet" in client.get("/sign-in", headers={"Accept-Language": "en"}).text


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "localhost:8000", "LOCALHOST", "[::1]:8000", "127.8.8.8"])
def test_this_machines_own_names_are_served(open_house: House, host: str) -> None:
    assert local(open_house).get("/api/documents", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["attacker.example", "attacker.example:8000", "127.0.0.1.attacker.example", "0.0.0.0", "10.0.0.7", ""])
def test_a_name_that_was_rebound_to_this_machine_is_refused(open_house: House, host: str) -> None:
    response = local(open_house).get("/api/documents", headers={"Host": host})
    assert response.status_code == 403
    assert response.json()["error"].startswith(f"The request names the host “{host.split(':')[0]}”")


@pytest.mark.parametrize(
    "header", ["X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Anything", "Forwarded", "Via", "X-Real-IP"]
)
@pytest.mark.parametrize("path", ["/api/documents", "/", "/static/page.css", "/sign-in"])
def test_what_came_through_a_proxy_is_refused(open_house: House, header: str, path: str) -> None:
    response = local(open_house).get(path, headers={header: "127.0.0.1"})
    assert response.status_code == 403
    assert f"came through a proxy (its header {header.lower()})" in response.text
    assert "python -m assistant account add NAME --role administrator" in response.text


def test_another_machine_is_refused(open_house: House) -> None:
    response = local(open_house, client=("192.168.1.20", 4711)).get("/api/documents")
    assert response.status_code == 403
    assert response.json()["error"].startswith("The request came from another machine (192.168.1.20)")


def test_with_the_first_account_everybody_signs_in(open_house: House) -> None:
    client = local(open_house)
    assert client.get("/api/documents").status_code == 200
    open_house.account("Anna")
    assert client.get("/api/documents").status_code == 401
    assert client.get("/api/documents").headers["www-authenticate"] == "Bearer"
    through = open_house.program("Anna").get("/api/documents", headers={"X-Forwarded-For": "10.1.1.1", "Host": "assistant.example.org"})
    assert through.status_code == 200


# ---- other sites' pages


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),  # another host of the same domain
        ({"Sec-Fetch-Site": "same-origin"}, 400),
        ({"Origin": "https://attacker.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1"}, 400),
        ({"Origin": "http://127.0.0.1:81"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1"}, 403),
        ({}, 400),  # no browser: curl, or a program of the user's
    ],
)
def test_a_page_of_another_site_changes_nothing_on_this_machine(open_house: House, headers: dict[str, str], status: int) -> None:
    assert local(open_house).post("/api/ask", json={"question": ""}, headers=headers).status_code == status


@pytest.mark.parametrize(("headers", "status"), [({}, 403), ({"Origin": "http://127.0.0.1"}, 400), ({"Origin": "http://x.example"}, 403)])
def test_a_cookie_is_worth_nothing_to_a_request_that_does_not_say_where_it_is_from(
    open_house: House, headers: dict[str, str], status: int
) -> None:
    client = local(open_house, cookies={"session": open_house.access.sessions.begin(open_house.account("Anna"))})
    assert client.post("/api/ask", json={"question": ""}, headers=headers).status_code == status


def test_a_key_needs_no_origin(open_house: House) -> None:
    assert open_house.program("Anna").post("/api/ask", json={"question": ""}, headers={"Origin": "https://tool.example"}).status_code == 400


def test_reading_from_another_site_is_no_change(open_house: House) -> None:
    assert local(open_house).get("/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


# ---- addresses, keys, limits


def test_with_a_set_address_no_other_name_is_served(tmp_path: Path) -> None:
    one = house(tmp_path, address="https://assistant.example.org")
    client = one.program("Anna")
    assert client.get("/api/documents", headers={"Host": "assistant.example.org"}).status_code == 200
    refused = client.get("/api/documents", headers={"Host": "attacker.example"})
    assert (refused.status_code, refused.json()["error"]) == (403, "This is https://assistant.example.org: open it under that address.")


@pytest.mark.parametrize("key", ["", "sv4_wrong", "sv4_" + "é" * 40])
def test_a_key_that_was_never_issued_is_told_so(open_house: House, key: str) -> None:
    open_house.account("Anna")
    response = open_house.client("Anna").get("/api/documents", headers={"Authorization": f"Bearer {key}".encode()})
    assert response.status_code == 401  # also beside a cookie that is good
    assert response.json()["error"].startswith("The key is not valid")


def test_a_revoked_key_is_worthless_at_once(open_house: House) -> None:
    client = open_house.program("Anna")
    assert client.get("/v1/models").status_code == 200
    open_house.access.keys.revoke(open_house.access.keys.all()[0].id)
    response = client.get("/v1/models")
    assert (response.status_code, response.json()["error"]["type"]) == (401, "invalid_request_error")


def test_who_asks_too_often_waits(tmp_path: Path) -> None:
    one = house(tmp_path, requests=8, questions=4)  # half of it at once
    client = one.program("Anna")
    statuses = [client.post("/api/ask", json={"question": ""}).status_code for _ in range(3)]
    assert statuses == [400, 400, 429]
    assert client.get("/api/documents").status_code == 200
    refused = client.get("/api/documents")
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["retry-after"]) <= 8
    assert refused.json()["error"] == f"Too many requests: try again in {refused.headers['retry-after']} s."
    assert one.program("Eva").get("/api/documents").status_code == 200  # another person has a bucket of their own
    assert [one.client().get("/sign-in").status_code for _ in range(5)] == [200, 200, 200, 200, 429]  # by address
    assert one.client().get("/static/page.css").status_code == 200


# ---- the log


def test_changes_are_logged_and_questions_are_not(open_house: House) -> None:
    client = open_house.client("Edit")
    client.get("/api/documents")
    client.post("/api/ask", json={"question": "What of waste?"})
    client.delete("/api/comments/7")
    open_house.client("Anna").delete("/api/corrections/8")  # refused before it is any change
    (entry,) = open_house.access.audit.latest()
    assert (entry.person, entry.by, entry.address) == ("Edit", "session", "127.0.0.1")
    assert (entry.action, entry.object, entry.outcome) == ("DELETE /api/comments/{comment}", "/api/comments/7", "404")


def test_the_one_user_without_accounts_is_logged_too(open_house: House) -> None:
    local(open_house).delete("/api/comments/7")
    (entry,) = open_house.access.audit.latest()
    assert (entry.person, entry.by, entry.action) == ("", "local", "DELETE /api/comments/{comment}")


# ---- headers


def test_pages_are_kept_by_no_shared_cache_and_shown_in_no_frame(open_house: House) -> None:
    headers = open_house.client("Anna").get("/").headers
    assert headers["cache-control"] == "private, no-cache"
    assert headers["x-frame-options"] == "DENY"
    assert "geolocation=()" in headers["permissions-policy"]
    assert "strict-transport-security" not in headers


def test_over_tls_browsers_are_told_to_stay_there(open_house: House) -> None:
    client = local(open_house, base_url="https://127.0.0.1")
    assert client.get("/").headers["strict-transport-security"] == "max-age=31536000"
