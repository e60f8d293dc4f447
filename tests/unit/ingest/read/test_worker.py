"""Which reader reads which file: one for many, a new one after a fault, when it is used up, and when it has kept memory."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest.read import worker
from ingest.read.limits import Limits
from ingest.read.parcel import Job


class Answers:
    """A worker whose readers write down what a function says instead of what is in a file."""

    def __init__(self, folder: Path) -> None:
        self._out = folder / "out"
        self._here, self._there = socket.socketpair()
        self._worker = worker._Worker(self._there, Limits(seconds=2, memory_mb=400))

    def ask(self, name: str) -> str:
        """What was written for a file of this name, or why nothing was."""
        answer = self._worker.answer(Job(name, name, {}, str(self._out)))
        return self._out.read_text() if answer == "read" else answer

    def close(self) -> None:
        self._worker.dismiss()
        self._here.close()
        self._there.close()


@pytest.fixture
def answers(tmp_path: Path) -> Iterator[Answers]:
    found = Answers(tmp_path)
    yield found
    found.close()


def reads_as(monkeypatch: pytest.MonkeyPatch, what: Callable[[str], object]) -> None:
    """Have readers call `what` with a file's name and write down their own process id."""

    def parcel(job: Job, limits: Limits, watch: Callable[[bool], None]) -> bytes:
        what(job.name)
        return str(os.getpid()).encode()

    monkeypatch.setattr(worker, "_parcel", parcel)


def test_one_reader_reads_many_files_until_it_is_used_up(monkeypatch: pytest.MonkeyPatch, answers: Answers) -> None:
    reads_as(monkeypatch, lambda name: None)
    readers = [answers.ask("a") for _ in range(2 * worker._FILES)]
    assert len(set(readers[: worker._FILES])) == 1
    assert len(set(readers[worker._FILES :])) == 1
    assert readers[0] != readers[-1]
    assert str(os.getpid()) not in readers


def test_what_an_earlier_file_broke_does_not_cost_a_later_one(monkeypatch: pytest.MonkeyPatch, answers: Answers) -> None:
    before: list[str] = []

    def dies_as_the_second(name: str) -> None:
        if before:
            os._exit(1)
        before.append(name)

    reads_as(monkeypatch, dies_as_the_second)
    readers = [answers.ask(name) for name in "abc"]
    assert all(map(str.isdigit, readers))
    assert len(set(readers)) == 3


def test_a_file_that_ends_its_reader_alone_is_given_up_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch, answers: Answers) -> None:
    reads_as(monkeypatch, lambda name: os._exit(75) if name == "bad" else None)
    first, bad, after = (answers.ask(name) for name in ("a", "bad", "b"))
    assert bad.startswith("bad takes more than 400 MB of memory to read")
    assert first.isdigit()
    assert after.isdigit()


def test_memory_that_files_leave_behind_ends_with_the_reader(monkeypatch: pytest.MonkeyPatch, answers: Answers) -> None:
    kept: list[bytearray] = []
    reads_as(monkeypatch, lambda name: kept.append(bytearray(int(name))))
    assert answers.ask("1000") == answers.ask("150000000")
    following = answers.ask("300000000")  # within the limit of a file, and more than the first reader had left
    assert following.isdigit()
    assert answers.ask("1000") != following


def test_the_clock_runs_for_each_file(monkeypatch: pytest.MonkeyPatch, answers: Answers) -> None:
    reads_as(monkeypatch, lambda name: time.sleep(float(name)))
    readers = {answers.ask("0.8") for _ in range(4)}  # more together than the limit of one
    assert len(readers) == 1
    began = time.monotonic()
    assert answers.ask("60").startswith("60 took longer than 2 s to read")
    assert time.monotonic() - began < 20
    assert answers.ask("0").isdigit()
