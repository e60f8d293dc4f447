"""Reading files in processes of their own, several at a time: a file that hangs, crashes or eats memory costs its own line only.

Knows how workers are started and spoken to (see ingest.read.worker), nothing of what is inside a file.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from index.errors import ProductError, UnreadableFile
from index.types import Document, Passage
from ingest.read.limits import Limits
from ingest.read.parcel import Damaged, Job, pack_job, passages_of, unpack

_AHEAD = 2  # files a worker that are read before their turn: keeps the workers busy while one document is encoded


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file to read."""

    path: Path
    name: str
    override: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that was read, or the reason why not."""

    document: Document | None
    passages: list[Passage]
    reason: str
    seconds: float


class Cage:
    """Workers that read files; use as a context manager. They are started when the first file comes."""

    def __init__(self, limits: Limits, workers: int) -> None:
        self._limits = limits
        self._workers = workers
        self._idle: SimpleQueue[_Worker | None] = SimpleQueue()
        for _ in range(workers):
            self._idle.put(None)

    def __enter__(self) -> Self:
        self._folder = TemporaryDirectory(prefix="ingest-")
        self._threads = ThreadPoolExecutor(self._workers)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._threads.shutdown(cancel_futures=True)
        for _ in range(self._workers):
            if worker := self._idle.get():
                worker.close()
        self._folder.cleanup()

    def read(self, files: Iterable[Wanted]) -> Iterator[Reading]:
        """Each file read, described and split, in the order in which they are given; a few are read ahead."""
        waiting: deque[Future[Reading]] = deque()
        for number, wanted in enumerate(files):
            waiting.append(self._threads.submit(self._read, wanted, Path(self._folder.name) / f"{number}.json"))
            if len(waiting) > _AHEAD * self._workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def _read(self, wanted: Wanted, out: Path) -> Reading:
        began = time.monotonic()
        worker = self._idle.get()
        try:
            worker = worker or _Worker(self._limits)
            answer = worker.ask(Job(str(wanted.path.resolve()), wanted.name, wanted.override, str(out)))
            if answer != "read":
                raise UnreadableFile(answer)
            parcel = unpack(out.read_bytes())
            if parcel.document is None:
                raise UnreadableFile(parcel.reason)
            return Reading(parcel.document, passages_of(parcel), "", time.monotonic() - began)
        except UnreadableFile as problem:
            return Reading(None, [], str(problem), time.monotonic() - began)
        except Damaged as problem:
            reason = f"{wanted.name} made its reader give back something else than a document ({str(problem)[:100]}); leave it out"
            return Reading(None, [], reason, time.monotonic() - began)
        except _Gone:
            worker = None
            reason = f"{wanted.name} stopped the process that reads files; open it in its own program and save it again"
            return Reading(None, [], reason, time.monotonic() - began)
        finally:
            self._idle.put(worker)
            out.unlink(missing_ok=True)


class _Gone(Exception):
    """A worker does not answer any more."""


class _Worker:
    """One process that reads files."""

    def __init__(self, limits: Limits) -> None:
        one_thread = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL")}  # a process that forks has no other threads
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "ingest.read.worker", json.dumps(asdict(limits))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, **one_thread, "PYTHONPATH": os.pathsep.join(p or str(Path.cwd()) for p in sys.path)},
                start_new_session=True,  # Ctrl-C is for the run, which ends its workers
            )
        except OSError as problem:
            raise ProductError(
                f"The process that reads files cannot be started ({problem.strerror}): free memory and try again."
            ) from problem

    def ask(self, job: Job) -> str:
        assert self._process.stdin and self._process.stdout
        try:
            self._process.stdin.write(pack_job(job))
            self._process.stdin.flush()
            return str(json.loads(self._process.stdout.readline()))
        except (OSError, ValueError) as problem:
            self.close()
            raise _Gone from problem

    def close(self) -> None:
        assert self._process.stdin and self._process.stdout
        with suppress(OSError):
            self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()
