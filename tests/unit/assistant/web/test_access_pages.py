"""Signing in and out, a person's own page, the administrator's pages: over HTTP, as forms without JavaScript send them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.web.locales import NAMES as LANGUAGES
from assistant.web.locales import Locales
from tests.conftest import ROOT
from tests.unit.assistant.web.whole_app import OWN, PASSWORD, House, house

LOCALES = Locales(ROOT / "assistant" / "web" / "locales")
TEXTS = LOCALES.screens("en")["access"]


@pytest.fixture
def one(tmp_path: Path) -> House:
    made = house(tmp_path)
    for name in ("Anna", "Adam"):
        made.account(name)
    return made


def signed_in(client: TestClient, name: str, password: str, **more: str) -> tuple[int, str]:
    response = client.post("/sign-in", data={"name": name, "password": password, **more})
    return response.status_code, response.headers.get("location", "")


# ---- signing in


def test_signing_in_leads_to_the_page_that_was_wanted(one: House) -> None:
    client = one.client()
    asked = client.get("/c/abc?x=1")
    assert (asked.status_code, asked.headers["location"]) == (303, "/sign-in?next=%2Fc%2Fabc%3Fx%3D1")
    html = client.get(asked.headers["location"]).text
    assert 'name="next" value="/c/abc?x=1"' in html
    assert signed_in(client, "  anna ", PASSWORD, next="/c/abc?x=1") == (303, "/c/abc?x=1")
    home = client.get("/")
    assert home.status_code == 200
    assert ">Anna</a>" in home.text and 'action="/sign-out"' in home.text


@pytest.mark.parametrize(
    "wanted", ["https://x.example/", "//x.example", "/\\x.example", "javascript:alert(1)", "/a\r\nSet-Cookie: a=b", ""]
)
def test_a_link_to_the_sign_in_page_leads_to_no_other_site(one: House, wanted: str) -> None:
    assert signed_in(one.client(), "Anna", PASSWORD, next=wanted) == (303, "/")


def test_the_cookie_is_kept_from_scripts_and_other_sites(one: House) -> None:
    cookie = one.client().post("/sign-in", data={"name": "Anna", "password": PASSWORD}).headers["set-cookie"]
    assert re.fullmatch(r"session=[\w.-]+; HttpOnly; Max-Age=43200; Path=/; SameSite=lax", cookie)
    client = TestClient(one.app, base_url="https://assistant.example.org", headers=OWN, follow_redirects=False)
    cookie = client.post("/sign-in", data={"name": "Anna", "password": PASSWORD}).headers["set-cookie"]
    assert re.fullmatch(r"__Host-session=[\w.-]+; HttpOnly; Max-Age=43200; Path=/; SameSite=lax; Secure", cookie)


@pytest.mark.parametrize("language", LANGUAGES)
def test_wrong_is_told_in_the_readers_language_and_alike_for_names_that_do_not_exist(one: House, language: str) -> None:
    texts = LOCALES.screens(language)["access"]
    pages = []
    for name in ("Anna", "Nobody"):
        response = one.client(language=language).post("/sign-in", data={"name": name, "password": "wrong wrong wrong"})
        assert response.status_code == 401
        pages.append(response.text.replace(name, "NAME"))
    assert pages[0] == pages[1]
    assert texts["wrong"] in pages[0] and f'<html lang="{language}">' in pages[0]


def test_guessing_is_slowed_down_and_the_owner_is_not_locked_out(one: House) -> None:
    client = one.client()
    assert [signed_in(client, "Anna", f"wrong number {n}")[0] for n in range(6)] == [401, 401, 401, 401, 401, 429]
    refused = client.post("/sign-in", data={"name": "Anna", "password": PASSWORD})
    assert refused.status_code == 429  # the right one too: otherwise the answer would tell which is right
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert TEXTS["too_many"].format(minutes=1) in refused.text
    elsewhere = TestClient(one.app, client=("10.1.2.3", 1), headers=OWN, follow_redirects=False)
    assert signed_in(elsewhere, "Anna", PASSWORD) == (303, "/")
    assert [e.outcome for e in one.access.audit.latest() if e.action == "sign in"].count("refused") == 5


def test_signing_out_ends_the_session_for_every_copy_of_the_cookie(one: House) -> None:
    client = one.client("Anna")
    copy = one.client()
    copy.cookies.set("session", client.cookies["session"])
    assert copy.get("/api/documents").status_code == 200
    response = client.post("/sign-out")
    assert (response.status_code, response.headers["location"]) == (303, "/sign-in")
    assert copy.get("/api/documents").status_code == 401


def test_a_cookie_that_nobody_issued_is_nobody(one: House) -> None:
    good = one.client("Anna").cookies["session"]
    for forged in ("", "x", good[:-1] + ("A" if good[-1] != "A" else "B"), good.split(".")[0], "a.b"):
        client = one.client()
        client.cookies.set("session", forged)
        assert client.get("/api/documents").status_code == 401


# ---- one's own page


def test_a_person_changes_their_password(one: House) -> None:
    client, other = one.client("Anna"), one.client("Anna")
    new = "another long password"

    def change(old: str, new: str, again: str) -> tuple[int, str]:
        response = client.post("/account/password", data={"old": old, "new": new, "again": again})
        return response.status_code, response.headers.get("location", "") or response.text

    assert TEXTS["old_wrong"] in change("wrong wrong wrong", new, new)[1]
    assert TEXTS["differ"] in change(PASSWORD, new, new + "!")[1]
    assert "12 to 1,000 characters; this one has 5" in change(PASSWORD, "short", "short")[1]
    assert change(PASSWORD, new, new) == (303, "/account?said=password")
    assert client.get("/account").status_code == 200
    assert other.get("/account").status_code == 303  # signed out
    assert signed_in(one.client(), "Anna", PASSWORD)[0] == 401
    assert signed_in(one.client(), "Anna", new)[0] == 303


def test_a_person_makes_and_revokes_a_key(one: House) -> None:
    client = one.client("Adam")
    made = client.post("/account/keys", data={"label": "nightly <b>import</b>", "role": "editor", "days": "30", "read_only": "yes"})
    assert made.status_code == 201 and made.headers["cache-control"] == "no-store"
    (text,) = re.findall(r"sv4_[\w-]{43}", made.text)
    assert "nightly &lt;b&gt;import&lt;/b&gt;" in made.text
    page = client.get("/account").text
    assert text not in page  # shown once
    program = TestClient(one.app, headers={"Authorization": f"Bearer {text}"})
    assert program.get("/api/documents").status_code == 200
    assert program.get("/administration").status_code == 403  # an editor's key, though an administrator's
    (key,) = one.access.keys.all()
    assert one.client("Anna").post(f"/account/keys/{key.id}/revoke").status_code == 404  # not hers
    assert client.post(f"/account/keys/{key.id}/revoke").status_code == 303
    assert program.get("/api/documents").status_code == 401


def test_a_key_does_no_more_than_its_owner(one: House) -> None:
    refused = one.client("Anna").post("/account/keys", data={"label": "x", "role": "administrator"})
    assert refused.status_code == 400 and one.access.keys.all() == []


def test_a_persons_conversations_are_handed_out_shared_and_erased(one: House) -> None:
    client = one.client("Anna")
    conversation = client.post("/api/ask", json={"question": "What is planned for waste?"}).json()["conversation"]
    one.client("Adam").post("/api/ask", json={"question": "And heat?"})
    export = client.get("/account/conversations.json")
    assert export.headers["content-disposition"] == 'attachment; filename="conversations.json"'
    assert [turn["question"] for c in json.loads(export.text)["conversations"] for turn in c["turns"]] == ["What is planned for waste?"]
    share = f"/account/conversations/{conversation}/share"
    assert one.client("Adam").post(share, data={"shared": "yes"}).status_code == 404
    assert client.post(share, data={"shared": "yes"}).headers["location"] == "/account?said=shared"
    assert TEXTS["shared"] in client.get("/account").text
    assert TEXTS["not_sure"] in client.post("/account/conversations/erase").text
    assert client.post("/account/conversations/erase", data={"sure": "yes"}).status_code == 303
    assert client.get("/api/conversations").json()["total"] == 0
    assert one.client("Adam").get("/api/conversations").json()["total"] == 1


# ---- administration


def test_an_administrator_adds_changes_and_removes_accounts(one: House) -> None:
    client = one.client("Adam")
    added = client.post("/administration/accounts", data={"name": "Zofia Żak", "role": "reader", "password": PASSWORD})
    assert added.headers["location"] == "/administration?said=added"
    zofia = one.access.accounts.named("zofia żak")
    browser = one.client()
    assert signed_in(browser, "Zofia Żak", PASSWORD)[0] == 303
    assert browser.get("/evaluation").status_code == 403
    assert client.post(f"/administration/accounts/{zofia.id}/role", data={"role": "evaluator"}).status_code == 303
    assert browser.get("/evaluation").status_code == 200  # the role holds at once
    client.post(f"/administration/accounts/{zofia.id}/password", data={"password": "a new long password"})
    assert browser.get("/evaluation").status_code == 303  # signed out
    assert client.post(f"/administration/accounts/{zofia.id}/remove").status_code == 400  # the box is not ticked
    assert client.post(f"/administration/accounts/{zofia.id}/remove", data={"sure": "yes"}).status_code == 303
    assert [account.name for account in one.access.accounts.all()] == ["Adam", "Anna"]
    log = client.get("/administration/audit").text
    assert "Zofia Żak: evaluator" in log and "POST /administration/accounts/{account}/remove" in log


def test_nobody_locks_themselves_out(one: House) -> None:
    client, own = one.client("Adam"), one.account("Adam")
    for action, data in (("role", {"role": "reader"}), ("remove", {"sure": "yes"}), ("password", {"password": PASSWORD})):
        response = client.post(f"/administration/accounts/{own}/{action}", data=data)
        assert (response.status_code, "This is your own account" in response.text) == (400, True)
    assert one.access.accounts.named("Adam").role == "administrator"


def test_without_accounts_no_page_makes_the_first_one(tmp_path: Path) -> None:
    empty = house(tmp_path)
    client = TestClient(empty.app, follow_redirects=False)
    response = client.post("/administration/accounts", data={"name": "Eve", "role": "administrator", "password": PASSWORD})
    assert response.status_code == 400 and not empty.access.accounts.any()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ["/sign-in", "/account", "/administration", "/administration/audit"])
def test_every_screen_speaks_each_language_and_runs_no_script(one: House, language: str, address: str) -> None:
    one.access.keys.add(one.account("Adam"), "x", "reader")
    html = one.client("Adam", language).get(address).text
    assert f'<html lang="{language}">' in html
    assert LOCALES.screens(language)["access"]["sign_out"] in html
    assert re.findall(r"<script|<style|\sstyle=|\son\w+=", html) == []


def test_a_refusal_is_a_page_in_the_readers_language(one: House) -> None:
    response = one.client("Anna", "hu").get("/administration")
    assert response.status_code == 403
    assert LOCALES.screens("hu")["refused"]["administrator"] in response.text


def test_links_lead_only_where_one_may_go(one: House) -> None:
    assert 'href="/evaluation"' not in one.client("Anna").get("/").text
    assert 'href="/administration"' not in one.client("Anna").get("/").text
    html = one.client("Adam").get("/").text
    assert 'href="/evaluation"' in html and 'href="/administration"' in html
