"""python -m ingest.cluster.driver SOCKET ADDRESS CPUS SETUP: has the files that it is asked for read by a Ray cluster, and hands back what came of each.

The only module that imports Ray, in a process of its own: Ray ends its driver's process when the cluster is lost, and hangs where an address is
silent. Knows tasks and their failures, not what is in a file. It ends when the socket does.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

import ray
from ray import exceptions as broken

from index.errors import ClusterFailed, UnreadableFile
from ingest.cluster import node
from ingest.cluster.freight import pack_reading
from ingest.cluster.setup import unpack_setup
from ingest.cluster.wire import ALIVE, CPUS, READING, TROUBLE
from ingest.read.files import content
from ingest.read.parcel import unpack_job
from ingest.readers import Reading

_RETRIES = 3  # of a file whose worker, or whose node, was lost
_AT_ONCE = 500_000_000  # bytes of files that are with the cluster at a time, so that they fit its memory; a larger one goes alone
_BEAT = 2.0  # seconds
_WITHOUT_CPUS = 60.0  # seconds that a cluster may be without any before the run is given up
# What costs one file its line: its workers ended, again and again, or what they gave was lost as often.
_OF_ONE_FILE = (broken.WorkerCrashedError, broken.OutOfMemoryError, broken.NodeDiedError, broken.ObjectLostError)


def main(number: int, address: str, cpus: int, setup: str) -> int:
    """Connect, serve, and leave."""
    channel = Connection(number)
    try:
        _connect(address, cpus)
    except Exception as problem:  # Ray raises what it likes
        channel.send_bytes(TROUBLE + _first_line(problem).encode())
        return 1
    with suppress(OSError):  # who asks has gone
        try:
            _Driver(channel, setup).serve()
        except ClusterFailed as problem:
            channel.send_bytes(TROUBLE + str(problem).encode())
    ray.shutdown()
    return 0


def _connect(address: str, cpus: int) -> None:
    """Join the cluster at `address`; without one start one on this machine alone, of so many CPUs."""
    quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.CRITICAL}
    if address:
        ray.init(address=address, **quiet)
    else:
        ray.init(address="local", num_cpus=cpus, include_dashboard=False, _node_ip_address="127.0.0.1", **quiet)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A file that a node reads, or what was said of it without a node."""

    name: str
    answer: ray.ObjectRef | bytes
    size: int = 0  # bytes


class _Driver:
    """Takes jobs on one thread and answers them in their order on the other."""

    def __init__(self, channel: Connection, setup: str) -> None:
        self._channel = channel
        self._setup = setup
        self._limits = unpack_setup(setup).limits
        self._read = ray.remote(num_cpus=1, max_retries=_RETRIES)(node.read)
        self._asked: SimpleQueue[_Asked | Exception | None] = SimpleQueue()
        self._under_way = 0  # bytes
        self._answered = threading.Condition()
        self._cpus = -1
        self._had_cpus = time.monotonic()

    def serve(self) -> None:
        """Answer jobs until there are no more. ClusterFailed where none can be answered; OSError where who asks has gone."""
        self._look()
        threading.Thread(target=self._take, daemon=True).start()
        while (asked := self._next()) is not None:
            if isinstance(asked, Exception):
                raise ClusterFailed(f"The Ray cluster takes no work ({_first_line(asked)}): see “ray status”, and run again.") from asked
            answer = asked.answer if isinstance(asked.answer, bytes) else self._got(asked.name, asked.answer)
            self._channel.send_bytes(answer)
            if answer.startswith(TROUBLE):
                return
            with self._answered:
                self._under_way -= asked.size
                self._answered.notify()

    def _take(self) -> None:
        """Put jobs to work as they come."""
        try:
            while True:
                self._asked.put(self._begun(self._channel.recv_bytes()))
        except (EOFError, OSError):
            self._asked.put(None)
        except Exception as problem:  # Ray's, when the cluster is lost
            self._asked.put(problem)

    def _begun(self, job: bytes) -> _Asked:
        asked = unpack_job(job)
        try:
            data = content(Path(asked.path), asked.name, self._limits)
        except UnreadableFile as problem:
            return _Asked(asked.name, _refused(str(problem)))
        with self._answered:
            self._answered.wait_for(lambda: not self._under_way or self._under_way + len(data) <= _AT_ONCE)
            self._under_way += len(data)
        return _Asked(asked.name, self._read.remote(self._setup, job, data), len(data))

    def _next(self) -> _Asked | Exception | None:
        while True:
            try:
                return self._asked.get(timeout=_BEAT)
            except Empty:
                self._look()

    def _got(self, name: str, reference: ray.ObjectRef) -> bytes:
        """What a node answered, however long it takes; a worker or a node that is lost is made good by Ray, which has another read the file."""
        while True:
            try:
                return bytes(ray.get(reference, timeout=_BEAT))
            except broken.GetTimeoutError:
                self._look()
            except _OF_ONE_FILE as problem:
                what = "took more memory than its node had" if isinstance(problem, broken.OutOfMemoryError) else "was lost with its worker"
                return _refused(f"{name} {what}, {_RETRIES + 1} times; open it in its own program and save it again, or leave it out")
            except broken.RayTaskError as problem:
                raise ClusterFailed(
                    f"The nodes of the Ray cluster cannot read ({_first_line(problem.cause)}): install the same version of the program on every one."
                ) from problem
            except broken.RayError as problem:
                raise ClusterFailed(f"The Ray cluster failed ({_first_line(problem)}): see “ray status”, and run again.") from problem

    def _look(self) -> None:
        """Say how many CPUs there are, and that this process lives."""
        cpus, now = int(ray.cluster_resources().get("CPU", 0)), time.monotonic()
        self._channel.send_bytes(ALIVE if cpus == self._cpus else CPUS + str(cpus).encode())
        self._cpus = cpus
        self._had_cpus = now if cpus else self._had_cpus
        if now - self._had_cpus > _WITHOUT_CPUS:
            raise ClusterFailed(
                f"The Ray cluster had no CPU for {_WITHOUT_CPUS:.0f} s: start nodes with “ray start --address=…”, and run again."
            )


def _refused(reason: str) -> bytes:
    return READING + pack_reading(Reading(None, [], (), reason, 0.0))


def _first_line(problem: object) -> str:
    lines = str(problem).strip().splitlines()
    return lines[0][:200].rstrip(".:") if lines else type(problem).__name__


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4]))
