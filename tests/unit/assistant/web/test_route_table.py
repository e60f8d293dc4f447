"""Every route × every role: the application's routes against the table, and each asked by each person and by nobody."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi import APIRouter
from fastapi.testclient import TestClient

from assistant.access.policy import ANYONE, load
from assistant.access.roles import INCLUDES
from assistant.web.route_list import names, taken
from tests.unit.assistant.web.whole_app import NAMES, ROLES, House, house

POLICY = load()
NEEDS_PROVIDER = ("GET /sign-in/provider", "GET /sign-in/provider/back")  # there only where one is configured; see test_provider
PROGRAMS = ("/api/", "/v1/", "/openapi.json")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> House:
    return house(tmp_path_factory.mktemp("routes"), requests=0, questions=0)


def asked(client: TestClient, route: str) -> tuple[int, str]:
    """The status and where a redirect leads; nothing is there by the names that are sent, so that nothing changes."""
    method, path = route.split(" ", 1)
    path = re.sub(r"\{[^}]+\}", "1", path) + ("/page.css" if path == "/static" else "")
    body = {"json": {}} if path.startswith(PROGRAMS) else {"data": {"nothing": "1"}}
    response = client.request(method, path, **({} if method == "GET" else body))
    return response.status_code, response.headers.get("location", "")


def test_the_table_has_each_route_and_no_other(whole: House) -> None:
    served = set(names(whole.app.routes))
    missing = sorted(served - POLICY.roles.keys())
    assert not missing, f"these routes are refused to everybody: enter each under its role in assistant/access/policy.toml: {missing}"
    gone = sorted(POLICY.roles.keys() - served - set(NEEDS_PROVIDER))
    assert not gone, f"these routes are in assistant/access/policy.toml, but nobody serves them: take them out: {gone}"


@pytest.mark.parametrize("route", [route for route in POLICY.roles if route not in NEEDS_PROVIDER])
def test_each_route_is_open_to_its_roles_alone(whole: House, route: str) -> None:
    need, page = POLICY.roles[route], not route.split(" ", 1)[1].startswith(PROGRAMS)
    whole.account("Anna")  # without any account there would be the one local user
    status, location = asked(whole.client(), route)
    if need == ANYONE:
        assert (status, location) in ((200, ""), (401, ""), (404, ""))  # a wrong password; no page of that name
    elif page:
        assert status == 303 and re.fullmatch(r"/sign-in(\?next=.+)?", location)
    else:
        assert status == 401
    for name in NAMES:
        status, location = asked(whole.client(name), route)
        if need == ANYONE or need in INCLUDES[ROLES[name]]:
            assert status not in (403, 500) and (need == ANYONE or status != 401), (name, status)
            assert not location.startswith("/sign-in") or route == "POST /sign-out"
        else:
            assert status == 403, (name, status)


@pytest.mark.parametrize("route", [route for route in POLICY.roles if POLICY.changes(route) and POLICY.roles[route] != ANYONE])
def test_a_key_that_only_reads_changes_nothing(whole: House, route: str) -> None:
    assert asked(whole.program("Adam", read_only=True), route)[0] == 403


def test_a_key_may_do_no_more_than_its_role_and_its_owner(whole: House) -> None:
    assert asked(whole.program("Adam", "reader"), "GET /evaluation")[0] == 403
    assert asked(whole.program("Eva", "evaluator"), "GET /evaluation")[0] == 200
    assert asked(whole.program("Anna", "administrator"), "GET /administration")[0] == 403


def test_a_route_that_is_not_in_the_table_is_refused_to_everybody(tmp_path: Path) -> None:
    one, extra = house(tmp_path), APIRouter()

    @extra.get("/api/forgotten")
    def forgotten() -> str:
        return "secret"

    one.app.include_router(extra)
    for client in (one.client(), one.client("Adam"), one.program("Adam")):  # the local user first, then there are accounts
        response = client.get("/api/forgotten")
        assert response.status_code == 403
        assert "“GET /api/forgotten” is not in the table of access" in response.json()["error"]


@pytest.mark.parametrize("host", ["127.0.0.1/static/page.css?", "127.0.0.1/health?", "127.0.0.1/sign-in#", "127.0.0.1/health?x="])
@pytest.mark.parametrize("path", ["/api/documents", "/evaluation", "/metrics", "/openapi.json"])
def test_a_host_header_does_not_choose_what_the_gate_sees(whole: House, host: str, path: str) -> None:
    whole.account("Anna")
    assert whole.client().get(path, headers={"Host": host}).status_code in (303, 401)
    assert whole.client("Anna").get("/evaluation", headers={"Host": host}).status_code == 403


@pytest.mark.parametrize(
    "path", ["/evaluation%3F", "/sign-in%3F/../evaluation", "/static%2F..%2Fevaluation", "//evaluation", "/evaluation/"]
)
def test_an_address_written_otherwise_opens_nothing(whole: House, path: str) -> None:
    whole.account("Anna")
    for client in (whole.client(), whole.client("Anna")):
        assert client.get(f"http://127.0.0.1{path}").status_code in (303, 403, 404)


def test_what_is_not_there_is_not_told_to_nobody(whole: House) -> None:
    whole.account("Anna")
    assert whole.client().get("/api/nothing").status_code == 401
    assert whole.client().get("/nothing").headers["location"] == "/sign-in?next=%2Fnothing"
    assert whole.client("Anna").get("/api/nothing").json() == {"error": "There is nothing at this address."}
    assert whole.client("Anna").put("/api/documents").status_code == 405


def test_the_route_that_a_request_takes_is_the_applications(whole: House) -> None:
    routes = whole.app.routes
    assert taken(routes, "GET", "/evaluation/drafts/cases.jsonl") == "GET /evaluation/drafts/cases.jsonl"
    assert taken(routes, "GET", "/evaluation/drafts/other") == "GET /evaluation/drafts/{answer}"
    assert taken(routes, "GET", "/static/../api/documents") == "GET /static"
    assert taken(routes, "DELETE", "/api/documents") is None
