"""python -m ingest.read.worker LIMITS: reads files one after another, each in a child of its own that is killed at its limits.

A job is a line on standard input, its answer a line on standard output: "read", or a sentence why not. The process loads the readers once
and forks for each file, so that a limit costs that file alone, what a file does to memory ends with it, and a file costs no start of Python.
It ends when its input does, and takes its child with it.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import resource
import select
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from index.errors import UnreadableFile
from ingest.read.files import READERS, read
from ingest.read.limits import Limits
from ingest.read.parcel import Job, pack, pack_reason, unpack_job
from ingest.read.text import read_markdown
from ingest.record import infer
from ingest.split import split

_MB = 1_000_000
# Two plans, and a single word: its language is told by models that take a second to load, and which nearly every file needs.
_TEXTS = ("# Plan of Krakow 2030\n\nBuses for all.", "# Plán města Brna 2030\n\nŽlutý kůň.", "Annotations")
_OUT_OF_MEMORY = 75  # a child's exit status
_OCR_BEGINS, _OCR_ENDS = b"<", b">"  # what a child says of a page
_TRIES = 3  # of a page by OCR at most


def main(limits: Limits) -> int:
    """Answer jobs until there are no more."""
    for module in READERS:
        importlib.import_module(module)
    _load(_TEXTS)
    gc.freeze()  # a child that collects garbage would copy all the memory that it shares
    jobs, answers = sys.stdin.buffer, sys.stdout.buffer
    for line in iter(jobs.readline, b""):
        answer = _in_a_child(unpack_job(line), limits, jobs.fileno())
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()
    return 0


def _load(texts: Sequence[str]) -> None:
    """Have in memory what such texts need, so that no child loads it again: the gazetteer, the words and letters that languages are known by."""
    for text in texts:
        document = read_markdown(text.encode(), "plan.md", "")
        split(replace(document, record=infer(document, {})))


def _in_a_child(job: Job, limits: Limits, jobs: int) -> str:
    """What came of a job: "read", or why nothing did."""
    alive, held = os.pipe()  # the child holds the one end as long as it lives: the other can be waited for with a limit of time
    child = os.fork()
    if child == 0:
        os.close(alive)
        os.setpgid(0, 0)  # so that what it starts is killed with it
        _work(job, limits, held)
    os.close(held)
    clock = _Clock(limits)
    try:
        while (left := clock.left) > 0:
            ready = select.select([alive, jobs], [], [], left)[0]
            if jobs in ready:  # no job is sent before the last is answered: who asks has gone
                _kill(child)
                sys.exit(0)
            if alive in ready and not clock.told(os.read(alive, 1)):
                return _reason(os.waitpid(child, 0)[1], job.name, limits)
        _kill(child)
        return f"{job.name} took longer than {limits.seconds:g} s to read; open it in its own program and save it again, or raise INGEST_SECONDS"
    finally:
        os.close(alive)


class _Clock:
    """The time that a file has left. It stands still while a page is read by OCR, which has a limit of its own."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._until = time.monotonic() + limits.seconds
        self._pages = 0
        self._began = 0.0  # when OCR of a page did, 0 while none runs

    @property
    def left(self) -> float:
        """Seconds."""
        allowed = self._until + 2 * self._limits.ocr_seconds if self._began else self._until  # twice: drawing the page is part of it
        return allowed - time.monotonic()

    def told(self, message: bytes) -> bool:
        """Take a message of the child; False where it has ended."""
        now = time.monotonic()
        if message == _OCR_BEGINS and self._pages < _TRIES * self._limits.pages:
            self._began, self._pages = now, self._pages + 1
        elif message == _OCR_ENDS and self._began:
            self._until += now - self._began
            self._began = 0.0
        return bool(message)


def _kill(child: int) -> None:
    """End a child with what it started, and wait for it."""
    os.kill(child, signal.SIGKILL)
    with suppress(ProcessLookupError, PermissionError):  # none: it had no time to make its group
        os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)


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


def _work(job: Job, limits: Limits, held: int) -> NoReturn:
    """Read, describe and split the file, write the parcel and end. Nothing of this process outlives the file."""

    def watch(busy: bool) -> None:
        os.write(held, _OCR_BEGINS if busy else _OCR_ENDS)

    try:
        _confine(limits)
        Path(job.out).write_bytes(_parcel(job, limits, watch))
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
    return pack(document, split(document))


def _confine(limits: Limits) -> None:
    """Lower what this process may take; nothing raises it again."""
    sys.stdin.close()
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    taken = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize() if Path("/proc/self/statm").exists() else 0
    for what, most in (
        (resource.RLIMIT_AS, taken + limits.memory_mb * _MB),
        (resource.RLIMIT_FSIZE, limits.characters * 16),  # a parcel holds the text, escaped at worst, and where each character stands
        (resource.RLIMIT_CORE, 0),
    ):
        _, hardest = resource.getrlimit(what)
        most = most if hardest == resource.RLIM_INFINITY else min(most, hardest)
        resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    sys.exit(main(Limits(**json.loads(sys.argv[1]))))
