"""The passages of a cell: shown with their reason, and corrected by an editor whose word is counted apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.access.access import Access
from assistant.access.settings import AccessSettings
from assistant.answer.conversations import FILE, Conversations
from assistant.desk.corrections import TagCorrections
from assistant.web.app import create_app
from index.reader import Reader
from tests.unit.assistant.desk.small_desk import LIPNICE, LIPNICE_NAME, OLSZANKA_NAME, fill, opened, passage
from tests.unit.assistant.web.test_alignment_screens import page, text
from tests.unit.assistant.web.whole_app import OWN, PASSWORD

CELL = f"/alignment/cell?goal=11&document={LIPNICE_NAME}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return fill(tmp_path)


@pytest.fixture
def reader(folder: Path) -> Reader:
    return opened(folder)


@pytest.fixture
def client(folder: Path, reader: Reader) -> TestClient:
    app = create_app(reader, None, Conversations(folder / FILE), TagCorrections(folder))  # type: ignore[arg-type]
    return TestClient(app, raise_server_exceptions=False, headers={"Accept-Language": "en"})


def figures(client: TestClient, address: str = CELL) -> list[str]:
    return [text(dd).split(" ")[0] for dd in page(client, address).xpath("//dl/div/dd")]


def say(client: TestClient, said: str, **fields: str) -> str:
    form = {"goal": "11", "document": LIPNICE_NAME, "start": "0", "evaluator": "Anna Nowak", "said": said, **fields}
    response = client.post("/alignment/tags", data=form, follow_redirects=False)
    return str(response.headers.get("location", response.status_code))


def test_a_cells_passages_are_shown_with_reason_strength_and_commitment(client: TestClient) -> None:
    shown = page(client, CELL)
    assert figures(client) == ["3", "3", "2", "0"]
    articles = shown.xpath("//article")
    assert [LIPNICE.index(text(a.xpath(".//blockquote")[0])) for a in articles] == [0, 1, 2]
    assert [text(a.xpath(".//mark")[0]) for a in articles] == ["{goal=11/3}", "{goal=11/3}", "{goal=11/2}"]
    assert [text(a.xpath(".//span[@class='flag']")[0]) for a in articles] == ["funded", "measure", "description only"]
    link = articles[0].xpath("./h3/a/@href")[0]
    found = client.get(link.replace(f"/library/{LIPNICE_NAME}/pages/1?", f"/api/marks?document={LIPNICE_NAME}&")).json()
    assert found["quote"] == LIPNICE[0]


def test_an_editor_confirms_rejects_and_takes_back(client: TestClient, reader: Reader) -> None:
    first, third = passage(reader, LIPNICE_NAME, 0), passage(reader, LIPNICE_NAME, 2)
    assert say(client, f"accepted|{first}|goal|11") == f"/alignment/cell?goal=11&document={LIPNICE_NAME}&start=0&saved=true"
    say(client, f"rejected|{third}|goal|11")
    assert figures(client) == ["3", "2", "2", "1"]
    shown = page(client, f"{CELL}&saved=true")
    assert text(shown.xpath("//p[@role='status']")[0]) == "Saved. The figures below already count it."
    assert "confirmed by Anna Nowak" in text(shown.xpath("//article")[0])
    assert "rejected by Anna Nowak" in text(shown.xpath("//div[contains(@class, 'off')]")[0])
    assert shown.xpath("//input[@name='evaluator']/@value") == ["Anna Nowak"]
    withdraw = shown.xpath("//div[contains(@class, 'off')]//button/@value")[0]
    say(client, withdraw)
    assert figures(client) == ["3", "3", "2", "1"]
    assert say(client, withdraw) == "404"


def test_a_tag_is_added_with_its_strength(client: TestClient, reader: Reader) -> None:
    first = passage(reader, LIPNICE_NAME, 0)
    say(client, f"added|{first}", **{f"tag-{first}": "green deal|energy", f"strength-{first}": "3"})
    say(client, f"added|{first}", **{f"tag-{first}": "target|11.6", f"strength-{first}": "3"})
    say(client, f"added|{first}", **{f"tag-{first}": "commitment|quantified target"})
    energy = f"/alignment/cell?green_deal=energy&document={LIPNICE_NAME}"
    assert figures(client, energy) == ["3", "1", "1", "1"]
    tags = [text(li.xpath("./span[@class='what']")[0]) for li in page(client, CELL).xpath("//article")[0].xpath(".//li")]
    assert [t.split(" · ")[0] for t in tags if "added by Anna Nowak" in t] == [
        "Commitment target with a figure", "Green Deal Clean energy ●●●, strength 3 of 3",
        "UN target 11.6 Less environmental impact of cities: air quality and waste",
    ]  # fmt: skip


def test_only_the_name_is_remembered_by_its_own_button(client: TestClient) -> None:
    assert say(client, "name", evaluator="Ewa") == f"/alignment/cell?goal=11&document={LIPNICE_NAME}&start=0"
    assert page(client, CELL).xpath("//input[@name='evaluator']/@value") == ["Ewa"]
    assert client.get("/api/corrections").json() == {"corrections": []}


def test_long_cells_are_shown_in_pieces(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.web.alignment_cell._AT_ONCE", 2)
    first = page(client, CELL)
    assert len(first.xpath("//article")) == 2
    following = first.xpath("//a[@rel='next']/@href")
    assert following == [f"/alignment/cell?goal=11&document={LIPNICE_NAME}&start=2"]
    second = page(client, following[0])
    assert [text(q) for q in second.xpath("//article//blockquote")] == [LIPNICE[2]]
    assert second.xpath("//a[@rel='prev']/@href") == [CELL]


def test_a_cell_without_passages_says_so(client: TestClient) -> None:
    shown = page(client, f"/alignment/cell?goal=14&document={OLSZANKA_NAME}")
    assert "No passage of this document speaks of it." in text(shown)
    assert shown.xpath("//form[@action='/alignment/tags']") == []


@pytest.mark.parametrize(
    ("said", "fields", "status", "sentence"),
    [
        ("accepted|1|goal|99", {}, 400, "There is no UN goal 99"),
        ("accepted|1|goal|4", {}, 400, "Passage 1 has no tag “goal 4” that could be accepted"),
        ("accepted|1", {}, 400, "The form does not say which tag is meant"),
        ("liked|1|goal|11", {}, 400, "A tag cannot be 'liked'"),
        ("added|1", {}, 400, "No tag was chosen"),
        ("added|1", {"tag-1": "goal|13", "strength-1": "9"}, 400, "There is no strength 9"),
        ("added|x", {"tag-x": "goal|13"}, 400, "The form holds “x” where a number belongs"),
        ("accepted|99999|goal|11", {}, 404, "There is no passage 99999"),
        ("accepted|1|goal|11", {"evaluator": " "}, 400, "A correction carries its editor's name"),
        ("withdraw|", {}, 400, "The form holds “” where a number belongs"),
        ("", {}, 400, "The form does not say which tag is meant"),
    ],
)
def test_what_cannot_be_said_is_a_page_with_one_sentence(
    client: TestClient, said: str, fields: dict[str, str], status: int, sentence: str
) -> None:
    form = {"goal": "11", "document": LIPNICE_NAME, "evaluator": "Anna", "said": said, **fields}
    response = client.post("/alignment/tags", data=form)
    assert response.status_code == status
    assert sentence in response.text.replace("&#39;", "'")
    assert client.get("/api/corrections").json() == {"corrections": []}


def test_another_sites_form_is_not_taken(client: TestClient) -> None:
    response = client.post("/alignment/tags", data={"said": "accepted|1|goal|11"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403


@pytest.fixture
def accounts(folder: Path, reader: Reader) -> Access:
    return Access(folder, AccessSettings())


def signed_in(folder: Path, reader: Reader, accounts: Access, name: str, role: str) -> TestClient:
    app = create_app(reader, None, Conversations(folder / FILE), TagCorrections(folder), access=accounts)  # type: ignore[arg-type]
    client = TestClient(app, raise_server_exceptions=False, headers={"Accept-Language": "en", **OWN})
    client.cookies.set("session", accounts.sessions.begin(accounts.accounts.add(name, role, PASSWORD).id))
    return client


def test_a_reader_sees_tags_and_what_people_said_and_corrects_nothing(folder: Path, reader: Reader, accounts: Access) -> None:
    first = passage(reader, LIPNICE_NAME, 0)
    edit = signed_in(folder, reader, accounts, "Edit", "editor")
    say(edit, f"accepted|{first}|goal|11", evaluator="Somebody Else")
    anna = signed_in(folder, reader, accounts, "Anna", "reader")
    shown = page(anna, CELL)
    assert "confirmed by Edit" in text(shown)  # the account's name, whatever the form says
    assert "Commitment funded" in text(shown)
    assert shown.xpath("//main//button | //main//form | //main//select") == []
    assert say(anna, f"rejected|{first}|goal|11") == "403"
    assert page(edit, CELL).xpath("//input[@name='evaluator']/@value") == ["Edit"]
