"""Whose a brief is and whose a comment: who sees it, who lets others read it, who takes it away; a guessed id finds nothing."""

from __future__ import annotations

import re
import time

import pytest
from fastapi.testclient import TestClient

from assistant.desk.brief.types import Wanted
from assistant.web.locales import NAMES, Locales
from tests.conftest import ROOT
from tests.unit.assistant.web.whole_app import House, house

ASKED = {"topic": "circular economy", "place": ["Lipnice"], "rows": "own", "own": "waste", "language": "cs", "person": "The Mayor"}
LOCALES = Locales(ROOT / "assistant" / "web" / "locales")
NUMBER = re.compile(r"/comments/(\d+)/delete")


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> House:
    return house(tmp_path_factory.mktemp("briefs"), requests=0, questions=0)


def made(client: TestClient, **more: str) -> str:
    """The address of a brief that is made."""
    address = str(client.post("/briefs", data={**ASKED, **more}).headers["location"])
    for _ in range(1000):
        if client.get(f"/api{address}/progress").json()["state"] == "made":
            return address
        time.sleep(0.02)
    raise AssertionError("the brief was never made")


def listed(client: TestClient) -> list[str]:
    return re.findall(r'<h3><a href="(/briefs/\w+)">', client.get("/briefs").text)


def test_a_brief_is_its_owners_and_the_editors_and_nobody_elses_by_guessing(one: House) -> None:
    anna, jan, edit = one.client("Anna"), one.client("Jan"), one.client("Edit")
    brief = made(anna)
    assert "· Anna" in anna.get(brief).text  # the account's name, whatever the form says
    assert brief in listed(anna) and brief in listed(edit) and brief not in listed(jan)
    reading = (brief, f"{brief}/rows/1", f"{brief}/export?format=json", f"{brief}/comments?format=csv", f"/api{brief}/progress")
    assert [jan.get(address).status_code for address in reading] == [404] * 5
    assert [edit.get(address).status_code for address in reading] == [200] * 5
    posts = {"comments": {"text": "So it is."}, "share": {"shared": "yes"}, "delete": {}, "comments/1/delete": {}}
    assert [jan.post(f"{brief}/{what}", data=form).status_code for what, form in posts.items()] == [404] * 4
    assert anna.get(brief).status_code == 200


def test_a_brief_that_is_not_there_and_anothers_are_told_alike(one: House) -> None:
    brief = made(one.client("Anna"))
    jan = one.client("Jan")
    assert jan.get(brief).text.replace(brief, "BRIEF") == jan.get("/briefs/nothing").text.replace("/briefs/nothing", "BRIEF")


def test_others_read_what_its_owner_lets_them_and_change_nothing(one: House) -> None:
    anna, jan = one.client("Anna"), one.client("Jan")
    brief = made(anna)
    assert 'name="shared" value="yes"' in anna.get(brief).text
    assert anna.post(f"{brief}/share", data={"shared": "yes"}).headers["location"] == f"{brief}#sharing"
    page = jan.get(brief)
    assert (page.status_code, brief in listed(jan)) == (200, True)
    assert not re.search(r'action="[^"]+/(share|delete|texts)"', page.text)
    assert "?edit=1" not in page.text
    assert [jan.post(f"{brief}/{what}").status_code for what in ("share", "delete", "texts", "cells")] == [403] * 4
    anna.post(f"{brief}/share", data={"shared": "no"})
    assert (jan.get(brief).status_code, brief in listed(jan)) == (404, False)


def test_a_brief_can_be_shared_from_the_beginning(one: House) -> None:
    brief = made(one.client("Anna"), shared="yes")
    assert one.client("Jan").get(brief).status_code == 200


@pytest.mark.parametrize("language", NAMES)
def test_who_may_not_is_told_in_the_readers_language(one: House, language: str) -> None:
    brief = made(one.client("Anna"), shared="yes")
    refused = one.client("Jan", language).post(f"{brief}/delete")
    assert (refused.status_code, LOCALES.screens(language)["problems"]["brief_of_another"] in refused.text) == (403, True)


def test_a_reader_deletes_their_own_brief_and_an_editor_anybodys(one: House) -> None:
    anna = one.client("Anna")
    own, other = made(anna), made(anna)
    assert anna.post(f"{own}/delete").status_code == 303
    assert one.client("Edit").post(f"{other}/delete").status_code == 303
    assert [anna.get(brief).status_code for brief in (own, other)] == [404, 404]


def test_a_reader_deletes_their_own_comment_and_an_editor_anybodys(one: House) -> None:
    anna, jan, edit = one.client("Anna"), one.client("Jan"), one.client("Edit")
    brief = made(anna, shared="yes")
    anna.post(f"{brief}/comments", data={"text": "Ours."})
    jan.post(f"{brief}/comments", data={"text": "Mine."})
    annas, jans = NUMBER.findall(edit.get(brief).text)
    assert (NUMBER.findall(anna.get(brief).text), NUMBER.findall(jan.get(brief).text)) == ([annas], [jans])
    assert jan.post(f"{brief}/comments/{annas}/delete").status_code == 403
    assert jan.delete(f"/api/comments/{annas}").status_code == 403
    assert jan.post(f"{brief}/comments/{jans}/delete").status_code == 303
    assert edit.post(f"{brief}/comments/{annas}/delete").status_code == 303
    assert NUMBER.findall(edit.get(brief).text) == []


def test_comments_on_a_brief_are_listed_for_those_who_see_it(one: House) -> None:
    anna, jan = one.client("Anna"), one.client("Jan")
    brief = made(anna)
    target = f"{brief.removeprefix('/briefs/')}/"
    kept = anna.post("/api/comments", json={"kind": "row", "target": target, "text": "A quiet word."})
    assert (kept.status_code, "account" in kept.json()) == (201, False)
    assert "A quiet word." in anna.get("/api/comments").text
    assert "A quiet word." not in jan.get("/api/comments").text + jan.get("/api/comments?format=csv").text
    assert jan.post("/api/comments", json={"kind": "row", "target": target, "text": "I guessed it."}).status_code == 404
    assert one.account("Anna") not in anna.get("/api/comments").text


def test_a_brief_from_before_there_were_accounts_is_handed_over(one: House) -> None:
    left = one.briefs.begin(Wanted("circular economy", ("Lipnice",), ("trees",), "en"), "Jan")
    assert one.client("Anna").get(f"/briefs/{left}").status_code == 404
    assert one.briefs.hand_over(one.account("Anna")) == 1
    assert one.client("Anna").get(f"/briefs/{left}").status_code == 200


def test_without_accounts_the_one_user_may_do_everything(tmp_path_factory: pytest.TempPathFactory) -> None:
    alone = house(tmp_path_factory.mktemp("alone"))
    local = TestClient(alone.app, headers={"Accept-Language": "en"}, follow_redirects=False)
    brief = made(local)
    page = local.get(brief).text
    assert "· The Mayor" in page and f"{brief}/delete" in page and f"{brief}/share" not in page
    assert local.post(f"{brief}/comments", data={"text": "So it is.", "person": "Jan"}).status_code == 303
    assert local.post(f"{brief}/comments/{NUMBER.findall(local.get(brief).text)[0]}/delete").status_code == 303
    assert local.post(f"{brief}/delete").status_code == 303
