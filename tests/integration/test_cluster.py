"""Documents read by a real Ray cluster of several nodes give the index that this machine makes alone, also where a worker or a node is lost."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from multiprocessing import Pipe
from pathlib import Path
from typing import NoReturn

import psutil
import pytest

from index.encoder.registry import STATIC, load
from index.folder import CATALOGUE
from index.types import Document, Passage, Tagged
from ingest.__main__ import main
from ingest.cluster.freight import unpack_reading
from ingest.cluster.readers import Cluster
from ingest.cluster.setup import Identity, Setup, identity, pack_setup
from ingest.cluster.wire import READING
from ingest.read.limits import Limits
from ingest.read.parcel import Job, pack_job
from ingest.readers import Wanted
from ingest.tag import ours
from tests.clusters import Nodes, need_ray, nodes
from tests.conftest import ROOT, SAMPLES
from tests.crash.state import catalogue, whole

pytestmark = pytest.mark.ray


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples three times, so that there is a middle of the run."""
    folder = tmp_path_factory.mktemp("documents")
    for part in ("a", "b", "c"):
        shutil.copytree(SAMPLES, folder / part)
    return folder


@pytest.fixture(scope="module")
def expected(documents: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What this machine makes of them."""
    index = tmp_path_factory.mktemp("local") / "index"
    assert main([str(documents), "--index", str(index)]) == 0
    return index


def command(documents: Path, index: Path, address: str) -> list[str]:
    return [sys.executable, "-m", "ingest", str(documents), "--index", str(index), "--engine", "ray", "--address", address]


def test_the_same_report_and_the_same_index(two_nodes: Nodes, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(SAMPLES, tmp_path / "in")
    (tmp_path / "in" / "empty.pdf").write_bytes(b"")
    reports = []
    for name, engine in (("local", []), ("ray", ["--engine", "ray", "--address", two_nodes.address])):
        capfd.readouterr()
        assert main([str(tmp_path / "in"), "--index", str(tmp_path / name), *engine]) == 0
        reports.append(capfd.readouterr().out.rpartition(" in ")[0])
    assert reports[1] == reports[0]
    assert "empty.pdf is empty (0 bytes)" in reports[0]
    assert catalogue(tmp_path / "ray") == catalogue(tmp_path / "local")
    assert whole(tmp_path / "ray", load()) == whole(tmp_path / "local", load())


def in_the_middle(documents: Path, index: Path, address: str, meanwhile: Callable[[], None]) -> subprocess.CompletedProcess[str]:
    """Run, and do something when the first documents are stored and others are being read."""
    with subprocess.Popen(
        command(documents, index, address), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        ends = time.monotonic() + 120
        while _stored(index) < 2 and running.poll() is None and time.monotonic() < ends:
            time.sleep(0.02)
        assert running.poll() is None
        meanwhile()
        out, err = running.communicate(timeout=240)
    return subprocess.CompletedProcess(running.args, running.returncode, out, err)


def _stored(index: Path) -> int:
    """How many documents an index holds."""
    if not (index / CATALOGUE).exists():
        return 0
    with closing(sqlite3.connect(index / CATALOGUE)) as db:
        try:
            return int(db.execute("SELECT count(*) FROM documents").fetchone()[0])
        except sqlite3.OperationalError:  # no table yet, or locked
            return 0


def test_a_worker_is_killed(two_nodes: Nodes, documents: Path, expected: Path, tmp_path: Path) -> None:
    killed = []

    def kill() -> None:
        workers = two_nodes.workers()
        workers[0].kill()
        killed.append(workers[0])

    done = in_the_middle(documents, tmp_path / "index", two_nodes.address, kill)
    assert (done.returncode, len(killed)) == (0, 1), done.stderr
    assert "0 unchanged, 0 skipped" in done.stdout
    assert catalogue(tmp_path / "index") == catalogue(expected)


def test_a_node_is_lost(two_nodes: Nodes, documents: Path, expected: Path, tmp_path: Path) -> None:
    third = two_nodes.add()
    done = in_the_middle(documents, tmp_path / "index", two_nodes.address, lambda: two_nodes.remove(third))
    assert done.returncode == 0, done.stderr
    assert "0 unchanged, 0 skipped" in done.stdout
    assert catalogue(tmp_path / "index") == catalogue(expected)


def test_the_cluster_is_lost(documents: Path, expected: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAY_gcs_rpc_server_reconnect_timeout_s", "5")
    with nodes(1) as alone:
        done = in_the_middle(documents, tmp_path / "index", alone.address, alone.lose)
    assert done.returncode == 1
    (sentence,) = done.stderr.strip().splitlines()
    assert sentence.startswith("The Ray cluster") and "again" in sentence
    stored = _stored(tmp_path / "index")
    assert 2 <= stored < 30
    assert main([str(documents), "--index", str(tmp_path / "index")]) == 0
    assert catalogue(tmp_path / "index") == catalogue(expected)


class _Other:
    """A tagger that no node has."""

    version = "another"

    def tag(self, document: Document, passages: list[Passage]) -> list[Tagged]:
        return [Tagged() for _ in passages]


def test_a_node_that_runs_another_version(
    two_nodes: Nodes, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAY_ADDRESS", two_nodes.address)
    arguments = [str(SAMPLES), "--index", str(tmp_path / "index"), "--engine", "ray", "--address", "auto"]
    assert main(arguments, _Other()) == 1
    said = capfd.readouterr().err.strip().splitlines()[-1]
    assert said.startswith("The node ")
    assert said.endswith("here another): install the same version of the program on every node.")


def test_a_cluster_for_one_run_is_on_this_machine_alone_and_ends_with_it(tmp_path: Path) -> None:
    need_ray()
    (tmp_path / "plan.md").write_text("# Plan of Lipowa 2030\n\nBuses for all by 2030.\n", encoding="utf-8")
    before = set(psutil.Process().children(recursive=True))
    with Cluster(Setup(Limits(), STATIC, "", "", identity(load(), ours.version(), Limits()))) as readers:
        (reading,) = readers.read([Wanted(tmp_path / "plan.md", "plan.md", {})])
        started = set(psutil.Process().children(recursive=True)) - before
        sockets = [socket for process in started for socket in process.net_connections("inet")]
        listening = {socket.laddr.ip for socket in sockets if socket.status == psutil.CONN_LISTEN}
    assert reading.document and reading.document.text.endswith("Buses for all by 2030.\n")
    assert listening <= {"127.0.0.1", "::ffff:127.0.0.1"} and listening
    assert psutil.wait_procs(list(started), timeout=30)[1] == []


def test_a_file_that_ends_every_worker_costs_its_line(two_nodes: Nodes, tmp_path: Path) -> None:
    import ray

    from ingest.cluster import driver as module

    def deadly(setup: str, job: bytes, content: bytes) -> NoReturn:
        import os

        os._exit(1)

    (tmp_path / "plan.md").write_text("# Plan of Lipowa\n\nBuses.\n", encoding="utf-8")
    here, theirs = Pipe()
    module._connect(two_nodes.address, 1)
    try:
        setup = Setup(Limits(), STATIC, "", "", Identity("", "", "", ""))
        driver = module._Driver(theirs, pack_setup(setup))
        driver._read = ray.remote(num_cpus=1, max_retries=module._RETRIES)(deadly)
        asked = driver._begun(pack_job(Job(str(tmp_path / "plan.md"), "plan.md", {}, "")))
        answer = driver._got(asked.name, asked.answer)
    finally:
        ray.shutdown()
        here.close()
    assert answer.startswith(READING)
    reason = "plan.md was lost with its worker, 4 times; open it in its own program and save it again, or leave it out"
    assert unpack_reading(answer[1:]).reason == reason


@pytest.fixture
def some_of_the_corpus(shared: Path, tmp_path: Path) -> Iterator[Path]:
    """Every sixth of the real documents."""
    files = sorted(file for file in (shared / "corpus").rglob("*") if file.suffix in (".md", ".pdf", ".txt"))[::6]
    for file in files:
        copy = tmp_path / "in" / file.relative_to(shared / "corpus")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.symlink_to(file)
    yield tmp_path / "in"


@pytest.mark.slow
@pytest.mark.corpus
def test_real_documents(two_nodes: Nodes, some_of_the_corpus: Path, tmp_path: Path) -> None:
    assert main([str(some_of_the_corpus), "--index", str(tmp_path / "local")]) == 0
    assert main([str(some_of_the_corpus), "--index", str(tmp_path / "ray"), "--engine", "ray", "--address", two_nodes.address]) == 0
    assert catalogue(tmp_path / "ray") == catalogue(tmp_path / "local")
