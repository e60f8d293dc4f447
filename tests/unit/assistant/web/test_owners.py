"""What is one person's is nobody else's: conversations, answers, complaints, and the name under what somebody says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.unit.assistant.web.whole_app import House, house


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> House:
    return house(tmp_path_factory.mktemp("owners"), requests=0, questions=0)


def asked(client: TestClient, question: str = "What is planned for waste?", **more: Any) -> dict[str, Any]:
    answer: dict[str, Any] = client.post("/api/ask", json={"question": question, **more}).json()
    return answer


def test_nobody_reads_goes_on_with_or_deletes_anothers_conversation(one: House) -> None:
    anna, adam = one.client("Anna"), one.client("Adam")  # Adam is an administrator: that is no key to letters
    made = asked(anna)
    conversation, answer = made["conversation"], made["id"]
    assert adam.get(f"/api/conversations/{conversation}").status_code == 404
    assert adam.get(f"/api/answers/{answer}").status_code == 404
    assert adam.get(f"/c/{conversation}").status_code == 404
    assert adam.delete(f"/api/conversations/{conversation}").status_code == 404
    assert adam.post("/api/ask", json={"question": "And then?", "conversation": conversation}).status_code == 404
    assert adam.post("/api/ask/stream", json={"question": "And then?", "conversation": conversation}).status_code == 404
    assert adam.post("/api/feedback", json={"answer": answer, "verdict": "down"}).status_code == 404
    assert adam.get("/api/conversations").json()["conversations"] == []
    assert [turn["id"] for turn in anna.get(f"/api/conversations/{conversation}").json()["turns"]] == [answer]
    assert asked(anna, "And then?", conversation=conversation)["conversation"] == conversation


def test_a_conversation_that_is_not_there_and_anothers_are_told_alike(one: House) -> None:
    conversation = asked(one.client("Anna"))["conversation"]
    adam = one.client("Adam")
    sentences = [adam.get(f"/api/conversations/{name}").json()["error"].replace(name, "ID") for name in (conversation, "nothing")]
    assert sentences[0] == sentences[1]


def test_a_shared_conversation_is_read_and_no_more(one: House) -> None:
    anna, adam = one.client("Anna"), one.client("Adam")
    made = asked(anna)
    conversation = made["conversation"]
    one.kept.owned_by(one.account("Anna")).share(conversation, True)
    shown = adam.get(f"/api/conversations/{conversation}").json()
    assert (shown["shared"], shown["turns"][0]["question"], "owner" in shown) == (True, "What is planned for waste?", False)
    assert adam.get(f"/c/{conversation}").status_code == 200
    assert adam.get(f"/api/answers/{made['id']}").status_code == 200
    refused = adam.post("/api/ask", json={"question": "And then?", "conversation": conversation})
    assert (refused.status_code, "somebody else’s" in refused.json()["error"]) == (400, True)
    assert adam.post("/api/feedback", json={"answer": made["id"], "verdict": "down"}).status_code == 404
    assert adam.delete(f"/api/conversations/{conversation}").status_code == 404
    assert one.client().get(f"/c/{conversation}").status_code == 303  # with a link one still signs in
    one.kept.owned_by(one.account("Anna")).share(conversation, False)
    assert adam.get(f"/c/{conversation}").status_code == 404


def test_an_evaluator_reads_answers_that_were_complained_of_and_no_others(one: House) -> None:
    anna, eva = one.client("Anna"), one.client("Eva")
    secret, complaint = asked(anna, "Something secret of waste?"), asked(anna, "Something wrong of waste?")
    assert anna.post("/api/feedback", json={"answer": complaint["id"], "verdict": "down"}).status_code == 201
    assert eva.get(f"/evaluation/drafts/{secret['id']}").status_code == 404
    assert eva.post(f"/evaluation/drafts/{secret['id']}", data={"evaluator": "Eva"}).status_code == 404
    assert "Something wrong of waste?" in eva.get(f"/evaluation/drafts/{complaint['id']}").text
    listed = eva.get("/evaluation/drafts").text
    assert "Something wrong" in listed and "Something secret" not in listed
    assert eva.get(f"/api/conversations/{complaint['conversation']}").status_code == 404


def test_keys_and_their_owner_share_conversations(one: House) -> None:
    program = one.program("Anna", "reader", read_only=True)
    made = asked(program)
    assert one.client("Anna").get(f"/api/conversations/{made['conversation']}").status_code == 200


def test_what_is_said_is_said_under_the_accounts_name(one: House) -> None:
    edit = one.client("Edit")
    comment = edit.post("/api/comments", json={"kind": "row", "target": "brief/financing", "author": "The Mayor", "text": "So it is."})
    assert (comment.status_code, comment.json()["author"]) == (201, "Edit")
    without = edit.post("/api/comments", json={"kind": "row", "target": "brief/financing", "text": "And more."})
    assert (without.status_code, without.json()["author"]) == (201, "Edit")


def test_without_accounts_a_name_is_still_asked_for(tmp_path: Path) -> None:
    local = TestClient(house(tmp_path).app)
    said = {"kind": "row", "target": "brief/financing", "text": "So it is."}
    assert local.post("/api/comments", json=said).status_code == 400
    assert local.post("/api/comments", json={**said, "author": "Jan"}).json()["author"] == "Jan"


def test_who_had_the_program_alone_keeps_what_was_theirs_to_themselves(tmp_path: Path) -> None:
    before = house(tmp_path)
    conversation = asked(TestClient(before.app))["conversation"]
    assert before.client("Anna").get(f"/api/conversations/{conversation}").status_code == 404
    assert before.kept.hand_over(before.account("Anna")) == 1
    assert before.client("Anna").get(f"/api/conversations/{conversation}").status_code == 200
