"""python -m ingest.read.worker LIMITS SOCKET…: a process that divides into one worker for each socket, which have files read.

A job is a line that comes out of the socket, its answer a line that goes into it: "read", or a sentence why not; an empty line is answered
with "". The readers and what they know are loaded once. A worker reads nothing itself: it forks a reader, hands it files one after another
and kills it at a file's limits. A reader that ends with a file which was not its first has that file read by a new one, so that nothing but
the file itself decides what becomes of it. All end when the socket does.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import resource
import select
import signal
import socket
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from index.errors import UnreadableFile
from index.terms import Terms, terms
from index.types import Document, Passage
from ingest.read.files import READERS, read
from ingest.read.limits import Limits
from ingest.read.parcel import Job, pack, pack_job, pack_reason, unpack_job
from ingest.read.text import read_markdown
from ingest.record import infer
from ingest.split import split

_MB = 1_000_000
# Two plans, and a single word: its language is told by models that take a second to load, and which nearly every file needs.
_TEXTS = ("# Plan of Krakow 2030\n\nBuses for all.", "# Plán města Brna 2030\n\nŽlutý kůň.", "Annotations")
_OUT_OF_MEMORY = 75  # a reader's exit status
# A reader makes room for a new one after so many files, which shares the 25 ms that a fork costs among them, or when it has kept this part of
# the memory that a file may take.
_FILES = 32
_KEPT = 0.25
_MORE, _LAST = b"more\n", b"last\n"  # what a reader says of itself when it has read a file
_OCR_BEGINS, _OCR_ENDS = b"scan\n", b"done\n"  # what it says of a page meanwhile; all are of one length
_TRIES = 3  # of a page by OCR at most


def main(limits: Limits, sockets: Sequence[int]) -> int:
    """Load, divide, and wait for all workers."""
    for module in READERS:
        importlib.import_module(module)
    _load(_TEXTS)
    gc.freeze()  # a child that collects garbage would copy all the memory that it shares
    channels = [socket.socket(fileno=number) for number in sockets]
    for channel in channels:
        if os.fork() == 0:
            for other in channels:
                if other is not channel:
                    other.close()
            _serve(channel, limits)
            return 0
    for channel in channels:
        channel.close()
    for _ in channels:
        os.wait()
    return 0


def _load(texts: Sequence[str]) -> None:
    """Have in memory what such texts need, so that no child loads it again: the gazetteer, the words and letters that languages are known by."""
    for text in texts:
        document = read_markdown(text.encode(), "plan.md", "")
        document = replace(document, record=infer(document, {}))
        _terms(document, split(document))


def _serve(channel: socket.socket, limits: Limits) -> None:
    """Answer jobs until there are no more."""
    worker = _Worker(channel, limits)
    with channel.makefile("rb") as jobs:
        for line in iter(jobs.readline, b""):
            answer = worker.answer(unpack_job(line)) if line.strip() else ""
            channel.sendall(json.dumps(answer).encode() + b"\n")
    worker.dismiss()


class _Worker:
    """Hands files to readers, one at a time."""

    def __init__(self, channel: socket.socket, limits: Limits) -> None:
        self._channel = channel
        self._limits = limits
        self._reader: _Reader | None = None

    def answer(self, job: Job) -> str:
        """What came of a job: "read", or why nothing did."""
        clock = _Clock(self._limits)
        while True:
            reader = self._reader = self._reader or _Reader(self._limits, self._channel)
            first = reader.begin(job)
            if (said := self._waited(reader, clock)) is None:
                self.dismiss()
                name, seconds = job.name, self._limits.seconds
                return (
                    f"{name} took longer than {seconds:g} s to read; open it in its own program and save it again, or raise INGEST_SECONDS"
                )
            if said == _MORE:
                return "read"
            self._reader = None
            status = reader.end(kill=False)
            if said == _LAST:
                return "read"
            if first:
                return _reason(status, job.name, self._limits)

    def _waited(self, reader: _Reader, clock: _Clock) -> bytes | None:
        """What the reader says at the end of a file, nothing where it has ended; None where it says nothing in time."""
        while (left := clock.left) > 0:
            ready = select.select([reader.channel, self._channel], [], [], left)[0]
            if reader.channel in ready:
                if clock.told(said := reader.said()):
                    continue
                return said
            if self._channel in ready:  # no job is sent before the last is answered: who asks has gone
                self.dismiss()
                sys.exit(0)
        return None

    def dismiss(self) -> None:
        """Have no reader any more, whatever it is at."""
        if self._reader:
            self._reader.end(kill=True)
            self._reader = None


class _Clock:
    """The time that a file has left. It stands still while a page is read by OCR, which has a limit of its own."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._ends = time.monotonic() + limits.seconds
        self._pages = 0
        self._began = 0.0  # when OCR of a page did, 0 while none runs

    @property
    def left(self) -> float:
        """Seconds; while OCR runs, with some to spare for what it is killed by itself."""
        ends = self._ends + 2 * self._limits.ocr_seconds if self._began else self._ends
        return ends - time.monotonic()

    def told(self, message: bytes) -> bool:
        """Take what a reader says; whether it was of OCR."""
        now = time.monotonic()
        if message == _OCR_BEGINS and self._pages < _TRIES * self._limits.pages:
            self._began, self._pages = now, self._pages + 1
        elif message == _OCR_ENDS and self._began:
            self._ends += now - self._began
            self._began = 0.0
        return message in (_OCR_BEGINS, _OCR_ENDS)


class _Reader:
    """A child that reads files one after another, and holds a socket as long as it lives."""

    def __init__(self, limits: Limits, of_worker: socket.socket) -> None:
        self.channel, theirs = socket.socketpair()
        self._fresh = True
        self._child = os.fork()
        if self._child == 0:
            os.close(of_worker.detach())  # whoever waits for the worker is not to wait for its reader
            self.channel.close()
            os.setpgid(0, 0)  # so that what it starts is killed with it
            _work(theirs, limits)
        theirs.close()

    def begin(self, job: Job) -> bool:
        """Hand over a job; whether it is the first."""
        first, self._fresh = self._fresh, False
        with suppress(OSError):  # one that has ended since says so when it is waited for
            self.channel.sendall(pack_job(job))
        return first

    def said(self) -> bytes:
        """What it said; nothing where it has ended."""
        try:
            return self.channel.recv(len(_MORE))
        except OSError:
            return b""

    def end(self, *, kill: bool) -> int:
        """Wait for its end; its status."""
        if kill:
            os.kill(self._child, signal.SIGKILL)
            with suppress(ProcessLookupError):  # it had no time to make its group
                os.killpg(self._child, signal.SIGKILL)
        status = os.waitpid(self._child, 0)[1]
        self.channel.close()
        return status


def _reason(status: int, name: str, limits: Limits) -> str:
    """A child's end as an answer."""
    code = os.waitstatus_to_exitcode(status)
    if code == 0:
        return "read"
    if code == _OUT_OF_MEMORY or code == -signal.SIGKILL:  # nobody but the system kills it so when memory is short
        return (
            f"{name} takes more than {limits.memory_mb:,} MB of memory to read; open it in its own program and save it again, "
            "or raise INGEST_MEMORY_MB"
        )
    if code == -signal.SIGXFSZ:
        return f"{name} unpacks to more text than can be kept; split it, or raise INGEST_CHARACTERS"
    what = signal.strsignal(-code) if code < 0 else f"exit status {code}"
    return (
        f"{name} is damaged, or takes more than {limits.memory_mb:,} MB of memory to read (it stopped its reader: {what}); "
        "open it in its own program and save it again"
    )


def _work(channel: socket.socket, limits: Limits) -> NoReturn:
    """Read, describe and split files, write a parcel for each, and end. Nothing of this process outlives it."""

    def watch(busy: bool) -> None:
        channel.sendall(_OCR_BEGINS if busy else _OCR_ENDS)

    try:
        _confine(limits)
        most = _taken() + int(limits.memory_mb * _MB * _KEPT)
        with channel.makefile("rb") as jobs:
            for left in reversed(range(_FILES)):
                if not (line := jobs.readline()):
                    break
                job = unpack_job(line)
                Path(job.out).write_bytes(_parcel(job, limits, watch))
                more = left > 0 and _taken() <= most
                channel.sendall(_MORE if more else _LAST)
                if not more:
                    break
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    except BaseException as error:  # the parent reports what it does not know
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        os._exit(1)
    os._exit(0)


def _parcel(job: Job, limits: Limits, watch: Callable[[bool], None]) -> bytes:
    try:
        document = read(Path(job.path), job.name, limits, watch)
    except UnreadableFile as problem:
        if isinstance(problem.__cause__, MemoryError):
            raise MemoryError from problem
        return pack_reason(str(problem))
    document = replace(document, record=infer(document, job.override))
    passages = split(document)
    return pack(document, passages, _terms(document, passages))


def _terms(document: Document, passages: Sequence[Passage]) -> list[Terms]:
    return [terms(p, document.record.place, document.record.country) for p in passages]


def _confine(limits: Limits) -> None:
    """Lower what this process may take; nothing raises it again."""
    for what, most in (
        (resource.RLIMIT_AS, _taken() + limits.memory_mb * _MB),
        (resource.RLIMIT_FSIZE, limits.characters * 16),  # a parcel holds the text, escaped at worst, and where each character stands
        (resource.RLIMIT_CORE, 0),
    ):
        _, hardest = resource.getrlimit(what)
        most = most if hardest == resource.RLIM_INFINITY else min(most, hardest)
        resource.setrlimit(what, (most, most))


def _taken() -> int:
    """The memory of this process, in bytes of addresses; 0 where the system does not tell."""
    statm = Path("/proc/self/statm")
    return int(statm.read_text().split()[0]) * resource.getpagesize() if statm.exists() else 0


if __name__ == "__main__":
    sys.exit(main(Limits(**json.loads(sys.argv[1])), [int(number) for number in sys.argv[2:]]))
