"""What editors change, over HTTP: uploads good and bad, records, deletion, tags; each refusal a sentence in the editor's language."""

from __future__ import annotations

import fcntl
import re
import threading
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.answer.answer import Assistant
from assistant.answer.conversations import FILE, Conversations
from assistant.desk.corrections import TagCorrections
from assistant.library.intake import FOLDER, Bounds, Intake
from assistant.web.app import create_app
from assistant.web.locales import Locales
from index.encoder.registry import load
from index.reader import Reader
from index.types import Record
from ingest.__main__ import main
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

LOCALES = Locales(ROOT / "assistant" / "web" / "locales")
PLAN = "# Plán tepla\n\nMěsto Zelenov topí obnovitelným teplem, rozšíří dálkové vytápění a do roku 2030 sníží emise o 40 %.\n"
PROBLEMS = {language: LOCALES.screens(language)["library_problems"] for language in ("en", "pl", "cs", "sk", "hu")}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("changes")
    (folder / "documents").mkdir()
    (folder / "documents" / "plan.md").write_text(PLAN, "utf-8")
    assert main([str(folder / "documents"), "--index", str(folder / "index")]) == 0
    return folder / "index"


@pytest.fixture(scope="module")
def reader(index: Path) -> Reader:
    return Reader(index, load())


@pytest.fixture(scope="module")
def intake(index: Path) -> Intake:
    return Intake(index, index, Bounds(files=5, megabytes=1))


@pytest.fixture(scope="module")
def client(index: Path, reader: Reader, intake: Intake) -> Iterator[TestClient]:
    app = create_app(reader, Assistant(reader, load()), Conversations(index / FILE), TagCorrections(index), intake=intake)
    with TestClient(app, raise_server_exceptions=False, headers={"Accept-Language": "cs"}, follow_redirects=False) as client:
        yield client


@pytest.fixture(autouse=True)
def nothing_is_left(index: Path, intake: Intake) -> Iterator[None]:
    """After each test no run is under way and no file of an upload lies about."""
    yield
    if run := intake.running():
        intake.state(run, 120)
    assert not (index / FOLDER).exists() or list((index / FOLDER).iterdir()) == []


def alert(html: str) -> str:
    found = re.search(r'<p class="problem" role="alert">(.*?)</p>', html, re.DOTALL)
    return unescape(found.group(1)).strip() if found else ""


def finished(client: TestClient, intake: Intake, address: str) -> str:
    """The page of a run when it has ended."""
    intake.state(address.rsplit("/", 1)[1], 120)
    return unescape(client.get(address).text)


def record(**changes: object) -> dict[str, object]:
    given = {
        "title": "Plán",
        "place": "",
        "country": "",
        "level": "",
        "kind": "",
        "language": "cs",
        "period_from": "",
        "period_to": "",
        "source": "",
        "licence": "",
    }
    return {**given, **changes}


# ---- uploads


def test_an_upload_ends_in_a_report_file_by_file(client: TestClient, intake: Intake, reader: Reader) -> None:
    files = [
        (
            "files",
            ("../../x/<b>Odpady\u202e.md", b"# Odpady\n\nVe meste Zelenov se tridi odpad a recykluje 60 % plastu.\n", "text/markdown"),
        ),
        ("files", ("broken.pdf", b"%PDF-1.7 and nothing else", "application/pdf")),
        ("files", ("empty.docx", b"", "application/octet-stream")),
        ("files", ("documents.toml", b"[x]", "text/plain")),
        ("files", ("broken.pdf", b"twice", "application/pdf")),
    ]
    response = client.post("/library/upload", files=files)
    assert response.status_code == 303
    assert client.get(response.headers["location"]).status_code == 200
    html = finished(client, intake, response.headers["location"])
    words = LOCALES.screens("cs")["library_reasons"]
    assert [words[key] in html for key in ("damaged", "no_bytes", "unknown_kind", "twice")] == [True] * 4
    assert "Přijaté dokumenty: 1 z 5." in html
    name = "<b>Odpady.md"
    assert [d.name for d in reader.documents()] == [name, "plan.md"]
    removed = client.post(f"/library/{name}/delete", data={"sure": "yes"})
    receipt = finished(client, intake, removed.headers["location"])
    assert f"Dokument „{name}“ byl smazán." in receipt and LOCALES.screens("cs")["library"]["file_went"] in receipt


@pytest.mark.parametrize("language", PROBLEMS)
def test_too_much_is_refused_before_it_is_read(client: TestClient, reader: Reader, language: str) -> None:
    response = client.post("/library/upload", files=[("files", ("a.md", b"x" * 1_200_000))], headers={"Accept-Language": language})
    assert response.status_code == 413
    assert alert(response.text) == PROBLEMS[language]["upload_too_large"].format(megabytes=1)


def test_a_length_that_is_not_told_does_not_help(client: TestClient) -> None:
    def body() -> Iterator[bytes]:
        yield b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.md"\r\n\r\n'
        for _ in range(30):
            yield b"x" * 50_000
        yield b"\r\n--b--\r\n"

    response = client.post("/library/upload", content=body(), headers={"Content-Type": "multipart/form-data; boundary=b"})
    assert response.status_code == 413
    assert alert(response.text) == PROBLEMS["cs"]["upload_too_large"].format(megabytes=1)


def test_other_routes_keep_their_limit(client: TestClient) -> None:
    assert client.post("/library/plan.md/edit", content=b"x" * 1_000_001).status_code == 413


@pytest.mark.parametrize(
    ("content", "kind", "key"),
    [
        (b"", "multipart/form-data; boundary=b", "no_files"),
        (b"files=x", "application/x-www-form-urlencoded", "no_files"),
        (b"--b\r\nno header\r\n", "multipart/form-data; boundary=b", "bad_form"),
        (
            b'--b\r\nContent-Disposition: form-data; name="files"; filename=""\r\n\r\n\r\n--b--\r\n',
            "multipart/form-data; boundary=b",
            "no_files",
        ),
        (
            b"".join(b'--b\r\nContent-Disposition: form-data; name="files"; filename="%d.md"\r\n\r\nx\r\n' % n for n in range(6))
            + b"--b--\r\n",
            "multipart/form-data; boundary=b",
            "too_many_files",
        ),
    ],
)
def test_forms_that_do_not_fit(client: TestClient, content: bytes, kind: str, key: str) -> None:
    response = client.post("/library/upload", content=content, headers={"Content-Type": kind})
    assert response.status_code == 400
    assert alert(response.text) == PROBLEMS["cs"][key].format(most=5)


def test_a_form_of_another_site_is_refused(client: TestClient) -> None:
    response = client.post("/library/upload", files=[("files", ("a.md", b"x"))], headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403


def test_of_two_uploads_at_once_one_is_taken(client: TestClient, intake: Intake, reader: Reader) -> None:
    answers: list[int] = []

    def send(n: int) -> None:
        answers.append(
            client.post("/library/upload", files=[("files", (f"{n}.md", PLAN.replace("Zelenov", f"Město {n}").encode()))]).status_code
        )

    threads = [threading.Thread(target=send, args=(n,)) for n in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [303, 409]
    intake.state(intake.running() or list(intake._runs)[-1], 120)
    (name,) = [d.name for d in reader.documents() if d.name != "plan.md"]
    intake.state(intake.remove(name), 120)


def test_while_another_program_writes_nothing_is_changed(client: TestClient, index: Path, reader: Reader) -> None:
    before = reader.documents()
    with (index / "write.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        answers = [
            client.post("/library/upload", files=[("files", ("a.md", b"# A\n\nText."))]),
            client.post("/library/plan.md/edit", data=record(title="Jiný")),
            client.post("/library/plan.md/delete", data={"sure": "yes"}),
        ]
    assert [(a.status_code, alert(a.text)) for a in answers] == [(409, PROBLEMS["cs"]["busy"])] * 3
    assert 'value="Jiný"' in answers[1].text
    assert reader.documents() == before


# ---- records


def test_a_record_is_edited_and_its_markup_stays_text(client: TestClient, reader: Reader) -> None:
    changes = record(
        title="<script>alert(1)</script> \u202eplán\u0000",
        place="Zelenov",
        country="CZ",
        level="city",
        kind="climate",
        period_from="2024",
        period_to="2030",
        licence="CC BY 4.0",
        source="javascript:alert(1)",
    )
    response = client.post("/library/plan.md/edit", data=changes)
    assert (response.status_code, response.headers["location"]) == (303, "/library/plan.md?saved=record")
    html = client.get(response.headers["location"]).text
    assert LOCALES.screens("cs")["library"]["record_saved"] in html
    assert "<script>alert" not in html and 'href="javascript' not in html
    kept = Record(
        "<script>alert(1)</script> plán", "CZ", "Zelenov", "city", "climate", 2024, 2030, "cs", False, "javascript:alert(1)", "CC BY 4.0"
    )
    assert reader.document("plan.md").record == kept
    client.post("/library/plan.md/edit", data=record(title="Plán"))
    assert reader.document("plan.md").record == Record("Plán", language="cs")


@pytest.mark.parametrize(
    ("changes", "key", "values"),
    [
        ({"title": " \u200b "}, "no_title", {}),
        ({"place": "x" * 5_000}, "too_long", {"n": 5_000, "longest": 500}),
        ({"period_to": "soon"}, "no_year", {"value": "soon"}),
        ({"period_to": "٢٠٣٠"}, "no_year", {"value": "٢٠٣٠"}),
        ({"period_from": "2040", "period_to": "2030"}, "years_turned", {"first": 2040, "last": 2030}),
        ({"country": "DE"}, "unknown_value", {"value": "DE"}),
    ],
)
def test_a_record_that_does_not_fit_is_shown_again(
    client: TestClient, reader: Reader, changes: dict[str, str], key: str, values: dict[str, object]
) -> None:
    before = reader.document("plan.md").record
    response = client.post("/library/plan.md/edit", data=record(**changes))
    assert response.status_code == 400
    assert alert(response.text) == PROBLEMS["cs"][key].format(**values)
    assert reader.document("plan.md").record == before


# ---- deletion and tags


def test_deletion_wants_to_be_confirmed(client: TestClient, reader: Reader) -> None:
    response = client.post("/library/plan.md/delete", data={})
    assert alert(response.text) == PROBLEMS["cs"]["not_confirmed"]
    assert [d.name for d in reader.documents()] == ["plan.md"]


@pytest.mark.parametrize("action", ["edit", "delete"])
def test_what_is_gone_cannot_be_changed(client: TestClient, action: str) -> None:
    for response in (client.get(f"/library/gone.md/{action}"), client.post(f"/library/gone.md/{action}", data=record(sure="yes"))):
        assert (response.status_code, alert(response.text)) == (404, PROBLEMS["cs"]["gone"])


def test_a_tag_is_added_and_taken_back_and_remembers_who(client: TestClient, reader: Reader) -> None:
    (passage,) = reader.passages_of("plan.md")
    fields = {"passage": str(passage.id), "tag": "goal|14", "verdict": "added", "strength": "3", "editor": "Eva <b>N</b>"}
    response = client.post("/library/plan.md/tags", data=fields)
    assert (response.status_code, response.headers["location"]) == (303, "/library/plan.md/pages/1?saved=tag")
    html = client.get("/library/plan.md/pages/1").text
    assert "přidává: Eva &lt;b&gt;N&lt;/b&gt;" in html
    assert 'name="tag" value="goal|14"' in html


@pytest.mark.parametrize(
    ("changes", "key"), [({"editor": " "}, "no_editor"), ({"passage": "x"}, "bad_form"), ({"passage": "999999"}, "gone")]
)
def test_a_correction_that_does_not_fit(client: TestClient, reader: Reader, changes: dict[str, str], key: str) -> None:
    (passage,) = reader.passages_of("plan.md")
    fields = {"passage": str(passage.id), "tag": "goal|13", "verdict": "accepted", "editor": "Eva", **changes}
    assert alert(client.post("/library/plan.md/tags", data=fields).text) == PROBLEMS["cs"][key].format(longest=200)


def test_an_unknown_run_is_a_plain_sentence(client: TestClient) -> None:
    assert alert(client.get("/library/runs/abc").text) == PROBLEMS["cs"]["no_run"]
    assert client.get("/api/library/runs/abc").status_code == 404
