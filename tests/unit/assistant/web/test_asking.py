"""Asking without JavaScript: a form post, and the page with the whole answer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import html

from assistant.web.locales import NAMES
from tests.unit.assistant.web.small_library import Library, Scripted
from tests.unit.assistant.web.test_home import LOCALES
from tests.unit.assistant.web.whole_app import house

SENTENCE = "Miasto Zażółcin ograniczy emisje o 45 % do 2030 roku."


def ask(client: TestClient, **fields: str) -> str:
    response = client.post("/ask", data=fields, follow_redirects=False)
    assert response.status_code == 303
    return str(response.headers["location"])


def shown(client: TestClient, address: str) -> html.HtmlElement:
    """What stands in the page for readers without JavaScript: a document of its own, for searches from its root."""
    log = html.fromstring(client.get(address).text).xpath("//div[@id='conversation']")[0]
    return html.fromstring(html.tostring(log))


def test_an_answer_comes_whole_with_links_to_the_librarys_pages(client: TestClient, library: Library) -> None:
    client.headers["Accept-Language"] = "en"
    address = ask(client, question="emissions?")
    assert re.fullmatch(r"/c/[\w-]+#answer-[\w-]+", address)
    answer = shown(client, address)
    start = library.held["plan.pdf"].text.index(SENTENCE)
    link = f"/library/plan.pdf/pages/1?start={start}&end={start + len(SENTENCE)}"
    quote = answer.xpath("//blockquote")[0]
    assert (quote.get("lang"), " ".join(quote.text_content().split())) == ("pl", f"{SENTENCE} [1]")
    assert answer.xpath("//blockquote/a/@href") == [link]
    assert answer.xpath("//blockquote/a/@aria-label") == ["Source 1: Plan klimatyczny, page 1"]
    assert answer.xpath("//ol/li/a/@href") == [link]
    assert "p. 1 · Quoted in Polish" in answer.xpath("//ol/li")[0].text_content()
    assert answer.xpath("//article/@id") == [address.split("#")[1]]


def test_a_refusal_says_what_was_searched(client: TestClient) -> None:
    answer = shown(client, ask(client, question="refuse"))
    assert answer.xpath("//div[@class='refusal']")[0].text_content().strip() == "Nothing was found. Searched: 2 documents."
    assert answer.xpath("//ol") == []


def test_an_example_is_asked_by_its_own_button(client: TestClient, assistant: Scripted) -> None:
    ask(client, question="", example="cs: <b>emisje</b>?")
    assert [question for question, _ in assistant.asked] == ["cs: <b>emisje</b>?"]


def test_a_question_can_follow_in_the_same_conversation(client: TestClient, assistant: Scripted) -> None:
    first = ask(client, question="emissions?")
    conversation = first.split("#")[0].removeprefix("/c/")
    page = html.fromstring(client.get(first).text)
    assert page.xpath("//form[@id='composer']/input[@name='conversation']/@value") == [conversation]
    second = ask(client, question="<i>and</i> heat?", conversation=conversation)
    assert second.split("#")[0] == first.split("#")[0]
    assert assistant.conversations[-1] == ["emissions?"]
    assert [h.text_content() for h in shown(client, second).xpath("//h2")] == ["emissions?", "<i>and</i> heat?"]


def test_of_one_document_only_that_one_is_asked_and_the_next_question_too(client: TestClient, assistant: Scripted) -> None:
    page = html.fromstring(client.get("/?document=plan.pdf", headers={"Accept-Language": "cs"}).text)
    notice = page.xpath("//form[@id='composer']/p[@id='only' and not(@hidden)]")[0]
    assert LOCALES.texts("cs")["only_document"].format(title="Plan klimatyczny") in notice.text_content()
    assert page.xpath("//form[@id='composer']/input[@name='document']/@value") == ["plan.pdf"]
    address = ask(client, question="emissions?", document="plan.pdf")
    assert re.fullmatch(r"/c/[\w-]+\?document=plan\.pdf#answer-[\w-]+", address)
    again = html.fromstring(client.get(address).text)
    assert again.xpath("//form[@id='composer']/input[@name='document']/@value") == ["plan.pdf"]
    ask(client, question="all of them?")
    assert [filters.documents for _, filters in assistant.asked] == [("plan.pdf",), ()]


def test_a_document_that_is_gone_is_not_asked(client: TestClient, assistant: Scripted) -> None:
    response = client.post("/ask", data={"question": "emissions?", "document": "gone.pdf"})
    assert (response.status_code, assistant.asked) == (404, [])
    assert '<p class="problem" role="alert">' in response.text


def test_a_turn_that_was_asked_again_gives_way(client: TestClient) -> None:
    first = client.post("/api/ask", json={"question": "emissions?"}).json()
    again = {"question": "emissions?", "conversation": first["conversation"], "corrects": first["id"], "corrections": {"language": "pl"}}
    second = client.post("/api/ask", json=again).json()
    assert shown(client, f"/c/{first['conversation']}").xpath("//article/@id") == [f"answer-{second['id']}"]


@pytest.mark.parametrize("fields", [{"question": "emissions?", "conversation": "gone"}])
def test_an_unknown_conversation_is_a_page_with_one_sentence(client: TestClient, fields: dict[str, str]) -> None:
    response = client.post("/ask", data=fields)
    assert response.status_code == 404
    assert '<p class="problem" role="alert">' in response.text


def test_another_sites_form_asks_nothing(client: TestClient, assistant: Scripted) -> None:
    response = client.post("/ask", data={"question": "emissions?"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert (response.status_code, assistant.asked) == (403, [])


@pytest.mark.parametrize("language", NAMES)
def test_the_first_page_says_how_it_works_without(client: TestClient, language: str) -> None:
    page = client.get("/", headers={"Accept-Language": language}).text
    assert f'<noscript><p class="notice">{LOCALES.texts(language)["without_javascript"]}</p></noscript>' in page
    form = html.fromstring(page).xpath("//form[@id='composer']")[0]
    assert (form.get("method"), form.get("action")) == ("post", "/ask")


def test_the_answer_is_the_askers_own_and_a_shared_one_is_not_gone_on_with(tmp_path: Path) -> None:
    one = house(tmp_path, requests=0, questions=0)
    anna, adam = one.client("Anna"), one.client("Adam")
    address = ask(anna, question="What is planned for waste?")
    conversation = address.split("#")[0].removeprefix("/c/")
    own = html.fromstring(anna.get(address).text)
    assert own.xpath("//form[@id='composer']/input[@name='conversation']/@value") == [conversation]
    assert adam.get(address).status_code == 404
    assert adam.post("/ask", data={"question": "And then?", "conversation": conversation}).status_code == 404
    one.kept.owned_by(one.account("Anna")).share(conversation, True)
    read = html.fromstring(adam.get(address).text)
    assert [h.text_content() for h in read.xpath("//h2[@class='question']")] == ["What is planned for waste?"]
    assert read.xpath("//form[@id='composer']/input") == []
    assert one.client().post("/ask", data={"question": "And then?"}).headers["location"] == "/sign-in"
