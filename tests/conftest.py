"""What tests share: the sample documents' index, and the real documents where they lie beside the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partialmethod
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.clusters import Nodes, nodes
from tests.servers import Postgres, postgres

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples" / "documents"

# Nothing that a developer has configured reaches a test, and no trace of a run leaves the machine.
for _name in list(os.environ):
    if _name.startswith(("INDEX_", "ASSISTANT_", "ACCESS_", "INGEST_", "LANGSMITH_", "LANGCHAIN_", "OPENAI_")):
        del os.environ[_name]
os.environ["HF_HUB_OFFLINE"] = "1"


@pytest.fixture(scope="session", autouse=True)
def _local_clients() -> Iterator[None]:
    """Starlette's test client speaks as a browser on this machine does, unless a test says otherwise: the gate refuses hosts of other names."""
    with pytest.MonkeyPatch.context() as patch:
        local = partialmethod(TestClient.__init__, base_url="http://127.0.0.1", client=("127.0.0.1", 50_000))
        patch.setattr(TestClient, "__init__", local)
        yield


@pytest.fixture(scope="session")
def sample_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of all sample documents, made by the command line as a person would."""
    from ingest.__main__ import main

    index = tmp_path_factory.mktemp("samples") / "index"
    assert main([str(SAMPLES), "--index", str(index)]) == 0
    return index


@pytest.fixture
def sample_copy(sample_index: Path, tmp_path: Path) -> Path:
    """A copy of that index, for tests that write. Another process copies: one that closes a file gives up all its locks on it, those of SQLite too."""
    copy = "import shutil, sys; shutil.copytree(*sys.argv[1:])"
    subprocess.run([sys.executable, "-c", copy, str(sample_index), str(tmp_path / "index")], check=True)
    return tmp_path / "index"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents and questions; the test is skipped where it is absent."""
    folder = Path(os.environ.get("SHARED", ROOT.parent / "shared"))
    if not (folder / "corpus").is_dir():
        pytest.skip("the real documents are not beside the checkout (folder “shared”)")
    return folder


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    """A PostgreSQL server for all tests of this process; each takes a schema of its own."""
    with postgres() as server:
        yield server


@pytest.fixture(scope="session")
def two_nodes() -> Iterator[Nodes]:
    """A Ray cluster of two nodes of one CPU each, for all tests of this process; whoever takes a node away puts one in its place."""
    with nodes(1, 1) as cluster:
        yield cluster
