"""Reading files in processes of their own, several at a time: a file that hangs, crashes or eats memory costs its own line only.

Knows how workers are started and spoken to (see ingest.read.worker), nothing of what is inside a file.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import asdict
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from index.errors import ProductError, UnreadableFile
from ingest.read.limits import Limits
from ingest.read.parcel import Damaged, Job, pack_job, passages_of, unpack
from ingest.readers import Reading, Wanted

_AHEAD = 2  # files a worker that are read before their turn: keeps the workers busy while one document is encoded


class Cage:
    """Workers that read files; use as a context manager, which starts them: they load what they need while the caller does the same."""

    def __init__(self, limits: Limits, workers: int) -> None:
        self._limits = limits
        self._workers = workers
        self._idle: SimpleQueue[_Worker] = SimpleQueue()

    def __enter__(self) -> Self:
        with ExitStack() as opened:
            self._folder = opened.enter_context(TemporaryDirectory(prefix="ingest-"))
            self._groups = [_Group(self._limits, self._workers)]
            self._open = opened.pop_all()
        for worker in self._groups[0].workers:
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(self._workers)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        for group in self._groups:
            group.end()
        self._threads.shutdown()
        self._open.close()

    def ready(self) -> None:
        """Return when a worker has loaded what it needs: who measures does not count the start."""
        worker = self._idle.get()
        worker.ask(b"\n")
        self._idle.put(worker)

    def read(self, files: Iterable[Wanted]) -> Iterator[Reading]:
        """Each file read, described and split, in the order in which they are given; a few are read ahead."""
        waiting: deque[Future[Reading]] = deque()
        for number, wanted in enumerate(files):
            waiting.append(self._threads.submit(self._read, wanted, Path(self._folder) / f"{number}.json"))
            if len(waiting) > _AHEAD * self._workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def _read(self, wanted: Wanted, out: Path) -> Reading:
        began = time.monotonic()
        worker = self._idle.get()
        try:
            answer = worker.ask(pack_job(Job(str(wanted.path.resolve()), wanted.name, wanted.override, str(out))))
            if answer != "read":
                raise UnreadableFile(answer)
            parcel = unpack(out.read_bytes())
            if parcel.document is None:
                raise UnreadableFile(parcel.reason)
            return Reading(parcel.document, passages_of(parcel), parcel.terms, "", time.monotonic() - began)
        except UnreadableFile as problem:
            return Reading(None, [], (), str(problem), time.monotonic() - began)
        except Damaged as problem:
            reason = f"{wanted.name} made its reader give back something else than a document ({str(problem)[:100]}); leave it out"
            return Reading(None, [], (), reason, time.monotonic() - began)
        except _Gone:
            worker = self._another()
            reason = f"{wanted.name} stopped the process that reads files; open it in its own program and save it again"
            return Reading(None, [], (), reason, time.monotonic() - began)
        finally:
            self._idle.put(worker)
            out.unlink(missing_ok=True)

    def _another(self) -> _Worker:
        group = _Group(self._limits, 1)
        self._groups.append(group)
        return group.workers[0]


class _Gone(Exception):
    """A worker does not answer any more."""


class _Worker:
    """One process that has files read, by the socket that it listens to."""

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel
        self._answers = channel.makefile("rb")

    def ask(self, job: bytes) -> str:
        """The answer to one line; _Gone where there is none."""
        try:
            self._channel.sendall(job)
            return str(json.loads(self._answers.readline()))
        except (OSError, ValueError) as problem:
            self.close()
            raise _Gone from problem

    def close(self) -> None:
        self._answers.close()
        self._channel.close()


class _Group:
    """So many workers that were started as one process, which loads what they need once and then divides."""

    def __init__(self, limits: Limits, count: int) -> None:
        pairs = [socket.socketpair() for _ in range(count)]
        one_thread = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL")}  # a process that forks has no other threads
        theirs = [there.fileno() for _, there in pairs]
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "ingest.read.worker", json.dumps(asdict(limits)), *map(str, theirs)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=theirs,
                env={**os.environ, **one_thread, "PYTHONPATH": os.pathsep.join(p or str(Path.cwd()) for p in sys.path)},
                start_new_session=True,  # Ctrl-C is for the run, which ends its workers
            )
        except OSError as problem:
            for here, _ in pairs:
                here.close()
            raise ProductError(
                f"The process that reads files cannot be started ({problem.strerror}): free memory and try again."
            ) from problem
        finally:
            for _, there in pairs:
                there.close()
        self.workers = [_Worker(here) for here, _ in pairs]

    def end(self) -> None:
        """Kill what is left of the group, at work or not, and wait for its end."""
        if self._process.poll() is None:  # the first process outlives all others of its session
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for worker in self.workers:
            worker.close()
