"""A cluster that cannot be joined costs one sentence, and in good time; who does not ask for one has nothing of it."""

from __future__ import annotations

import importlib.util
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from index.errors import ClusterFailed, UsageError
from ingest.__main__ import main
from ingest.cluster import readers
from ingest.cluster.readers import Cluster
from ingest.cluster.setup import Identity, Setup
from ingest.read.limits import Limits
from tests.clusters import need_ray
from tests.conftest import ROOT
from tests.servers import free_port

SETUP = Setup(Limits(), "v4-static", "", "", Identity("a", "b", "c", ""))


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    (tmp_path / "plan.md").write_text("# Plan of Lipowa 2030\n\nBuses for all.\n", encoding="utf-8")
    return tmp_path / "plan.md"


def test_without_the_option_nothing_of_ray_is_imported(plan: Path) -> None:
    code = (
        "import sys; from ingest.__main__ import main\n"
        f"assert main([{str(plan)!r}, '--index', {str(plan.parent / 'index')!r}]) == 0\n"
        "sys.exit(any(name.partition('.')[0] == 'ray' for name in sys.modules))"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)


def test_an_address_without_the_engine(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(plan), "--index", str(plan.parent / "index"), "--address", "10.0.0.1:6379"]) == 2
    assert capsys.readouterr().err == "--address names a Ray cluster: give --engine ray with it.\n"
    assert not (plan.parent / "index").exists()


def test_ray_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ray" else found(name))
    with pytest.raises(ClusterFailed, match=r"Ray is not installed: run “pip install 'smart-v4-assistant\[ray\]'”"), Cluster(SETUP):
        pass


@pytest.fixture
def some_ray(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if Ray were installed: what is tried before it is asked."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: object())


@pytest.mark.usefixtures("some_ray")
@pytest.mark.parametrize("address", ["here", "10.0.0.1:", ":6379", "ray.example.org:port"])
def test_an_address_that_is_none(address: str) -> None:
    with pytest.raises(UsageError, match=f"--address takes HOST:PORT or auto, not “{address}”."), Cluster(SETUP, address):
        pass


@pytest.mark.usefixtures("some_ray")
def test_nobody_at_the_address(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    address = f"127.0.0.1:{free_port()}"
    began = time.monotonic()
    assert main([str(plan), "--index", str(plan.parent / "index"), "--engine", "ray", "--address", address]) == 1
    assert time.monotonic() - began < 60
    said = (
        f"The Ray cluster at {address} cannot be reached (Connection refused): check the address, and that Ray runs there (“ray status”).\n"
    )
    assert capsys.readouterr().err.endswith(said)
    assert main([str(plan), "--index", str(plan.parent / "index")]) == 0  # what was begun is no hindrance


@pytest.mark.ray
def test_somebody_at_the_address_who_never_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    need_ray()
    monkeypatch.setattr(readers, "_CONNECT", 4.0)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"127.0.0.1:{silent.getsockname()[1]}"
        began = time.monotonic()
        with pytest.raises(ClusterFailed, match=f"The Ray cluster at {address} let nobody in within 4 s: make this machine"):
            Cluster(SETUP, address).__enter__()
        assert time.monotonic() - began < 15
    assert not _children(lambda command: "ingest.cluster.driver" in command)


def _children(wanted: Callable[[list[str]], bool]) -> list[psutil.Process]:
    return [child for child in psutil.Process().children(recursive=True) if wanted(child.cmdline())]
