"""Servers that are away, refuse us or hold something else: one sentence with the remedy, in time, and nothing lost."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import index.__main__
from index.address import Address, located
from index.errors import IndexMismatch, ProductError
from index.reader import Reader
from index.types import Document, Record
from index.writer import Writer
from tests.encoders import CountingEncoder, TurningEncoder
from tests.servers import Postgres, free_port, milvus_server, need_milvus, postgres
from tests.unit.index.conformance.conftest import a_name, milvus_file, shared_address
from tests.unit.index.conformance.test_index import ENCODER, fill
from tests.unit.index.test_store import stored

ROOT = Path(__file__).parents[4]


def address(where: str, catalogue: str) -> Address:
    found = located(where, catalogue)
    assert isinstance(found, Address)
    return found


# --- PostgreSQL


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("url", "reason"),
    [
        (lambda server: server.url(password="wrong"), "password authentication failed"),
        (lambda server: server.url(database="none"), 'database "none" does not exist'),
        (lambda server: f"postgresql://postgres:wrong@127.0.0.1:{free_port()}/postgres", "refused"),
        (lambda server: "postgresql://postgres:wrong@no-such-host.invalid/postgres", "no-such-host"),
    ],
    ids=["password", "database", "port", "host"],
)
def test_a_catalogue_that_cannot_be_opened(postgres_server: Postgres, url: Callable[[Postgres], str], reason: str) -> None:
    from index.postgres import PostgreSQL

    began = time.monotonic()
    with pytest.raises(ProductError, match=f"The catalogue postgresql://.* cannot be opened .*{reason}.*INDEX_CATALOGUE") as raised:
        PostgreSQL(url(postgres_server), "plans", create=True)
    assert "wrong" not in str(raised.value)
    assert "\n" not in str(raised.value)
    assert time.monotonic() - began < 15


@pytest.mark.postgres
def test_a_server_that_never_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    pytest.importorskip("psycopg")
    from index.postgres import PostgreSQL

    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        began = time.monotonic()
        with pytest.raises(ProductError, match="cannot be opened .*timeout"):
            PostgreSQL(f"postgresql://u@127.0.0.1:{silent.getsockname()[1]}/db?connect_timeout=2", "plans")
        assert time.monotonic() - began < 10


@pytest.mark.postgres
def test_a_statement_that_takes_too_long(postgres_server: Postgres, monkeypatch: pytest.MonkeyPatch) -> None:
    from index.postgres import PostgreSQL

    monkeypatch.setattr("index.postgres._STATEMENT_SECONDS", 1)
    database = PostgreSQL(postgres_server.url(), a_name(), create=True)
    with pytest.raises(ProductError, match="took too long to answer"):
        database.execute("SELECT pg_sleep(20)")
    assert database.execute("SELECT 1").fetchone() == (1,)  # and goes on
    assert [row for (row,) in database.stream("SELECT count(*) FROM pg_sleep(2)")] == [1]  # a long read may take long


@pytest.mark.postgres
def test_a_server_that_was_restarted_is_asked_again(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    from index.catalogue import Catalogue
    from index.postgres import PostgreSQL

    with postgres() as server:
        writing = Catalogue(PostgreSQL(server.url(), "plans", create=True, write=True), create=True)
        reading = Catalogue(PostgreSQL(server.url(), "plans"))
        with writing.transaction():
            writing.set_meta("tagger", "kept")
        server.stop()
        with pytest.raises(ProductError, match="cannot be opened .*start the server"):
            reading.meta("tagger")
        server.start()
        assert reading.meta("tagger") == "kept"
        with pytest.raises(ProductError, match="was lost .*what was committed is kept, so run the command again"):
            writing.set_meta("tagger", "not mine to write any more")  # its lock went with the connection
        assert reading.meta("tagger") == "kept"


@pytest.mark.postgres
def test_a_database_of_another_encoding(postgres_server: Postgres) -> None:
    from index.postgres import PostgreSQL

    PostgreSQL(postgres_server.url(), a_name(), create=True).execute(
        "CREATE DATABASE latin ENCODING 'LATIN2' TEMPLATE template0 LOCALE 'C'"
    )
    with pytest.raises(IndexMismatch, match="has the encoding LATIN2: make one with ENCODING 'UTF8'"):
        PostgreSQL(postgres_server.url(database="latin"), "plans", create=True)


@pytest.mark.postgres
def test_a_user_who_may_not(postgres_server: Postgres) -> None:
    from index.postgres import PostgreSQL

    PostgreSQL(postgres_server.url(), a_name(), create=True).execute("CREATE USER guest PASSWORD 'lipowa'")
    with pytest.raises(ProductError, match="may not make a schema .*give it CREATE on the database"):
        PostgreSQL(postgres_server.url().replace("postgres:lipowa", "guest:lipowa"), a_name(), create=True)


@pytest.mark.postgres
def test_a_schema_of_another_version(postgres_server: Postgres) -> None:
    from index.catalogue import Catalogue
    from index.postgres import PostgreSQL

    database = PostgreSQL(postgres_server.url(), a_name(), create=True)
    catalogue = Catalogue(database, create=True)
    with catalogue.transaction():
        catalogue.set_meta("schema", "99")
    with pytest.raises(IndexMismatch, match="has schema 99, this program reads"):
        Catalogue(database)


@pytest.mark.postgres
def test_a_text_that_postgresql_cannot_keep(postgres_server: Postgres) -> None:
    """It has no character zero; the document costs its line in the report, and the next one is stored."""
    from index.catalogue import Catalogue
    from index.errors import UnreadableFile
    from index.postgres import PostgreSQL

    catalogue = Catalogue(PostgreSQL(postgres_server.url(), a_name(), create=True), create=True)
    none = np.zeros((0, 4), dtype=np.float32)
    with pytest.raises(UnreadableFile, match="the text cannot be kept in PostgreSQL .*NUL"):
        catalogue.put(Document("a.txt", "", "pdf", "Tram\0", Record("A")), [], [], none)
    catalogue.put(Document("b.txt", "", "pdf", "Tram", Record("B")), [], [], none)
    assert [d.name for d in catalogue.documents()] == ["b.txt"]


# --- Milvus


@pytest.mark.milvus
@pytest.mark.postgres
def test_a_milvus_that_is_away(postgres_server: Postgres, tmp_path: Path) -> None:
    need_milvus()
    began = time.monotonic()
    away = address(f"milvus://127.0.0.1:{free_port()}/{a_name()}", postgres_server.url())
    with pytest.raises(ProductError, match="Milvus at milvus://127.0.0.1:.* does not answer .*start it or correct INDEX_URL"):
        Writer(away, ENCODER)
    assert time.monotonic() - began < 30


@pytest.mark.milvus
def test_a_collection_of_another_index_stays_as_it_is(tmp_path: Path) -> None:
    need_milvus()
    from index.milvus.collection import Collection
    from index.milvus.connection import Connection
    from index.milvus.vectors import MilvusVectors

    connection = Connection(milvus_file(tmp_path))

    def rows(ids: object) -> np.ndarray:
        return np.eye(4, dtype=np.float32)[:1]

    ours = MilvusVectors(Collection(connection, "lemmas", "one", 4, passages=False))
    ours.change(np.zeros(0, dtype=np.int64), np.array([7]), rows, 1)
    with pytest.raises(ProductError, match="The collection test_lemmas in Milvus belongs to another index or program"):
        Collection(connection, "lemmas", "other", 4, passages=False)
    connection.client.create_collection("test_passages", dimension=4)
    connection.client.insert("test_passages", [{"id": 1, "vector": [0.0] * 4}])
    with pytest.raises(ProductError, match="The collection test_passages in Milvus belongs to another index or program"):
        Collection(connection, "passages", "one", 4, passages=True)
    # one of ours, of another width: empty, and made anew when it is written to
    wider = MilvusVectors(Collection(connection, "lemmas", "one", 8, passages=False))
    assert (wider.generation, len(wider), wider.search(np.ones(8, dtype=np.float32), 3)) == (-1, 0, [])
    assert ours.ids().tolist() == [7]
    wider.change(np.zeros(0, dtype=np.int64), np.array([9]), lambda ids: np.eye(8, dtype=np.float32)[:1], 2)
    assert wider.ids().tolist() == [9]
    connection.close()


@pytest.mark.milvus
@pytest.mark.postgres
def test_an_encoder_of_another_width(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    where = shared_address(request, tmp_path)
    fill(where, tmp_path)
    with pytest.raises(IndexMismatch, match="made with encoder “counting”, not “turning”"):
        Reader(where, TurningEncoder())
    assert Reader(where, CountingEncoder()).problems() == []


READER = """
import sys
from index.address import located
from index.errors import ProductError
from index.reader import Reader
from index.types import Document, Record
from tests.encoders import CountingEncoder
reader = Reader(located(*sys.argv[1:]), CountingEncoder())
for question in sys.stdin:
    try:
        print("|".join(hit.passage.text for hit in reader.search(question.strip(), language="en").hits), flush=True)
    except ProductError as problem:
        print(problem, flush=True)
"""


@pytest.mark.milvus
@pytest.mark.postgres
def test_several_programs_share_an_index(postgres_server: Postgres, tmp_path: Path) -> None:
    """Two readers in processes of their own see each commit of a third; a Milvus that goes away is said in one sentence."""
    (tmp_path / "milvus").mkdir()
    with milvus_server(tmp_path / "milvus") as server:
        where = (f"milvus://{server}/{a_name()}?dense=FLAT", postgres_server.url())
        fill(address(*where), tmp_path)
        command = [sys.executable, "-c", READER, *where]
        readers = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(2)]

        def ask(question: str) -> list[str]:
            answers = []
            for reader in readers:
                assert reader.stdin and reader.stdout
                reader.stdin.write(question + "\n")
                reader.stdin.flush()
                answers.append(reader.stdout.readline().strip())
            return answers

        assert ask("trams") == ["", ""]
        with Writer(address(*where), ENCODER) as writer:
            writer.put(*stored(tmp_path, "d.txt", ["Trams run here."]))
            writer.finish()
        assert ask("trams") == ["Trams run here."] * 2
        with Writer(address(*where), ENCODER) as writer:
            writer.remove("d.txt")
            writer.finish()
        assert ask("trams") == ["", ""]
        assert Reader(address(*where), ENCODER).problems() == []
    began = time.monotonic()
    said = ask("heat")
    for reader in readers:
        assert reader.stdin
        reader.stdin.close()
        reader.wait(timeout=30)
    assert all(sentence.startswith("Milvus at milvus://127.0.0.1:") and "does not answer" in sentence for sentence in said)
    assert time.monotonic() - began < 80


@pytest.mark.milvus
@pytest.mark.postgres
def test_the_command_lines(
    postgres_server: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """python -m ingest, index and assistant over the settings alone."""
    import assistant.__main__
    import ingest.__main__

    need_milvus()
    monkeypatch.setenv("INDEX_URL", f"milvus://{tmp_path}/{a_name()}.db")
    monkeypatch.setenv("INDEX_CATALOGUE", postgres_server.url())
    monkeypatch.setenv("INDEX_DIR", str(tmp_path / "desk"))
    plan = tmp_path / "lipowa.md"
    plan.write_text("# Climate plan of Lipowa\n\nThe tram of Lipowa will reach the river by 2030.\n", encoding="utf-8")
    assert ingest.__main__.main([str(plan)]) == 0
    assert index.__main__.main(["verify"]) == 0
    assert "is sound: passages, words, vectors and files agree" in capsys.readouterr().out
    assert assistant.__main__.main(["ask", "When will the tram of Lipowa reach the river?"]) == 0
    assert "The tram of Lipowa will reach the river by 2030." in capsys.readouterr().out
    assert assistant.__main__.main(["comments", "--add", "Which river?", "--on", "passage", "--target", "1", "--author", "Jana"]) == 0
    assert (tmp_path / "desk").is_dir()
    assert any((tmp_path / "desk").iterdir())
    assert ingest.__main__.main(["--remove", "lipowa.md"]) == 0
    assert "lipowa.md was removed" in capsys.readouterr().out
    assert index.__main__.main(["verify"]) == 0
