"""Where an index lies, read from an address; and that an index in a folder needs none of what servers need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import index.__main__
from index.address import Address, located
from index.errors import UsageError

CATALOGUE = "postgresql://lipowa:secret@db/plans"


@pytest.mark.parametrize(
    ("where", "server", "collection", "more"),
    [
        ("milvus://host/plans", "http://host:19530", "plans", {}),
        (
            "milvus://10.0.0.1:4000/plans_2?dense=HNSW&consistency=Bounded",
            "http://10.0.0.1:4000",
            "plans_2",
            {"dense": "HNSW", "consistency": "Bounded"},
        ),
        ("milvus://host/plans?tls=1&database=city", "https://host:19530", "plans", {"database": "city"}),
        ("milvus:///var/lib/plans.db", "/var/lib/plans.db", "plans", {}),
    ],
)
def test_an_address_on_servers(where: str, server: str, collection: str, more: dict[str, str]) -> None:
    found = located(where, CATALOGUE, "lipowa:secret")
    assert found == Address(where, server, collection, CATALOGUE, "lipowa:secret", **more)
    assert isinstance(found, Address)
    assert found.lite == server.endswith(".db")
    assert "secret" not in f"{found} {found!r}"


def test_a_folder() -> None:
    assert located("some/folder", CATALOGUE) == Path("some/folder")


@pytest.mark.parametrize(
    ("where", "sentence"),
    [
        ("https://host/plans", "“https://” is no kind of index"),
        ("milvus://lipowa:secret@host/plans", "put “user:password” for Milvus into INDEX_TOKEN"),
        ("milvus://host", "names no collection"),
        ("milvus:///plans", "neither a server nor a file of milvus-lite"),
        ("milvus://:19530/plans", "names no server"),
        ("milvus://host:port/plans", "has no such port"),
        ("milvus://host/my-plans", "“my-plans” cannot name a collection"),
        ("milvus://host/plans?speed=9", "“speed” is no option"),
    ],
)
def test_an_address_that_is_none(where: str, sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence) as raised:
        located(where, CATALOGUE)
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize("catalogue", ["", "sqlite:///plans", "plans"])
def test_a_catalogue_that_is_missing(catalogue: str) -> None:
    with pytest.raises(UsageError, match="keeps its catalogue in PostgreSQL: set INDEX_CATALOGUE to .* for milvus://host/plans"):
        located("milvus://host/plans", catalogue)


def test_the_setting_is_read_and_the_option_beats_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("INDEX_URL", "milvus://host/plans")
    monkeypatch.setenv("INDEX_DIR", str(tmp_path / "desk"))
    assert index.__main__.main(["info"]) == 2
    assert "set INDEX_CATALOGUE" in capsys.readouterr().err
    assert index.__main__.main(["info", "--index", str(tmp_path / "none")]) == 1
    assert "There is no index in" in capsys.readouterr().err


def test_a_folder_imports_nothing_of_servers(sample_index: Path) -> None:
    program = (
        "import sys, index.__main__, ingest.__main__, assistant.__main__\n"
        f"index.__main__.main(['search', 'heat', '--index', {str(sample_index)!r}])\n"
        f"ingest.__main__.main(['--tag', '--index', {str(sample_index)!r}])\n"
        "print('loaded:', sorted({'pymilvus', 'milvus_lite', 'psycopg', 'grpc', 'ray', 'pyarrow'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[3])
    assert done.stdout.splitlines()[-1] == "loaded: []"
