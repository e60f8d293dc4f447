"""A Ray cluster as the pipeline's readers. Knows how the driver's process is started and spoken to; Ray itself is imported there only."""

from __future__ import annotations

import importlib.util
import os
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from multiprocessing import Pipe
from pathlib import Path
from types import TracebackType
from typing import Self

from index.errors import ClusterFailed, UsageError
from ingest.cluster.freight import unpack_reading
from ingest.cluster.setup import Setup, pack_setup
from ingest.cluster.wire import CPUS, READING, TROUBLE
from ingest.read.parcel import Damaged, Job, pack_job
from ingest.readers import Reading, Wanted

AUTO = "auto"  # the address that RAY_ADDRESS names, else the cluster that this machine is a node of
_AHEAD = 4  # files a CPU that are with the cluster: keeps its CPUs busy while one large document is waited for
_PROBE = 5.0  # seconds for a first word with the address: Ray itself tries for minutes
_CONNECT = 120.0  # seconds for all of joining, or for starting a cluster, which takes 20 on a busy machine
_SILENCE = 60.0  # seconds without a word from the driver, which speaks every two
_PATIENCE = "RAY_gcs_rpc_server_reconnect_timeout_s"  # how long Ray looks for a cluster that it has lost
_LEAVE = 10.0  # seconds for leaving the cluster in good order


class Cluster:
    """Use as a context manager, which joins the cluster; ClusterFailed, one sentence with the remedy, wherever it fails."""

    def __init__(self, setup: Setup, address: str = "", cpus: int = 1) -> None:
        """`address` is HOST:PORT or "auto"; without one a cluster of so many CPUs is started on this machine, for this run alone."""
        self._setup = setup
        self._address = os.environ.get("RAY_ADDRESS", AUTO) if address == AUTO else address
        self._cpus = cpus

    def __enter__(self) -> Self:
        if importlib.util.find_spec("ray") is None:
            raise ClusterFailed("Ray is not installed: run “pip install 'smart-v4-assistant[ray]'”, or leave out --engine ray.")
        if self._address not in ("", AUTO):
            _probe(self._address)
        self._channel, theirs = Pipe()
        self._process = _started(theirs.fileno(), self._address, self._cpus, self._setup)
        theirs.close()
        try:
            self._join()
        except BaseException:
            self._end(0)
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._end(_LEAVE)

    def read(self, files: Iterable[Wanted]) -> Iterator[Reading]:
        """See `Readers`."""
        waiting: deque[Wanted] = deque()
        for wanted in files:
            self._send(pack_job(Job(str(wanted.path.resolve()), wanted.name, wanted.override, "")))
            waiting.append(wanted)
            if len(waiting) > _AHEAD * max(self._cpus, 1):
                yield self._reading(waiting.popleft())
        while waiting:
            yield self._reading(waiting.popleft())

    def _join(self) -> None:
        """Wait until the driver has joined the cluster."""
        ends = time.monotonic() + _CONNECT
        try:
            if not self._channel.poll(ends - time.monotonic()):
                raise ClusterFailed(f"{self._where} let nobody in within {_CONNECT:.0f} s: {self._remedy}")
            said = self._channel.recv_bytes()
        except EOFError as problem:
            raise ClusterFailed(f"{self._where} could not be joined: {self._remedy}") from problem
        if said.startswith(TROUBLE):
            raise ClusterFailed(f"{self._where} could not be joined ({said[1:].decode()}): {self._remedy}")
        self._cpus = int(said[1:])

    @property
    def _where(self) -> str:
        return f"The Ray cluster at {self._address}" if self._address else "Ray on this machine"

    @property
    def _remedy(self) -> str:
        if not self._address:
            return "free memory and try again, or leave out --engine ray."
        return (
            "make this machine one of its nodes with “ray start --address=HOST:PORT --num-cpus=0”, with the cluster's versions of Ray and Python, "
            "and try again."
        )

    def _send(self, job: bytes) -> None:
        try:
            self._channel.send_bytes(job)
        except OSError:
            while True:  # what it said before it ended; _heard raises at the end
                self._heard()

    def _reading(self, wanted: Wanted) -> Reading:
        """The next reading, which is of this file."""
        while True:
            said = self._heard()
            if said.startswith(READING):
                break
        try:
            return unpack_reading(said[1:])
        except Damaged as problem:
            return Reading(
                None, [], (), f"{wanted.name} came back as something else than a document ({str(problem)[:100]}); leave it out", 0.0
            )

    def _heard(self) -> bytes:
        """The driver's next message; ClusterFailed where there is none, or a bad one."""
        try:
            said = self._channel.recv_bytes() if self._channel.poll(_SILENCE) else b""
        except (EOFError, OSError):
            said = b""
        if not said:
            raise ClusterFailed(
                f"{self._where} was lost while documents were read: see that it runs (“ray status”), and run the same command again; "
                "what was stored stays."
            )
        if said.startswith(TROUBLE):
            raise ClusterFailed(said[1:].decode())
        if said.startswith(CPUS):
            self._cpus = int(said[1:])
        return said

    def _end(self, patience: float) -> None:
        """Let the driver leave the cluster; kill it and what it started where it does not."""
        self._channel.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(patience)
        if self._process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


def _probe(address: str) -> None:
    """A first word with the address; UsageError where it is none."""
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit():
        raise UsageError(f"--address takes HOST:PORT or {AUTO}, not “{address}”.")
    try:
        socket.create_connection((host, int(port)), timeout=_PROBE).close()
    except (OSError, OverflowError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise ClusterFailed(
            f"The Ray cluster at {address} cannot be reached ({reason}): check the address, and that Ray runs there (“ray status”)."
        ) from problem


def _started(number: int, address: str, cpus: int, setup: Setup) -> subprocess.Popen[bytes]:
    """The driver, which inherits the socket of that number."""
    loopback = not address or address.rpartition(":")[0] in ("127.0.0.1", "localhost")
    ours = {
        "RAY_USAGE_STATS_ENABLED": "0",  # nothing leaves the machine
        "PYTHONPATH": os.pathsep.join(p or str(Path.cwd()) for p in sys.path),
    }
    if loopback:
        ours["RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER"] = "0"  # Ray's only way to be on 127.0.0.1 instead of the machine's address
    return subprocess.Popen(
        [sys.executable, "-m", "ingest.cluster.driver", str(number), address, str(cpus), pack_setup(setup)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=[number],
        env={_PATIENCE: "30", **{k: v for k, v in os.environ.items() if k != "RAY_ADDRESS"}, **ours},
        start_new_session=True,  # Ctrl-C is for the run, which ends its driver
    )
